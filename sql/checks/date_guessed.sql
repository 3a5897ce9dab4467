-- Must return no row. Grain: a date in an article without a publication day that its text does not
-- tell, in full or by a full date of the same year beside it.
SELECT report.id
FROM report
JOIN article ON article.id = report.article_id
WHERE article.published_on IS NULL
    AND (
        report.date_basis = 'publication'
        OR (
            report.date_basis = 'inferred'
            AND NOT EXISTS (
                FROM report AS told
                WHERE told.article_id = report.article_id
                    AND told.date_basis = 'text'
                    AND year(told.event_date) = year(report.event_date)
            )
        )
    );
