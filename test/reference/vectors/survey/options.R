# Numbers of R survey on survey.csv for options that make.R leaves out: domains of everything, tests by the saddlepoint
# approximation, levels, bounded calibration, steps one after the other, single units in domains. Debian packages as in make.R.
# Run: Rscript test/reference/vectors/survey/options.R
suppressMessages({library(survey); library(jsonlite)})
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
d <- read.csv(file.path(here, "survey.csv"))
s <- svydesign(id = ~1, strata = ~stratum, weights = ~weight, fpc = ~N_h, data = d)
clu <- svydesign(id = ~psu, weights = ~weight, data = d)
two <- svydesign(id = ~psu + id, fpc = ~N_psu + M_i, data = d)
ps <- postStratify(s, ~size, data.frame(size = c("large", "medium", "small"), Freq = c(1130, 1650, 1000)))
pop <- c(`(Intercept)` = 3780, employees = 148000)
designs <- list(
  stratified = s, clustered = clu, two_stage_unweighted = two, poststratified = ps,
  linear_bounded = calibrate(s, ~employees, pop, bounds = c(0.9, 1.25), epsilon = 1e-11, maxit = 200),
  raking_bounded = calibrate(s, ~employees, pop, calfun = "raking", bounds = c(0.9, 1.25), epsilon = 1e-11, maxit = 200),
  poststratified_calibrated = calibrate(ps, ~employees, pop, epsilon = 1e-11)
)
parts <- list(all = function(x) x, large = function(x) subset(x, size == "large"), north = function(x) subset(x, region == "n"))
h <- function(x) list(stat = as.numeric(x$statistic), df = as.numeric(x$parameter), p = as.numeric(x$p.value))
t_of <- function(x) c(h(x), list(est = as.numeric(x$estimate), lower = x$conf.int[1], upper = x$conf.int[2]))
figures <- function(x) {
  m <- svymean(~turnover, x, deff = TRUE); r <- svyratio(~turnover, ~employees, x)
  rows <- list(mean = list(est = coef(m), se = SE(m), df = degf(x), n = sum(weights(x) != 0)), total = list(est = coef(svytotal(~turnover, x)), se = SE(svytotal(~turnover, x))),
    ratio = list(est = coef(r), se = SE(r)), deff = deff(m), deff_replace = deff(svymean(~turnover, x, deff = "replace")))
  lapply(rows, function(row) lapply(as.list(row), as.numeric))
}
intervals <- function(x) { k <- c("logit", "asin", "beta", "mean", "xlogit"); lapply(setNames(k, k), function(m) lapply(list(p90 = .9, p99 = .99), function(l) as.numeric(attr(svyciprop(~I(innovative == 1), x, method = m, level = l), "ci")))) }
quantiles <- function(x) { k <- c("mean", "beta", "xlogit", "asin"); lapply(setNames(k, k), function(i) { q <- svyquantile(~turnover, x, c(.25, .5, .75), interval.type = i, qrule = "school", alpha = .1)[[1]]; data.frame(p = c(.25, .5, .75), q = q[, 1], lower = q[, 2], upper = q[, 3], se = q[, 4]) }) }
tables <- list(innovative_region = ~innovative + region, size_region = ~size + region)
chisq <- function(x, f) lapply(setNames(nm = c("F", "Chisq", "Wald", "adjWald", "saddlepoint")), function(k) suppressWarnings(h(svychisq(f, x, statistic = k))))
lone <- rbind(d, transform(d[240, ], id = 241, stratum = 7, N_h = 9, weight = 9, turnover = 77777, size = "large"))
lonely <- function(o) { options(survey.lonely.psu = o); l <- svydesign(id = ~1, strata = ~stratum, weights = ~weight, fpc = ~N_h, data = lone)
  r <- lapply(list(large = subset(l, size == "large"), small = subset(l, size == "small")), function(x) as.numeric(SE(svymean(~turnover, x)))); options(survey.lonely.psu = "fail"); r }
out <- list(
  R = as.character(getRversion()), survey = as.character(packageVersion("survey")),
  figures = lapply(designs, function(x) lapply(parts, function(f) figures(f(x)))),
  intervals = lapply(designs[c("stratified", "clustered")], function(x) lapply(parts, function(f) intervals(f(x)))),
  quantiles = lapply(designs[c("stratified", "clustered", "raking_bounded")], quantiles),
  quantiles_north = quantiles(parts$north(clu)),
  chisq = lapply(designs[c("stratified", "clustered", "poststratified")], function(x) lapply(tables, function(f) chisq(x, f))),
  chisq_large = chisq(parts$large(s), tables$innovative_region), chisq_north = chisq(parts$north(clu), ~innovative + size),
  ttest = lapply(designs, function(x) list(two = t_of(svyttest(turnover ~ innovative, x)), one = t_of(svyttest(I(turnover - 5000) ~ 0, x)))),
  ttest_large = list(two = t_of(svyttest(turnover ~ innovative, parts$large(s))), one = t_of(svyttest(I(turnover - 5000) ~ 0, parts$large(s)))),
  lonely = lapply(setNames(nm = c("remove", "certainty", "adjust", "average")), lonely),
  weights = lapply(designs[c("linear_bounded", "raking_bounded", "poststratified_calibrated", "two_stage_unweighted")], function(x) as.numeric(weights(x, "sampling")))
)
write(toJSON(out, digits = NA, auto_unbox = TRUE, pretty = FALSE), file.path(here, "options.json"))
