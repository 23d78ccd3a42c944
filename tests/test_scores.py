"""What the store knows of people's deeds: requests, helpers, stand-ups, thanks; each in its period, few statements."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from sales.playbook import STAGES
from storage import scores, tables

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PLACES = {stage.key: no for no, stage in enumerate(STAGES)}


def found(chat, *, since=MONDAY - HOUR, until=MONDAY + 24 * HOUR, member=None):
    """What, who, and with what it is opened, of a period."""
    names = {id: handle for handle, id in chat.members.items()}
    with chat.store.read() as db:
        deeds = scores.deeds(
            db,
            workspace=chat.workspace,
            since=since,
            until=until,
            stages=PLACES,
            member=None if member is None else chat.members[member],
        )
    return sorted((deed.what, names[deed.member], deed.ref) for deed in deeds)


def request(chat, no, kind, *, asker="li", by="wang", closed=MONDAY, due=MONDAY + HOUR, state="answered", deal=1):
    """Store a request as it ended."""
    row = {
        "workspace": chat.workspace,
        "code": f"R-{no}",
        "kind": kind,
        "deal": deal,
        "asker": chat.members[asker],
        "assignee": chat.members[by],
        "answered_by": chat.members[by],
        "state": state,
        "due": due,
        "note": "",
        "opened_at": MONDAY - HOUR,
        "closed_at": closed,
    }
    with chat.store.write() as db:
        db.execute(insert(tables.requests), row)


@pytest.fixture
def acme(chat):
    chat.has_deal("Acme", owner="li")
    return chat


def test_a_request_answered_in_time_counts_for_who_answered_it(acme):
    request(acme, 1, "quote")
    request(acme, 2, "contract", closed=MONDAY + 2 * HOUR)
    request(acme, 3, "quote", state="declined")
    request(acme, 4, "transfer")
    assert found(acme) == [("request_answered", "wang", "R-1")]


def test_a_call_for_help_counts_for_who_helped_also_when_late(acme):
    request(acme, 1, "help")
    request(acme, 2, "help", closed=MONDAY + 2 * HOUR)
    request(acme, 3, "help", due=MONDAY - 100 * HOUR)
    assert found(acme) == [
        ("help_answered", "wang", "R-1"),
        ("help_answered", "wang", "R-2"),
        ("help_answered", "wang", "R-3"),
        ("request_answered", "wang", "R-1"),
    ]


def test_a_hand_over_is_the_work_of_both(acme):
    request(acme, 1, "handover", closed=MONDAY + 5 * HOUR)
    assert found(acme) == [("handover", "li", "R-1"), ("handover", "wang", "R-1")]


def test_helping_counts_when_the_deal_is_won_and_not_for_who_came_afterwards(acme):
    with acme.store.write() as db:
        for who, since in (("wang", MONDAY), ("zhang", MONDAY + 5 * HOUR)):
            row = {"deal": 1, "member": acme.members[who], "role": "presales", "since": since}
            db.execute(insert(tables.helpers), row)
    assert found(acme) == []
    acme.now += HOUR
    acme.says("li", "won D-1001 ¥1万")
    assert found(acme) == [("helped_win", "wang", "D-1001"), ("won", "li", "D-1001")]


def test_a_stand_up_answered_before_its_digest_counts(acme):
    with acme.store.write() as db:
        row = {"workspace": acme.workspace, "team": acme.teams["east"], "day": "2026-11-23"}
        times = {"asked_at": MONDAY, "digest_at": MONDAY + HOUR, "closes_at": MONDAY + 9 * HOUR}
        id = db.execute(insert(tables.standups).returning(tables.standups.c.id), row | times).scalar_one()
        for who, at in (("li", MONDAY + HOUR / 2), ("wang", MONDAY + 2 * HOUR), ("zhang", None)):
            answer = {"standup": id, "member": acme.members[who], "done": "", "plan": "", "blocker": "", "at": at}
            db.execute(insert(tables.standup_answers), answer)
    assert found(acme) == [("standup", "li", "")]


def test_an_award_counts_for_whoever_won_it(acme):
    row = {"workspace": acme.workspace, "title": "Star", "state": "closed", "opens_at": MONDAY, "closes_at": MONDAY}
    with acme.store.write() as db:
        for no, winners in enumerate(([acme.members["li"], acme.members["wang"]], [])):
            result = {"outcome": "won", "voted": 5, "eligible": 5, "needed": 3, "winners": winners, "totals": []}
            db.execute(insert(tables.ballots), row | {"code": f"AW-{no}", "result": result, "closed_at": MONDAY})
    assert found(acme) == [("award", "li", "AW-0"), ("award", "wang", "AW-0")]


def test_what_was_done_on_a_deal_that_is_withdrawn_or_merged_does_not_count(acme):
    acme.says("li", "contacted D-1001")
    request(acme, 1, "quote")
    assert len(found(acme)) == 2
    for column, value in (("merged_into", "1"), ("reverted_at", "'2026-11-23 01:00:00.000000+00:00'")):
        with acme.store.write() as db:
            db.exec_driver_sql(f"UPDATE deals SET {column} = {value}")
        assert found(acme) == []
        with acme.store.write() as db:
            db.exec_driver_sql(f"UPDATE deals SET {column} = NULL")
    assert len(found(acme)) == 2


def test_an_undo_on_the_next_day_takes_the_point_of_the_day_before(acme):
    acme.says("li", "progress D-1001 stage proposal")
    day = {"since": MONDAY - HOUR, "until": MONDAY + 15 * HOUR}
    assert found(acme, **day) == [("first_contact", "li", "D-1001/3"), ("stage_forward", "li", "D-1001/3")]
    acme.now += 20 * HOUR
    acme.says("li", "undo D-1001")
    assert found(acme, **day) == []


def test_one_members_deeds_are_those_of_all_that_are_theirs(acme):
    acme.says("li", "contacted D-1001")
    acme.says("wang", "点赞 Li 讲解得好")
    acme.says("li", "kudos to Zhang for the demo")
    request(acme, 1, "help")
    everything = found(acme)
    assert {who for _, who, _ in everything} == {"li", "wang", "zhang"}
    for who in acme.members:
        assert found(acme, member=who) == [deed for deed in everything if deed[1] == who]


def test_an_award_counts_for_its_winners_when_it_was_closed(acme):
    acme.says("mei", "award open Star until today 11:00")
    acme.says("li", "nominate 王芳 for helping")
    for who in ("li", "zhang", "mei"):
        acme.says(who, "vote wang", room=None)
    acme.now = MONDAY + 2 * HOUR
    acme.ticks()
    assert ("award", "wang", "AW-1") in found(acme)
    assert "AW-1" not in str(found(acme, until=MONDAY + 2 * HOUR))
    acme.news()
    (points,) = acme.says("wang", "points", room=None)
    assert "won AW-1 Star · award AW-1" in points.text


def test_however_much_was_done_the_number_of_statements_is_the_same(quick_chat):
    counts = []
    for _ in range(2):
        for _ in range(3):
            code = quick_chat.has_deal("Acme", owner="li")
            quick_chat.says("li", f"won {code} ¥1万")
        said = []
        with quick_chat.store.read() as db:
            db.connection.driver_connection.set_trace_callback(said.append)
            between = {"since": MONDAY - HOUR, "until": MONDAY + HOUR}
            scores.deeds(db, workspace=quick_chat.workspace, stages=PLACES, **between)
            db.connection.driver_connection.set_trace_callback(None)
        counts.append(sum(line.startswith("SELECT") for line in said))
    assert counts == [9, 9]
