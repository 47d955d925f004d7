# Few clusters on panel.csv with weights that differ within firms: CR2 and Satterthwaite of least squares on all dummies, clustered
# by network and by firm, with period effects and without; CR3 by leaving out network after network. Size is centred: clubSandwich
# loses two digits of the degrees of freedom where it is not, as the formula written out on all rows shows.
# Debian: apt-get install r-base-core r-cran-clubsandwich r-cran-jsonlite
# Run: Rscript test/reference/vectors/did/few.R
suppressMessages({library(clubSandwich); library(jsonlite)})
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
d <- read.csv(file.path(here, "panel.csv"))
d <- d[complete.cases(d[, c("outcome", "size")]) & d$network <= 6, ]
repeat { k <- ave(d$year, d$firm, FUN = length) > 1; if (all(k)) break; d <- d[k, ] }
d$size <- d$size - mean(d$size)
d$D <- as.integer(d$entry > 0 & d$year >= d$entry)
d$w <- d$weight * (1 + (d$firm * 7 + d$year) %% 3)
fit <- function(periods, data = d) { f <- outcome ~ D + size + factor(firm); if (periods) f <- update(f, . ~ . + factor(year)); lm(f, data, weights = w) }
one <- function(periods, by) { m <- fit(periods); z <- coef_test(m, vcovCR(m, cluster = d[[by]], type = "CR2"), test = "Satterthwaite", coefs = c("D", "size"))
  list(periods = periods, by = by, est = as.numeric(coef(m)[c("D", "size")]), se = z$SE, df = as.numeric(z$df_Satt), p = as.numeric(z$p_Satt)) }
b <- coef(fit(TRUE))[c("D", "size")]
moves <- sapply(unique(d$network), function(g) coef(fit(TRUE, droplevels(d[d$network != g, ])))[c("D", "size")] - b)
write(toJSON(list(versions = list(R = as.character(getRversion()), clubSandwich = as.character(packageVersion("clubSandwich"))), rows = d[, c("firm", "year", "network", "outcome", "size", "D", "w")],
  tests = list(one(TRUE, "network"), one(FALSE, "network"), one(TRUE, "firm")), jackknife = unname(moves %*% t(moves))), dataframe = "columns", digits = NA, auto_unbox = TRUE), file.path(here, "few.json"))
