"""What becomes of a post when the platform refuses it, loses it, or is gone; each class by its own rule."""

from datetime import timedelta

import pytest

from bot.platform import CannotPost
from storage import sending
from tests.promises.network import (
    dies_with,
    is_gone,
    later,
    loses_the_answer,
    refuses,
    settle,
    states,
    takes,
    times_out,
    waits,
)

REPEATED, ONCE = ("answer", "reminder", "card"), ("digest", "praise")


def test_a_refused_post_is_tried_again_at_growing_intervals(quick_net):
    waits(quick_net.chat, "hello")
    quick_net.will("hello", refuses, refuses, refuses)
    for _ in range(200):
        later(quick_net.chat, milliseconds=100)

    gaps = [(b.at - a.at).total_seconds() for a, b in zip(quick_net.calls, quick_net.calls[1:], strict=False)]
    assert [0.7 <= gaps[0] <= 1.5, 1.4 <= gaps[1] <= 2.8, 2.8 <= gaps[2] <= 5.4] == [True] * 3
    assert (quick_net.shown, states(quick_net.chat)) == ([("hello", "Hello")], {"hello": "sent"})


@pytest.mark.parametrize("kind", REPEATED)
def test_a_post_whose_answer_was_lost_is_found_and_not_said_again(net, kind):
    waits(net.chat, "hello", kind)
    net.will("hello", loses_the_answer)
    settle(net.chat.program.sender)
    later(net.chat, seconds=5)
    assert (net.shown, states(net.chat)) == ([("hello", "Hello")], {"hello": "sent"})


@pytest.mark.parametrize("kind", REPEATED)
def test_where_the_platform_cannot_look_a_lost_answer_doubles_the_post(quick_net, kind):
    quick_net.remembers = False
    waits(quick_net.chat, "hello", kind)
    quick_net.will("hello", loses_the_answer)
    settle(quick_net.chat.program.sender)
    later(quick_net.chat, seconds=5)
    assert (quick_net.shown, states(quick_net.chat)) == ([("hello", "Hello")] * 2, {"hello": "sent"})


@pytest.mark.parametrize("kind", ONCE)
@pytest.mark.parametrize("mood", [loses_the_answer, times_out])
def test_a_digest_or_praise_that_may_have_arrived_stays_unknown(quick_net, kind, mood):
    waits(quick_net.chat, "news", kind, room=quick_net.rooms["east"])
    quick_net.will("news", mood)
    settle(quick_net.chat.program.sender)
    later(quick_net.chat, days=2)
    assert (quick_net.asked(), states(quick_net.chat)) == (["news"], {"news": "unknown"})


@pytest.mark.parametrize("kind", ONCE)
def test_a_digest_or_praise_that_surely_did_not_arrive_is_tried_again(quick_net, kind):
    waits(quick_net.chat, "news", kind, room=quick_net.rooms["east"])
    quick_net.will("news", refuses)
    settle(quick_net.chat.program.sender)
    later(quick_net.chat, seconds=5)
    assert (quick_net.asked(), states(quick_net.chat)) == (["news"] * 2, {"news": "sent"})


@pytest.mark.parametrize(("contacted", "became"), [(False, "sent"), (True, "skipped")])
def test_an_escalation_that_may_have_arrived_asks_its_job_whether_it_is_still_true(net, contacted, became):
    net.chat.has_deal("Acme", owner="li")
    deal = net.chat.value("SELECT id FROM deals")
    waits(net.chat, "late!", "escalation", about_kind="deal", about=deal, job="first_contact")
    net.will("late!", times_out)
    settle(net.chat.program.sender)
    if contacted:
        net.chat.handle("li", "contacted D-1001")
    later(net.chat, seconds=5)
    assert (net.asked().count("late!"), states(net.chat)["late!"]) == (1 if contacted else 2, became)


def test_a_post_of_a_process_that_died_is_taken_over_after_its_lease(net):
    for kind in (*REPEATED, *ONCE):
        waits(net.chat, kind, kind, room=net.rooms["east"], thread=None, member=net.chat.members["li"])
        dies_with(net.chat, kind)
    settle(net.chat.program.sender)
    assert net.asked() == []

    later(net.chat, seconds=11)
    assert (sorted(net.asked()), states(net.chat)) == (
        sorted(REPEATED),
        dict.fromkeys(REPEATED, "sent") | dict.fromkeys(ONCE, "unknown"),
    )


