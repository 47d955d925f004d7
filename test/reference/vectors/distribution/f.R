# Both sides of F from the far lower to the far upper tail, by base R. Run in this folder: Rscript f.R
rows <- expand.grid(
  x = c(1e-20, 1e-12, 1e-6, 1e-3, 0.05, 0.4, 1, 2.5, 10, 60, 1e3, 1e6, 1e12),
  numerator = c(0.5, 1, 2, 3, 10, 40),
  denominator = c(0.5, 1, 5, 30, 500, 5000)
)
digits <- function(value) sprintf("%.17g", value)
rows$lower <- digits(with(rows, pf(x, numerator, denominator)))
rows$upper <- digits(with(rows, pf(x, numerator, denominator, lower.tail = FALSE)))
write.csv(rows, "f.csv", row.names = FALSE, quote = FALSE)
