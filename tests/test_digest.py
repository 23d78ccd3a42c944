"""A manager's day: what changed, what waits, what is at risk, who needs help."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sales.config import Config
from sales.money import Money
from sales.news import Event, changes
from sales.values import Deal, Person, Team
from storage.connection import statements as asked
from tests.chat import START, titles

LI = Person(1, "Li")
EAST = Team(1, "east", "Asia/Shanghai", "en")
DEAL = Deal(1, "D-1001", "Acme", EAST, "qualified", START, START, owner=LI, amount=Money(100_000, "CNY"))


def changed(*fields, what="progressed", deal=1):
    """Events of one deal, one after the other."""
    return [Event(deal, LI, what, START + timedelta(minutes=no), one) for no, one in enumerate(fields)]


def test_what_went_there_and_back_is_no_change():
    events = changed({"stage": ("new", "proposal")}, {"stage": ("proposal", "new")})
    assert not changes(events, {1: DEAL}, config=Config()).any


def test_changes_are_the_net_of_the_day():
    events = changed(
        {"amount": (Money(50_000, "CNY"), Money(80_000, "CNY"))},
        {"amount": (Money(80_000, "CNY"), Money(100_000, "CNY")), "stage": ("new", "contacted")},
        {"stage": ("contacted", "qualified")},
    )
    found = changes(events, {1: DEAL}, config=Config())
    assert [(one.before.key, one.after.key) for one in found.moved] == [("new", "qualified")]
    assert [(one.before, one.after) for one in found.revalued] == [(Money(50_000, "CNY"), Money(100_000, "CNY"))]


def test_amounts_of_several_currencies_are_not_added_up():
    other = replace(DEAL, id=2, amount=Money(7_000, "USD"))
    events = [
        *changed({"amount": (None, Money(100_000, "CNY"))}),
        *changed({"amount": (Money(5_000, "USD"), Money(7_000, "USD"))}, deal=2),
    ]
    found = changes(events, {1: DEAL, 2: other}, config=Config())
    assert [(one.before, one.after) for one in found.revalued] == [
        (Money(0, "CNY"), Money(100_000, "CNY")),
        (Money(5_000, "USD"), Money(7_000, "USD")),
    ]


def test_what_was_taken_back_did_not_happen():
    gone = replace(DEAL, reverted_at=START)
    assert not changes(changed({"stage": ("", "new")}, what="created"), {1: gone}, config=Config()).any


@pytest.fixture
def monday(chat):
    """Monday 09:00, every timer set."""
    chat.timer("rhythm")
    chat.ticks()
    return chat


def evening(chat):
    """Let it become half past five and return what the managers hear."""
    return [post for post in chat.passes(hours=8, minutes=30) if "digest" in post.title and post.room is None]


def test_a_manager_hears_of_the_day_half_an_hour_before_it_ends(monday):
    monday.says("mei", "new Acme, 100k")
    monday.says("mei", "new Bee, 50k")
    monday.says("li", "claim D-1001")
    monday.says("li", "contacted D-1001 nice people")
    monday.says("li", "progress D-1001 stage proposal, amount 120k")
    monday.says("li", "won D-1001 130k")
    monday.says("li", "transfer D-1001 to Zhang")
    (mei,) = (post for post in evening(monday) if post.member == monday.members["mei"])
    assert mei.title == "Your digest: 1 won, 2 new, 1 to look at"
    assert "Won D-1001 Acme · CN¥130,000 · Li" in mei.text
    assert "D-1002 Bee · just in" in mei.text
    assert "Li won D-1001 Acme" in mei.text
    assert mei.buttons["Assign D-1002"] == "form assign D-1002"


def test_a_director_hears_of_all_teams_and_a_manager_of_their_own(monday):
    monday.says("mei", "new Acme")
    monday.says("kim", "new Bee", room="us")
    heard = {post.member: post for post in evening(monday)}
    assert set(heard) == {monday.members[who] for who in ("mei", "kim", "dora")}
    both = {who: ["Acme" in heard[monday.members[who]].text, "Bee" in heard[monday.members[who]].text] for who in
            ("mei", "kim", "dora")}  # fmt: skip
    assert both == {"mei": [True, False], "kim": [False, True], "dora": [True, True]}


def test_where_nothing_happened_it_is_one_line(monday):
    monday.says("mei", "standup off")
    said = [post for post in evening(monday) if post.member == monday.members["mei"]]
    assert titles(said) == ["Your digest: nothing changed and nothing to look at"]
    assert (said[0].text, said[0].buttons) == ("", {})


def test_overdue_at_risk_blocked_and_away_are_told(monday):
    monday.has_deal("Acme", owner="li")
    monday.has_deal("Bee", owner="li")
    monday.says("li", "contacted D-1001")
    monday.says("li", "progress D-1001 next call them today 15:00, close 2026-11-24")
    monday.says("wang", "leave tomorrow to Friday, cover Li")
    monday.passes(hours=2)
    monday.now = datetime(2026, 12, 1, 0, 30, tzinfo=UTC)
    monday.ticks()
    monday.news()
    monday.passes(hours=1)
    monday.says("li", "standup blocked: D-1001 legal is slow")
    (mei,) = (post for post in evening(monday) if post.member == monday.members["mei"])
    assert "Overdue: 2" in mei.text
    assert "D-1001 Acme · call them" in mei.text
    assert "D-1001 Acme · Li: quiet for" in mei.text
    assert "should have closed Tue 24 Nov 2026" in mei.text
    assert "Li is blocked: D-1001 legal is slow" in mei.text


def test_who_is_away_and_who_covers(monday):
    monday.says("wang", "leave today to Friday, cover Li")
    (mei,) = (post for post in evening(monday) if post.member == monday.members["mei"])
    assert "王芳, back Mon 30 Nov 2026, 09:00 (Shanghai), Li covers" in mei.text


def test_open_requests_are_told_the_overdue_ones_as_such(monday):
    monday.has_deal("Acme", owner="li")
    monday.says("li", "transfer D-1001 to Zhang because I am away")
    (mei,) = monday.says("mei", "digest")
    assert "R-1 Li → Zhang · D-1001 Acme · I am away, by" in mei.text


def test_what_happened_after_it_stands_in_the_next_one(monday):
    evening(monday)
    monday.now = START + timedelta(hours=9)
    monday.says("mei", "new Acme")
    monday.now = START + timedelta(days=1)
    (mei,) = (post for post in evening(monday) if post.member == monday.members["mei"])
    assert "New: D-1001 Acme" in mei.text


def test_a_manager_asks_for_it_and_a_rep_does_not_get_it(monday):
    monday.says("mei", "new Acme")
    (said,) = monday.says("mei", "日报")
    assert said.member == monday.members["mei"]
    assert said.title == "日报：新增 1 条，1 件事要看"
    (no,) = monday.says("li", "digest")
    assert "D-1001" not in no.text


def test_a_manager_sets_when_it_comes(monday):
    monday.says("mei", "digest 16:00")
    said = [post for post in monday.passes(hours=7, minutes=5) if "digest" in post.title and post.room is None]
    assert [post.member for post in said] == [monday.members["mei"]]


def test_a_digest_of_five_hundred_deals_takes_no_more_statements_than_one_of_five(quick_chat):
    chat = quick_chat
    counts = [statements(chat, deals) for deals in (5, 495)]
    assert counts[0] == counts[1] <= 20


def statements(chat, deals):
    """Make so many deals and count what the manager's digest asks the store."""
    for no in range(deals):
        chat.handle("mei", f"new anyway Lead {chat.now:%H%M%S} {no}, 10k")
        code = f"D-{1000 + int(chat.value('SELECT count(*) FROM deals'))}"
        if no % 5:
            chat.handle(("li", "wang", "zhang")[no % 3], f"claim {code}")
    chat.now += timedelta(minutes=1)
    asked.set(0)
    chat.handle("mei", "digest", room=None)
    return asked.get()
