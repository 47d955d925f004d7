# Numbers of R on panel.csv, which data.ts makes. Two-way effects by plm, sandwich, clubSandwich and least squares on all dummies;
# Callaway-Sant'Anna, Sun-Abraham and the conditional test of Rambachan-Roth written out in base R from their formulas,
# because Debian has no package for them.
# Debian: apt-get install r-base-core r-cran-plm r-cran-sandwich r-cran-clubsandwich r-cran-jsonlite
# Run: Rscript test/reference/vectors/did/make.R
suppressMessages({library(plm); library(sandwich); library(clubSandwich); library(jsonlite)})
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
d <- read.csv(file.path(here, "panel.csv"))
d$D <- as.integer(d$entry > 0 & d$year >= d$entry)
d$rel <- ifelse(d$entry > 0, d$year - d$entry, NA)
repeat { one <- d$firm %in% names(which(table(d$firm) == 1)); if (!any(one)) break; d2 <- d[!one, ]; d <- d2 }
all_rows <- read.csv(file.path(here, "panel.csv"))
tab <- function(b, V) data.frame(term = names(b), est = as.numeric(b), se = sqrt(diag(V)))

# ---- two-way effects
p <- plm(outcome ~ D + size, d, index = c("firm", "year"), effect = "twoways", model = "within")
u <- plm(outcome ~ D + size, d, index = c("firm", "year"), effect = "individual", model = "within")
arellano <- function(m, t) tab(coef(m), plm::vcovHC(m, method = "arellano", type = t, cluster = "group"))
lsdv <- function(f, w = NULL, data = d) { e <- environment(); f <- update(f, . ~ . + factor(firm) + factor(year)); environment(f) <- e; lm(f, data, weights = w) }
l <- lsdv(outcome ~ D + size)
lw <- lsdv(outcome ~ D + size, d$weight)
first <- function(m, V, k = c("D", "size")) tab(coef(m)[k], V[k, k])
cr <- function(m, cl) vcovCL(m, cluster = cl, type = "HC0", cadjust = FALSE)
G <- function(x) length(unique(x))
n <- nrow(d); T <- G(d$year)
both <- cr(l, d$firm) + cr(l, d$year) - cr(l, paste(d$firm, d$year))
Gm <- min(G(d$firm), T)
twoway <- list(
  rows = n, firms = G(d$firm), singletons = nrow(all_rows) - n,
  hc0 = arellano(p, "HC0"), sss = arellano(p, "sss"), firm_only_sss = arellano(u, "sss"),
  all = first(l, vcovCL(l, cluster = d$firm, type = "HC1")),
  network = first(l, vcovCL(l, cluster = d$network, type = "HC1")),
  weighted = first(lw, vcovCL(lw, cluster = d$firm, type = "HC1")),
  two_ways_each = first(l, vcovCL(l, cluster = d[, c("firm", "year")], type = "HC1")),
  two_ways = first(l, both * Gm / (Gm - 1) * (n - 1) / (n - 3)),
  few_clusters = { z <- coef_test(p, vcovCR(p, cluster = d$network, type = "CR2"), test = "Satterthwaite"); data.frame(term = names(coef(p)), est = as.numeric(coef(p)), se = z$SE, df = as.numeric(z$df_Satt), p = as.numeric(z$p_Satt)) },
  few_weighted = { lq <- lm(outcome ~ D + size + factor(firm) + factor(year), d, weights = weight); z <- coef_test(lq, vcovCR(lq, cluster = d$network, type = "CR2"), test = "Satterthwaite", coefs = c("D", "size")); data.frame(se = z$SE, df = as.numeric(z$df_Satt)) },
  classical = first(l, vcov(l)), df_residual = l$df.residual)
r <- residuals(lsdv(D ~ 1)); w <- (r / sum(r[d$D == 1]))[d$D == 1]
early <- d[d$entry > 0 | d$year > 2019, ]; re <- residuals(lsdv(D ~ 1, data = early)); we <- (re / sum(re[early$D == 1]))[early$D == 1]
static <- list(weights = as.numeric(w), negative = sum(w < 0), early_n = length(we), early_negative = sum(we < -1e-12), early_sum = sum(we[we < -1e-12]))

