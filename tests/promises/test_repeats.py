"""A platform delivers the same thing again: it is done once and answered once."""

import threading
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.message import Message, Route
from storage import tables
from tests.chat import START, titles
from tests.promises.books import faults
from tests.promises.crowd import again, key_of
from tests.promises.network import DOOR, TENANT, later, settle, states

TIMES = 4


def test_the_same_delivery_four_times_is_one_effect_and_one_answer(chat):
    chat.has_deal("Acme")
    fates = [chat.handle("li", "claim D-1001", delivery="same").state for _ in range(TIMES)]
    assert fates == ["done", "repeat", "repeat", "repeat"]
    assert titles(chat.news()) == ["D-1001 Acme · Li", "D-1001 Acme is yours, Li"]
    assert chat.value("SELECT history_no FROM deals") == 2


@pytest.mark.parametrize("words", ["claim D-9", "who owns D-1001", "nonsense", "new anyway Bee", "language zh", "undo"])
def test_whatever_was_said_is_answered_once(chat, words):
    chat.has_deal("Acme", owner="wang")
    before = chat.value("SELECT count(*) FROM history")
    first = chat.handle("li", words, delivery="same").state
    after = chat.value("SELECT count(*) FROM history")
    assert [first, *(chat.handle("li", words, delivery="same").state for _ in range(TIMES - 1))][1:] == ["repeat"] * 3
    assert (chat.value("SELECT count(*) FROM history"), after - before <= 1) == (after, True)
    assert faults(chat.store) == []


def test_a_delivery_that_comes_again_while_the_first_still_runs_waits_for_it(chat):
    chat.has_deal("Acme")
    fates: list[str] = []
    message = chat.message("li", "claim D-1001", delivery="same")

    def says():
        fates.append(chat.program.dispatcher.handle(message).state)

    threads = [threading.Thread(target=says) for _ in range(TIMES)]
    with chat.store.write() as db:  # somebody else works on the deal, so that all four are under way at once
        db.execute(select(tables.deals.c.id).with_for_update()).all()
        for thread in threads:
            thread.start()
        threads[0].join(0.3)
        assert fates == []
    for thread in threads:
        thread.join()
    assert sorted(fates) == ["done", "repeat", "repeat", "repeat"]
    assert titles(chat.news()) == ["D-1001 Acme · Li", "D-1001 Acme is yours, Li"]


def test_a_delivery_that_comes_again_after_a_restart_is_still_known(chat):
    chat.has_deal("Acme")
    message = chat.message("li", "claim D-1001", delivery="same")
    assert chat.program.dispatcher.handle(message).state == "done"
    with closing(again(chat.url, key_of(chat.settings))) as restarted:
        assert restarted.dispatcher.handle(message).state == "repeat"
    assert titles(chat.news()) == ["D-1001 Acme · Li", "D-1001 Acme is yours, Li"]


def test_two_deliveries_of_the_same_words_are_two_messages(chat):
    chat.has_deal("Acme")
    assert [chat.handle("li", "claim D-1001").state for _ in range(2)] == ["done", "refused"]


def in_band(words, *, delivery="same", sender="U-li"):
    """A message whose answer is the body of its own response."""
    route = Route(carries=True, repeats=True, data={"response_url": "https://net.example/1"})
    return Message(door=DOOR, tenant=TENANT, delivery=delivery, sender=sender, room="C-east", text=words, route=route)


@pytest.mark.parametrize("words", ["claim D-1001", "my deals", "claim D-77", "what", "help"])
def test_where_the_answer_is_the_response_itself_a_repeat_hears_the_same_again(net, words):
    net.chat.has_deal("Acme")
    heard = [net.chat.program.dispatcher.handle(in_band(words)).answer.text for _ in range(TIMES)]
    assert heard == heard[:1] * TIMES


def test_an_answer_that_left_in_its_response_is_not_posted(net):
    net.chat.has_deal("Acme")
    settle(net.chat.program.sender)
    handled = net.chat.program.dispatcher.handle(in_band("who owns D-1001"))
    key = f"answer:{handled.inbox}"
    assert (handled.state, states(net.chat)[key]) == ("done", "sending")

    net.chat.program.sender.left(handled.answer.row)
    later(net.chat, seconds=30)
    assert (states(net.chat)[key], key in net.asked()) == ("sent", False)


def test_an_answer_whose_process_dies_before_the_response_left_is_posted_after_the_lease(net):
    net.chat.has_deal("Acme")
    settle(net.chat.program.sender)
    with closing(again(net.chat.url, key_of(net.chat.settings), platforms=[net])) as dying:
        handled = dying.dispatcher.handle(in_band("claim D-1001"))
    key = f"answer:{handled.inbox}"
    later(net.chat, seconds=5)
    assert (states(net.chat)[key], key in net.asked()) == ("sending", False)

    later(net.chat, seconds=6)
    assert [title for shown, title in net.shown if shown == key] == ["D-1001 Acme is yours, Li"]
    assert states(net.chat)[key] == "sent"
    assert net.chat.rows("SELECT tries, lease_until FROM outbox WHERE key = :key", key=key) == [
        {"tries": 1, "lease_until": None}
    ]
    later(net.chat, minutes=5)
    assert net.asked().count(key) == 1


def test_an_answer_marked_only_after_its_lease_was_lost_is_still_said_once_by_the_sender(net):
    handled = net.chat.program.dispatcher.handle(in_band("pool"))
    later(net.chat, seconds=11)
    net.chat.program.sender.left(handled.answer.row)
    later(net.chat, seconds=30)
    key = f"answer:{handled.inbox}"
    assert (net.asked().count(key), states(net.chat)[key]) == (1, "sent")


def test_answers_under_way_in_their_responses_keep_their_lane(net):
    dispatcher = net.chat.program.dispatcher
    first = dispatcher.handle(in_band("pool", delivery="one"))
    second = dispatcher.handle(in_band("help", delivery="two"))
    net.chat.program.sender.left(second.answer.row)
    net.chat.now = START + timedelta(seconds=11)
    settle(net.chat.program.sender)
    assert [key for key in net.asked() if key.startswith("answer")] == [f"answer:{first.inbox}"]


def test_an_unknown_company_is_not_answered(net):
    stray = Message(door=DOOR, tenant="T2", delivery="same", sender="U-li", text="help")
    assert net.chat.program.dispatcher.handle(stray).state == "unknown"
    assert net.chat.value("SELECT count(*) FROM inbox") == 0


@pytest.mark.alone  # four at once, each within the time a turn may take
def test_the_first_messages_in_a_room_nobody_told_us_of_make_one_room(net):
    fates: list[str] = []

    def says(no):
        message = Message(
            door=DOOR, tenant=TENANT, delivery=f"d{no}", sender="U-li", room="C-new", text=("pool", "language zh")[no % 2]
        )  # fmt: skip
        fates.append(net.chat.program.dispatcher.handle(message).state)

    threads = [threading.Thread(target=says, args=(no,)) for no in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert fates == ["done"] * 4
    assert net.chat.value("SELECT count(*) FROM rooms WHERE channel = 'C-new'") == 1


def test_settings_changed_twice_in_the_same_moment_are_both_kept_in_the_record(net):
    fates: list[str] = []

    def says(no):
        words = ("zone Europe/Paris", "language zh", "zone Asia/Tokyo", "language en")[no % 4]
        fates.append(net.chat.handle("li", words, delivery=f"d{no}").state)

    for _ in range(5):
        threads = [threading.Thread(target=says, args=(no + 10 * _,)) for no in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert fates == ["done"] * 40
    assert faults(net.chat.store) == []
