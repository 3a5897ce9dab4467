"""What is stored of a place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks import database
from tasks.records import Place
from tasks.store import store
from tests.builders import article, coding, party, report, use_home


@pytest.mark.parametrize(("feature", "precision"), [("ADM1", "admin1"), (None, None)])
def test_a_place_is_stored_with_what_its_point_stands_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, feature: str | None, precision: str | None
) -> None:
    use_home(monkeypatch, tmp_path / "home")
    of, asa = article(url="u1"), party()
    place = Place(name="Fernland", country="PER", admin1="Fernland", feature=feature)
    met = report(of=of, actors=(asa,), place=place, place_basis="text")
    store.fn("run", [of], [coding(of=of, reports=(met,), parties=(asa,))], [], [])
    with database.working() as connection:
        for table in ("place", "article_place"):
            rows = connection.execute(f"SELECT admin1, precision FROM {table}").fetchall()
            assert rows == [("Fernland", precision)]
