"""What is worth a question before it is written, and what is refused, whatever way it was said."""

import pytest

from tests.chat import titles


@pytest.fixture
def acme(chat):
    """A deal of Li's worth ¥500,000."""
    chat.has_deal("Acme", owner="li")
    chat.says("li", "progress D-1001 amount 50万")
    return chat


def worth(chat):
    return chat.rows("SELECT amount, currency, result, note FROM deals")[0]


SAME = {"amount": 50_000_000, "currency": "CNY", "result": "open", "note": ""}


@pytest.mark.parametrize(
    ("words", "asks", "then"),
    [
        ("progress D-1001 amount 5", "D-1001 Acme: ¥500,000 → ¥5?", SAME | {"amount": 500}),
        ("进展 D-1001 金额 500万", "D-1001 Acme：¥50万 → ¥500万？", SAME | {"amount": 500_000_000}),
        ("progress D-1001 amount $50k", "D-1001 Acme: ¥500,000 → $50,000?", SAME | {"amount": 5_000_000, "currency": "USD"}),
        ("won D-1001 ¥5", "D-1001 Acme is won?", SAME | {"amount": 500, "result": "won"}),
    ],
)  # fmt: skip
def test_a_typed_amount_far_from_the_deals_is_asked_first(acme, words, asks, then):
    (question,) = acme.says("li", words)
    assert (question.title.replace("CN¥", "¥"), worth(acme), question.member) == (asks, SAME, acme.members["li"])
    acme.presses("li", question, next(iter(question.buttons)))
    assert worth(acme) == then


def test_a_form_with_such_an_amount_is_asked_as_well_and_loses_nothing(acme):
    (question,) = acme.says("li", "progress D-1001", fields={"amount": "5", "note": "typed fast"}, pressed=True)
    assert worth(acme) == SAME
    acme.presses("li", question, next(iter(question.buttons)))
    assert worth(acme) == SAME | {"amount": 500, "note": "typed fast"}


def test_who_may_not_touch_a_deal_hears_that_and_no_amount(acme):
    (refusal,) = acme.says("kim", "progress D-1001 amount 5", room="us")
    assert "500" not in refusal.text


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("goal Li 120 this quarter", "Li, Q4 2026: CN¥1,200,000 → CN¥120?"),
        ("目标 Li 120 本季度", "Li 2026年第四季度：¥120万 → ¥120？"),
        ("goal Li $1.1M this quarter", "Li, Q4 2026: CN¥1,200,000 → $1,100,000?"),
        ("goal Li 1.2M last quarter", "Li, Q3 2026: CN¥1,200,000?"),
    ],
)
def test_a_goal_far_from_the_one_before_or_of_a_time_that_is_over_is_asked_first(chat, words, asks):
    chat.says("mei", "goal Li 1.2M this quarter")
    (question,) = chat.says("mei", words)
    assert question.title == asks
    assert chat.rows("SELECT value, currency, period FROM goals") == [
        {"value": 120_000_000, "currency": "CNY", "period": "2026-Q4"}
    ]
    answer = chat.presses("mei", question, next(iter(question.buttons)))[0]
    assert "goal" in answer.title.casefold() or "目标" in answer.title


@pytest.mark.parametrize(
    "words", ["won D-1001 $-5", "progress D-1001 amount $-5k", "D-1001 amount $-5k", "new Foo, ¥-3万"]
)
def test_a_minus_behind_the_sign_of_a_currency_is_refused_as_well(acme, words):
    assert titles(acme.says("li", words))[0].endswith("is less than nothing")
    assert worth(acme) == SAME


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("progress D-1001 close 2020-01-01", "“2020-01-01” has passed already"),
        ("进展 D-1001 预计成交 去年12月", "“去年12月” has passed already"),
        ("progress D-1001 probability 101", "Can't read “101” as a chance"),
        ("进展 D-1001 赢率 120%", "Can't read “120%” as a chance"),
        ("progress D-1001 probability -5", "Can't read “-5” as a chance"),
    ],
)
def test_a_closing_day_that_is_over_and_a_chance_beyond_certain_are_refused(acme, words, refusal):
    assert titles(acme.says("li", words)) == [refusal]
    assert acme.rows("SELECT close_date, probability, note FROM deals") == [
        {"close_date": None, "probability": None, "note": ""}
    ]


def test_a_chance_is_kept_as_one_and_a_sentence_about_it_as_a_note(acme):
    acme.says("li", "progress D-1001 赢率 60, probability is high they say")
    assert acme.rows("SELECT probability, note FROM deals") == [
        {"probability": 60, "note": "probability is high they say"}
    ]


