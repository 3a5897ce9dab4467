"""A store of as many reports as wanted, made by SQL.

What belongs here: rows that stand to each other as those of real runs do: five reports an article,
two parties a report, five reports to four events, days in the order of arrival, 20,000 people of
whom some are named far more often than others; nothing is pending. What does not: measuring.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date, timedelta

from tasks import database, link
from tasks.database import Connection
from tasks.identify import settle_identities
from tasks.news.near_duplicates import BANDS
from tasks.records import Party, Place
from tasks.storing import accounts
from tests.benchmarks.identifying import COUNTRIES, World

PARTIES, PLACES, DAYS = 20_000, 2_000, 3_650
EACH = 5  # reports of an article
LAST_DAY = date(2023, 12, 30)
FIRST_DAY = LAST_DAY - timedelta(days=DAYS)
CODER = "bench"
TYPES = ("AGREE", "CONSULT", "SUPPORT", "AID", "ACCUSE", "PROTEST", "ASSAULT", "COERCE")

# a numbers articles, i reports, e events, r roles. The fifth report of an article tells again
# what its fourth told.
MACROS = (
    "CREATE TEMP MACRO key(kind, n) AS lpad(to_hex(hash(kind, n)), 16, '0')",
    "CREATE TEMP MACRO told(i) AS i - (i % 5 = 4)::INTEGER",
    "CREATE TEMP MACRO someone(i, r) AS "
    f"floor(((hash(told(i), r) % 1_000_003) / 1_000_003) ** 2 * {PARTIES})::INTEGER",
    "CREATE TEMP MACRO somewhere(i) AS "
    f"CASE WHEN told(i) % 5 = 0 THEN (hash(i, 'place') % {PLACES})::INTEGER END",
    f"CREATE TEMP MACRO kind_of(i) AS ({list(TYPES)})[1 + (hash(told(i), 'type') % 8)::INTEGER]",
    "CREATE TEMP MACRO day(a) AS "
    f"DATE '{LAST_DAY}' - ((getvariable('articles') - 1 - a) * getvariable('days')"
    " // getvariable('articles'))::INTEGER",
    "CREATE TEMP MACRO block(kind, why, told) AS ('0x' || left(sha256("
    "concat_ws(chr(31), kind, 'past', why, told)), 8))::UINTEGER",
    "CREATE TEMP MACRO happened(i) AS day(i // 5) - (hash(told(i), 'ago') % 4)::INTEGER",
)
SIDES = """CREATE TEMP TABLE made_side AS
    SELECT i, r, someone(i, r) AS n
    FROM range(getvariable('reports')) AS t(i) CROSS JOIN range(2) AS u(r)"""
# A report's id and an account's keys as `records` and `merging.accounts` have them.
IDS = """CREATE TEMP TABLE made_report AS
    SELECT
        i, one.country AS country, other.country AS other_country, one.id AS party_id,
        other.id AS other_id, lower(one.name) AS name, lower(other.name) AS other_name,
        left(sha256(concat_ws(chr(31), 'report', key('article', i // 5), i % 5 * 40 + 9,
            kind_of(i), 'actor:' || one.id, 'recipient:' || other.id)), 16) AS id
    FROM range(getvariable('reports')) AS t(i)
    JOIN made_party AS one ON one.n = someone(i, 0)
    JOIN made_party AS other ON other.n = someone(i, 1)"""
ARTICLES = (
    """INSERT INTO article BY NAME SELECT
        key('article', a) AS id, 'https://outlet.example/' || a AS url,
        'Outlet ' || (a % 50) AS outlet, 'Title ' || a AS title, 'en' AS language,
        day(a) AS published_on, 'metadata' AS published_basis, key('hash', a) AS text_hash,
        repeat(key('text', a) || ' said so. ', 20) AS "text", [] AS captions, 1 AS version
    FROM range(getvariable('articles')) AS t(a)""",
    f"INSERT INTO coding SELECT id, text_hash, '{CODER}' FROM article",
    f"""INSERT INTO article_sketch SELECT key('article', a), key('hash', a), '{link.RULES}',
        list_transform(range({BANDS}), lambda b: (hash(a, b) % 4_294_967_291)::UINTEGER), day(a)
    FROM range(getvariable('articles')) AS t(a)""",
    "INSERT INTO article_page SELECT id, url, text_hash, text_hash, NULL FROM article",
    """INSERT INTO page BY NAME SELECT url, text_hash AS body_hash, 'text/html' AS media_type,
        9_000 AS n_bytes, outlet, TIMESTAMP '2024-01-01' AS read_at FROM article""",
    """INSERT INTO fetch_log BY NAME SELECT 'earlier' AS run_id, url, 'fetched' AS outcome,
        200 AS status, 9_000 AS n_bytes, 90 AS elapsed_ms FROM article""",
)
REPORTS = f"""INSERT INTO report BY NAME SELECT
        made_report.id, key('article', i // 5) AS article_id,
        (i % 5 * 40)::INTEGER AS sentence_start, (i % 5 * 40 + 40)::INTEGER AS sentence_end,
        (i % 5 * 40 + 9)::INTEGER AS trigger_start, (i % 5 * 40 + 13)::INTEGER AS trigger_end,
        kind_of(i) AS event_type, [] AS modes, [] AS contexts, 'actual' AS realis,
        happened(i) AS event_date, 'day' AS date_precision, 'text' AS date_basis,
        made_place.id AS place_id, if(made_place.id IS NULL, NULL, 'text') AS place_basis,
        0.8 AS confidence, '{CODER}' AS coder, 'made for the benchmark' AS explanation,
        day(i // 5) AS told_on
    FROM made_report
    LEFT JOIN made_place ON made_place.n = somewhere(i)"""
EXTRACTED = (
    """INSERT INTO report_party BY NAME SELECT
        made_report.id AS report_id, ['actor', 'recipient'][r + 1] AS role, 0 AS position,
        made_party.id AS party_id, (i % 5 * 40 + 20 * r)::INTEGER AS mention_start,
        (i % 5 * 40 + 20 * r + 8)::INTEGER AS mention_end, made_party.name AS mention_text,
        made_party.country, sectors, 'text' AS basis, [] AS chain, day(i // 5) AS told_on
    FROM made_side JOIN made_party USING (n) JOIN made_report USING (i)""",
    """INSERT INTO article_party BY NAME SELECT DISTINCT
        key('article', i // 5) AS article_id, id AS party_id, made_party.* EXCLUDE (id, n)
    FROM made_side JOIN made_party USING (n)""",
    "INSERT INTO party_alias SELECT party_id, name, article_id FROM article_party",
    """INSERT INTO party_telling
    SELECT * EXCLUDE (article_id), count(*) AS articles FROM article_party GROUP BY ALL""",
    """INSERT INTO party_name
    SELECT party_id, alias, count(*) FROM party_alias GROUP BY ALL""",
    """INSERT INTO mention SELECT
        key('mention', i * 2 + r), key('article', i // 5), (i % 5 * 40 + 20 * r)::INTEGER,
        (i % 5 * 40 + 20 * r + 8)::INTEGER, 'PERSON', id, day(i // 5)
    FROM made_side JOIN made_party USING (n)""",
    """INSERT INTO article_place BY NAME SELECT
        key('article', i // 5) AS article_id, id AS place_id, made_place.* EXCLUDE (id, n)
    FROM range(0, getvariable('reports'), 5) AS t(i)
    JOIN made_place ON made_place.n = somewhere(i)""",
    f"""INSERT INTO report_account SELECT
        id, key('article', i // 5), key('account', told(i)),
        [block(kind_of(i), 'party', party_id), block(kind_of(i), 'party', other_id),
            block(kind_of(i), 'dyad', concat_ws(chr(31), least(country, other_country),
                nullif(greatest(country, other_country), least(country, other_country))))],
        happened(i), ['said'], [], '{accounts.RULES}', day(i // 5)
    FROM made_report""",
    """INSERT INTO article_story SELECT key('article', i // 5), [name, other_name], day(i // 5)
    FROM made_report WHERE i % 5 = 0""",
    """INSERT INTO account_pair SELECT
        key('account', i), key('account', i - 3), 0.5, 'made for the benchmark', TRUE
    FROM made_report WHERE i % 5 = 3""",
)
EVENTS = (
    """INSERT INTO event BY NAME SELECT
        key('event', e) AS id, kind_of(e + e // 4) AS event_type, [] AS modes, [] AS contexts,
        1 + (hash(e, 'type') % 4)::INTEGER AS quad_class,
        ([5, 3, -4, -7])[1 + (hash(e, 'type') % 4)::INTEGER]::DOUBLE AS plover_score,
        'actual' AS realis, happened(e + e // 4) AS event_date, 'day' AS date_precision,
        'text' AS date_basis, 0.8 AS confidence, (1 + (e % 4 = 3)::INTEGER) AS n_reports,
        1 AS n_articles, 1 AS n_outlets
    FROM range(getvariable('reports') * 4 // 5) AS t(e)""",
    """INSERT INTO event_report SELECT
        key('event', told(i) - told(i) // 5), id, 'same type, parties and day', day(i // 5)
    FROM made_report""",
    """INSERT INTO participant SELECT
        key('event', e), ['actor', 'recipient'][r + 1], 0, id, country, sectors
    FROM (SELECT n, r, i - i // 5 AS e FROM made_side WHERE i % 5 <> 4)
    JOIN made_party USING (n)""",
)


def people() -> list[Party]:
    """Return the parties of every store, the same in every run."""
    world = World()
    found: dict[str, Party] = {}
    while len(found) < PARTIES:
        country = world.random.choice(COUNTRIES)
        one = Party(name=world.name(), kind="person", country=country, sectors=("GOV",))
        found[one.id] = one
    return sorted(found.values(), key=lambda one: one.id)


def places() -> list[Place]:
    """Return the places of every store."""
    return [
        Place(name=f"Place {n}", country=COUNTRIES[n % 196], geonames_id=n, lat=n / 100, lon=9.0)
        for n in range(PLACES)
    ]


def _name_all(connection: Connection) -> None:
    """Write parties and places, and number them by id."""
    for table, made in (("party", people()), ("place", places())):
        rows = [{"id": one.id, "precision": None} | asdict(one) for one in made]
        if table == "party":
            rows = [{k: row[k] for k in row if k != "precision"} for row in rows]
        database.insert(connection, table, rows)
        connection.execute(
            f"CREATE TEMP TABLE made_{table} AS "
            f"SELECT (row_number() OVER (ORDER BY id) - 1)::INTEGER AS n, * FROM {table}"
        )


def _without_keys(connection: Connection) -> list[str]:
    """Make the tables anew without their keys; return what gives them back.

    To make an index of all rows takes a tenth of the time of adding to it row by row.
    """
    after = [row[0] for row in connection.execute("SELECT sql FROM duckdb_indexes()").fetchall()]
    keyed = connection.execute(
        "SELECT table_name, sql, constraint_column_names FROM duckdb_constraints() "
        "JOIN duckdb_tables() USING (table_name) WHERE constraint_type = 'PRIMARY KEY' "
        "AND table_name <> 'migration'"
    ).fetchall()
    for table, sql, columns in keyed:
        connection.execute(f"DROP TABLE {table}")
        connection.execute(re.sub(r", PRIMARY KEY\([^)]*\)| PRIMARY KEY", "", sql))
        after.append(f"ALTER TABLE {table} ADD PRIMARY KEY ({', '.join(columns)})")
    return after


def fill(connection: Connection, reports: int, *, days: int = DAYS, extracted: bool = True) -> None:
    """Fill an empty store with the news of so many days.

    `extracted` says whether with what only the stages look at.
    """
    connection.execute(f"SET VARIABLE reports = {reports}")
    connection.execute(f"SET VARIABLE articles = {reports // EACH}")
    connection.execute(f"SET VARIABLE days = {days}")
    keys = _without_keys(connection)
    for statement in MACROS:
        connection.execute(statement)
    _name_all(connection)
    wanted = (*ARTICLES, REPORTS, *(EXTRACTED if extracted else ()), *EVENTS)
    for statement in (SIDES, IDS, *wanted, *keys):
        connection.execute(statement)
    if extracted:
        with database.transaction(connection):
            settle_identities(connection)
        connection.execute("UPDATE identity SET pending = NULL")
    connection.execute("CHECKPOINT")
