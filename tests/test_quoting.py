"""Prices, discounts and the states of a quote: plain values in, values out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.language.spans import quotes as language
from handlers.turn import calendar_of
from sales import quoting
from sales.config import CalendarPolicy, Product, QuotePolicy
from sales.money import Money, money
from sales.quoting import MOVES, OPEN, STATES, Item, Line, Quote, Version, Wanted
from sales.refusal import Refused
from sales.values import Deal, Person, Team
from tests.chat import START, ZONE
from tests.test_shape import scene

LI, JING = Person(1, "Li"), Person(2, "Jing")
CALENDAR = calendar_of(CalendarPolicy(), ZONE)
QUOTE = Quote(1, "Q-301", 1, LI, "asked", Wanted(), START)
SEAT = Product("Seat", ("账号", "seats"), (money(Decimal(1200), "CNY"), money(Decimal(150), "USD")))
LINES = st.lists(
    st.builds(
        Line,
        product=st.just("Seat"),
        quantity=st.integers(1, 10**6),
        unit=st.builds(Money, st.integers(0, 10**9), st.just("CNY")),
    ),
    min_size=1,
    max_size=8,
)


def offered(quote=QUOTE, *, minor=100_000, discount=0, state="approved", now=START):
    """A quote with one more version, and that version."""
    lines = (Line("Seat", 1, Money(minor, "CNY")),)
    until = quoting.valid_until(30, policy=QuotePolicy(), calendar=CALENDAR, now=now)
    version = quoting.version(quote, lines=lines, discount=discount, terms="", valid_until=until, by=JING, now=now)
    return quoting.offered(quote, version, approved=state == "approved"), version


@given(LINES, st.integers(0, quoting.WHOLE - 1))
def test_the_sum_of_the_lines_less_the_discount_is_the_total_and_never_negative(lines, discount):
    version = Version(1, tuple(lines), discount, quoting.total(lines, discount), "", START, JING, START)
    assert sum(line.sum.minor for line in lines) - version.saved.minor == version.total.minor
    assert 0 <= version.total.minor <= version.gross.minor
    assert isinstance(version.total.minor, int)


@given(LINES, st.integers(0, quoting.WHOLE - 1))
def test_the_discount_is_the_exact_one_rounded_half_up_to_the_minor_unit(lines, discount):
    exact = Decimal(quoting.gross(lines).minor) * discount / quoting.WHOLE
    taken = quoting.gross(lines).minor - quoting.total(lines, discount).minor
    assert Decimal("-0.5") <= exact - taken < Decimal("0.5")


@given(LINES, st.integers(0, quoting.WHOLE - 2))
def test_a_higher_discount_never_costs_more(lines, discount):
    assert quoting.total(lines, discount + 1).minor <= quoting.total(lines, discount).minor


@pytest.mark.parametrize(("minor", "discount", "total"), [(150, 100, 148), (50, 100, 49), (49, 100, 49), (1, 5000, 0)])
def test_half_a_cent_of_discount_is_given(minor, discount, total):
    assert quoting.total([Line("Seat", 1, Money(minor, "CNY"))], discount) == Money(total, "CNY")


@pytest.mark.parametrize(
    ("hundredths", "percent", "zhe"),
    [(500, "5", "9.5"), (1000, "10", "9"), (1250, "12.5", "8.75"), (1, "0.01", "9.999")],
)
def test_a_discount_is_written_as_people_write_it(hundredths, percent, zhe):
    version = Version(1, (), hundredths, Money(0, "CNY"), "", START, JING, START)
    assert (version.percent, version.zhe) == (percent, zhe)


def test_a_price_that_was_not_said_is_that_of_the_list_in_the_deals_currency():
    items = (Item("seats", 20), Item("Training", 1, Money(5000_00, "USD")))
    assert quoting.priced(items, products=(SEAT,), currency="CNY") == (
        Line("Seat", 20, Money(150_00, "USD")),
        Line("Training", 1, Money(5000_00, "USD")),
    )
    assert quoting.priced(items[:1], products=(SEAT,), currency="CNY") == (Line("Seat", 20, Money(1200_00, "CNY")),)


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        ((), "offer_lines_missing"),
        ((Item("Boat", 1),), "offer_price_missing"),
        ((Item("Boat", 1, Money(1, "CNY")), Item("Car", 1, Money(1, "USD"))), "offer_currencies"),
        ((Item("Boat", 10**6, Money(10**12, "CNY")),), "offer_too_much"),
    ],
)
def test_an_offer_without_a_clear_price_is_refused(items, reason):
    with pytest.raises(Refused, match=reason):
        quoting.priced(items, products=(SEAT,), currency="CNY")


@pytest.mark.parametrize("after", STATES)
@pytest.mark.parametrize("before", STATES)
def test_a_quote_moves_where_the_table_says_and_nowhere_else(before, after):
    quote = replace(QUOTE, state=before, closed_at=None if before in OPEN else START)
    if after in MOVES[before]:
        moved = quoting.move(quote, after, now=START, reason="why")
        assert (moved.state, moved.reason, moved.rev, moved.closed_at is None) == (after, "why", 1, after in OPEN)
    else:
        with pytest.raises(Refused, match="quote_not_now"):
            quoting.move(quote, after, now=START)


def test_from_everywhere_open_a_quote_can_be_ended_and_only_a_new_version_leads_on_from_an_end():
    ended = set(STATES) - set(OPEN)
    assert all("withdrawn" in MOVES[state] and "expired" in MOVES[state] for state in OPEN)
    assert all(MOVES[state] <= {"approval", "approved"} for state in ended)


def test_a_new_version_takes_the_quote_back_from_the_customer():
    quote, _ = offered()
    sent = quoting.move(quote, "sent", now=START)
    again, version = offered(sent, state="approval", now=START + timedelta(days=1))
    assert (again.state, again.version, again.sent_at, version.no) == ("approval", 2, None, 2)


def test_an_offer_holds_through_its_last_day_in_the_teams_zone():
    quote, version = offered()
    assert version.valid_until == datetime(2026, 12, 22, 16, tzinfo=UTC)  # Wed 23 December 00:00 in Shanghai
    assert quoting.runs_out(quote, calendar=CALENDAR) == datetime(2026, 12, 23, 16, tzinfo=UTC)


@pytest.mark.parametrize("state", [state for state in STATES if state not in OPEN])
def test_what_has_ended_runs_out_no_more(state):
    quote, _ = offered()
    assert quoting.runs_out(replace(quote, state=state), calendar=CALENDAR) is None


@pytest.mark.parametrize("days", [0, 366])
def test_an_offer_holds_for_a_reasonable_time(days):
    with pytest.raises(Refused, match="offer_valid_days"):
        quoting.valid_until(days, policy=QuotePolicy(), calendar=CALENDAR, now=START)


DEAL = Deal(1, "D-1001", "Acme", Team(1, "East", ZONE, "en"), "new", START, START, owner=LI)


@pytest.mark.parametrize(
    ("state", "after", "becomes"),
    [
        ("sent", replace(DEAL, result="won", amount=Money(100_000, "CNY")), "accepted"),
        ("sent", replace(DEAL, result="won", amount=Money(99_000, "CNY")), "withdrawn"),
        ("approved", replace(DEAL, result="won", amount=Money(100_000, "CNY")), "withdrawn"),
        ("approval", replace(DEAL, result="lost"), "withdrawn"),
        ("sent", replace(DEAL, owner=None), "withdrawn"),
        ("sent", replace(DEAL, owner=JING), "sent"),
        ("sent", replace(DEAL, reverted_at=START), "withdrawn"),
        ("refused", replace(DEAL, result="lost"), "refused"),
    ],
)
def test_a_quote_follows_its_deal(state, after, becomes):
    quote, version = offered()
    followed = quoting.follow(replace(quote, state=state), version, before=DEAL, after=after, now=START)
    assert followed.state == becomes


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("20 x Seat at ¥1,200", (Item("Seat", 20, Money(1200_00, "CNY")),)),
        ("20×账号 单价1200", (Item("账号", 20, Money(1200_00, "CNY")),)),
        (
            "20个账号 1200元/个，1次实施 单价5000",
            (Item("账号", 20, Money(1200_00, "CNY")), Item("实施", 1, Money(5000_00, "CNY"))),
        ),
        (
            "Seat x 20 @ $99; Setup x 1 @ $5,000",
            (Item("Seat", 20, Money(99_00, "USD")), Item("Setup", 1, Money(5000_00, "USD"))),
        ),
        ("二十个账号", (Item("账号", 20),)),
        ("1 x Onboarding and training", (Item("Onboarding and training", 1),)),
        ("20 seats and 1 setup", (Item("seats", 20), Item("setup", 1))),
        ("3 Seat at ¥1,200 each", (Item("Seat", 3, Money(1200_00, "CNY")),)),
        ("20 x Seat\n1 x Onboarding at 5000", (Item("Seat", 20), Item("Onboarding", 1, Money(5000_00, "CNY")))),
    ],
)
def test_lines_are_read_as_people_write_them(text, items):
    assert language.items(text, "CNY") == items


def test_an_offer_is_read_with_its_discount_terms_and_days():
    for text, terms in (
        ("20 x Seat at ¥1,200, 5% off, terms 30 days net, valid 30 days", "30 days net"),
        ("20×Seat 单价1200 95折 账期30天 有效期30天", "账期30天"),
    ):
        said = language.offer(text, scene(), "CNY")
        assert said["items"] == (Item("Seat", 20, Money(1200_00, "CNY")),)
        assert (said["discount_pct"], said["payment_terms"], said["valid_days"]) == (5, terms, 30)


@pytest.mark.parametrize(
    "text", ["20 x Seat at ¥1,200, and a pony", "some seats", "20 x Seat at ¥1,200, maybe cheaper"]
)
def test_an_offer_of_which_something_is_not_understood_is_refused(text):
    with pytest.raises(Refused, match="offer_unreadable"):
        language.offer(text, scene(), "CNY")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("20 seats, 5% off, by tomorrow", {"qty": 20, "product": "seats", "discount_pct": 5, "due": "2026-11-24"}),
        ("20个账号 95折 明天要", {"qty": 20, "product": "账号", "discount_pct": 5, "due": "2026-11-24"}),
        ("50个账号 9折 再让2% 账期60天", {"discount_pct": 10, "extra_discount_pct": 2, "payment_terms": "账期60天"}),
        ("20 seats if they sign this year", {"qty": 20, "condition": "if they sign this year"}),
        ("20个账号，如果年底前签", {"qty": 20, "condition": "如果年底前签", "due": None}),
        ("20 seats, needs approval, valid 60 days", {"needs_approval": True, "valid_days": 60}),
    ],
)
def test_a_wish_is_read_as_people_say_it(text, said):
    found = language.wishes(text, scene(), "CNY")
    if found.get("due"):
        found["due"] = f"{found['due']:%Y-%m-%d}"
    assert {name: found.get(name) for name in said} == said


@pytest.mark.parametrize(
    ("word", "text", "said"),
    [
        ("approve", "", {"decision": "approve"}),
        ("approved", "looks good", {"decision": "approve", "comment": "looks good"}),
        ("批准", "最多9折", {"decision": "approve_with_changes", "max_discount_pct": 10}),
        ("approve", "with at most 10% discount", {"decision": "approve_with_changes", "max_discount_pct": 10}),
        ("approve", "at 10%", {"decision": "approve_with_changes", "max_discount_pct": 10}),
        ("驳回", "优惠太大", {"decision": "reject", "comment": "优惠太大"}),
        ("reject", "10% is too much", {"decision": "reject", "comment": "10% is too much"}),
    ],
)
def test_a_decision_is_read_and_a_discount_named_with_a_yes_limits_it(word, text, said):
    assert language.decision(text, word) == said


def test_a_limit_that_cannot_be_read_is_no_unlimited_yes():
    with pytest.raises(Refused, match="discount_unreadable"):
        language.decision("with at most ten percent", "approve")
