-- purpose: the national key figures in their plainest form, to tell what corrections do to them
-- grain:   one row per reference year and figure
-- inputs:  accounts.company_year, accounts.membership, accounts.project, accounts.project_participant, accounts.outcome, accounts.finance
-- output:  reference_year, figure (the id of the indicator it counts like), value
SELECT reference_year, 'DEL01' AS figure, count(*)::DECIMAL(18, 2) AS value FROM accounts.company_year GROUP BY reference_year
UNION ALL
SELECT reference_year, 'DEL02', count(*) FROM accounts.membership GROUP BY reference_year
UNION ALL
SELECT reference_year, 'DEL04', count(*) FILTER (is_dedicated) FROM accounts.company_year GROUP BY reference_year
UNION ALL
SELECT p.reference_year, 'PRO02', count(DISTINCT q.company_id)
FROM accounts.project AS p
JOIN accounts.project_participant AS q ON q.reference_year = p.reference_year AND q.project_id = p.project_id
WHERE p.is_active
GROUP BY p.reference_year
UNION ALL
SELECT reference_year, 'PRO04', sum(budget_total_dkk) FROM accounts.project WHERE is_active GROUP BY reference_year
UNION ALL
SELECT reference_year, 'UDB03', count(DISTINCT company_id)
FROM accounts.outcome
WHERE new_product OR new_service OR new_process
GROUP BY reference_year
UNION ALL
SELECT reference_year, 'FIN01', sum(amount_dkk) FROM accounts.finance WHERE budget_or_actual = 'actual' GROUP BY reference_year
ORDER BY reference_year, figure