# ---- event study, ends binned at -3 and 3
b <- d; b$ev <- pmin(pmax(b$rel, -3), 3)
ev <- c(-3, -2, 0, 1, 2, 3)
for (e in ev) b[[paste0("e", e + 10)]] <- as.integer(!is.na(b$ev) & b$ev == e)
m <- lsdv(reformulate(paste0("e", ev + 10), "outcome"), data = b)
V <- vcovCL(m, cluster = b$firm, type = "HC1"); k <- paste0("e", ev + 10)
bh <- coef(m)[k]; Vh <- V[k, k]
wald <- function(b, V, df2) { q <- length(b); F <- as.numeric(t(b) %*% solve(V) %*% b) / q; list(F = F, df1 = q, df2 = df2, p = pf(F, q, df2, lower.tail = FALSE)) }
event <- list(events = ev, est = as.numeric(bh), V = unname(Vh), pre = wald(bh[1:2], Vh[1:2, 1:2], G(b$firm) - 1),
  average = list(est = mean(bh[3:6]), se = sqrt(sum(Vh[3:6, 3:6])) / 4))

# ---- Sun-Abraham: one dummy a cohort and event time, averaged by rows
s <- d; cells <- unique(s[s$entry > 0 & s$rel != -1, c("entry", "rel")]); cells <- cells[order(cells$entry, cells$rel), ]
for (i in seq_len(nrow(cells))) s[[paste0("c", i)]] <- as.integer(s$entry == cells$entry[i] & s$year - s$entry == cells$rel[i])
ms <- lsdv(reformulate(paste0("c", seq_len(nrow(cells))), "outcome"), data = s); ks <- paste0("c", seq_len(nrow(cells)))
Vs <- vcovCL(ms, cluster = s$firm, type = "HC1")[ks, ks]; bs <- coef(ms)[ks]; size <- sapply(ks, function(z) sum(s[[z]]))
mix <- function(sel) { a <- size * sel / sum(size * sel); c(est = sum(a * bs), se = sqrt(as.numeric(t(a) %*% Vs %*% a))) }
sunab <- list(events = { es <- sort(unique(cells$rel)); data.frame(e = es, t(sapply(es, function(e) mix(cells$rel == e)))) },
  cohorts = { gs <- sort(unique(cells$entry)); data.frame(g = gs, t(sapply(gs, function(g) mix(cells$entry == g & cells$rel >= 0)))) },
  att = mix(cells$rel >= 0))

# ---- pairs: k-th treated firm with the k-th of the never treated
tr <- sort(unique(all_rows$firm[all_rows$entry > 0])); ne <- sort(unique(all_rows$firm[all_rows$entry == 0]))
Y <- tapply(all_rows$outcome, list(all_rows$firm, all_rows$year), mean); years <- as.integer(colnames(Y))
start <- tapply(all_rows$entry, all_rows$firm, max)
long <- function(i, j, e) { t0 <- start[[as.character(i)]]; v <- function(f, y) if (y %in% years) Y[as.character(f), as.character(y)] else NA; (v(i, t0 + e) - v(j, t0 + e)) - (v(i, t0 - 1) - v(j, t0 - 1)) }
paired <- do.call(rbind, lapply(c(-3, -2, 0, 1, 2, 3), function(e) { x <- mapply(function(i, j) long(i, j, e), tr, ne[seq_along(tr)]); x <- x[!is.na(x)]; t <- t.test(x); data.frame(e = e, n = length(x), est = mean(x), se = sd(x) / sqrt(length(x)), lower = t$conf.int[1], upper = t$conf.int[2], p = t$p.value) }))
stack <- do.call(rbind, lapply(seq_along(tr), function(k) { j <- ne[(k - 1) %% 40 + 1]; x <- all_rows[all_rows$firm %in% c(tr[k], j), ]; x$pair <- k; x$unit <- paste(k, x$firm); x$D <- as.integer(x$firm == tr[k] & x$year >= start[[as.character(tr[k])]]); x }))
repeat { keep <- stack$unit %in% names(which(table(stack$unit) > 1)); if (all(keep)) break; stack <- stack[keep, ] }
mq <- lm(outcome ~ D + factor(unit) + factor(year), stack); nq <- nrow(stack)
vq <- cr(mq, stack$pair)["D", "D"] + cr(mq, stack$firm)["D", "D"] - cr(mq, paste(stack$pair, stack$firm))["D", "D"]
gq <- min(G(stack$pair), G(stack$firm))
matched <- list(paired = paired, reused = list(rows = nq, est = coef(mq)[["D"]], se = sqrt(vq * gq / (gq - 1) * (nq - 1) / (nq - (1 + G(stack$year) - 1 + 1))), df = gq - 1))

