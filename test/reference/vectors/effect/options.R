# Further options on firms.csv: matching as MatchIt does it, omitted confounders, links, weights, tails of distributions, weighted
# quantiles. Pairs are of firms without tied scores.
# MatchIt 4.7.2 and sensemakr 0.1.6 are from CRAN: Debian's MatchIt 4.5.1 takes whole numbers of score gaps and finds wrong pairs.
# Debian: apt-get install r-base-core r-cran-hmisc r-cran-laeken r-cran-jsonlite
# Run: Rscript test/reference/vectors/effect/options.R
suppressMessages({library(MatchIt); library(sensemakr); library(Hmisc); library(laeken); library(jsonlite)})
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
d <- read.csv(file.path(here, "firms.csv"))
f <- treated ~ size + age + region + exporter
e <- fitted(glm(f, binomial, d))
u <- d[!(duplicated(round(e, 12)) | duplicated(round(e, 12), fromLast = TRUE)), ]
rownames(u) <- u$id
pairs <- function(...) { m <- suppressWarnings(matchit(f, u, ...)); M <- m$match.matrix
  list(score = unname(m$distance), pairs = lapply(seq_len(nrow(M)), function(i) { own <- unname(M[i, !is.na(M[i, ])]); c(rownames(M)[i], own) }), weights = unname(m$weights)) }
s <- sd(u$size)
matching <- list(
  plain = pairs(), farthest = pairs(m.order = "farthest"), farthest_ratio = pairs(m.order = "farthest", ratio = 2, caliper = .2),
  away = pairs(caliper = -.1), away_raw = pairs(caliper = -.02, std.caliper = FALSE, replace = TRUE), size_away = pairs(caliper = c(size = -.3)),
  size_within_age_away = pairs(caliper = c(.5, size = .5 * s, age = -3), std.caliper = c(TRUE, FALSE, FALSE)),
  unlike_region = pairs(antiexact = ~ region), unlike_region_exact = pairs(antiexact = ~ region, exact = ~ exporter, ratio = 2),
  reuse = pairs(reuse.max = 2, ratio = 2, caliper = .1), closest_reuse = pairs(reuse.max = 3, m.order = "closest"),
  variable = pairs(ratio = 2, min.controls = 1, max.controls = 4),
  mahalanobis = pairs(mahvars = ~ size + age, caliper = .25), mahalanobis_exact = pairs(mahvars = ~ size + age, exact = ~ region, caliper = .5),
  mahalanobis_closest = pairs(mahvars = ~ size + age, caliper = .25, m.order = "closest"),
  untreated = pairs(estimand = "ATC", caliper = .1, replace = TRUE),
  cloglog = pairs(link = "cloglog", caliper = .2), cauchit = pairs(link = "linear.cauchit", caliper = .2))
l <- lm(outcome ~ treated + size + age + exporter, d); k <- summary(l)$coef
b <- as.data.frame(ovb_bounds(l, "treated", benchmark_covariates = c("size", "age"), kd = c(1, 2)))
omitted <- list(estimate = k["treated", 1], error = k["treated", 2], df = l$df.residual,
  values = lapply(list(c(1, .05), c(.5, .1), c(.8, .01)), function(v) list(q = v[1], alpha = v[2], rv = as.numeric(robustness_value(l, "treated", q = v[1], alpha = 1)), rva = as.numeric(robustness_value(l, "treated", q = v[1], alpha = v[2])))),
  benchmarks = lapply(c("size", "age"), function(v) list(treatment = as.numeric(partial_r2(lm(treated ~ size + age + exporter, d), v)), outcome = as.numeric(partial_r2(l, v)))),
  bounds = b[, c("r2dz.x", "r2yz.dx", "adjusted_estimate", "adjusted_se", "adjusted_t")])
g <- glm(treated ~ size + age, binomial, d); p <- fitted(g); D <- d$treated; Y <- d$outcome; X <- model.matrix(g)
mu <- function(a) as.vector(X %*% lm.fit(X[D == a, ], Y[D == a])$coef)
w <- list(atc = ifelse(D == 1, (1 - p) / p, 1), ate = ifelse(D == 1, 1 / p, 1 / (1 - p)), atm = pmin(p, 1 - p) / ifelse(D == 1, p, 1 - p))
r1 <- Y - mu(1); r0 <- Y - mu(0); phi <- mu(1) - mu(0) + D * r1 / p - (1 - D) * r0 / (1 - p)
weighting <- list(score = unname(p), means = lapply(w, function(v) coef(lm(Y ~ D, weights = v))[[2]]), auc = as.numeric(wilcox.test(p[D == 1], p[D == 0], exact = FALSE)$statistic) / (sum(D) * sum(1 - D)),
  hajek = mean(mu(1) - mu(0)) + weighted.mean(r1[D == 1], 1 / p[D == 1]) - weighted.mean(r0[D == 0], 1 / (1 - p[D == 0])), horvitz = mean(phi), error = sqrt(sum((phi - mean(phi))^2)) / length(phi), regression = mean(mu(1) - mu(0)), weighting = mean(D * Y / p - (1 - D) * Y / (1 - p)))
P <- c(1e-300, 1e-60, 1e-20, 1e-10, 1e-7, .001, .3, .999, 1 - 1e-8)
x <- c(2, 20, 90, 400)
distributions <- list(p = P, qnorm = qnorm(P), qf = lapply(list(c(1, 8), c(3, 1989), c(25.5, 4)), function(v) list(a = v[1], b = v[2], q = qf(P[6:8], v[1], v[2]))),
  upper = lapply(c(1, 4.5, 30), function(v) list(df = v, x = x, p = pchisq(x, v, lower.tail = FALSE))), lgamma = list(x = c(1e-5, .5, 1, 2.5, 10, 171.3, 1e6), v = lgamma(c(1e-5, .5, 1, 2.5, 10, 171.3, 1e6))),
  pbeta = lapply(list(c(2, 30), c(.1, 5), c(3, 400)), function(v) list(a = v[1], b = v[2], p = pbeta(c(1e-12, 1e-7, 1e-4), v[1], v[2]))))
y <- exp(d$size); q <- c(.05, .2, .5, .77, .95)
described <- list(q = q, place = as.numeric(wtd.quantile(y, d$weight, q)), ecdf = lapply(c("i/n", "(i-1)/(n-1)", "i/(n+1)"), function(t) list(kind = t, q = as.numeric(wtd.quantile(y, d$weight, q, type = t)))), mean = weighted.mean(y, d$weight), variance = wtd.var(y, d$weight), relative = wtd.var(y, d$weight, normwt = TRUE),
  qsr = as.numeric(qsr(y, d$weight)$value), limit = as.numeric(arpt(y, d$weight)), below = as.numeric(arpr(y, d$weight)$value), cv = sd(y) / mean(y))
write(toJSON(list(versions = list(R = as.character(getRversion()), MatchIt = as.character(packageVersion("MatchIt")), sensemakr = as.character(packageVersion("sensemakr")), Hmisc = as.character(packageVersion("Hmisc")), laeken = as.character(packageVersion("laeken"))),
  units = u$id, matching = matching, omitted = omitted, weighting = weighting, distributions = distributions, described = described), digits = NA, auto_unbox = TRUE), file.path(here, "options.json"))
