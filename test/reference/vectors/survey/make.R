# Numbers of R survey on survey.csv, which data.ts makes. Debian: apt-get install r-base-core r-cran-survey r-cran-mass r-cran-jsonlite
# Run: Rscript test/reference/vectors/survey/make.R
suppressMessages({library(survey); library(jsonlite)})
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
d <- read.csv(file.path(here, "survey.csv"))
est <- function(x, df) { ci <- confint(x, df = df); data.frame(name = names(coef(x)), est = as.numeric(coef(x)), se = as.numeric(SE(x)), lower = ci[, 1], upper = ci[, 2]) }
s <- svydesign(id = ~1, strata = ~stratum, weights = ~weight, fpc = ~N_h, data = d)
nofpc <- svydesign(id = ~1, strata = ~stratum, weights = ~weight, data = d)
clu <- svydesign(id = ~psu, weights = ~weight, data = d)
two <- svydesign(id = ~psu + id, fpc = ~N_psu + M_i, weights = ~weight, data = d)
dom <- function(des, v, cond) { x <- subset(des, cond); m <- svymean(v, x); list(n = nrow(x), df = degf(x), est = as.numeric(coef(m)), se = as.numeric(SE(m))) }
prop <- function(f, des) { m <- c("logit", "asin", "beta", "mean", "xlogit", "likelihood"); lapply(setNames(m, m), function(k) { x <- svyciprop(f, des, method = k); ci <- attr(x, "ci"); list(p = as.numeric(x), se = as.numeric(SE(x)), lower = as.numeric(ci[1]), upper = as.numeric(ci[2])) }) }
sizes <- data.frame(size = c("large", "medium", "small"), Freq = c(1130, 1650, 1000))
regions <- data.frame(region = c("m", "n", "s"), Freq = c(1400, 1220, 1160))
ps <- postStratify(s, ~size, sizes)
rk <- rake(s, list(~size, ~region), list(sizes, regions), control = list(maxit = 500, epsilon = 1e-13))
pop <- c(`(Intercept)` = 3780, sizemedium = 1650, sizesmall = 1000, employees = 148000)
cl <- calibrate(s, ~size + employees, pop)
cr <- calibrate(s, ~size + employees, pop, calfun = "raking", epsilon = 1e-12)
cg <- calibrate(s, ~size + employees, pop, calfun = "logit", bounds = c(0.3, 3), epsilon = 1e-12)
both <- function(des) rbind(cbind(stat = "mean", est(svymean(~innovative + turnover, des), degf(des))), cbind(stat = "total", est(svytotal(~innovative + turnover, des), degf(des))))
one <- rbind(d, transform(d[240, ], id = 241, stratum = 7, N_h = 9, weight = 9, turnover = 77777))
lonely <- function(o) { options(survey.lonely.psu = o); l <- svydesign(id = ~1, strata = ~stratum, weights = ~weight, fpc = ~N_h, data = one); r <- both(l); options(survey.lonely.psu = "fail"); r }
by <- svyby(~innovative, ~size, s, svymean, covmat = TRUE)
contrast <- function(e) { x <- svycontrast(by, e); list(est = as.numeric(coef(x)), se = as.numeric(SE(x))) }
rules <- c("math", "school", "shahvaish", "hf1", "hf2", "hf3", "hf4", "hf5", "hf6", "hf7", "hf8", "hf9")
quants <- lapply(setNames(rules, rules), function(r) { q <- svyquantile(~turnover, s, c(.1, .5, .9), qrule = r, interval.type = "beta", df = degf(s))[[1]]; data.frame(p = c(.1, .5, .9), q = q[, 1], lower = q[, 2], upper = q[, 3], se = q[, 4]) })
h <- function(x) list(stat = as.numeric(x$statistic), df = as.numeric(x$parameter), p = as.numeric(x$p.value))
fit <- function(m) data.frame(est = as.numeric(coef(m)), se = sqrt(diag(vcov(m))), df = m$df.residual)
tight <- glm.control(epsilon = 1e-14, maxit = 100)
cls <- paste(d$stratum, d$size)
factor_of <- tapply(d$weight, cls, sum) / tapply(d$weight * d$answered, cls, sum)
out <- list(
  R = as.character(getRversion()), survey = as.character(packageVersion("survey")),
  stratified = both(s), without_fpc = both(nofpc), clustered = both(clu), two_stage = both(two),
  df = list(stratified = degf(s), clustered = degf(clu), two_stage = degf(two)),
  deff = as.numeric(diag(attr(svymean(~innovative + turnover, s, deff = TRUE), "deff"))),
  deffs = lapply(list(without = TRUE, replace = "replace"), function(k) list(mean = as.numeric(deff(svymean(~turnover, clu, deff = k))), total = as.numeric(deff(svytotal(~turnover, clu, deff = k))), ratio = as.numeric(deff(svyratio(~turnover, ~employees, clu, deff = k))))),
  ratio = { r <- svyratio(~turnover, ~employees, s); list(est = as.numeric(coef(r)), se = as.numeric(SE(r))) },
  domain_size_c = dom(s, ~innovative, d$size == "large"), domain_region_n_clustered = dom(clu, ~turnover, d$region == "n"),
  prop_innovative = prop(~I(innovative == 1), s), prop_expects = prop(~I(expects == 1), s), prop_clustered = prop(~I(innovative == 1), clu),
  poststratified = both(ps), raked = both(rk), calibrated_linear = both(cl), calibrated_raking = both(cr), calibrated_logit = both(cg),
  weights = list(raked = head(weights(rk), 8), calibrated_raking = head(weights(cr), 8), calibrated_logit = head(weights(cg), 8)),
  lonely = lapply(setNames(c("remove", "certainty", "adjust", "average"), c("remove", "certainty", "adjust", "average")), lonely),
  difference = contrast(c(large = 1, medium = 0, small = -1)), log_ratio = contrast(quote(log(`large` / `small`))), log_odds = contrast(quote(log(`large` / (1 - `large`)) - log(`small` / (1 - `small`)))),
  quantiles = quants, chisq_F = h(svychisq(~innovative + region, s)), chisq_1 = h(svychisq(~innovative + region, s, statistic = "Chisq")),
  wald = h(svychisq(~innovative + region, s, statistic = "Wald")), wald_adjusted = h(svychisq(~innovative + region, s, statistic = "adjWald")),
  ttest = h(svyttest(turnover ~ innovative, s)), ttest_one = h(svyttest(I(turnover - 5000) ~ 0, s)),
  logit = fit(svyglm(innovative ~ employees + region, design = s, family = quasibinomial(), control = tight)),
  poisson = fit(svyglm(innovative ~ employees, design = clu, family = quasipoisson(), control = tight)),
  response_factors = as.list(factor_of), response_rate_weighted = weighted.mean(d$answered, d$weight),
  trimmed = as.numeric(weights(trimWeights(s, upper = 20, strict = TRUE)))[1:240],
  trimmed_once = as.numeric(weights(trimWeights(s, upper = 20))), trimmed_both = as.numeric(weights(trimWeights(s, upper = 30, lower = 2, strict = TRUE)))
)
write(toJSON(out, digits = NA, auto_unbox = TRUE, pretty = TRUE), file.path(here, "survey.json"))
