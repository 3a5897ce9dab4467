-- Grain: one party in one office, as all articles show it.
CREATE OR REPLACE VIEW office_holders AS
-- Ranks are no offices. Titles of one office are one ("defense chief" is the defence minister).
-- First and last seen are days of articles; where none has a day they are NULL. The term held is
-- what the coder knows of well-known holders beside the articles.
WITH named AS (
    SELECT party_id, same_as, unnest(offices, recursive := TRUE) FROM identity
),

located AS (
    SELECT same_as, max(country) AS country FROM identity GROUP BY same_as
),

shown AS (
    SELECT
        coalesce(named.same_as, party_office.party_id) AS party_id,
        coalesce(named.office, party_office.title) AS title,
        coalesce(located.country, party_office.country) AS country,
        party_office.sectors,
        party_office.seen_on,
        party_office.held_since,
        party_office.held_until,
        party_office.article_id,
        {
            'day': coalesce(party_office.seen_on, DATE '9999-01-01'),
            'article_id': party_office.article_id,
            'start': party_office.evidence_start,
            'end': party_office.evidence_end
        } AS evidence,
        {
            'day': coalesce(party_office.seen_on, DATE '0001-01-01'),
            'article_id': party_office.article_id,
            'start': party_office.evidence_start,
            'end': party_office.evidence_end
        } AS latest_evidence
    FROM party_office
    LEFT JOIN named ON named.party_id = party_office.party_id AND named.title = party_office.title
    LEFT JOIN located ON located.same_as = named.same_as
    WHERE coalesce(named.post, TRUE)
)

SELECT
    shown.party_id,
    party.name,
    shown.title,
    shown.country,
    mode(shown.sectors ORDER BY shown.sectors) AS sectors,
    min(shown.seen_on) AS first_seen,
    max(shown.seen_on) AS last_seen,
    min(shown.held_since) AS held_since,
    max(shown.held_until) AS held_until,
    count(DISTINCT shown.article_id) AS articles,
    min(shown.evidence).article_id AS first_article_id,
    min(shown.evidence).start AS first_start,
    min(shown.evidence)."end" AS first_end,
    max(shown.latest_evidence).article_id AS last_article_id,
    max(shown.latest_evidence).start AS last_start,
    max(shown.latest_evidence)."end" AS last_end
FROM shown
JOIN party ON party.id = shown.party_id
GROUP BY shown.party_id, party.name, shown.title, shown.country;