# ---- Callaway-Sant'Anna from the formulas
X_of <- function(firms) { S <- tapply(all_rows$size, list(all_rows$firm, all_rows$year), mean)[firms, ]; sec <- tapply(all_rows$sector, all_rows$firm, function(z) z[1])[firms]; function(t) cbind(1, S[, t], sec == "b", sec == "c") }
cell <- function(dy, D, X, w, method) {
  N <- length(dy)
  if (method == "reg" || method == "dr") { B <- solve(crossprod(X * (w * (1 - D)), X) / N); beta <- B %*% colMeans(X * (w * (1 - D) * dy)); mu <- as.numeric(X %*% beta); or <- (X * (w * (1 - D) * (dy - mu))) %*% B }
  if (method == "ipw" || method == "dr") { g <- suppressWarnings(glm.fit(X, D, w, family = binomial(), control = glm.control(epsilon = 1e-15, maxit = 100))); e <- g$fitted.values; H <- solve(crossprod(X * (w * e * (1 - e)), X) / N); ps <- (X * (w * (D - e))) %*% H; wc <- w * (1 - D) * e / (1 - e) }
  wt <- w * D
  if (method == "reg") { att <- mean(wt * (dy - mu)) / mean(wt); inf <- (wt * (dy - mu - att)) / mean(wt) - as.numeric(or %*% colMeans(X * wt)) / mean(wt) }
  if (method == "ipw") { a1 <- mean(wt * dy) / mean(wt); a0 <- mean(wc * dy) / mean(wc); att <- a1 - a0; inf <- wt * (dy - a1) / mean(wt) - (wc * (dy - a0) + as.numeric(ps %*% colMeans(X * (wc * (dy - a0))))) / mean(wc) }
  if (method == "dr") { z <- dy - mu; a1 <- mean(wt * z) / mean(wt); a0 <- mean(wc * z) / mean(wc); att <- a1 - a0
    inf <- (wt * (z - a1) - as.numeric(or %*% colMeans(X * wt))) / mean(wt) - (wc * (z - a0) + as.numeric(ps %*% colMeans(X * (wc * (z - a0)))) - as.numeric(or %*% colMeans(X * wc))) / mean(wc) }
  list(att = att, inf = inf) }
