"""Many at once in Slack: twenty channels that are due, a channel that must rest, ten hands on one card."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from storage import outbox, tables, workspaces
from storage.outbox import Saying
from tests.chat import Person
from tests.promises.day_slack import baton

ROOMS, EACH = 20, 3
SELLERS = [
    Person(name.lower(), name, ("rep",), "east", "en" if no % 2 else "zh")
    for no, name in enumerate(("Zhao", "Qian", "Sun", "Li", "Zhou", "Wu", "Zheng", "Wang", "Feng", "Chen"))
]


@pytest.fixture
def bot(databases):
    with databases.fresh("sqlite") as url, baton(url, "http") as bot:
        yield bot


def many_rooms(bot) -> dict[str, int]:
    """Twenty rooms of a team; channel -> room."""
    people = list(bot.people.values())
    with bot.program.store.write() as db:
        team = db.execute(select(tables.teams.c.id)).scalars().first()
        return {
            (channel := bot.slack.channel(bot.team, f"room{no}", people)).id: workspaces.add_room(
                db, workspace=1, team=team, door="slack", tenant=bot.team.id, channel=channel.id, name=channel.name,
                language="en",
            )
            for no in range(ROOMS)
        }  # fmt: skip


def fall_due(bot, rooms: dict[str, int]) -> None:
    """So many posts for each room, all at once."""
    with bot.program.store.write() as db:
        for no in range(EACH):
            for channel, room in rooms.items():
                said = Saying(
                    workspace=1, key=f"{channel}/{no}", kind="answer", door="slack", tenant=bot.team.id, language="en",
                    text=f"Post {no} of {channel}", room=room, created_at=bot.now,
                )  # fmt: skip
                assert outbox.say(db, said) is not None


def posted(bot) -> dict[str, list[str]]:
    """What each channel got, in order."""
    found: dict[str, list[str]] = {}
    for call in bot.slack.calls:
        if call.method == "chat.postMessage" and call.error is None:
            found.setdefault(call.args["channel"], []).append(call.args["text"])
    return found


def expected(rooms: dict[str, int]) -> dict[str, list[str]]:
    return {channel: [f"Post {no} of {channel}" for no in range(EACH)] for channel in rooms}


def test_twenty_channels_at_once_provoke_no_429_and_keep_their_order(bot):
    rooms, began = many_rooms(bot), bot.now
    fall_due(bot, rooms)
    bot.settle(step=0.25)
    assert (bot.slack.busy, posted(bot)) == ([], expected(rooms))
    assert timedelta(seconds=EACH - 1) <= bot.now - began <= timedelta(seconds=10)


def test_without_our_own_limits_slack_would_have_refused(bot):
    """The double would see it: the same posts without pace are answered with 429."""
    rooms = many_rooms(bot)
    fall_due(bot, rooms)
    platform = bot.program.sender._platforms["slack"]
    platform.limits = lambda post: ()
    bot.settle(step=0.25)
    assert len(bot.slack.busy) >= ROOMS
    assert posted(bot) == expected(rooms)


def test_a_channel_that_must_rest_is_left_alone_and_the_others_are_not_held_up(bot):
    rooms = many_rooms(bot)
    [tired, *others] = rooms
    bot.slack.rests(bot.team.channels[tired], 30)
    fall_due(bot, rooms)
    began = bot.now.timestamp()
    bot.settle(step=0.25)
    [refused] = bot.slack.busy
    assert (refused.args["channel"], refused.at) == (tired, began)
    after = {channel: [call.at - began for call in calls(bot, channel)] for channel in rooms}
    assert min(after[tired][1:]) >= 30
    assert max(at for channel in others for at in after[channel]) <= 10
    assert posted(bot) == expected(rooms)


def calls(bot, channel: str) -> list:
    return [call for call in bot.slack.calls if call.method == "chat.postMessage" and call.args["channel"] == channel]


@pytest.fixture
def sellers(url):
    with baton(url, "http", people=[*SELLERS, Person("mei", "Mei", ("manager",), "east")]) as bot:
        yield bot


def test_ten_who_press_claim_at_once_are_one_owner_and_nine_who_are_told_who(sellers):
    bot = sellers
    bot.asks("mei", "new Acme, 100k")
    bot.settle()
    before = len(bot.slack.ledger)
    card = bot.card("mei", "Claim")
    start = threading.Barrier(len(SELLERS))

    def presses(who: str) -> None:
        start.wait()
        bot.presses(who, card, "Claim")

    with ThreadPoolExecutor(len(SELLERS)) as pool:
        list(pool.map(presses, [person.handle for person in SELLERS]))
    bot.settle()
    owner = bot.value("SELECT m.name FROM deals d JOIN members m ON m.id = d.owner")
    assert [row["what"] for row in bot.rows("SELECT what FROM history WHERE subject_kind = 'deal' ORDER BY no")] == [
        "created",
        "claimed",
    ]
    told = [seen for seen in bot.slack.ledger[before:] if seen.kind == "ephemeral" and "D-1001" in seen.title]
    assert sorted(seen.title for seen in told) == sorted(
        f"D-1001 Acme is already with {owner}" if person.language == "en" else f"D-1001 Acme 已由 {owner} 负责"
        for person in SELLERS
        if person.name != owner
    )
    for person in SELLERS:
        now = next(seen for seen in bot.slack.sees(bot.people[person.handle]) if seen.ts == card.ts)
        assert (now.title, "Claim" in now.buttons) == (f"D-1001 Acme · {owner}", False)