def test_who_lost_the_lease_has_nothing_to_say_any_more(net):
    waits(net.chat, "hello")
    row = dies_with(net.chat, "hello")
    net.will("hello", refuses)
    later(net.chat, seconds=11)

    with net.chat.store.write() as db:
        sending.mark(db, [sending.Mark(row, 0, "dead")], holder="a dead process", now=net.chat.now)
    later(net.chat, seconds=11)
    assert (net.shown, states(net.chat)) == ([("hello", "Hello")], {"hello": "sent"})


def test_a_post_that_cannot_be_delivered_is_told_to_an_admin_once_with_the_cure(net):
    for key in ("one", "two"):
        waits(net.chat, key, room=net.rooms["east"])
        net.will(key, is_gone)
    settle(net.chat.program.sender)

    told = net.chat.news()
    assert states(net.chat) == {"one": "dead", "two": "dead"}
    assert [post.member for post in told] == [net.chat.members["ann"]]
    assert "could not be delivered: net east" in told[0].title
    assert "What helps: Invite the bot to the channel again." in told[0].text


@pytest.mark.parametrize(
    ("language", "error", "helps"),
    [
        ("en", "connection refused", "See that net works and that this server reaches it."),
        ("en", "KeyError", "This is a fault in Baton, not in your settings."),
        ("zh", "connection refused", "看看 net 是否正常、这台服务器能不能连上它。"),
        ("zh", "KeyError", "这是 Baton 自己的问题，不是设置错了。"),
    ],
)
def test_a_dead_letter_says_what_helps_where_the_platform_did_not(quick_net, language, error, helps):
    def gives_no_cure(*_):
        raise CannotPost(error, arrived=False, final=True)

    quick_net.chat.says("ann", f"language {language}")
    waits(quick_net.chat, "one", room=quick_net.rooms["east"])
    quick_net.will("one", gives_no_cure)
    settle(quick_net.chat.program.sender)

    (told,) = quick_net.chat.news()
    (line,) = [line for line in told.text.splitlines() if line.startswith(("What helps:", "处理办法："))]
    assert line.removeprefix("What helps: ").removeprefix("处理办法：").startswith(helps)


def test_a_platform_that_never_answers_ends_in_a_dead_letter(quick_net):
    waits(quick_net.chat, "hello")
    quick_net.will("hello", *[refuses] * 50)
    for _ in range(100):
        later(quick_net.chat, minutes=1)
    assert (states(quick_net.chat), len(quick_net.calls)) == ({"hello": "dead"}, 12)


@pytest.mark.parametrize(
    ("kind", "late", "became", "labelled"),
    [
        ("answer", timedelta(minutes=1), "sent", False),
        ("answer", timedelta(minutes=3), "sent", True),
        ("answer", timedelta(days=3), "sent", True),
        ("reminder", timedelta(days=3), "sent", True),
        ("digest", timedelta(minutes=1), "sent", False),
        ("digest", timedelta(minutes=90), "sent", True),
        ("digest", timedelta(minutes=121), "skipped", False),
        ("praise", timedelta(hours=23), "sent", False),
        ("praise", timedelta(hours=25), "skipped", False),
    ],
)
def test_what_is_late_says_so_or_stays_away(quick_net, kind, late, became, labelled):
    said = []
    quick_net.will("hello", lambda network, post, card: said.append(card) or takes(network, post, card))
    waits(quick_net.chat, "hello", kind, text="Hello\n\nMore of it")
    later(quick_net.chat, seconds=late.total_seconds())
    assert states(quick_net.chat) == {"hello": became}
    assert [len(card.blocks) for card in said] == ([2 if labelled else 1] if became == "sent" else [])


def test_a_post_that_cannot_be_worded_does_not_keep_the_others_from_leaving(net):
    waits(net.chat, "bad", "escalation", job="no such job", about_kind="deal", about=999, room=net.rooms["us"])
    waits(net.chat, "good")
    later(net.chat, minutes=3)
    assert states(net.chat) == {"bad": "dead", "good": "sent"}