cs <- function(method, controls = "never", base = "varying", ant = 0, drop = FALSE, weighted = FALSE, cluster = FALSE, covariates = TRUE, never = TRUE, balance = NULL, events = NULL) {
  firms <- rownames(Y); firms <- firms[rowSums(!is.na(Y)) > 0]; if (!never) firms <- firms[start[firms] > 0]
  yrs <- years; st <- start[firms]
  if (!never) { last <- max(st); yrs <- yrs[yrs < last - ant]; if (controls == "never") st[st == last] <- 0 }
  y <- Y[firms, as.character(yrs)]; ok <- if (drop) rowSums(is.na(y)) == 0 else rowSums(!is.na(y)) > 0
  ok <- ok & !(st > 0 & st <= min(yrs) + ant); firms <- firms[ok]; y <- y[ok, ]; st <- st[ok]; N <- length(firms)
  w <- if (weighted) { q <- tapply(all_rows$weight, all_rows$firm, mean)[firms]; as.numeric(q / mean(q)) } else rep(1, N)
  Xt <- X_of(firms); groups <- sort(unique(st[st > 0])); if (!never && controls == "notyet") groups <- groups[groups < max(st)]
  out <- NULL; IF <- NULL
  for (g in groups) for (t in seq_along(yrs)) {
    free <- max(which(yrs + ant < g)); b <- if (base == "universal" || yrs[t] >= g) free else t - 1
    if (b < 1) next
    if (b == t) { out <- rbind(out, data.frame(g = g, t = yrs[t], att = 0, se = NA)); IF <- cbind(IF, rep(0, N)); next }
    C <- if (controls == "never") st == 0 else st == 0 | (st > yrs[max(t, b)] + ant & st != g)
    X <- if (covariates) Xt(as.character(yrs[min(t, b)])) else matrix(1, N, 1)
    use <- (st == g | C) & !is.na(y[, t]) & !is.na(y[, b]) & rowSums(is.na(X)) == 0
    r <- cell(y[use, t] - y[use, b], as.numeric(st[use] == g), X[use, , drop = FALSE], w[use], method)
    inf <- rep(0, N); inf[use] <- r$inf * N / sum(use); IF <- cbind(IF, inf); out <- rbind(out, data.frame(g = g, t = yrs[t], att = r$att, se = NA)) }
  cl <- if (cluster) tapply(all_rows$network, all_rows$firm, max)[firms] else seq_len(N)
  se <- function(f) sqrt(sum(rowsum(as.numeric(f), cl)^2)) / N
  out$se <- apply(IF, 2, se); out$se[colSums(abs(IF)) == 0] <- NA
  pg <- sapply(out$g, function(g) mean(w * (st == g))); ind <- sapply(out$g, function(g) w * (st == g))
  wmean <- function(sel, estimated = TRUE) { a <- pg[sel] / sum(pg[sel]); f <- as.numeric(IF[, sel, drop = FALSE] %*% a)
    if (estimated) { c1 <- sweep(ind[, sel, drop = FALSE], 2, pg[sel]); P <- sum(pg[sel]); f <- f + as.numeric(c1 %*% out$att[sel]) / P - rowSums(c1) * sum(out$att[sel] * pg[sel]) / P^2 }
    list(att = sum(a * out$att[sel]), inf = f) }
  row <- function(k, z) data.frame(k = k, att = z$att, se = se(z$inf))
  e <- out$t - out$g; post <- which(e >= 0); res <- list(n = N, cells = out)
  z <- wmean(post); res$simple <- row(0, z)
  in_e <- rep(TRUE, length(e)); es <- sort(unique(e))
  if (!is.null(balance)) { es <- es[es <= balance & es >= balance - max(out$t) + min(yrs)]; in_e <- max(out$t) - out$g >= balance }
  if (!is.null(events)) es <- es[es >= events[1] & es <= events[2]]
  zs <- lapply(es, function(k) wmean(which(e == k & in_e))); res$dynamic <- do.call(rbind, Map(row, es, zs)); res$dynamic$se[res$dynamic$att == 0] <- NA
  k <- which(es >= 0); res$dynamic_overall <- row(0, list(att = mean(sapply(zs[k], `[[`, "att")), inf = rowMeans(sapply(zs[k], `[[`, "inf"))))
  gs <- sort(unique(out$g[post])); zs <- lapply(gs, function(g) wmean(post[out$g[post] == g], FALSE)); res$group <- do.call(rbind, Map(row, gs, zs))
  q <- sapply(gs, function(g) mean(w * (st == g))); a <- sapply(zs, `[[`, "att"); c1 <- sapply(gs, function(g) w * (st == g) - mean(w * (st == g))); f <- as.numeric(sapply(zs, `[[`, "inf") %*% q) / sum(q) + as.numeric(c1 %*% a) / sum(q) - rowSums(c1) * sum(a * q) / sum(q)^2
  res$group_overall <- row(0, list(att = sum(q * a) / sum(q), inf = f))
  ts <- sort(unique(out$t[post])); zs <- lapply(ts, function(t) wmean(post[out$t[post] == t])); res$calendar <- do.call(rbind, Map(row, ts, zs))
  res$calendar_overall <- row(0, list(att = mean(sapply(zs, `[[`, "att")), inf = rowMeans(sapply(zs, `[[`, "inf"))))
  pre <- which(e < 0 & !is.na(out$se)); A <- rowsum(IF[, pre], cl); W <- as.numeric(t(out$att[pre]) %*% solve(crossprod(A) / N^2) %*% out$att[pre]); res$pretest <- list(W = W, df = length(pre), p = pchisq(W, length(pre), lower.tail = FALSE))
  res }
group_time <- list(
  dr = cs("dr"), ipw = cs("ipw"), reg = cs("reg"), plain = cs("reg", covariates = FALSE),
  dr_notyet = cs("dr", "notyet"), reg_notyet_universal = cs("reg", "notyet", "universal"), ipw_universal = cs("ipw", "never", "universal"),
  dr_anticipation = cs("dr", ant = 1), reg_notyet_anticipation_universal = cs("reg", "notyet", "universal", 1),
  dr_drop = cs("dr", drop = TRUE), dr_weighted = cs("dr", weighted = TRUE), ipw_weighted_notyet = cs("ipw", "notyet", weighted = TRUE),
  dr_cluster = cs("dr", cluster = TRUE), reg_last_cohort = cs("reg", never = FALSE), reg_last_notyet = cs("reg", "notyet", never = FALSE),
  reg_balance = cs("reg", balance = 1), reg_events = cs("reg", events = c(-2, 2)))

