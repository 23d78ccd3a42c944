"""Whatever is changed behind Baton's back, `baton audit verify` names it."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.audit import lines, sentence
from sales.values import Person
from storage import audit, history
from storage.history import Origin
from storage.snapshot import snapshot


def looks(chat) -> audit.Audit:
    with snapshot(chat.store) as db:
        return audit.verify(db)


def found(chat) -> list[str]:
    return [sentence(finding) for finding in looks(chat).findings]


def tampers(chat, *statements: str) -> None:
    """Change the store as somebody with a database shell would."""
    with chat.store.write() as db:
        for statement in statements:
            db.execute(text(statement))


def lives(chat) -> None:
    """A deal with five rows of history and three owners, and an anchor at its fourth row."""
    chat.has_deal("Acme", owner="li")
    chat.says("li", "progress D-1001 stage qualified, amount 5000")
    chat.says("li", "release D-1001 budget is gone")
    anchors(chat)
    chat.says("wang", "claim D-1001")


def anchors(chat) -> None:
    """Let the daily anchor fall due."""
    chat.now += timedelta(hours=2)
    chat.timer("anchor")
    chat.ticks()


DEAL = "subject_kind = 'deal' AND subject = 1"

TAMPERING = {
    "a changed payload": (
        f"UPDATE history SET payload = replace(payload, '500000', '900000') WHERE {DEAL} AND no = 3",
        ["deal D-1001, row 3: changed after it was written"],
    ),
    "a changed salt": (
        f"UPDATE history SET salt = 'pepper' WHERE {DEAL} AND no = 2",
        ["deal D-1001, row 2: changed after it was written"],
    ),
    "half an erasure": (
        f"UPDATE history SET salt = NULL WHERE {DEAL} AND no = 2",
        ["deal D-1001, row 2: changed after it was written"],
    ),
    "another author": (
        f"UPDATE history SET who = 3 WHERE {DEAL} AND no = 2",
        ["deal D-1001, row 2: changed after it was written (or row 1 was, together with its seal)"],
    ),
    "another author of the first row": (
        f"UPDATE history SET who = 3 WHERE {DEAL} AND no = 1",
        ["deal D-1001, row 1: changed after it was written"],
    ),
    "another moment": (
        f"UPDATE history SET at = '2026-11-22 01:00:00.000000+00:00' WHERE {DEAL} AND no = 4",
        ["deal D-1001, row 4: changed after it was written (or row 3 was, together with its seal)"],
    ),
    "another deed": (
        f"UPDATE history SET what = 'won' WHERE {DEAL} AND no = 4",
        ["deal D-1001, row 4: changed after it was written (or row 3 was, together with its seal)"],
    ),
    "a row deleted in the middle": (
        f"DELETE FROM history WHERE {DEAL} AND no = 3",
        ["deal D-1001, row 3: missing; deleted after it was written"],
    ),
    "two rows deleted in the middle": (
        f"DELETE FROM history WHERE {DEAL} AND no IN (2, 3)",
        ["deal D-1001, rows 2 to 3: missing; deleted after they were written"],
    ),
    "the beginning deleted": (
        f"DELETE FROM history WHERE {DEAL} AND no = 1",
        ["deal D-1001, row 1: missing; deleted after it was written"],
    ),
    "the end cut": (
        f"DELETE FROM history WHERE {DEAL} AND no = 5",
        ["deal D-1001, row 5: missing at the end; the history was cut"],
    ),
    "the whole history deleted": (
        f"DELETE FROM history WHERE {DEAL}",
        ["deal D-1001, rows 1 to 5: missing at the end; the history was cut"],
    ),
    "a changed anchor": (
        f"UPDATE anchors SET hash = 'x' WHERE {DEAL}",
        [
            "deal D-1001, row 4: is not the one anchored on 2026-11-23; the history or the anchor was changed",
        ],
    ),
    "another owner in the deal": (
        "UPDATE deals SET owner = 3 WHERE id = 1",
        [
            "deal D-1001: owner: differs from what its history says",
            "deal D-1001: owner: differs from the last interval of its ownership",
        ],
    ),
    "another owner everywhere but in the history": (
        "UPDATE deals SET owner = 3 WHERE id = 1; UPDATE ownership SET member = 3 WHERE deal = 1 AND no = 4",
        ["deal D-1001: owner: differs from what its history says"],
    ),
    "another amount": (
        "UPDATE deals SET amount = 900000 WHERE id = 1",
        ["deal D-1001: amount: differs from what its history says"],
    ),
    "an interval deleted": (
        "DELETE FROM ownership WHERE deal = 1 AND no = 2",
        ["deal D-1001: ownership, interval 2: missing"],
    ),
    "all intervals deleted": (
        "DELETE FROM ownership WHERE deal = 1",
        ["deal D-1001: ownership, interval 1: missing"],
    ),
    "an interval moved back": (
        "UPDATE ownership SET since = '2026-11-01 01:00:00.000000+00:00' WHERE deal = 1 AND no = 3",
        ["deal D-1001: ownership, interval 3: begins before the one in front of it"],
    ),
}


def test_an_untouched_store_has_nothing_to_name(chat):
    lives(chat)
    chat.says("li", "language 中文")

    seen = looks(chat)

    assert (seen.findings, seen.notes) == ([], [])
    assert (seen.rows, seen.subjects) == (6, 1 + len(chat.members) + 1)
    assert lines(seen)[-1] == f"6 rows of {seen.subjects} subjects: nothing was changed"


@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_is_named(chat, what):
    lives(chat)
    statement, named = TAMPERING[what]

    tampers(chat, *statement.split(";"))

    assert found(chat) == named


def test_a_rewritten_row_with_a_fitting_seal_is_named_by_its_successor(chat):
    lives(chat)
    reseal(chat, no=2, what="released")

    assert found(chat) == ["deal D-1001, row 3: changed after it was written (or row 2 was, together with its seal)"]


def test_a_rewritten_end_with_a_fitting_seal_is_named_by_the_deal(chat):
    lives(chat)
    reseal(chat, no=5, what="assigned")

    assert found(chat) == ["deal D-1001, row 5: changed after it was written, together with its seal"]


def test_a_cut_behind_the_last_anchor_is_named_although_the_deal_was_made_to_fit(chat):
    lives(chat)
    cut(chat, after=3)

    assert [line for line in found(chat) if "anchored" in line] == [
        "deal D-1001, row 4: was anchored on 2026-11-23 and is missing; the history was cut"
    ]


def test_a_cut_that_no_anchor_knows_yet_is_named_by_the_deal_that_says_more(chat):
    lives(chat)
    cut(chat, after=4)

    assert "deal D-1001: owner: differs from what its history says" in found(chat)


def appends(db, chat):
    """Add a row to a deal's chain; return the chain's new end, which nobody is told of."""
    head = db.execute(text("SELECT history_no, history_head FROM deals WHERE id = 1")).one()
    origin = Origin(chat.workspace, None, chat.now)
    return history.append(db, origin=origin, kind="deal", subject=1, head=history.Head(*head), what="won", fields={})


def test_a_rewritten_tail_is_named_by_the_anchor_although_the_deal_was_made_to_fit(chat):
    lives(chat)
    cut(chat, after=3)
    with chat.store.write() as db:
        end = appends(db, chat)
        db.execute(history.SET_HEAD["deal"], {"row": 1, "no": end.no, "hash": end.hash})

    assert [line for line in found(chat) if "anchored" in line] == [
        "deal D-1001, row 4: is not the one anchored on 2026-11-23; the history or the anchor was changed"
    ]


def test_rows_added_behind_the_end_are_named(chat):
    lives(chat)
    with chat.store.write() as db:
        appends(db, chat)

    assert found(chat) == ["deal D-1001, row 6: added behind the end that was on record"]


def test_an_erased_row_keeps_the_chain_valid_and_says_who_erased(chat):
    lives(chat)
    ann = Person(chat.members["ann"], "Ann")
    with chat.store.write() as db:
        origin = Origin(chat.workspace, ann, chat.now)
        assert history.erase(db, origin=origin, kind="deal", subject=1, no=3) is True
        assert history.erase(db, origin=origin, kind="deal", subject=1, no=3) is False

    seen = looks(chat)

    assert (seen.findings, seen.notes) == ([], [])
    assert chat.rows("SELECT salt, payload FROM history WHERE subject_kind = 'deal' AND subject = 1 AND no = 3") == [
        {"salt": None, "payload": None}
    ]
    assert chat.rows("SELECT who, what FROM history WHERE subject_kind = 'deal' AND no = 6") == [
        {"who": ann.id, "what": "erased"}
    ]
    chat.says("wang", "contacted D-1001")
    assert found(chat) == []


def test_a_member_and_a_workspace_have_chains_whose_rows_can_be_erased(chat):
    chat.says("li", "language 中文")
    with chat.store.write() as db:
        origin = Origin(chat.workspace, None, chat.now)
        assert history.erase(db, origin=origin, kind="member", subject=chat.members["li"], no=1) is True

    assert found(chat) == []


def test_words_removed_without_an_erasure_are_noted_and_the_chain_stays_valid(chat):
    lives(chat)
    tampers(chat, f"UPDATE history SET payload = NULL, salt = NULL WHERE {DEAL} AND no = 3")

    seen = looks(chat)

    assert seen.findings == []
    assert [sentence(note) for note in seen.notes] == [
        "deal D-1001, row 3: its words were removed, and no erasure is on record"
    ]


def test_a_history_whose_deal_is_gone_is_named(chat):
    lives(chat)
    tampers(
        chat,
        "INSERT INTO history SELECT subject_kind, 99, no, workspace, who, what, at, via, permalink, salt,"
        f" payload, digest, hash FROM history WHERE {DEAL} AND no = 1",
    )

    assert found(chat)[-1] == "deal #99: the record is gone, its history is still here"


def test_the_hash_of_a_day_is_the_one_that_was_logged(chat, monkeypatch):
    logged = []
    monkeypatch.setattr(
        "scheduler.keeping.log.info", lambda _event, **facts: logged.append(facts["hash"]), raising=False
    )
    lives(chat)

    assert [day.hash for day in looks(chat).days] == logged


def test_a_hundred_thousand_rows_are_read_in_batches(quick_chat):
    chat = quick_chat
    chat.has_deal("Acme", owner="li")
    with chat.store.write() as db:
        head = history.Head(*db.execute(text("SELECT history_no, history_head FROM deals WHERE id = 1")).one())
        origin = Origin(chat.workspace, None, chat.now)
        for _ in range(3_000):
            head = history.append(db, origin=origin, kind="deal", subject=1, head=head, what="progressed", fields={})
        db.execute(history.SET_HEAD["deal"], {"row": 1, "no": head.no, "hash": head.hash})

    seen = looks(chat)

    assert (seen.rows, seen.findings) == (3_002, [])


def reseal(chat, *, no: int, what: str) -> None:
    """Rewrite one row's deed and give it the seal it would have had."""
    with chat.store.write() as db:
        row = (
            db.execute(history.SINCE, {"workspace": chat.workspace, "kind": "deal", "subject": 1, "no": no})
            .mappings()
            .first()
        )
        before = db.execute(text(f"SELECT hash FROM history WHERE {DEAL} AND no = :no"), {"no": no - 1}).scalar_one()
        new = history.chained(
            before, kind="deal", subject=1, no=no, who=row["who"], what=what, at=row["at"], digest=row["digest"]
        )
        db.execute(
            text(f"UPDATE history SET what = :what, hash = :hash WHERE {DEAL} AND no = :no"),
            {"what": what, "hash": new, "no": no},
        )


def cut(chat, *, after: int) -> None:
    """Cut a history and make the deal fit, as somebody who knows how it works would."""
    tampers(
        chat,
        f"DELETE FROM history WHERE {DEAL} AND no > {after}",
        f"UPDATE deals SET history_no = {after}, history_head ="
        f" (SELECT hash FROM history WHERE {DEAL} AND no = {after}) WHERE id = 1",
    )
