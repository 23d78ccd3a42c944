"""Sockets come and go, and there may be several processes: everything is done, once, by whoever got it."""

import pytest
from sqlalchemy import text

from bot.doors import open_doors
from bot.program import build
from bot.turns import Turns
from tests.promises.day_slack import baton
from tests.running import until

LEADS = [f"Lead {no}" for no in range(12)]


@pytest.fixture
def bot(databases):
    with databases.fresh("sqlite") as url, baton(url, "socket") as bot:
        yield bot


def titles(bot) -> list[str]:
    return [row["title"] for row in bot.rows("SELECT title FROM deals ORDER BY title")]


def test_two_processes_share_what_comes_and_do_it_once(bot):
    other = build(bot.settings, clock=lambda: bot.now, local=False, threads=4)
    [door] = open_doors(other, bot.settings, Turns(4))
    door.start()
    try:
        bot.slack.speaks_socket(2)
        for lead in LEADS:
            said = bot.slack.mentions(bot.people["li"], bot.rooms["east"], f"new anyway {lead}")
            assert said.insist((0,) * 20).ok
            assert said.repeat(1).insist((0,) * 20).ok  # perhaps by the other socket
    finally:
        door.stop(2)
        other.close()
    assert len({socket for socket, _ in bot.slack.gateway.sent}) == 2
    assert titles(bot) == sorted(LEADS)


def opens(bot) -> int:
    """How often a socket was asked for."""
    return [call.method for call in bot.slack.calls].count("apps.connections.open")


def asks_for_another(gateway, reason: str) -> None:
    """Slack wants the socket anew: it says so some seconds before it closes it, or only closes it."""
    if reason != "closed":
        gateway.disconnect(reason)
    if reason != "refresh_requested":
        gateway.hang_up()


@pytest.mark.parametrize("reason", ["warning", "refresh_requested", "closed"])
def test_a_socket_that_slack_wants_anew_loses_and_doubles_nothing(bot, reason):
    """Leads are said before, while and after; what is not acknowledged comes again, as Slack brings it."""
    gateway, li, east = bot.slack.gateway, bot.people["li"], bot.rooms["east"]
    gateway.patience, gateway.picky = 0.5, True
    opened, said = opens(bot), []
    for no, lead in enumerate(LEADS):
        if no == len(LEADS) // 2:
            asks_for_another(gateway, reason)
        said.append(bot.slack.mentions(li, east, f"new anyway {lead}"))
    until(lambda: opens(bot) > opened, 20)
    gateway.patience = 10
    for delivery in said:
        until(lambda delivery=delivery: delivery.ok or delivery.repeat(1, "timeout").ok, 20)
        until(lambda delivery=delivery: delivery.repeat(2, "timeout").ok, 20)

    assert titles(bot) == sorted(LEADS)
    bot.settle()
    answers = [seen.title for seen in bot.slack.news() if seen.kind == "post"]
    assert len(answers) == len(set(answers)) == len(LEADS)


def test_the_answer_to_a_command_whose_socket_went_meanwhile_is_said_by_the_address_that_came_along(bot):
    zoe, opened = bot.slack.person(bot.team, "zoe"), opens(bot)
    bot.slack.gateway.patience = 0.5
    bot.slack.faults.plan("users.info", "slow", stored=True, seconds=0.5, then=bot.slack.gateway.drop)
    bot.slack.commands(zoe, bot.rooms["east"], "help")
    until(lambda: opens(bot) > opened and bot.value("SELECT count(*) FROM outbox WHERE stranger = :id", id=zoe.id))
    bot.settle()
    said = [seen.title for seen in bot.slack.news() if zoe.id in seen.people and seen.kind != "notice"]
    assert said == ["Hello Zoe, I don't know you yet"]


def test_what_is_not_committed_is_not_acknowledged(bot):
    """While the store cannot be written, Slack hears nothing, and brings it again."""
    bot.slack.gateway.patience = 2.5
    with bot.program.store.write() as db:
        db.execute(text("UPDATE workspaces SET name = name"))
        said = bot.slack.mentions(bot.people["li"], bot.rooms["east"], "new Acme")
        assert not said.ok
    bot.slack.gateway.patience = 10
    assert said.repeat(1).insist((0,) * 20).ok
    assert titles(bot) == ["Acme"]
