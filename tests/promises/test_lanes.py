"""Order, pace and freshness on the way out: lanes, limits, cards that change while they are on their way."""

import threading
from contextlib import suppress
from datetime import timedelta

from bot.platform import Limit
from storage import timers
from storage.store import Conflict, Late
from tests.chat import START
from tests.promises.crowd import again, key_of
from tests.promises.network import dies_with, is_busy, is_gone, later, refuses, settle, states, takes, waits

SECOND = timedelta(seconds=1)


def test_a_lane_keeps_its_order_whatever_happens_to_its_first_post(net):
    for key in ("one", "two", "three"):
        waits(net.chat, key, room=net.rooms["east"])
    waits(net.chat, "elsewhere", room=net.rooms["us"])
    net.will("one", refuses, refuses)
    settle(net.chat.program.sender)
    assert net.shown == [("elsewhere", "Elsewhere")]

    for _ in range(10):
        later(net.chat, seconds=1)
    assert [key for key, _ in net.shown] == ["elsewhere", "one", "two", "three"]


def test_a_dead_post_frees_its_lane(net):
    for key in ("one", "two"):
        waits(net.chat, key, room=net.rooms["east"])
    net.will("one", is_gone)
    settle(net.chat.program.sender)
    assert (net.asked(), states(net.chat)) == (["one", "two"], {"one": "dead", "two": "sent"})


def test_an_unknown_digest_frees_its_lane(net):
    for key in ("one", "two"):
        waits(net.chat, key, "digest", room=net.rooms["east"])
    net.will("one", lambda *_: 1 / 0)
    settle(net.chat.program.sender)
    assert states(net.chat) == {"one": "unknown", "two": "sent"}


def test_a_slow_lane_does_not_hold_up_the_others(net):
    arrived, go_on = threading.Event(), threading.Event()

    def is_slow(network, post, card):
        arrived.set()
        assert go_on.wait(20)
        return takes(network, post, card)

    for no in range(3):
        waits(net.chat, f"slow {no}", room=net.rooms["east"])
    net.will("slow 0", is_slow)
    sender = net.chat.program.sender
    sender.step()
    assert arrived.wait(5)
    for no in range(30):
        waits(net.chat, f"quick {no}", room=net.rooms["us"])
    while sender.step():
        pass
    assert [key for key, _ in net.shown] == [f"quick {no}" for no in range(30)]

    go_on.set()
    settle(sender)
    assert [key for key, _ in net.shown][30:] == ["slow 0", "slow 1", "slow 2"]


def test_inside_the_window_of_a_429_its_key_rests_and_the_others_go_on(net):
    net.rules = lambda post: (Limit(f"net:{post.channel}", SECOND, burst=5),)
    for no in range(3):
        waits(net.chat, f"east {no}", room=net.rooms["east"], member=net.chat.members["li"] + no)
        waits(net.chat, f"us {no}", room=net.rooms["us"], member=net.chat.members["mei"] + no)
    net.will("east 0", is_busy(30, key="net:C-east"))
    began = net.chat.now
    settle(net.chat.program.sender)
    for no in range(3, 6):
        waits(net.chat, f"east {no}", room=net.rooms["east"], member=net.chat.members["li"] + no)
    for _ in range(80):
        later(net.chat, milliseconds=500)

    east = [call.at - began for call in net.calls if call.key.startswith("east")]
    assert [at for at in east if SECOND < at < 30 * SECOND] == []
    assert max(call.at for call in net.calls if call.key.startswith("us")) < began + 5 * SECOND
    assert set(states(net.chat).values()) == {"sent"}


def test_a_platform_that_blocks_a_key_for_most_of_a_day_is_left_alone_and_then_told_everything(net):
    net.rules = lambda post: (Limit("net", SECOND, burst=5),)
    for no in range(3):
        waits(net.chat, f"post {no}", member=net.chat.members["li"] + no)
    net.will("post 0", is_busy(20 * 3600, key="net"))
    net.will("post 1", is_busy(20 * 3600, key="net"))
    net.will("post 2", is_busy(20 * 3600, key="net"))
    began = net.chat.now
    for _ in range(22 * 6):
        later(net.chat, minutes=10)

    hours = [round((call.at - began).total_seconds() / 3600) for call in net.calls]
    assert hours == [0, 0, 0, 20, 20, 20]
    assert set(states(net.chat).values()) == {"sent"}


def test_two_senders_on_one_store_keep_a_limit_together(net):
    net.rules = lambda post: (Limit("net", SECOND, burst=2),)
    for no in range(30):
        waits(net.chat, f"post {no}", member=net.chat.members["li"] + no % 8, thread=None)
    other = again(net.chat.url, key_of(net.chat.settings), clock=lambda: net.chat.now, platforms=[net])
    for _ in range(100):
        net.chat.now += timedelta(milliseconds=100)
        settle(other.sender)
        settle(net.chat.program.sender)
    other.close()

    assert 10 <= len(net.calls) <= 12
    assert sorted(set(net.asked())) == sorted(net.asked())


