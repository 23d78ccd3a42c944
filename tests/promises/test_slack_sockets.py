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


def test_a_socket_that_slack_wants_anew_is_opened_anew(bot):
    before = len([call for call in bot.slack.calls if call.method == "apps.connections.open"])
    bot.slack.gateway.disconnect("refresh_requested")
    until(lambda: len([c for c in bot.slack.calls if c.method == "apps.connections.open"]) > before, 20)
    said = bot.slack.mentions(bot.people["li"], bot.rooms["east"], "new Acme", lost=True)
    until(lambda: said.repeat(1, "timeout").ok, 20)
    assert titles(bot) == ["Acme"]


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
