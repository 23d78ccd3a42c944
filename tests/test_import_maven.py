"""The public set of 8,800 deals comes in with the two commands of docs/import.md, while a server keeps answering."""

import csv
import json
import os
import re
import shlex
import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest

from bot.report import Asked, report
from tests.filing import maven, open_store
from tests.forge import Forked
from tests.running import ROOT, Server, until
from tests.test_commandline import baton

PAGE = (ROOT / "docs" / "import.md").read_text()
MEMBERS, DEALS = re.findall(r"^baton (import (?:members|deals) sales_.*)$", PAGE, re.MULTILINE)
ANSWERED_WITHIN = 2.0
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """A folder with the set, brought in by the two commands, once for all test workers; and what the second said."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "maven"
    done = folder / "done"
    try:
        folder.mkdir()
    except FileExistsError:
        until(done.exists, 120)
    else:
        maven(folder)
        assert baton(folder, *shlex.split(MEMBERS))[0] == 0
        began = time.monotonic()
        code, output, errors = baton(folder, *shlex.split(DEALS), "--json", "--answers", "answers.csv")
        (folder / "took").write_text(str(time.monotonic() - began))
        (folder / "report.json").write_text(output)
        assert (code, errors) == (0, "")
        done.touch()
    return folder, json.loads((folder / "report.json").read_text()), float((folder / "took").read_text())


def rows(folder, statement: str) -> list[tuple]:
    with closing(sqlite3.connect(f"file:{folder}/baton.db?mode=ro", uri=True)) as db:
        return db.execute(statement).fetchall()


def test_every_row_is_answered(imported):
    folder, report, _ = imported
    with (folder / "answers.csv").open(encoding="utf-8-sig") as file:
        written = list(csv.DictReader(file))

    assert report["counts"] == {"created": 8800, "merged": 0, "unchanged": 0, "asked": 0, "refused": 0}
    assert [int(one["row"]) for one in written] == list(range(2, 8802))
    assert {one["answer"] for one in written} == {"created"}
    assert [one["code"] for one in written] == [f"D-{number}" for number in range(1001, 9801)]


def test_the_totals_are_those_of_the_file(imported):
    folder, _, _ = imported
    won = rows(folder, "SELECT count(*), sum(amount), min(currency), max(currency) FROM deals WHERE result = 'won'")
    lost = rows(folder, "SELECT count(*) FROM deals WHERE result = 'lost'")[0][0]

    assert won == [(4238, 10_005_534_00, "USD", "USD")]
    assert round(Fraction(4238, 4238 + lost), 4) == Fraction("0.6315")
    assert rows(folder, "SELECT stage, count(*) FROM deals WHERE result = 'open' GROUP BY stage ORDER BY stage") == [
        ("new", 500),
        ("qualified", 1589),
    ]


def test_each_deal_is_whose_and_when_the_file_says(imported):
    folder, _, _ = imported
    with (folder / "sales_pipeline.csv").open() as file:
        said = list(csv.DictReader(file))
    found = rows(
        folder,
        "SELECT d.external, m.name, d.title, d.product, d.amount, d.closed_at, d.created_at FROM deals d JOIN members m ON m.id = d.owner ORDER BY d.id",
    )

    for row, (external, owner, title, product, amount, closed, created) in zip(said, found, strict=True):
        assert (external, owner, product) == (row["opportunity_id"], row["sales_agent"], row["product"])
        assert title == (row["account"] or f"{row['product']} {row['opportunity_id']}")
        assert amount == (int(row["close_value"]) * 100 if row["close_value"] else None)
        assert (closed or "")[:10] == row["close_date"]
        assert not row["engage_date"] or created[:10] == row["engage_date"]
    hours = Counter(closed[11:] for *_, closed, _ in found if closed)
    assert set(hours) == {"04:00:00.000000+00:00", "05:00:00.000000+00:00"}  # midnight in New York, summer and winter


def test_people_have_their_teams_and_managers(imported):
    folder, _, _ = imported

    assert rows(folder, "SELECT name, zone FROM teams ORDER BY name") == [
        (name, "America/New_York") for name in ("Central", "East", "West")
    ]
    assert rows(folder, "SELECT count(*) FROM members WHERE roles LIKE '%rep%'") == [(35,)]
    assert rows(folder, "SELECT count(*) FROM members WHERE roles LIKE '%manager%'") == [(6,)]


def test_nothing_is_said_and_nothing_falls_due(imported):
    folder, _, _ = imported

    assert rows(folder, "SELECT count(*) FROM outbox") == [(0,)]
    assert rows(folder, "SELECT count(*) FROM timers WHERE subject_kind = 'deal'") == [(0,)]


def test_it_takes_less_than_a_minute(imported):
    assert imported[2] < 60


def test_the_second_import_changes_nothing_and_revert_leaves_history(imported, tmp_path):
    folder, _, _ = imported
    store = tmp_path / "baton.db"
    with closing(sqlite3.connect(folder / "baton.db")) as source, closing(sqlite3.connect(store)) as target:
        source.backup(target)
    maven(tmp_path)
    before = dump(tmp_path)

    again = json.loads(baton(tmp_path, *shlex.split(DEALS), "--json")[1])

    assert (again["counts"]["unchanged"], again["batch"]) == (8800, None)
    assert dump(tmp_path) == before
    history = rows(tmp_path, "SELECT count(*) FROM history")[0][0]
    assert (
        baton(tmp_path, "import", "--revert", "2")[1]
        == "Batch 2 is taken back: 8,800 deals are out of every list. History keeps everything.\n"
    )
    assert rows(tmp_path, "SELECT count(*) FROM deals WHERE reverted_at IS NULL") == [(0,)]
    assert rows(tmp_path, "SELECT count(*) FROM history") == [(history + 8800,)]
    assert baton(tmp_path, "audit", "verify")[0] == 0


def dump(folder) -> list[str]:
    with closing(sqlite3.connect(folder / "baton.db")) as db:
        return list(db.iterdump())


@pytest.mark.alone
def test_a_server_on_the_same_store_keeps_answering(tmp_path):
    keeps_answering(tmp_path, deals=2_000)


def keeps_answering(tmp_path, *, deals):
    """Bring so many deals in while a server on the same store is spoken to."""
    maven(tmp_path, deals=deals)
    assert baton(tmp_path, *shlex.split(MEMBERS))[0] == 0
    with Server(tmp_path, "serve", "--local", "--port", "0") as server:
        importing = start(tmp_path)
        waits = []
        while importing.poll() is None:
            began = time.monotonic()
            status = server.says("annasnelling", f"new anyway Live {len(waits)}", channel="Central")
            waits.append((round(time.monotonic() - began, 2), status))
        assert importing.returncode == 0
        code = server.posts("annasnelling", "Central")[-1]["title"].split()[0]
        assert server.says("annasnelling", f"claim {code}", channel="Central") == 200

    assert {status for _, status in waits} == {200}
    assert max(waits)[0] < ANSWERED_WITHIN, sorted(waits)[-5:]
    assert len(waits) > 5
    assert rows(tmp_path, "SELECT count(*) FROM deals WHERE batch IS NULL") == [(len(waits),)]


def start(folder) -> Forked:
    return Forked("bot", *shlex.split(DEALS), "--json", folder=folder, env={"PATH": "/usr/bin:/bin"})


def test_killed_in_the_middle_and_started_again_it_finishes(tmp_path):
    finishes_after_a_kill(tmp_path, deals=2_000)


def finishes_after_a_kill(tmp_path, *, deals):
    """Kill an import of so many deals on its way, and start it again."""
    maven(tmp_path, deals=deals)
    assert baton(tmp_path, *shlex.split(MEMBERS))[0] == 0
    importing = start(tmp_path)
    while rows(tmp_path, "SELECT count(*) FROM deals")[0][0] < deals // 9:
        assert importing.poll() is None
        time.sleep(0.05)
    importing.send_signal(signal.SIGKILL)
    importing.wait()
    there = rows(tmp_path, "SELECT count(*) FROM deals")[0][0]

    report = json.loads(baton(tmp_path, *shlex.split(DEALS), "--json")[1])

    assert deals // 9 <= there < deals
    assert (report["counts"]["unchanged"], report["counts"]["created"]) == (there, deals - there)
    assert rows(tmp_path, "SELECT DISTINCT batch FROM deals") == [(report["batch"],)]
    assert [row["finished"] for row in json.loads(baton(tmp_path, "import", "--json")[1])] == [True, True]


# Midnight in New York is 21:00 of the day before in Los Angeles.
ZONES = {"America/New_York": "close_date", "America/Los_Angeles": "date(close_date, '-1 day')"}
BOARD = (
    "SELECT rank() OVER (ORDER BY sum(close_value) DESC), sales_agent, count(*), sum(close_value) FROM pipeline"
    " WHERE deal_stage = 'Won' AND {day} BETWEEN ? AND ? GROUP BY sales_agent ORDER BY sum(close_value) DESC, sales_agent"
)


def periods() -> list[tuple[date, date]]:
    """Every month, quarter and week of the year the set's deals closed in."""
    starts = [date(2017, month, 1) for month in range(1, 13)] + [date(2018, 1, 1)]
    months = list(pairwise(starts))
    quarters = list(pairwise(starts[::3]))
    mondays = [date(2016, 12, 26) + timedelta(weeks=week) for week in range(55)]
    return [(first, until - timedelta(days=1)) for first, until in (*months, *quarters, *pairwise(mondays))]


