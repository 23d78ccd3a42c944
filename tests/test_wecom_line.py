"""The long connection: one holder, answers by req_id, dialled again whatever ends it, and no fight for it."""

import json
import threading
import time
from datetime import timedelta

import pytest

from bot.settings import Settings
from bot.vault import new_key
from bot.wecom import doors as wiring
from bot.wecom.connection import LongConnection, Pace
from bot.wecom.hold import lease_of
from storage import leases
from tests.wecom.credentials import BOT_ID
from tests.wecomdoors import Doors, stand

QUICK = Pace(lease=4.0, ping=0.1, again=0.02, again_longest=0.05, slow=0.2, slow_longest=0.4)


@pytest.fixture
def quick(monkeypatch):
    """Everything that waits waits a hundredth."""

    def paced(*parts, **named):
        return LongConnection(*parts, **named, pace=QUICK)

    monkeypatch.setattr(wiring, "LongConnection", paced)


@pytest.fixture
def doors(quick, databases):
    with databases.fresh("sqlite") as url, Doors(url, "app", "socket") as doors:
        stand(doors.doors)
        yield doors


def line_of(doors):
    """The connection of the bot's door."""
    return next(door for door in doors.doors if door.name == "wecom-bot")._line


def answered(doors, said):
    """Wait for the acks of what was answered."""
    doors.settled(lambda: said.answers)
    return said.answers


def test_a_claim_is_answered_by_its_req_id_and_said_once(doors):
    code = doors.chat.has_deal("Acme")

    said = doors.wecom.says("li", f"claim {code}", to="east")

    assert answered(doors, said) == [("aibot_respond_msg", 0)]
    assert doors.titles("wang") == [f"{code} Acme is yours, Li"]
    doors.settled(
        lambda: doors.chat.value("SELECT state FROM outbox WHERE key LIKE 'answer:%' ORDER BY id DESC") == "sent"
    )
    assert doors.pushed() == []


def test_who_enters_is_welcomed_and_a_click_replaces_its_card(doors):
    code = doors.chat.has_deal("Acme")
    answered(doors, doors.wecom.enters("wang"))
    assert doors.titles("wang") == ["王芳，这些我都能帮你"]
    answered(doors, doors.wecom.says("li", f"claim {code}"))
    shown = next(shown for shown in doors.wecom.sees("li") if shown.buttons)

    said = doors.wecom.presses("li", shown, next(iter(shown.buttons)))

    assert answered(doors, said) == [("aibot_respond_update_msg", 0)]
    assert doors.wecom.refused == []


def test_feedback_is_answered_with_nothing(doors):
    rated = doors.wecom.rates("li", "s1")
    said = doors.wecom.says("li", "help")
    answered(doors, said)
    assert rated.answers == []


def test_one_msgid_three_times_is_one_effect(doors):
    said = doors.wecom.says("li", "new Acme Robotics")
    doors.wecom.again(said)
    doors.wecom.again(said)
    answered(doors, doors.wecom.says("li", "help"))
    doors.settled(lambda: doors.chat.value("SELECT count(*) FROM deals") == 1)


def test_somebody_whose_turn_was_late_is_asked_to_say_it_again(doors):
    held = doors.chat.store._turnstile
    assert held.enter(until=time.monotonic() + 1)
    try:
        said = doors.wecom.says("li", "new Acme")
        assert answered(doors, said) == [("aibot_respond_msg", 0)]
    finally:
        held.leave()
    assert doors.titles("li") == ["That took too long, please try again"]
    assert doors.chat.value("SELECT count(*) FROM deals") == 0


def lines(doors):
    """How many connections there were."""
    return len(doors.wecom.gateway.lines)


@pytest.mark.parametrize("code", [1000, 1001, 1006, 1011])
def test_whatever_closes_it_it_is_dialled_again(doors, code):
    doors.wecom.gateway.close(code)
    assert doors.wecom.gateway.connected()

    assert lines(doors) == 2
    assert answered(doors, doors.wecom.says("li", "help")) == [("aibot_respond_msg", 0)]


def test_a_socket_that_only_looks_open_is_given_up_after_two_pings(doors):
    gateway = doors.wecom.gateway
    doors.settled(lambda: gateway.holder.pings)
    gateway.silent = True
    doors.settled(lambda: lines(doors) > 1)
    gateway.silent = False
    doors.settled(lambda: gateway.lines[-1].subscribed)
    assert answered(doors, doors.wecom.says("li", "help")) == [("aibot_respond_msg", 0)]


BROKEN = (
    "null",
    "[]",
    "not JSON",
    "{",
    '{"cmd": "aibot_msg_callback", "headers": null, "body": {}}',
    '{"cmd": "aibot_msg_callback", "headers": {"req_id": "r"}, "body": null}',
    '{"cmd": "aibot_msg_callback", "headers": {"req_id": "r"}, "body": {"msgtype": "text"}}',
    '{"cmd": "aibot_event_callback", "headers": {"req_id": "r"}, "body": {"msgtype": "event", "event": 7}}',
    '{"headers": {"req_id": "nobody asked"}, "errcode": "x"}',
    "[" * 100_000,
    b"\xff\xfe\x00",
)


def test_no_broken_frame_ends_anything(doors):
    for frame in BROKEN:
        doors.wecom.gateway.raw(frame)
        assert answered(doors, doors.wecom.says("li", "help")) == [("aibot_respond_msg", 0)]

    assert lines(doors) == 1


