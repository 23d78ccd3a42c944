"""Timers look, reminders wait for a good moment, managers hear once."""

import pytest

from tests.chat import titles


@pytest.fixture
def acme(chat):
    chat.has_deal("Acme", owner="li")
    return chat


def test_the_owner_is_reminded_once_when_first_contact_is_overdue(acme):
    assert titles(acme.passes(hours=9)) == ["Li, D-1001 Acme is waiting for its first contact"]
    assert acme.passes(minutes=30) == []


def test_the_manager_hears_once_when_the_reminder_did_not_help(acme):
    acme.passes(hours=9)
    late = acme.passes(hours=48)
    assert [(post.member, post.title) for post in late] == [
        (acme.members["mei"], "D-1001 Acme has not been contacted in time by Li")
    ]


def test_a_contact_settles_the_matter(acme):
    acme.says("li", "contacted D-1001 spoke to Bob")
    assert acme.passes(hours=72) == []


def test_what_fell_due_in_quiet_hours_is_said_in_the_morning(acme):
    acme.says("li", "progress D-1001 next call Bob today 21:00")
    assert acme.passes(hours=23) == []
    assert titles(acme.passes(minutes=35)) == ["Li, D-1001 Acme: next step due, call Bob"]


def test_several_reminders_are_one_message(chat):
    for title in ("Acme", "Beta", "Gamma"):
        chat.has_deal(title, owner="li")
    (nudge,) = chat.passes(hours=9)
    assert nudge.title == "Li, 3 things are waiting for you"
    assert [line.split(" ")[1] for line in nudge.text.splitlines() if line.startswith("•")] == [
        "D-1001",
        "D-1002",
        "D-1003",
    ]


def test_a_reminder_goes_to_who_stands_in(acme):
    acme.says("li", "progress D-1001 next call Bob on Wednesday 10:00")
    acme.says("li", "leave tomorrow to Friday, cover 王芳", room=None)
    said = acme.passes(hours=50)
    assert [(post.member, post.title) for post in said] == [
        (acme.members["wang"], "王芳，D-1001 Acme 下一步到期：call Bob")
    ]


def test_a_next_step_is_reminded_each_working_day_and_then_left_alone(acme):
    acme.says("li", "progress D-1001 next call Bob on Wednesday")
    assert len(acme.passes(days=10)) == 3


def test_a_new_owner_is_reminded_afresh(acme):
    acme.passes(hours=9)
    acme.says("mei", "assign D-1001 to Zhang")
    assert [(post.member, post.title) for post in acme.passes(hours=26)] == [
        (acme.members["zhang"], "Zhang, D-1001 Acme is waiting for its first contact")
    ]


def test_an_offer_nobody_answers_lapses_and_both_hear(acme):
    acme.says("li", "contacted D-1001")
    acme.says("li", "transfer D-1001 to 王芳")
    said = acme.passes(hours=24)
    assert [(post.member, post.title) for post in said] == [
        (acme.members["li"], "No answer from 王芳: D-1001 Acme was not taken over"),
        (acme.members["wang"], "D-1001 Acme 的转交过期了，不用再答复"),
    ]
    assert acme.value("SELECT state FROM requests") == "expired"


def test_a_job_that_breaks_is_put_off_and_at_last_an_admin_is_told(acme, monkeypatch):
    from scheduler.jobs import JOBS

    def broken(_due):
        raise RuntimeError("a job of ours is wrong")

    monkeypatch.setitem(JOBS, "first_contact", broken)
    told = acme.passes(hours=14)
    assert [post.member for post in told] == [acme.members["ann"]]
    assert acme.value("SELECT count(*) FROM timers WHERE kind = 'first_contact'") == 0


def test_the_history_is_anchored_each_day(acme):
    acme.timer("anchor")
    acme.ticks()
    assert acme.rows("SELECT subject_kind, no FROM anchors") == [{"subject_kind": "deal", "no": 2}]
    head = acme.value("SELECT history_head FROM deals")
    assert acme.value("SELECT hash FROM anchors") == head
