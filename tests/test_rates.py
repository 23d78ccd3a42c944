"""What other currencies are worth: set by chat or file, converted at the rate of the day, never dropped in silence."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rates import BadFile, load
from sales.money import Money, money
from sales.rates import Rate, Rates, check, convert, neat, total, written
from sales.refusal import Refused
from tests.chat import Chat, titles

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOVEMBER, TWENTIETH = date(2026, 11, 1), date(2026, 11, 20)
RATES = Rates(
    "CNY",
    SHANGHAI,
    {
        "USD": (Rate("USD", NOVEMBER, Decimal("7.1")), Rate("USD", TWENTIETH, Decimal("7.3"))),
        "JPY": (Rate("JPY", NOVEMBER, Decimal("0.0465")),),
    },
)


def dollars(units):
    return money(Decimal(units), "USD")


def yuan(units):
    return money(Decimal(units), "CNY")


def at(day, hour=12):
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("amount", "day", "worth"),
    [
        (dollars(100), NOVEMBER, yuan(710)),
        (dollars(100), date(2026, 11, 19), yuan(710)),
        (dollars(100), TWENTIETH, yuan(730)),
        (dollars(100), date(2030, 1, 1), yuan(730)),
        (dollars(100), date(2026, 10, 31), None),
        (yuan(100), date(1990, 1, 1), yuan(100)),
        (Money(1000, "JPY"), NOVEMBER, yuan("46.5")),
        (money(Decimal(5), "EUR"), TWENTIETH, None),
    ],
)
def test_an_amount_is_worth_what_the_rate_of_its_day_says(amount, day, worth):
    assert convert(amount, day, RATES) == worth


def test_half_a_fen_is_rounded_to_the_even_one():
    half = Rates("CNY", SHANGHAI, {"USD": (Rate("USD", NOVEMBER, Decimal("0.5")),)})
    assert [convert(Money(cents, "USD"), NOVEMBER, half).minor for cents in (1, 3, 5, 7)] == [0, 2, 2, 4]


def test_any_currency_can_be_asked_for_across_the_base():
    assert convert(yuan(730), TWENTIETH, RATES, to="USD") == dollars(100)
    assert convert(Money(10_000, "JPY"), NOVEMBER, RATES, to="USD") == money(Decimal(465) / Decimal("7.1"), "USD")


def test_a_sum_keeps_what_was_typed_and_names_what_has_no_rate():
    euros = money(Decimal(3), "EUR")
    found = total(
        [(dollars(100), at(NOVEMBER)), (dollars(100), at(TWENTIETH)), (yuan(1), at(NOVEMBER)), (euros, at(NOVEMBER))],
        RATES,
    )
    assert (found.amounts, found.worth, found.unrated) == ((yuan(1), euros, dollars(200)), yuan(1441), (euros,))


def test_the_rate_is_that_of_the_day_in_the_companys_zone():
    late = datetime(2026, 11, 19, 16, 30, tzinfo=UTC)  # the 20th in Shanghai, still the 19th in New York
    assert total([(dollars(100), late)], RATES).worth == yuan(730)


@given(st.lists(st.integers(-(10**12), 10**12), max_size=30), st.integers(0, 30))
def test_a_sum_is_the_sum_of_its_parts_however_they_are_grouped(cents, cut):
    pairs = [(Money(minor, "USD"), at(TWENTIETH)) for minor in cents]
    whole, parts = total(pairs, RATES), (total(pairs[:cut], RATES), total(pairs[cut:], RATES))
    assert whole == parts[0] + parts[1]


@pytest.mark.parametrize(
    ("currency", "value", "why"),
    [
        *(("USD", "0", "rate_absurd"), ("USD", "-7.1", "rate_absurd"), ("USD", "1e12", "rate_absurd")),
        *(("CNY", "1", "rate_own"), ("XYZ", "3", "rate_unknown")),
        *(("USD", "74", "rate_far"), ("USD", "0.71", "rate_far"), ("USD", "73", "rate_far")),
    ],
)
def test_an_absurd_rate_is_refused(currency, value, why):
    with pytest.raises(Refused) as refused:
        check(Rate(currency, TWENTIETH, Decimal(value)), RATES)
    assert refused.value.reason == why


def test_a_rate_ten_times_off_is_taken_when_somebody_is_sure():
    assert check(Rate("USD", TWENTIETH, Decimal(73)), RATES, sure=True) == Rate("USD", TWENTIETH, Decimal("7.3"))


def test_a_rate_before_the_first_known_one_is_held_against_that_one():
    with pytest.raises(Refused):
        check(Rate("USD", date(2026, 1, 1), Decimal(71)), RATES)
    assert check(Rate("USD", date(2026, 1, 1), Decimal(7)), RATES) is None


def test_rates_are_written_as_people_do():
    assert [written(Decimal(text)) for text in ("7.120", "7", "100", "1E+1", "0.0465")] == [
        "7.12",
        "7",
        "100",
        "10",
        "0.0465",
    ]
    assert written(neat(Decimal(1) / 3)) == "0.3333333333"


@pytest.fixture
def chat(url):
    """A team that says again what a busy machine took too late."""
    with Chat(url) as chat:
        yield chat


def test_a_rate_set_in_chat_shows_its_difference_and_is_kept_in_the_record(chat):
    assert titles(chat.says("dora", "rate USD 7.12 from 2026-11-01", room=None)) == [
        "1 USD = 7.12 CNY from Sun 1 Nov 2026"
    ]
    (changed,) = chat.says("ann", "汇率 美元 7.2 从11月1日起", room=None)
    assert "7.12 → 7.2（+1.1%）" in changed.text
    assert chat.rows("SELECT currency, day, value FROM rates") == [
        {"currency": "USD", "day": "2026-11-01", "value": "7.2"}
    ]
    told = chat.rows("SELECT payload FROM history WHERE subject_kind = 'workspace' AND what = 'rates' ORDER BY no")
    assert ['["7.12","7.2"]' in row["payload"] for row in told] == [False, True]
    (back,) = chat.presses("ann", changed, "改回去", room=None)
    assert back.title == "1 USD = 7.12 CNY from Sun 1 Nov 2026"


def test_a_rate_ten_times_off_is_asked_and_pressed(chat):
    chat.says("dora", "rate USD 7.12", room=None)
    (asked,) = chat.says("dora", "rate USD 71.2", room=None)
    assert asked.title == "1 USD = 71.2 CNY? So far it is 7.12"
    assert chat.value("SELECT value FROM rates") == "7.12"
    chat.presses("dora", asked, "Yes, set 71.2", room=None)
    assert chat.value("SELECT value FROM rates") == "71.2"


def test_a_rate_can_be_taken_away_and_put_back(chat):
    chat.says("dora", "rate USD 7.12 from 2026-11-01", room=None)
    (gone,) = chat.says("dora", "rate USD none from 2026-11-01", room=None)
    assert chat.value("SELECT count(*) FROM rates") == 0
    chat.presses("dora", gone, "Put back", room=None)
    assert chat.value("SELECT value FROM rates") == "7.12"


@pytest.mark.parametrize("who", ["li", "mei"])
def test_only_directors_and_admins_set_rates(chat, who):
    assert titles(chat.says(who, "rate USD 7.12")) == ["Your role can't do this"]
    assert chat.value("SELECT count(*) FROM rates") == 0


@pytest.mark.parametrize("words", ["rate", "rate limits are annoying", "rate USD 7.12 maybe", "汇率"])
def test_what_is_no_rate_sets_none(chat, words):
    chat.says("dora", words, room=None)
    assert chat.value("SELECT count(*) FROM rates") == 0


def test_the_rates_that_hold_are_listed(chat):
    assert titles(chat.says("li", "rates")) == ["No rates yet: only CNY is added up"]
    chat.says("dora", "rate USD 7.12 from 2026-11-01", room=None)
    chat.says("dora", "rate USD 7.3 from 2026-12-01", room=None)
    (listed,) = chat.says("li", "汇率表")
    assert listed.text.splitlines()[0] == "• USD：7.12，2026年11月1日 周日起；2026年12月1日 周二起 7.3"


def test_an_undo_after_a_rate_takes_nothing_else_back(chat):
    chat.has_deal("Acme")
    chat.says("dora", "assign D-1001 to Li", room=None)
    chat.says("dora", "rate USD 7.12", room=None)
    assert titles(chat.says("dora", "undo", room=None)) == ["A rate is put back by its own button, not by undo"]
    assert chat.value("SELECT owner FROM deals") == chat.members["li"]


def test_a_file_of_rates_is_loaded_once(chat, tmp_path):
    file = tmp_path / "rates.csv"
    file.write_text("﻿Currency,day,value\nUSD,2026-11-01,7.1\nusd,2026-11-20,7.3\nJPY,2026-11-01,0.0465\n")
    done = load(chat.store, file, sure=False, now=chat.now)
    again = load(chat.store, file, sure=False, now=chat.now)
    assert ((done.written, done.unchanged), (again.written, again.unchanged)) == ((3, 0), (0, 3))
    assert chat.value("SELECT count(*) FROM history WHERE what = 'rates'") == 1


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (
            "USD,2026-11-02,71",
            "line 3: 1 USD = 71 CNY? So far it is 7.1 (--sure loads it all the same); nothing was loaded",
        ),
        ("USD,2026-11-02,0", "line 3: That can't be what 1 USD is worth in CNY; nothing was loaded"),
        ("USD,yesterday,7", "line 3: 'USD, yesterday, 7' is no rate such as USD, 2026-11-01, 7.12; nothing was loaded"),
    ],
)
def test_a_file_with_one_wrong_line_loads_nothing(chat, tmp_path, line, why):
    file = tmp_path / "rates.csv"
    file.write_text(f"currency,day,value\nUSD,2026-11-01,7.1\n{line}\n")
    with pytest.raises(BadFile) as bad:
        load(chat.store, file, sure=False, now=chat.now)
    assert str(bad.value) == why
    assert chat.value("SELECT count(*) FROM rates") == 0
