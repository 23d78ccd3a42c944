"""Slack says things again, late, or for the first time on the second try: one effect, one answer."""

from datetime import timedelta

import pytest

from tests.promises.day_slack import baton
from tests.slack.hands import encoded

WAYS = ["http", "socket"]
PATIENTLY = (0,) * 20  # a busy machine is not what is tried here


@pytest.fixture(params=WAYS)
def bot(request, databases):
    with databases.fresh("sqlite") as url, baton(url, request.param) as bot:
        yield bot


@pytest.fixture
def http(databases):
    with databases.fresh("sqlite") as url, baton(url, "http") as bot:
        yield bot


def deals(bot) -> list[str]:
    return [row["title"] for row in bot.rows("SELECT title FROM deals ORDER BY id")]


def shown(bot, words: str) -> int:
    """How many posts there are with these words in their title."""
    bot.settle()
    posts = {seen.id for seen in bot.slack.ledger if seen.kind != "home"}
    return sum(words in bot.slack._latest[id].title for id in posts)


def test_an_event_that_comes_again_soon_late_and_after_a_restart_is_done_once(bot):
    said = bot.asks("li", "new Acme, 100k")
    for num in (1, 2, 3):
        assert said.repeat(num).insist(PATIENTLY).ok
    bot.settle()
    bot.now += timedelta(minutes=6)
    assert said.repeat(3).insist(PATIENTLY).ok
    bot.restarts()
    bot.now += timedelta(hours=23)
    assert said.repeat(3).insist(PATIENTLY).ok
    assert deals(bot) == ["Acme"]
    assert shown(bot, "Acme") == 1


def test_retries_at_once_from_all_sides_are_done_once(http):
    from concurrent.futures import ThreadPoolExecutor

    said = http.slack.mentions(http.people["li"], http.rooms["east"], "new Acme, 100k", lost=True)
    with ThreadPoolExecutor(8) as pool:
        assert all(again.insist(PATIENTLY).ok for again in pool.map(said.repeat, range(1, 9)))
    assert (deals(http), shown(http, "Acme")) == (["Acme"], 1)


def test_what_got_lost_on_the_way_is_done_when_it_comes_again(bot):
    said = bot.slack.writes(bot.people["li"], "new Acme, 100k", lost=True)
    assert deals(bot) == []
    assert said.insist((0, 60, 300)).ok
    assert deals(bot) == ["Acme"]


def test_a_command_a_press_and_a_form_that_come_again_are_done_once(bot):
    command = bot.commands("li", "new Acme, 100k")
    assert command.repeat().insist(PATIENTLY).ok
    bot.settle()
    press = bot.presses("li", bot.card("li", "Claim"), "Claim")
    assert press.repeat().insist(PATIENTLY).ok
    bot.commands("li", "form new")
    assert bot.submits("li", {"Company": "Bee"}).repeat().insist(PATIENTLY).ok
    bot.settle()
    assert deals(bot) == ["Acme", "Bee"]
    assert [
        row["what"] for row in bot.rows("SELECT what FROM history WHERE subject = 1 AND subject_kind = 'deal'")
    ] == [
        "created",
        "claimed",
    ]
    assert shown(bot, "is yours") == 1


def test_a_mention_and_the_message_event_of_it_are_one(http):
    """Where we may read the channel, Slack tells us of one message twice, by two names."""
    http.team.scopes |= {"channels:history"}
    assert http.asks("li", "new Acme, 100k").ok
    assert (deals(http), shown(http, "Acme")) == (["Acme"], 1)


def test_a_request_signed_by_us_and_sent_again_by_somebody_else_does_nothing_more(http):
    """A replay within five minutes has a good signature; the inbox knows it."""
    said = http.asks("li", "new Acme, 100k")
    body, kind = encoded(said.kind, said.payload)
    assert http.slack.raw(body, kind | http.slack.sign(body))[0] == 200
    assert deals(http) == ["Acme"]


def test_the_word_payload_does_no_harm(bot):
    """A library's reader of forms looks for it anywhere in a body."""
    bot.commands("li", "new anyway payload of Acme, 100k")
    bot.commands("li", "form new")
    bot.submits("li", {"Company": "payload=Bee"})
    assert deals(bot) == ["payload of Acme", "payload=Bee"]


def test_a_form_whose_moment_has_passed_becomes_the_line_to_type(http):
    http.asks("li", "new Acme")
    http.asks("li", "claim D-1001")
    http.settle()
    http.slack.news()
    http.slack.faults.plan("views.open", "error", error="expired_trigger_id")
    http.commands("li", "form release D-1001")
    http.settle()
    [told] = http.slack.news()
    assert (told.kind, "release D-1001" in told.text) == ("ephemeral", True)
    assert http.slack.modal(http.people["li"]) is None


def test_a_refused_field_says_so_at_the_field_and_keeps_what_was_typed(bot):
    bot.commands("li", "form new")
    bot.submits("li", {"Company": "Echo Bikes", "Amount": "a lot"})
    modal = bot.slack.newest(next(seen for seen in reversed(bot.slack.ledger) if seen.kind == "modal"))
    assert (list(modal.errors), modal.fields["Company"], modal.fields["Amount"]) == (["amount"], "Echo Bikes", "a lot")
    assert (deals(bot), shown(bot, "Echo")) == ([], 0)
    bot.submits("li", {"Amount": "¥8000"})
    assert deals(bot) == ["Echo Bikes"]
