"""Forged presses, other people's buttons, other workspaces' payloads: refused, logged, without effect."""

import logging
from copy import deepcopy

import pytest
from structlog.testing import capture_logs

from bot import logs
from tests.promises.day_slack import baton


@pytest.fixture(scope="module")
def bot(databases):
    with databases.fresh("sqlite") as url, baton(url, "http") as bot:
        bot.asks("mei", "new Acme, 100k")
        bot.asks("li", "claim D-1001")
        bot.settle()
        yield bot


def history(bot) -> list[str]:
    return [row["what"] for row in bot.rows("SELECT what FROM history WHERE subject_kind = 'deal' ORDER BY at, no")]


def titles(bot, who: str) -> list[str]:
    """What somebody saw since the last look."""
    bot.settle()
    return [seen.title for seen in bot.slack.news() if bot.people[who].id in seen.people]


@pytest.mark.parametrize(
    "forged",
    [
        "assign D-1001 to Tom Reed",
        "claim D-9999",
        "won D-1001 ¥1",
        "undo D-1001/1",
        "rate USD 99",
        "role Wang: admin",
        "form assign D-1001",
        "pick 1/1",
        "vote AW-1 li",
        "D-1001'; DROP TABLE deals; --",
        "\x00\x1b[2J",
        "<@U0000ANN> <!channel>",
        "x" * 5000,
        "claim " * 800,
    ],
)
def test_a_forged_value_does_what_its_presser_may_do_which_is_nothing(bot, forged):
    before = history(bot)
    assert bot.slack.presses(bot.people["wang"], bot.card("wang", "Won"), "Won", value=forged).ok
    bot.settle()
    assert history(bot) == before
    assert bot.value("SELECT owner FROM deals") == bot.value("SELECT id FROM members WHERE handle = 'li'")
    assert not any(seen.pings for seen in bot.slack.news())


def test_a_rep_who_presses_a_managers_button_is_refused(bot):
    """The card in the room has the manager's buttons for everybody; who presses is who is checked."""
    bot.asks("li", "quote D-1001 20 seats, by tomorrow")
    bot.asks("raj", "offer Q-301 20 x Seat at ¥1,200, 20% off", None)
    bot.settle()
    assert bot.value("SELECT state FROM quotes") == "approval"
    bot.settle()
    bot.slack.news()
    logs.configure(level=logging.INFO)
    try:
        with capture_logs() as logged:
            bot.presses("qian", bot.card("qian", "Approve"), "Approve")
    finally:
        logs.configure(level=logging.WARNING)
    assert "refused" in [line.get("outcome") for line in logged]
    assert bot.value("SELECT state FROM quotes") == "approval"
    assert titles(bot, "qian") == ["Q-301 is not yours to decide"]
    bot.presses("mei", bot.card("mei", "Approve"), "Approve")
    assert bot.value("SELECT state FROM quotes") == "approved"


def test_a_payload_of_another_workspace_does_nothing_and_is_logged(bot):
    """The ids of people and channels are those of ours; only the workspace is another."""
    before = history(bot)
    said = bot.slack.mentions(bot.people["li"], bot.rooms["east"], "won D-1001 ¥5", lost=True)
    pressed = bot.slack.presses(bot.people["li"], bot.card("li", "Won"), "Contacted", lost=True)
    typed = bot.slack.commands(bot.people["li"], bot.rooms["east"], "won D-1001 ¥5", lost=True)
    bot.settle()
    bot.slack.news()
    for delivery in (said, pressed, typed):
        forged = deepcopy(delivery.payload)
        for place in (forged, forged.get("event", {}), *forged.get("authorizations", ())):
            place.update({"team_id": "T0EVIL"} if "team_id" in place else {})
            place.update(
                {"team": {"id": "T0EVIL"} if isinstance(place["team"], dict) else "T0EVIL"} if "team" in place else {}
            )
        with capture_logs() as logged:
            assert bot.slack.deliver(delivery.kind, forged).status in (200, 401, 403, 503)
        assert [line["event"] for line in logged if "T0EVIL" in str(line)] != []
    bot.settle()
    assert history(bot) == before
    assert [seen.title for seen in bot.slack.news()] == []


def test_a_stranger_of_our_workspace_may_look_for_help_and_no_more(bot):
    eve = bot.slack.person(bot.team, "eve", name="Eve", email="eve@else.example", stranger=True)
    bot.rooms["east"].members.add(eve.id)
    before = history(bot)
    for words in ("release D-1001", "won D-1001 ¥5", "show D-1001", "my deals"):
        assert bot.slack.commands(eve, bot.rooms["east"], words).ok
    assert (
        bot.slack.presses(eve, bot.card("li", "Won"), "Contacted").ok
        if eve.id in bot.card("li", "Won").people
        else True
    )
    bot.settle()
    assert history(bot) == before
    assert "¥100,000" not in " ".join(seen.text for seen in bot.slack.sees(eve) if seen.kind == "ephemeral")
