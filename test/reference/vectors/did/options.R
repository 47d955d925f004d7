# Further options on panel.csv: rows as repeated cross-sections, and the improved doubly robust estimator.
# did 2.5.1 and DRDID 1.2.3 are from CRAN; Debian has neither. Errors of drdid_rc are left out: one term of its influence function
# has the wrong sign, as moving the weight of a row shows.
# Run: Rscript test/reference/vectors/did/options.R
suppressMessages({library(did); library(DRDID); library(jsonlite)})
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
d <- read.csv(file.path(here, "panel.csv"))
rows <- d[complete.cases(d[, c("outcome", "size")]) & (d$firm * 7 + d$year) %% 3 > 0, ]
one <- function(method, controls = "nevertreated", base = "varying", ant = 0, weighted = FALSE) {
  a <- suppressMessages(suppressWarnings(att_gt("outcome", "year", gname = "entry", data = rows, xformla = ~ size, est_method = method, control_group = controls, base_period = base, anticipation = ant, panel = FALSE, weightsname = if (weighted) "weight", bstrap = FALSE, cband = FALSE)))
  by <- lapply(c(simple = "simple", dynamic = "dynamic", group = "group", calendar = "calendar"), function(k) { g <- aggte(a, type = k, na.rm = TRUE, bstrap = FALSE, cband = FALSE); list(att = g$overall.att, se = g$overall.se) })
  list(method = method, controls = controls, base = base, anticipation = ant, weighted = weighted, n = a$n, cells = data.frame(g = a$group, t = a$t, att = a$att, se = a$se), overall = by) }
rc <- list(one("reg"), one("ipw"), one("dr"), one("reg", "notyettreated", "universal"), one("ipw", "notyettreated", ant = 1), one("dr", "notyettreated", weighted = TRUE), one("reg", weighted = TRUE))
years <- sort(unique(d$year)); g <- sort(unique(d$entry[d$entry > 0]))[1]; p <- c(g - 1, g)
w <- merge(d[d$year == p[1] & d$entry %in% c(0, g), ], d[d$year == p[2], c("firm", "outcome")], by = "firm", suffixes = c("0", "1")); w <- w[complete.cases(w), ]
X <- model.matrix(~ size + sector, w)
imp <- function(i) { r <- drdid_imp_panel(w$outcome1, w$outcome0, as.integer(w$entry == g), X, i.weights = i); list(att = as.numeric(r$ATT), se = as.numeric(r$se)) }
write(toJSON(list(versions = list(did = as.character(packageVersion("did")), DRDID = as.character(packageVersion("DRDID"))), rows = rows[, c("year", "entry", "outcome", "size", "weight")], rc = rc,
  improved = list(treated = as.integer(w$entry == g), change = w$outcome1 - w$outcome0, columns = lapply(2:ncol(X), function(j) unname(X[, j])), weight = w$weight, plain = imp(NULL), weighted = imp(w$weight))), dataframe = "columns", digits = NA, auto_unbox = TRUE, na = "null"), file.path(here, "options.json"))
