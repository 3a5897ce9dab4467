from pathlib import Path

from flows.summary import Summary
from tasks.records import Rejection


def loss(subject: str, reason: str = "empty_file") -> Rejection:
    return Rejection(stage="discover", subject=subject, reason=reason, detail=f"{subject} is bad.")


def test_losses_are_told_by_reason_with_an_example() -> None:
    summary = Summary(run_id="r", new=1, rejections=[loss("a"), loss("b"), loss("c", "binary")])
    lines = list(summary.lines())
    assert "Rejected: 3" in lines
    assert "     2  discover empty_file, for example: a is bad." in lines
    assert "     1  discover binary, for example: c is bad." in lines


def test_only_what_the_user_named_is_lost_by_name() -> None:
    summary = Summary(run_id="r", rejections=[loss("a"), loss("b")], named={"b"})
    assert [one.subject for one in summary.lost_by_name] == ["b"]


def test_a_run_without_new_or_changed_articles_says_that_nothing_changed() -> None:
    assert any("Nothing changed" in line for line in Summary(run_id="r", unchanged=2).lines())
    assert not any("Nothing changed" in line for line in Summary(run_id="r", new=1).lines())
    assert not any("Nothing changed" in line for line in Summary(run_id="r").lines())


def test_json_holds_counts_losses_and_the_snapshot() -> None:
    told = Summary(run_id="r", new=2, rejections=[loss("a")], snapshot=Path("x.duckdb")).as_json()
    assert (told["new"], told["rejections"][0]["reason"], told["snapshot"]) == (
        2,
        "empty_file",
        "x.duckdb",
    )