def test_control_characters_inside_a_text_are_read(doors):
    body = {
        "msgid": "m1",
        "msgtype": "text",
        "chattype": "single",
        "from": {"userid": "li"},
        "text": {"content": "new Acme\tRobotics"},
    }
    frame = json.dumps({"cmd": "aibot_msg_callback", "headers": {"req_id": "r1"}, "body": body})
    doors.wecom.gateway.raw(frame.replace("\\t", "\t\x01"))
    doors.settled(lambda: doors.chat.value("SELECT title FROM deals") == "Acme Robotics")


def admins_told(doors):
    """What admins were told of the connection."""
    statement = "SELECT text FROM outbox WHERE key LIKE 'line:%' ORDER BY id"
    return [row["text"].partition("\n")[0] for row in doors.chat.rows(statement)]


def test_who_is_kicked_does_not_fight_and_tells_an_admin_once(doors):
    doors.wecom.gateway.kick()
    doors.settled(lambda: admins_told(doors))
    time.sleep(0.1)
    assert lines(doors) == 1

    assert doors.wecom.gateway.connected()
    assert admins_told(doors) == ["Another program took over the WeCom bot's connection"]


def test_refused_credentials_are_tried_slowly_and_told_once(quick, databases):
    with databases.fresh("sqlite") as url, Doors(url, "app", "socket", wecom_bot_secret="of another bot") as doors:
        began = time.monotonic()
        doors.settled(lambda: lines(doors) >= 3)
        assert time.monotonic() - began > 0.25
        assert admins_told(doors) == ["WeCom refused the bot's credentials (853000)"]
        with doors.chat.store.read() as db:
            assert leases.seen(db, lease_of(BOT_ID), now=doors.chat.now).note == "refused 853000"
        line = line_of(doors)
        assert line.troubles() == []
        line._wire.since -= 60
        assert line.troubles() == ["the long connection is down (refused 853000)"]


def test_an_answer_without_an_ack_is_said_again_by_the_sender(doors, monkeypatch):
    monkeypatch.setattr("bot.wecom.line.ACK_SECONDS", 0.1)
    monkeypatch.setattr("bot.wecom.line.Line.call.__kwdefaults__", {"req_id": "", "seconds": 0.1})
    doors.wecom.gateway.lose_acks = 1
    code = doors.chat.has_deal("Acme")
    doors.wecom.says("li", f"claim {code}")
    doors.settled(lambda: doors.owner(code) == "li")
    time.sleep(0.2)
    assert doors.pushed() == []

    doors.chat.now = doors.chat.now.replace(minute=1)
    assert doors.pushed() == [("wecom-bot", "li", f"{code} Acme is yours, Li")]


def second(doors):
    """Another process on the same store that wants the same bot."""
    first = line_of(doors)
    opened = wiring.wecom_doors(doors.chat.program, doors.settings, doors.turns)
    other = next(door for door in opened if door.name == "wecom-bot")
    assert other._line is not first
    return other


def test_one_of_two_processes_holds_it_and_the_other_takes_over_at_its_end(doors):
    other = second(doors)
    other.start()
    time.sleep(0.5)
    assert lines(doors) == 1

    first = next(door for door in doors.doors if door.name == "wecom-bot")
    first.stop(2)
    doors.settled(lambda: other._line._wire.open)
    assert answered(doors, doors.wecom.says("li", "help")) == [("aibot_respond_msg", 0)]
    other.stop(2)


def test_a_standby_takes_over_when_the_holder_falls_silent(quick, databases):
    with databases.fresh("sqlite") as url, Doors(url, "app") as doors:
        with doors.chat.store.write() as db:
            length = timedelta(seconds=QUICK.lease)
            leases.take(db, lease_of(BOT_ID), holder="a dead process", length=length, now=doors.chat.now)
        settings = Settings(database_url=url, secret_key=new_key(), **doors.wecom.settings("socket"))
        standby = wiring.wecom_doors(doors.chat.program, settings, doors.turns)[0]
        standby.start()
        time.sleep(0.4)
        assert lines(doors) == 0

        doors.chat.now += timedelta(seconds=5)
        assert doors.wecom.gateway.connected()
        standby.stop(2)


def test_a_place_that_one_of_us_took_over_is_no_reason_for_an_alert(doors):
    with doors.chat.store.write() as db:  # as after a pause longer than the lease
        length, later = timedelta(seconds=QUICK.lease), doors.chat.now + timedelta(seconds=60)
        assert leases.take(db, lease_of(BOT_ID), holder="another process", length=length, now=later)
    doors.chat.now += timedelta(seconds=60)

    doors.wecom.gateway.kick()
    doors.settled(lambda: line_of(doors)._ended.how == "lost" and not line_of(doors)._wire.open)

    assert admins_told(doors) == []


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_lease_has_one_holder_among_many_who_grab_for_it(databases, kind, quick):
    with databases.fresh(kind) as url, Doors(url, "app") as doors:
        got = []

        def grabs(number):
            with doors.chat.store.write() as db:
                if leases.take(db, "x", holder=str(number), length=timedelta(seconds=30), now=doors.chat.now):
                    got.append(number)

        threads = [threading.Thread(target=grabs, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(got) == 1


def test_what_was_taken_is_answered_before_the_line_is_hung_up(doors):
    doors.wecom.gateway.ack_seconds = 0.3
    said = doors.wecom.says("li", "help")
    doors.settled(lambda: line_of(doors)._working)
    next(door for door in doors.doors if door.name == "wecom-bot").stop(3)
    assert said.answers == [("aibot_respond_msg", 0)]
