"""The form of each flow in the Prefect UI, and what is said of a value that no run can use."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from prefect import Flow
from prefect.exceptions import ParameterTypeError
from prefect.utilities.callables import parameter_schema

from flows.backfill import backfill
from flows.ingest import ingest
from flows.parameters import ParameterError, sources_named
from flows.publish import publish
from flows.recode import recode
from flows.sources import read_sources

FLOWS: tuple[Flow[..., Any], ...] = (ingest, backfill, recode, publish)
FILE = read_sources()


def form(of: Flow[..., Any]) -> dict[str, Any]:
    return parameter_schema(of.fn).properties


FIELDS = [(of.name, name, field) for of in FLOWS for name, field in form(of).items()]


@pytest.mark.parametrize(("of", "name", "field"), FIELDS, ids=[f"{f[0]}-{f[1]}" for f in FIELDS])
def test_every_field_has_a_title_and_says_what_it_is_for(
    of: str, name: str, field: dict[str, Any]
) -> None:
    assert field["title"] != name
    assert field["description"].endswith(".")


def kinds(field: dict[str, Any]) -> list[tuple[str | None, str | None]]:
    return [(one.get("type"), one.get("format")) for one in field.get("anyOf", [field])]


@pytest.mark.parametrize("of", [ingest, recode], ids=lambda of: of.name)
@pytest.mark.parametrize("name", ["since", "until"])
def test_days_are_dates_that_may_be_left_out(of: Flow[..., Any], name: str) -> None:
    field = form(of)[name]
    assert kinds(field) == [("string", "date"), ("null", None)]
    assert field["default"] is None


def test_a_backfill_needs_both_days() -> None:
    assert parameter_schema(backfill.fn).required == ["since", "until"]
    assert kinds(form(backfill)["until"]) == [("string", "date")]


def test_choices_and_bounds_are_in_the_form() -> None:
    fields = form(backfill)
    assert fields["every"]["enum"] == ["month", "day"]
    assert fields["every"]["default"] == "month"
    assert (fields["at_once"]["minimum"], fields["at_once"]["default"]) == (1, 1)


@pytest.mark.parametrize("of", [ingest, backfill, recode], ids=lambda of: of.name)
@pytest.mark.parametrize("until", ["2023-03-01", "2023-02-01"])
def test_a_window_without_a_day_is_refused(of: Flow[..., Any], until: str) -> None:
    with pytest.raises(ParameterTypeError, match=f"until: .*{until} must be later than 2023-03-01"):
        of.validate_parameters({"since": "2023-03-01", "until": until})


@pytest.mark.parametrize("of", [ingest, backfill], ids=lambda of: of.name)
def test_an_unknown_source_is_refused_with_the_names_that_are_known(of: Flow[..., Any]) -> None:
    given = {"since": "2023-03-01", "until": "2023-04-01", "sources": ["Teheran Tmes"]}
    with pytest.raises(ParameterTypeError, match=r"'Teheran Tmes' is no outlet .*Tehran Times"):
        of.validate_parameters(given)


def test_a_day_is_a_day() -> None:
    with pytest.raises(ParameterTypeError, match="since: Input should be a valid date"):
        ingest.validate_parameters({"since": "March"})


def test_a_good_window_becomes_dates() -> None:
    given = ingest.validate_parameters({"since": "2023-03-01", "until": "2023-03-02"})
    assert (given["since"], given["until"]) == (date(2023, 3, 1), date(2023, 3, 2))


def test_an_outlet_stands_for_all_its_addresses() -> None:
    outlet = FILE[0].outlet
    assert outlet
    expected = [one.location for one in FILE if one.outlet == outlet]
    assert [one.location for one in sources_named([outlet.upper()])] == expected


def test_an_address_of_the_file_brings_its_outlet() -> None:
    assert sources_named([FILE[0].location]) == (FILE[0],)


def test_any_address_and_path_is_a_source_once() -> None:
    named = sources_named(["https://wire.example/feed", "old.warc", "https://wire.example/feed"])
    assert [one.location for one in named] == ["https://wire.example/feed", "old.warc"]


def test_a_plain_word_is_a_source_where_it_is_a_folder(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ParameterError, match="'archive' is no outlet"):
        sources_named(["archive"])
    (tmp_path / "archive").mkdir()
    assert sources_named(["archive"])[0].location == "archive"


def test_no_name_means_the_whole_file() -> None:
    assert sources_named(None) == sources_named([]) == FILE
