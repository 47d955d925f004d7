# Two by two tables with empty cells: shares, difference, Newcombe, chi-square and Fisher as they are, Koopman's interval from
# Pearson's statistic at the likeliest shares of a given ratio, ratios with 0.5 in every cell.
# Debian: apt-get install r-base-core r-cran-jsonlite
# Run: Rscript test/reference/vectors/effect/ratios.R
suppressMessages(library(jsonlite))
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
pearson <- function(theta, x1, n1, x0, n0) {
  likelihood <- function(q0) { q1 <- theta * q0; dbinom(x1, n1, q1, log = TRUE) + dbinom(x0, n0, q0, log = TRUE) }
  q0 <- if (x1 + x0 == 0) 0 else optimize(likelihood, c(0, min(1, 1 / theta)), maximum = TRUE, tol = 1e-14)$maximum
  q1 <- theta * q0; part <- function(x, n, q) if (q == 0 || q == 1) 0 else (x - n * q)^2 / (n * q * (1 - q)); part(x1, n1, q1) + part(x0, n0, q0) }
koopman <- function(x1, n1, x0, n0, level) { b <- qchisq(level, 1); f <- function(l) pearson(exp(l), x1, n1, x0, n0) - b
  r <- log((x1 / n1) / (x0 / n0)); middle <- if (is.finite(r)) r else if (x1 == 0) -12 else 12
  c(if (x1 == 0) 0 else exp(uniroot(f, c(-9, middle), tol = 1e-13)$root), if (x0 == 0) Inf else exp(uniroot(f, c(middle, 9), tol = 1e-13)$root)) }
one <- function(v, level) { a <- v[1]; b <- v[2]; c <- v[3]; d <- v[4]; n1 <- a + b; n0 <- c + d; p1 <- a / n1; p0 <- c / n0; z <- qnorm(1 - (1 - level) / 2)
  w <- function(x, n) prop.test(x, n, correct = FALSE, conf.level = level)$conf.int; w1 <- suppressWarnings(w(a, n1)); w0 <- suppressWarnings(w(c, n0))
  h <- v + if (any(v == 0)) .5 else 0; A <- h[1]; B <- h[2]; C <- h[3]; D <- h[4]; m <- matrix(v, 2, byrow = TRUE)
  ch <- function(k) as.numeric(suppressWarnings(chisq.test(m, correct = k))$statistic)
  list(table = v, level = level, p1 = p1, p0 = p0, difference = p1 - p0, wald = p1 - p0 + c(-1, 1) * z * sqrt(p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0),
    newcombe = c(p1 - p0 - sqrt((p1 - w1[1])^2 + (w0[2] - p0)^2), p1 - p0 + sqrt((w1[2] - p1)^2 + (p0 - w0[1])^2)), koopman = koopman(a, n1, c, n0, level),
    chisq = ch(FALSE), corrected = ch(TRUE), fisher = fisher.test(m)$p.value, ratio = (A / (A + B)) / (C / (C + D)), error = sqrt(1 / A - 1 / (A + B) + 1 / C - 1 / (C + D)),
    odds = A * D / (B * C), odds_ci = exp(log(A * D / (B * C)) + c(-1, 1) * z * sqrt(1 / A + 1 / B + 1 / C + 1 / D))) }
tables <- list(c(0, 10, 3, 7), c(3, 17, 0, 25), c(12, 0, 9, 6), c(4, 9, 14, 0), c(8, 0, 0, 11), c(1, 40, 6, 35), c(14, 1, 15, 2))
write(toJSON(list(tables = unlist(lapply(c(.95, .9), function(l) lapply(tables, one, l)), FALSE)), digits = NA, auto_unbox = TRUE), file.path(here, "ratios.json"))