@pytest.mark.parametrize(
    ("word", "amount"),
    [
        ("yes", 500),
        ("Yes, write it", 500),
        ("对", 500),
        ("好的👌", 500),
        ("1", 500),
        ("no", 50_000_000),
        ("算了", 50_000_000),
        ("nope!", 50_000_000),
    ],
)
def test_a_word_answers_the_question_just_asked_like_its_button(acme, word, amount):
    acme.says("li", "progress D-1001 amount 5", room=None)
    answer = acme.says("li", word, room=None)[-1]
    assert (worth(acme)["amount"], answer.title) == (
        amount,
        "D-1001 Acme updated" if amount == 500 else "All right, it stays as it is",
    )


def test_a_number_takes_one_of_several_and_a_bare_yes_none(chat):
    chat.has_deal("Acme Robotics", owner="li")
    chat.has_deal("Acme Foods", owner="li")
    (question,) = chat.says("li", "Acme is 90k now", room=None)
    assert len(question.buttons) == 3
    chat.says("li", "yes", room=None)
    assert chat.rows("SELECT amount FROM deals WHERE amount IS NOT NULL") == []
    chat.says("li", "the second one", room=None)
    code = list(question.buttons)[1].split()[0]
    assert chat.rows("SELECT code, amount FROM deals WHERE amount IS NOT NULL") == [{"code": code, "amount": 9_000_000}]


def test_in_a_room_a_word_answers_right_after_the_question_only_and_only_by_who_was_asked(acme):
    acme.says("li", "progress D-1001 amount 5")
    acme.says("wang", "yes")
    assert worth(acme) == SAME
    acme.passes(minutes=2)
    acme.says("li", "yes")
    assert worth(acme) == SAME
    acme.says("li", "progress D-1001 amount 5")
    acme.says("li", "yes")
    assert worth(acme)["amount"] == 500


@pytest.mark.parametrize("word", ["sure", "好的", "嗯", "ok"])
def test_in_a_room_a_courtesy_answers_nothing(acme, word):
    acme.says("li", "progress D-1001 amount 5")
    acme.says("wang", "dinner tonight?")
    acme.says("li", word)
    assert worth(acme) == SAME


def test_neither_a_second_yes_nor_a_second_press_does_it_twice(acme):
    (question,) = acme.says("wang", "new Acme, $30k", room=None)
    acme.says("wang", "yes", room=None)
    acme.says("wang", "yes", room=None)
    acme.presses("wang", question, "Add anyway", room=None)
    assert acme.value("SELECT count(*) FROM deals") == 2


def test_a_question_that_was_answered_takes_no_second_word(acme):
    acme.says("li", "progress D-1001 amount 5", room=None)
    acme.says("li", "no", room=None)
    acme.says("li", "yes", room=None)
    assert worth(acme) == SAME


@pytest.mark.parametrize("between", ["pool", "D-1001 probability 60", "see you at lunch, Wang"])
@pytest.mark.parametrize("where", [{}, {"room": None}], ids=["room", "private"])
def test_whoever_went_on_to_something_else_answers_an_old_question_by_its_button_only(acme, where, between):
    (question,) = acme.says("li", "progress D-1001 amount 5", **where)
    acme.says("li", between, **where)
    acme.says("li", "yes", **where)
    assert worth(acme) == SAME
    acme.presses("li", question, "Yes, write it", **where)
    assert worth(acme)["amount"] == 500


def test_a_line_without_letters_is_answered_in_the_language_of_who_wrote_it(chat):
    chat.has_deal("Acme", owner="wang")
    (question,) = chat.says("wang", "1001 30%", room=None)
    assert question.title == "这说的是哪个商机？"


def test_a_word_in_the_room_answers_nothing_that_was_asked_in_private(acme):
    acme.says("li", "progress D-1001 amount 5", room=None)
    acme.says("li", "yes")
    assert worth(acme) == SAME
    acme.says("li", "yes", room=None)
    assert worth(acme)["amount"] == 500


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("算了", "好的，现在没有等你回答的事"),
        ("不", "好的，现在没有等你回答的事"),
        ("never mind", "All right; there is nothing open"),
        ("no", "All right; there is nothing open"),
    ],
)
def test_a_no_to_nothing_offers_no_deal_to_act_upon(acme, word, answer):
    who = "wang" if answer[0] == "好" else "li"
    assert titles(acme.says(who, word, room=None)) == [answer]
    assert [post.buttons for post in acme.says("li", word)] in ([], [{"Help": "help"}], [{"帮助": "help"}])


@pytest.mark.parametrize("word", ["undo", "撤销"])
def test_an_undo_behind_a_question_takes_back_the_question_and_no_change_before_it(acme, word):
    (question,) = acme.says("li", "progress D-1001 amount 5", room=None)
    acme.says("li", word, room=None)
    assert worth(acme) == SAME
    acme.presses("li", question, next(iter(question.buttons)))
    assert worth(acme) == SAME
    acme.says("li", word, room=None)
    assert worth(acme)["amount"] is None
