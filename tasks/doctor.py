"""The doctor stage: what is wrong with a home, in lines that say what, where and what to do.

What belongs here: which files are looked at, and what follows from what stands in them. What does
not: what must hold of the tables; that is in `sql/checks`. Nothing is written.

A file that a run is writing cannot be opened; then it is said what could not be looked at. While a
process that wrote still runs, what its run has yet to do is a note and not a fault.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tasks import archive, bodies, copies, database, locks
from tasks.database import Connection, DatabaseDamaged, DatabaseLocked, DatabaseNewer
from tasks.events.coding import coder
from tasks.events.language import ModelError
from tasks.events.relations import RelationModelError, load
from tasks.report.findings import Examination
from tasks.settings import settings

AGAIN = "run `communique {}` again: it completes what was left"
RESTORE = "restore a backup: `communique restore FILE --force`"
REPORT = "please report this, and restore a backup if figures are wrong"
PUBLISH = "run `communique publish`"


def examine(*, deep: bool = False) -> Examination:
    """Look at the database, snapshot, bodies and models; `deep` reads every value and body."""
    found = Examination(facts={"home": str(settings().home)})
    busy = locks.other_writers(settings().working_file)
    for writer in busy:
        found.add("a process that wrote still runs", writer, "nothing", wrong=False)
    _look_at_models(found)
    file, snapshot = settings().working_file, settings().snapshot_file
    if not file.exists():
        todo = "restore a backup, or run `communique ingest`" if snapshot.exists() else (
            "run `communique ingest`, or name another folder with --db"
        )  # fmt: skip
        found.add("there is no working file", file, todo)
    else:
        with _opened(found, file, RESTORE) as connection:
            if connection:
                _look_at_working(found, connection, busy=bool(busy), deep=deep)
    _look_at_snapshot(found, snapshot, busy=bool(busy))
    _look_at_leftovers(found, snapshot)
    _look_at_space(found, file)
    return found


@contextmanager
def _opened(found: Examination, file: Path, todo: str) -> Iterator[Connection | None]:
    """Open a file; what speaks against it, now or when it is read, becomes a finding."""
    with ExitStack() as stack:
        usable = None
        try:
            connection = stack.enter_context(database.reading(file))
            if _is_current(found, file, database.expect_known(connection, file)):
                usable = connection
        except DatabaseLocked as error:
            later = "run doctor again when it has ended"
            found.add(f"not looked at: {error}", file, later, wrong=False)
        except DatabaseNewer as error:
            found.add(str(error), file, "upgrade")
        except (DatabaseDamaged, database.EngineError) as error:
            found.add(_line(error), file, todo)
        try:
            yield usable
        except database.EngineError as error:
            found.add(f"it cannot be read: {_line(error)}", file, todo)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _is_current(found: Examination, file: Path, applied: set[str]) -> bool:
    found.facts[f"schema of {file}"] = max(applied, default="none")
    lacking = {path.stem for path in database.sql_files("migrations")} - applied
    if lacking:
        what = f"it lacks {len(lacking)} migrations, from {min(lacking)} on; not looked at"
        found.add(what, file, f"{PUBLISH}: it brings it up to date", wrong=not applied)
    return not lacking


def _look_at_models(found: Examination) -> None:
    try:
        load()  # compares the weights with the hash in their card
        found.facts["coder"] = coder(settings().spacy_model)
    except (RelationModelError, ModelError) as error:
        found.add(f"a model cannot be used: {error}", "the installed models", "install again")


def _count(connection: Connection, sql: str) -> int:
    return int(connection.execute(sql).fetchall()[0][0])


def _look_at_working(found: Examination, connection: Connection, *, busy: bool, deep: bool) -> None:
    file = settings().working_file
    for table in ("article", "report", "event", "page"):
        found.facts[f"rows of {table}"] = f"{_count(connection, f'SELECT count(*) FROM {table}'):,}"
    if deep:
        _read_all(connection)
    unmerged = _count(connection, "SELECT count(*) FROM pending_merge")
    for name, rows in database.failing_checks(connection):
        what = f"sql/checks/{name} returns rows such as {rows[0]}"
        wrong = not (busy and unmerged)
        found.add(what, file, AGAIN.format("ingest") if unmerged else REPORT, wrong=wrong)
    _look_at_runs(found, connection, busy=busy)
    _look_at_recodes(found, connection, busy=busy)
    _look_at_coding(found, connection)
    _look_at_bodies(found, connection, busy=busy, deep=deep)


def _read_all(connection: Connection) -> None:
    """Read every value: DuckDB compares each block that it reads with its checksum."""
    for table in database.table_sizes(connection):
        connection.execute(f'SELECT bit_xor(hash(t)) FROM "{table}" AS t').fetchall()


def _look_at_runs(found: Examination, connection: Connection, *, busy: bool) -> None:
    """Runs that never ended; of one that was killed, a later run completes what it left."""
    rows = connection.execute(
        "SELECT id, kind, label, started_at, EXISTS (FROM run AS later WHERE later.status = "
        "'completed' AND later.started_at > run.started_at) FROM run WHERE finished_at IS NULL "
        "ORDER BY started_at"
    ).fetchall()
    for run, kind, label, started, made_up in rows:
        what = f"run {run} ({label}) of {started:%Y-%m-%d %H:%M} UTC has not ended"
        if made_up:
            found.add(what, "run", "nothing: a later run completed", wrong=False)
        elif busy:
            found.add(what, "run", "nothing while it still runs", wrong=False)
        else:
            found.add(f"{what} and no process writes", "run", AGAIN.format(kind))


def _look_at_recodes(found: Examination, connection: Connection, *, busy: bool) -> None:
    for row in database.fetch_dicts(connection, database.statement("recode_half_done")):
        of = f"{row['left']:,} of {row['articles']:,} articles; until then nothing is published"
        what = f"the recode of {row['began_at']:%Y-%m-%d %H:%M} UTC waits for {of}"
        todo = "nothing while it still runs, else" if busy else "complete it:"
        found.add(what, "recode", f"{todo} run `{row['command']}`", wrong=not busy)


def _look_at_coding(found: Examination, connection: Connection) -> None:
    now = found.facts.get("coder")
    rows = connection.execute("SELECT coder, count(*) FROM coding GROUP BY 1 ORDER BY 1").fetchall()
    for named, count in rows:
        if now and named != now:
            what = f"{count:,} articles were coded by {named}, not by {now}"
            todo = "code them again where they are to be compared: `communique recode`"
            found.add(what, "coding", todo, wrong=False)


def _look_at_bodies(found: Examination, connection: Connection, *, busy: bool, deep: bool) -> None:
    pages = settings().home / archive.PAGES
    rows = connection.execute("SELECT DISTINCT body_hash FROM page").fetchall()
    named = sorted(row[0] for row in rows)
    lost = [digest for digest in named if not bodies.has(pages, digest)]
    if lost:
        what = f"{len(lost):,} bodies that pages name are missing, such as {lost[0]}"
        found.add(what, pages, "restore a backup, or ingest their outlets again")
    damaged = _damaged(pages, sorted({*named} - {*lost})) if deep else []
    if damaged:
        what = f"{len(damaged):,} bodies are damaged, such as {damaged[0]}"
        found.add(what, pages, "restore a backup, or delete them and ingest their outlets again")
    if (unnamed := archive.unnamed_bodies(pages, named)) and not busy:
        what = f"{len(unnamed):,} bodies belong to no page, such as {unnamed[0].stem}"
        found.add(what, pages, "nothing: a killed run left them, and they do no harm", wrong=False)


def _damaged(pages: Path, digests: list[str]) -> list[str]:
    wrong = []
    for digest in digests:
        try:
            bodies.read(pages, digest)
        except (FileNotFoundError, ValueError):
            wrong.append(digest)
    return wrong


def _look_at_snapshot(found: Examination, snapshot: Path, *, busy: bool) -> None:
    if not snapshot.exists():
        found.add("nothing is published", snapshot, PUBLISH, wrong=not busy)
        return
    age = datetime.now(UTC) - datetime.fromtimestamp(snapshot.stat().st_mtime, UTC)
    found.facts["age of the snapshot"] = f"{max(0.0, age.total_seconds()) / 3600:.1f} hours"
    with _opened(found, snapshot, PUBLISH) as connection:
        if not connection:
            return
        for (view,) in connection.execute(
            "SELECT view_name FROM duckdb_views() WHERE NOT internal"
        ).fetchall():
            connection.execute(f'SELECT * FROM "{view}" LIMIT 0')
        for name, rows in database.failing_checks(connection):
            found.add(f"sql/checks/{name} returns rows such as {rows[0]}", snapshot, REPORT)
        last = connection.execute("SELECT id, label FROM run ORDER BY started_at DESC").fetchmany(1)
        found.facts["last run in the snapshot"] = " · ".join(last[0]) if last else "none"
        published = {row[0] for row in connection.execute(ENDED).fetchall()}
        _compare(found, snapshot, published, busy=busy)


ENDED = "SELECT id FROM run WHERE status = 'completed'"


def _compare(found: Examination, snapshot: Path, published: set[str], *, busy: bool) -> None:
    """Say how many runs the working file has that the snapshot lacks."""
    if not settings().working_file.exists():
        return
    try:
        with database.reading(settings().working_file) as connection:
            ended = {row[0] for row in connection.execute(ENDED).fetchall()}
    except (database.DatabaseError, database.EngineError):  # told of already
        return
    if missing := ended - published:
        what = f"it lacks {len(missing)} runs that have completed"
        found.add(what, snapshot, PUBLISH, wrong=not busy)


def _look_at_leftovers(found: Examination, snapshot: Path) -> None:
    todo = "nothing: the next {} removes it"
    home = snapshot.parent
    for left in copies.leftovers(home, snapshot.name):
        found.add("a publish was killed and left a copy", left, todo.format("publish"), wrong=False)
    for left in copies.leftovers(home, copies.RESTORE):
        found.add("a restore was killed", left, todo.format("restore"), wrong=False)
    for left in copies.leftovers(home, copies.BACKUP):
        found.add("a backup was killed", left, todo.format("backup here"), wrong=False)
    for left in (home / archive.PAGES / bodies.PARTIAL).glob("*"):
        found.add("a body is half written", left, todo.format("ingest"), wrong=False)
    if (log := copies.log_of(snapshot)).exists():
        what = "somebody wrote into the snapshot, which the next publish replaces"
        found.add(what, log, "keep such tables in a file of your own")


def _look_at_space(found: Examination, file: Path) -> None:
    if not file.exists():
        return
    needed, free = 2 * file.stat().st_size, shutil.disk_usage(file.parent).free
    found.facts["free space"] = f"{free:,} bytes; publishing needs {needed:,}"
    if free < needed:
        what = f"too little free space to publish: {needed:,} bytes are needed, {free:,} are free"
        found.add(what, file.parent, "free some, or move the home to a larger disk")