def test_a_post_that_one_limit_holds_back_does_not_use_up_another(net):
    net.rules = lambda post: (Limit(f"place {post.key}", 10 * SECOND), Limit("method", SECOND))
    for key in ("one", "two", "three"):
        waits(net.chat, key, member=net.chat.members["li"] + len(key))
    began = net.chat.now
    for _ in range(40):
        later(net.chat, milliseconds=250)
    assert [(call.at - began) // SECOND for call in net.calls] == [0, 1, 2]


def test_a_card_that_changes_while_it_is_on_its_way_is_drawn_again(net):
    net.chat.has_deal("Acme")
    settle(net.chat.program.sender)

    def is_overtaken(network, post, card):
        net.chat.handle("li", "progress D-1001 stage qualified, note they called back")
        net.chat.handle("li", "release D-1001 no budget")
        return takes(network, post, card)

    net.chat.handle("li", "claim D-1001")
    card = net.chat.value("SELECT id FROM outbox WHERE kind = 'card' AND door = 'net'")
    net.will(f"edit:{card}", is_overtaken)
    settle(net.chat.program.sender)
    assert [title for _, title in net.changed] == ["D-1001 Acme · Li", "D-1001 Acme · in the pool"]
    assert states(net.chat)[f"edit:{card}"] == "sent"


def test_many_changes_of_a_card_not_yet_shown_are_one_edit_and_the_newest_wins(net):
    net.chat.has_deal("Acme")
    settle(net.chat.program.sender)
    card = net.chat.value("SELECT id FROM outbox WHERE kind = 'card' AND door = 'net'")
    net.will(f"edit:{card}", refuses)
    for words in ("claim", "contacted", "progress", "lost"):
        net.chat.handle("li", f"{words} D-1001 price")
        settle(net.chat.program.sender)
    later(net.chat, seconds=5)
    assert net.changed[-1][1] == "D-1001 Acme · lost"
    assert states(net.chat)[f"edit:{card}"] == "sent"


def test_a_platform_that_cannot_change_a_post_is_not_asked_to(net):
    net.edits = False
    net.chat.has_deal("Acme", owner="li")
    settle(net.chat.program.sender)
    assert (net.changed, [key for key in net.asked() if key.startswith("edit:")]) == ([], [])
    assert set(states(net.chat).values()) == {"sent", "skipped"}


def test_a_card_that_never_arrived_is_not_changed(net):
    net.will(f"card:D-1001:room:{net.rooms['east']}", is_gone)
    net.chat.handle("mei", "new anyway Acme")
    net.chat.handle("li", "claim D-1001")
    settle(net.chat.program.sender)
    assert (net.changed, [key for key in net.asked() if key.startswith("edit:")]) == ([], [])


def test_posts_of_the_local_chat_keep_their_order_when_many_senders_hand_over(net):
    chat, done = net.chat, threading.Event()
    others = [again(chat.url, key_of(chat.settings), clock=lambda: chat.now) for _ in range(3)]

    def sends(sender):
        while not done.is_set():
            with suppress(Late, Conflict):
                sender.drain()

    threads = [threading.Thread(target=sends, args=(program.sender,)) for program in (chat.program, *others)]
    for thread in threads:
        thread.start()
    for _ in range(60):
        chat.handle("li", "pool")
        chat.handle("li", "help")
    done.set()
    for thread in threads:
        thread.join()
    chat.program.sender.drain()
    for other in others:
        other.close()

    order = [row["outbox"] for row in chat.rows("SELECT outbox FROM local_posts ORDER BY seq")]
    assert (len(order), order) == (120, sorted(order))


def test_an_answer_that_left_under_a_clock_two_hours_fast_does_not_wait_two_hours(net):
    net.rules = lambda post: (Limit("net", SECOND),)
    chat = net.chat
    chat.now = START + timedelta(hours=2)
    for key in ("one", "two", "three"):
        waits(chat, key, member=chat.members["li"] + len(key))
    net.will("one", refuses)
    settle(chat.program.sender)
    chat.now = START
    for _ in range(30):
        later(chat, seconds=1)
    assert set(states(chat).values()) == {"sent"}


def test_a_post_taken_under_a_clock_two_hours_fast_is_taken_over_at_once_when_it_is_right(net):
    net.chat.now = START + timedelta(hours=2)
    waits(net.chat, "hello")
    dies_with(net.chat, "hello")
    net.chat.now = START
    later(net.chat, seconds=6)
    assert (net.shown, states(net.chat)) == ([("hello", "Hello")], {"hello": "sent"})


def test_a_timer_kind_nobody_knows_is_told_to_an_admin_and_the_others_go_on(net):
    chat = net.chat
    with chat.store.write() as db:
        timers.once(
            db, workspace=chat.workspace, subject_kind="workspace", subject=chat.workspace, kind="odd", due=chat.now
        )
    said = chat.passes(hours=2)
    assert [post.member for post in said] == [chat.members["ann"]]
