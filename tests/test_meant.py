"""Nothing is written that the writer did not mean: what is unsure is refused, and what is said is kept."""

import pytest


@pytest.fixture
def acme(quick_chat):
    quick_chat.has_deal("Acme", owner="li")
    return quick_chat


@pytest.mark.parametrize(
    ("line", "title", "amount", "note"),
    [
        ("new Zeta Corp, $1,250,000", "Zeta Corp", 125_000_000, ""),
        ("new Zeta Corp $75,500, they called", "Zeta Corp", 7_550_000, "they called"),
        ("新线索 庚公司，30-50万", "庚公司", None, "30-50万"),
        ("新线索 辛公司 30万 展会认识", "辛公司", 30_000_000, ""),
        ("new Acme Inc., 120k, 13900139000, met at the fair", "Acme Inc.", 12_000_000, ""),  # a source is no note
        ("新线索 " + "长" * 150, "长" * 100, None, "长" * 50),
    ],
)
def test_a_new_lead_keeps_every_word(quick_chat, line, title, amount, note):
    quick_chat.says("mei", line)
    assert quick_chat.rows("SELECT title, amount, note FROM deals") == [
        {"title": title, "amount": amount, "note": note}
    ]


@pytest.mark.parametrize(
    "line", ["new Beta Corp, -$5k", "新线索 甲公司，-5万", "new Beta Corp, $12.345", "新线索 甲公司，负5万"]
)
def test_an_amount_that_is_negative_or_unsure_is_refused(quick_chat, line):
    (refusal,) = quick_chat.says("mei", line)
    assert refusal.member == quick_chat.members["mei"]
    assert quick_chat.value("SELECT count(*) FROM deals") == 0


@pytest.mark.parametrize(
    "line",
    [
        "won D-1001 -$5",
        "progress D-1001 amount -$5k",
        "进展 D-1001 金额 -5万",
        "progress D-1001 amount lots",
        "progress D-1001 next meet on Feb 30",
        "进展 D-1001 下一步 开会 2月30日",
        "progress D-1001 next call Bob Fri 25:00",
        "progress D-1001 next visit yesterday",
        "进展 D-1001 下一步 签合同 2020-01-01",
        "progress D-1001 next sign 11/12 at 3pm",
        "leave 12月1日到11月30日",
        "leave today to 2099",
    ],
)
def test_what_makes_no_sense_changes_nothing(acme, line):
    before = acme.rows("SELECT * FROM deals"), acme.rows("SELECT away_from FROM members")
    (refusal,) = acme.says("li", line)
    assert refusal.member == acme.members["li"]
    assert (acme.rows("SELECT * FROM deals"), acme.rows("SELECT away_from FROM members")) == before


def test_thousands_are_one_number_in_progress(acme):
    acme.says("li", "progress D-1001 amount $1,250,000, they agreed")
    assert acme.rows("SELECT amount, note FROM deals") == [{"amount": 125_000_000, "note": "they agreed"}]


def test_a_step_without_a_day_says_that_no_reminder_will_come(acme):
    _, answer = acme.says("li", "progress D-1001 next send the quote")
    assert "no reminder will come" in answer.text


def test_the_step_before_a_day_keeps_its_words(acme):
    acme.says("li", "进展 D-1001 下一步 月底前发合同")
    assert acme.value("SELECT next_step FROM deals") == "发合同"


def test_a_day_after_a_comma_is_the_steps_day(acme):
    acme.says("li", "进展 D-1001 下一步 发方案，明天下午3点")
    assert acme.rows("SELECT next_step, next_at FROM deals") == [
        {"next_step": "发方案", "next_at": acme.moment("2026-11-24T07:00")}
    ]


def test_progress_that_says_nothing_new_is_told_so(acme):
    acme.says("li", "progress D-1001 amount 50万")
    (refusal,) = acme.says("li", "progress D-1001 amount 50万")
    assert refusal.title == "D-1001 Acme is as it was"


def test_a_second_undo_does_not_wander_into_another_deal(acme):
    acme.has_deal("Beta", owner="li")
    acme.says("li", "undo")
    (refusal,) = acme.says("li", "undo")
    assert refusal.buttons == {"Undo it": "undo D-1001/2"}
    assert acme.value("SELECT owner FROM deals WHERE code = 'D-1001'") == acme.members["li"]


def test_who_is_away_cannot_stand_in(acme):
    acme.says("wang", "leave tomorrow to Friday")
    acme.says("li", "leave Wednesday, cover 王芳")
    assert acme.value("SELECT away_from FROM members WHERE handle = 'li'") is None


def test_a_form_wants_a_phone_and_a_mail_that_look_like_such(acme):
    for name in ("phone", "email"):
        refused = acme.handle("li", "new", fields={"title": "Form Inc", name: "Form Inc"}, pressed=True)
        assert (refused.state, refused.field) == ("field", name)