@pytest.fixture(scope="module")
def pipeline(imported):
    """The file itself, to be asked in plain SQL."""
    folder, _, _ = imported
    with closing(sqlite3.connect(":memory:")) as db, (folder / "sales_pipeline.csv").open() as file:
        head, *lines = csv.reader(file)
        db.execute(
            f"CREATE TABLE pipeline ({', '.join(f'{name} INTEGER' if name == 'close_value' else name for name in head)})"
        )
        db.executemany(f"INSERT INTO pipeline VALUES ({', '.join('?' * len(head))})", lines)
        yield db


@pytest.mark.parametrize(("zone", "day"), ZONES.items())
def test_boards_of_months_quarters_and_weeks_are_the_sums_of_the_file(imported, pipeline, zone, day):
    folder, _, _ = imported
    with closing(open_store(folder)) as store, store.read() as db:
        reported = {
            (first, last): report(db, Asked("leaderboard", first, last, None, zone), now=NOW)["rows"]
            for first, last in periods()
        }

    summed = {
        about: pipeline.execute(BOARD.format(day=day), [str(moment) for moment in about]).fetchall()
        for about in reported
    }

    assert {
        about: [(row["rank"], row["member"], row["won"], row["value"]) for row in rows]
        for about, rows in reported.items()
    } == summed
    ties = [1 for rows in summed.values() for above, below in pairwise(rows) if above[0] == below[0]]
    assert ties
    assert (
        sum(row[3] for about, rows in summed.items() if (about[1] - about[0]).days in range(27, 31) for row in rows)
        == 10_005_534
    )