# ---- conditional least favourable test, vertices of the dual by brute force
honest <- function(beta, S, npre, npost, lvec, mbar, theta_grid, draws = 40000) {
  per <- npre + npost + 1; dif <- t(sapply(seq_len(per - 1), function(r) { v <- rep(0, per); v[r] <- -1; v[r + 1] <- 1; v }))
  accept <- rep(FALSE, length(theta_grid)); set.seed(1); z <- matrix(rnorm(draws * length(beta)), draws) %*% chol(S)
  for (s in seq_len(npre)) for (sg in c(1, -1)) {
    bound <- outer(ifelse(seq_len(per - 1) <= npre, 1, mbar), sg * dif[s, ]); A <- rbind(dif - bound, -dif - bound); A <- A[rowSums(abs(A)) > 1e-10, -(npre + 1)]
    post <- A[, -(1:npre), drop = FALSE]; A <- A[rowSums(post != 0) > 0, ]; post <- A[, -(1:npre), drop = FALSE]
    j <- which(lvec != 0)[1]; own <- post[, j] / lvec[j]; nuis <- post[, -j, drop = FALSE] - outer(own, lvec[-j]); SY <- A %*% S %*% t(A); sd <- sqrt(diag(SY)); m <- nrow(A)
    E <- rbind(sd, t(nuis)); rhs <- c(1, rep(0, ncol(nuis))); L <- NULL
    for (cmb in combn(m, nrow(E), simplify = FALSE)) { M <- E[, cmb]; if (rcond(M) < 1e-12) next; x <- solve(M, rhs); if (min(x) < -1e-9) next; v <- rep(0, m); v[cmb] <- pmax(x, 0); L <- rbind(L, v) }
    L <- unique(round(L, 10)); lf <- quantile(apply(z %*% t(A) %*% t(L), 1, max), 1 - 0.005, names = FALSE); Y0 <- A %*% beta
    for (i in which(!accept)) { y <- as.numeric(Y0 - own * theta_grid[i]); val <- as.numeric(L %*% y); g <- L[which.max(val), ]; eta <- max(val)
      if (eta > lf) next
      sp <- as.numeric(t(g) %*% SY %*% g); rho <- as.numeric(SY %*% g) / sp; base <- as.numeric(L %*% (y - rho * eta)); sl <- as.numeric(L %*% rho)
      lo <- suppressWarnings(max((base / (1 - sl))[sl < 1 - 1e-9])); up <- suppressWarnings(min((base / (1 - sl))[sl > 1 + 1e-9])); sg0 <- sqrt(sp); zl <- lo / sg0; zu <- min(up, lf) / sg0
      q <- qnorm(pnorm(zl) + (1 - (0.05 - 0.005) / (1 - 0.005)) * (pnorm(zu) - pnorm(zl))); accept[i] <- eta / sg0 <= max(0, q) } }
  range(theta_grid[accept]) }
hb <- c(coef(m)[k[1:2]], coef(m)[k[3:6]]); hs <- 1e-4 * (diag(6) * 4 + 2)
hx <- c(0.012, -0.008, 0.061, 0.074, 0.09, 0.11)
honest_out <- list(beta = hx, V = hs, first = lapply(c(0.5, 1), function(mb) honest(hx, hs, 2, 4, c(1, 0, 0, 0), mb, seq(-0.4, 0.5, by = 0.0005))),
  average = lapply(c(0.5, 1), function(mb) honest(hx, hs, 2, 4, rep(0.25, 4), mb, seq(-0.6, 0.7, by = 0.0005))))
write(toJSON(list(R = as.character(getRversion()), plm = as.character(packageVersion("plm")), sandwich = as.character(packageVersion("sandwich")), clubSandwich = as.character(packageVersion("clubSandwich")), two_way = twoway, static = static, event = event, sunab = sunab, matched = matched, group_time = group_time, honest = honest_out), digits = NA, auto_unbox = TRUE, na = "null", pretty = TRUE), file.path(here, "did.json"))
