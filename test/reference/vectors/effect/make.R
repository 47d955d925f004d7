# Numbers of R on firms.csv, which data.ts makes: generalised linear models, robust errors, matching with replacement, weights,
# risk ratios, binomial intervals, signed ranks.
# Debian: apt-get install r-base-core r-cran-sandwich r-cran-clubsandwich r-cran-matching r-cran-jsonlite
# Run: Rscript test/reference/vectors/effect/make.R
suppressMessages({library(sandwich); library(clubSandwich); library(Matching); library(jsonlite)})
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
d <- read.csv(file.path(here, "firms.csv"))
tab <- function(m, V = vcov(m)) data.frame(term = names(coef(m)), est = as.numeric(coef(m)), se = sqrt(diag(V)))
f <- treated ~ size + I(size^2) + age + region + exporter + size:exporter
logit <- glm(f, binomial, d); probit <- glm(f, binomial("probit"), d); weighted <- suppressWarnings(glm(f, binomial, d, weights = weight))
e <- fitted(logit)
glms <- list(logit = tab(logit), probit = tab(probit), weighted = tab(weighted), deviance = deviance(logit), null_deviance = logit$null.deviance, fitted = as.numeric(e))
g <- innovative ~ treated + size + exporter
p <- glm(g, poisson, d)
b <- glm(g, binomial, d); X1 <- model.matrix(g, transform(d, treated = 1)); X0 <- model.matrix(g, transform(d, treated = 0))
m1 <- plogis(X1 %*% coef(b)); m0 <- plogis(X0 %*% coef(b)); G1 <- colMeans(as.vector(m1 * (1 - m1)) * X1); G0 <- colMeans(as.vector(m0 * (1 - m0)) * X0); gr <- G1 / mean(m1) - G0 / mean(m0)
ratios <- list(poisson_hc0 = tab(p, sandwich(p)), poisson_cluster = tab(p, vcovCL(p, cluster = d$network, type = "HC0", cadjust = FALSE)),
  standardised = list(p1 = mean(m1), p0 = mean(m0), ratio = mean(m1) / mean(m0), se_log = sqrt(drop(t(gr) %*% vcov(b) %*% gr)), difference = mean(m1) - mean(m0), se_difference = sqrt(drop(t(G1 - G0) %*% vcov(b) %*% (G1 - G0)))))
se <- function(m, V) as.numeric(sqrt(diag(as.matrix(V))))
robust <- function(m) { ct <- coef_test(m, vcov = vcovCR(m, cluster = d$network, type = "CR2"), test = "Satterthwaite")
  w <- Wald_test(m, constraints = constrain_zero(2:3), vcov = vcovCR(m, cluster = d$network, type = "CR2"), test = "HTZ")
  list(coef = as.numeric(coef(m)), classical = se(m, vcov(m)), hc = lapply(c(HC0 = "HC0", HC1 = "HC1", HC2 = "HC2", HC3 = "HC3", HC4 = "HC4", HC4m = "HC4m", HC5 = "HC5"), function(t) se(m, vcovHC(m, t))),
    cr = lapply(c(CR0 = "CR0", CR1 = "CR1", CR1p = "CR1p", CR1S = "CR1S", CR2 = "CR2", CR3 = "CR3"), function(t) se(m, vcovCR(m, cluster = d$network, type = t))),
    two_way = se(m, vcovCL(m, cluster = ~ network + age, type = "HC1")), df = as.numeric(ct$df_Satt), p = as.numeric(ct$p_Satt), htz = list(f = w$Fstat, df = w$df_denom, p = w$p_val)) }
