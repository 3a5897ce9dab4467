"""A site on loopback, read again and again while it changes: through the real flow."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from flows.newsroom import serve_newsroom

Run = Callable[..., Result]
CONTENT = (
    "article", "article_version", "article_page", "page", "mention", "party", "report",
    "event", "rejection", "source",
)  # fmt: skip
STORIES = {
    "raid": ("2023-05-16", "Ghana condemned the raid by Togo on Monday. Togo denied the charge."),
    "talks": ("2023-05-17", "Ghana's foreign minister met his Togolese counterpart in Lomé."),
    "aid": ("2023-06-02", "Ghana sent two lorries of maize to Togo after the floods in the north."),
}
MORE = "The ministry published a note about it, and two papers of the capital printed it whole. "

pytestmark = pytest.mark.usefixtures("prefect_server")


def page(title: str, day: str, text: str) -> str:
    declared = json.dumps({"@type": "NewsArticle", "headline": title, "datePublished": day})
    return f"""<html lang="en"><head><title>{title}</title>
<script type="application/ld+json">{declared}</script></head>
<body><article><h1>{title}</h1><p>{text}</p><p>{MORE}</p></article></body></html>"""


def feed(address: str) -> str:
    items = "".join(
        f"<item><title>{name}</title><link>http://{address}/{name}.html</link>"
        f"<pubDate>{day}T09:00:00Z</pubDate></item>"
        for name, (day, _) in STORIES.items()
    )
    return f'<rss version="2.0"><channel><title>Volta Wire</title>{items}</channel></rss>'


class Site:
    """A folder that is served, and its address."""

    def __init__(self, folder: Path, address: str):
        self.folder = folder
        self.address = address
        self.url = f"http://{address}"
        self.clock = 1_600_000_000

    def write(self, name: str, content: str) -> None:
        """Write a file that is younger than every other."""
        self.clock += 60
        (self.folder / name).write_text(content, encoding="utf-8")
        os.utime(self.folder / name, (self.clock, self.clock))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    folder = tmp_path / "site"
    folder.mkdir()
    with serve_newsroom(folder) as address:
        monkeypatch.setenv("COMMUNIQUE_ALLOW_HOSTS", address)
        found = Site(folder, address)
        for name, (day, text) in STORIES.items():
            found.write(f"{name}.html", page(name, day, text))
        found.write("feed.xml", feed(address))
        yield found


def rows(communique: Run, sql: str) -> list[dict[str, object]]:
    result = communique("query", "--json", sql)
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def content(communique: Run) -> dict[str, list[dict[str, object]]]:
    return {name: rows(communique, f"SELECT * FROM {name} ORDER BY ALL") for name in CONTENT}


def test_unchanged_sources_are_not_sent_again_and_change_no_row(
    communique: Run, site: Site
) -> None:
    first = communique("ingest", f"{site.url}/feed.xml")
    assert "3 new" in first.stdout, first.output
    before = content(communique)
    second = communique("ingest", f"{site.url}/feed.xml")
    assert "0 new, 0 changed, 3 unchanged" in second.stdout, second.output
    assert content(communique) == before
    runs = rows(
        communique,
        "SELECT sum(bytes) AS n_bytes, count(*) AS urls, list(DISTINCT outcome) AS outcomes "
        'FROM "fetch" GROUP BY run_id ORDER BY min(started_at)',
    )
    assert [run["urls"] for run in runs] == [4, 4]
    assert runs[0]["outcomes"] == ["fetched"]
    assert runs[1] == {"n_bytes": 0, "urls": 4, "outcomes": ["unchanged"]}


def test_a_corrected_article_keeps_its_earlier_version(communique: Run, site: Site) -> None:
    communique("ingest", f"{site.url}/feed.xml")
    site.write("talks.html", page("talks", "2023-05-17", "Ghana's minister did not travel."))
    result = communique("ingest", f"{site.url}/feed.xml")
    assert "0 new, 1 changed, 2 unchanged" in result.stdout
    (old,) = rows(communique, 'SELECT version, "text", cause FROM article_version')
    assert (old["version"], old["cause"]) == (1, "page")
    assert "met his Togolese counterpart" in str(old["text"])
    (now,) = rows(communique, "SELECT version, \"text\" FROM article WHERE title = 'talks'")
    assert now["version"] == 2
    assert "did not travel" in str(now["text"])


def test_a_removed_article_is_gone_and_stays(communique: Run, site: Site) -> None:
    communique("ingest", f"{site.url}/feed.xml")
    (site.folder / "aid.html").unlink()
    result = communique("ingest", f"{site.url}/feed.xml")
    assert "http_404" in result.stdout
    (gone,) = rows(communique, "SELECT title FROM gone_articles")
    assert gone == {"title": "aid"}
    assert rows(communique, "SELECT count(*) AS n FROM article") == [{"n": 3}]
    site.write("aid.html", page("aid", *STORIES["aid"]))
    communique("ingest", f"{site.url}/feed.xml")
    assert rows(communique, "SELECT title FROM gone_articles") == []


def test_a_window_leaves_out_other_days(communique: Run, site: Site) -> None:
    result = communique(
        "ingest", f"{site.url}/feed.xml", "--since", "2023-05-17", "--until", "2023-06-01"
    )
    assert "1 new" in result.stdout, result.output
    assert rows(communique, "SELECT title FROM article") == [{"title": "talks"}]
    assert "Outside the days asked for: 2." in result.stdout


def test_a_window_without_days_is_a_wrong_use(communique: Run) -> None:
    result = communique("ingest", "x.txt", "--since", "2023-05-17", "--until", "2023-05-17")
    assert result.exit_code == 2
    assert "--until 2023-05-17 must be later than --since 2023-05-17." in result.output


def test_a_home_page_leads_to_its_feed(communique: Run, site: Site) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    site.write("index.html", f"<html><head><title>Volta</title>{link}</head><body></body></html>")
    result = communique("ingest", f"{site.url}/")
    assert "3 new" in result.stdout, result.output
    assert rows(communique, "SELECT DISTINCT outlet FROM article") == [{"outlet": "Volta Wire"}]


def test_a_copy_is_linked_to_the_first(communique: Run, site: Site) -> None:
    text = " ".join(f"{MORE}Sentence {n} speaks of the border road near Aflao." for n in range(9))
    site.write("raid.html", page("raid", "2023-05-16", text))
    site.write("talks.html", page("talks", "2023-05-17", text))
    result = communique("ingest", f"{site.url}/feed.xml")
    assert "Copies of other articles found: 1." in result.stdout, result.output
    (pair,) = rows(
        communique,
        "SELECT copy.title AS copy, first.title AS first FROM article AS copy "
        "JOIN article AS first ON first.id = copy.near_duplicate_of",
    )
    assert pair == {"copy": "talks", "first": "raid"}


def test_the_ui_shows_a_table_by_outlet(communique: Run, site: Site) -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
    from prefect.client.schemas.sorting import ArtifactSort

    (site.folder / "aid.html").unlink()
    communique("ingest", f"{site.url}/feed.xml")
    with get_client(sync_client=True) as client:
        found = client.read_artifacts(
            artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=["ingest-by-outlet"])),
            sort=ArtifactSort.CREATED_DESC,
            limit=1,
        )
    table = json.loads(str(found[0].data))
    told = {row["outlet"]: row for row in table}
    assert told["Volta Wire"]["new"] == 2
    assert told["Volta Wire"]["reasons"] == "http_404 1"
    assert sum(row["URLs tried"] for row in table) == 4


def test_progress_counts_outcomes(communique: Run, site: Site) -> None:
    (site.folder / "aid.html").unlink()
    result = communique("ingest", f"{site.url}/feed.xml")
    assert "rejected (http_404 1)" in result.output


def test_only_the_newest_of_too_many_addresses_are_read(
    communique: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_MAX_ADDRESSES", "1")
    result = communique("ingest", f"{site.url}/feed.xml")
    assert "too_many_addresses" in result.stdout
    assert rows(communique, "SELECT title FROM article") == [{"title": "aid"}]