@pytest.mark.parametrize(("zone", "day"), ZONES.items())
def test_the_pipeline_is_the_sum_of_the_file(imported, pipeline, zone, day):
    folder, _, _ = imported
    with closing(open_store(folder)) as store, store.read() as db:
        found = {about: report(db, Asked("pipeline", *about, None, zone), now=NOW) for about in periods()[:16]}

    for about, document in found.items():
        won, value, lost = pipeline.execute(
            "SELECT sum(deal_stage = 'Won'), sum(CASE deal_stage WHEN 'Won' THEN close_value END), sum(deal_stage = 'Lost')"
            f" FROM pipeline WHERE {day} BETWEEN ? AND ?",
            [str(moment) for moment in about],
        ).fetchone()
        totals = document["totals"]
        assert (totals["won"], totals["lost"], totals["value"]) == (won or 0, lost or 0, value or 0)
        assert totals["win_rate"] == (round(won / (won + lost), 4) if won else None)
        assert [(row["stage"], row["deals"]) for row in document["rows"]] == [("new", 500), ("qualified", 1589)]


def test_the_report_of_the_year_says_the_rate_of_the_set(imported):
    folder, _, _ = imported
    _, output, _ = baton(folder, "report", "pipeline", "--from", "2017-01-01", "--to", "2017-12-31", "--json")

    assert json.loads(output)["totals"] == {
        "won": 4238, "lost": 2473, "open": 2089, "win_rate": 0.6315, "value": 10_005_534, "currency": "USD",
    }  # fmt: skip