l <- lm(outcome ~ treated + size + exporter, d); lw <- lm(outcome ~ treated + size + exporter, d, weights = weight)
Z <- model.matrix(f, d)[, -1]
ai <- function(...) { m <- Match(Y = d$outcome, Tr = d$treated, X = e, ...); list(est = as.numeric(m$est), se = m$se, naive = m$se.standard, pairs = length(m$index.treated), dropped = m$ndrops) }
matching <- list(one = ai(M = 1), three = ai(M = 3), ate = { m <- Match(Y = d$outcome, Tr = d$treated, X = e, estimand = "ATE"); list(est = as.numeric(m$est), se = m$se) }, atc = { m <- Match(Y = d$outcome, Tr = d$treated, X = e, estimand = "ATC", M = 2); list(est = as.numeric(m$est), se = m$se) }, adjusted = ai(M = 1, BiasAdjust = TRUE, Z = Z), caliper = ai(M = 1, caliper = .05))
narrow <- do.call(rbind, lapply(c("ATT", "ATC", "ATE"), function(a) do.call(rbind, lapply(2:3, function(M) do.call(rbind, lapply(c(.005, .014, .05), function(k) { r <- ai(M = M, caliper = k, estimand = a); data.frame(estimand = tolower(a), matches = M, caliper = k, as.data.frame(r)) }))))))
matching$narrow <- narrow
w <- ifelse(d$treated == 1, 1, e / (1 - e)); wo <- ifelse(d$treated == 1, 1 - e, e); k <- lm.fit(model.matrix(f, d)[d$treated == 0, ], d$outcome[d$treated == 0])$coef; mu <- as.vector(model.matrix(f, d) %*% k); D <- d$treated
diffm <- function(w) { m <- lm(outcome ~ treated, d, weights = w); list(est = as.numeric(coef(m)[2]), hc0 = sqrt(vcovHC(m, "HC0")[2, 2]), hc1 = sqrt(vcovHC(m, "HC1")[2, 2])) }
weights <- list(att = diffm(w), overlap = diffm(wo), aipw = sum(D * (d$outcome - mu)) / sum(D) - sum((1 - D) * w * (d$outcome - mu)) / sum((1 - D) * w), regression = mean((d$outcome - mu)[D == 1]))
shares <- lapply(list(c(3, 40), c(0, 12), c(12, 12), c(77, 310)), function(v) { x <- v[1]; n <- v[2]; a <- .05; list(x = x, n = n, exact = as.numeric(binom.test(x, n)$conf.int), wilson = as.numeric(prop.test(x, n, correct = FALSE)$conf.int), corrected = as.numeric(suppressWarnings(prop.test(x, n)$conf.int))) })
M <- table(factor(d$treated, c(1, 0)), factor(d$innovative, c(1, 0))); A <- table(factor(d$treated, c(1, 0)), factor(d$innovative, c(1, 0)), d$region); t <- mantelhaen.test(A, correct = FALSE); tc <- mantelhaen.test(A)
tables <- list(cells = as.integer(t(M)), chisq = as.numeric(chisq.test(M, correct = FALSE)$statistic), corrected = as.numeric(chisq.test(M)$statistic), fisher = fisher.test(M)$p.value,
  strata = lapply(dimnames(A)[[3]], function(r) as.integer(t(A[, , r]))), mh_or = as.numeric(t$estimate), mh_ci = as.numeric(t$conf.int), cmh = as.numeric(t$statistic), cmh_corrected = as.numeric(tc$statistic),
  mcnemar = as.numeric(mcnemar.test(matrix(c(30, 9, 21, 40), 2), correct = FALSE)$statistic), mcnemar_corrected = as.numeric(mcnemar.test(matrix(c(30, 9, 21, 40), 2))$statistic), mcnemar_exact = binom.test(21, 30)$p.value)
x <- round(d$outcome[1:60] - d$outcome[61:120], 1); z <- x[x != 0]; r <- rank(abs(z)); T <- sum(r[z > 0])
ranks <- list(differences = x, statistic = T, hodges_lehmann = median(outer(x, x, "+")[upper.tri(diag(60), diag = TRUE)] / 2), bounds = lapply(c(1, 1.3, 2), function(q) { s <- q / (1 + q); v <- sum(r^2) * s * (1 - s); list(gamma = q, upper = pnorm((T - s * sum(r)) / sqrt(v), lower.tail = FALSE)) }))
write(toJSON(list(versions = list(R = as.character(getRversion()), sandwich = as.character(packageVersion("sandwich")), clubSandwich = as.character(packageVersion("clubSandwich")), Matching = as.character(packageVersion("Matching"))),
  glms = glms, ratios = ratios, robust = robust(l), robust_weighted = robust(lw), matching = matching, weights = weights, shares = shares, tables = tables, ranks = ranks), digits = NA, auto_unbox = TRUE, pretty = 1), file.path(here, "effect.json"))
