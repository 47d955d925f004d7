# Both sides of F from the far lower to the far upper tail, and chi-square with few and many degrees of freedom, by base R.
# Run in this folder: Rscript distribution.R
rows <- expand.grid(
  x = c(1e-20, 1e-12, 1e-6, 1e-3, 0.05, 0.4, 1, 2.5, 10, 60, 1e3, 1e6, 1e12),
  numerator = c(0.5, 1, 2, 3, 10, 40),
  denominator = c(0.5, 1, 5, 30, 500, 5000)
)
digits <- function(value) sprintf("%.17g", value)
rows$lower <- digits(with(rows, pf(x, numerator, denominator)))
rows$upper <- digits(with(rows, pf(x, numerator, denominator, lower.tail = FALSE)))
write.csv(rows, "f.csv", row.names = FALSE, quote = FALSE)

chi <- expand.grid(
  p = c(1e-9, 0.025, 0.5, 0.9, 0.975, 0.999999),
  degrees = c(0.5, 1, 5, 30, 200, 499, 500, 1000, 2000, 5000, 20000, 1e5)
)
quantile <- with(chi, qchisq(p, degrees))
chi$quantile <- digits(quantile)
chi$lower <- digits(pchisq(quantile, chi$degrees))
chi$upper <- digits(pchisq(quantile, chi$degrees, lower.tail = FALSE))
write.csv(chi, "chi-square.csv", row.names = FALSE, quote = FALSE)
