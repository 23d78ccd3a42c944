"""What is told of a deal is kept as it was meant: a value nobody stated for the deal never takes the place of its own."""

import pytest

DEAL = "SELECT amount, next_step, next_at, close_date, note, probability FROM deals WHERE code = 'D-1001'"


@pytest.fixture
def team(quick_chat):
    """Li holds 启明光电, worth 50万, with a step on Thursday."""
    quick_chat.has_deal("启明光电", owner="li")
    quick_chat.has_deal("Willow", owner="li")
    quick_chat.says("li", "progress D-1001 amount 50万, next 评审 周四下午3点")
    return quick_chat


def changed(team, line):
    """Say a line; return what it changed of the deal."""
    (before,) = team.rows(DEAL)
    team.says("li", line)
    (after,) = team.rows(DEAL)
    return {name: value for name, value in after.items() if value != before[name]}


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("启明光电首付 10万 已到账", "首付 10万 已到账"),
        ("启明光电 首期30万二期50万", "首期30万二期50万"),
        ("启明光电 竞争对手报价90万", "竞争对手报价90万"),
        ("D-1001 wants to pay in 3 instalments of 40k", "wants to pay in 3 instalments of 40k"),
        ("D-1001 客户要求降价10%，我没同意", "客户要求降价10%\n我没同意"),
        ("D-1001: demo went great, they want 15% discount", "demo went great\nthey want 15% discount"),
        ("D-1001: demo on Tuesday went well", "demo on Tuesday went well"),
        ("D-1001: out of office until Dec 1", "out of office until Dec 1"),
    ],
)
def test_partial_sums_and_what_customers_wish_are_notes(team, line, note):
    assert changed(team, line) == {"note": note}


@pytest.mark.parametrize("line", ["D-1001 saves $40k a year with us", "D-1001: their fine was $200k last year"])
def test_somebody_elses_money_is_at_most_a_note_and_no_amount(team, line):
    assert set(changed(team, line)) <= {"note"}
    assert team.value("SELECT amount FROM deals WHERE code = 'D-1001'") == 50_000_000


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("启明光电 金额改成40万", {"amount": 40_000_000}),
        ("启明光电 预付三成，金额40万", {"amount": 40_000_000, "note": "预付三成"}),
        ("启明光电 报价从50万降到46万", {"amount": 46_000_000}),
        ("启明光电 把握从三成提到五成", {"probability": 50}),
        ("启明光电 60% now, 30% last week", {"probability": 60, "note": "30%"}),
        ("启明光电现在60%，上周30%", {"probability": 60, "note": "上周30%"}),
    ],
)
def test_what_is_stated_for_the_deal_is_written(team, line, made):
    assert changed(team, line) == made


def test_a_review_that_moves_is_the_step_and_not_the_close(team):
    moved = changed(team, "启明光电 评审推迟到下周五")
    assert moved == {"next_at": team.moment("2026-12-03T16:00")}
    assert changed(team, "启明光电 推迟到下周五") == {"close_date": team.moment("2026-12-03T16:00")}


def test_what_two_deals_share_leaves_no_note(team):
    team.says("li", "启明光电和Willow的金额都改成40万")
    assert team.rows("SELECT amount, note FROM deals ORDER BY code") == [{"amount": 40_000_000, "note": ""}] * 2


def test_a_trip_to_a_customer_is_the_next_step_and_no_leave(team):
    assert changed(team, "启明光电 12月5日到7日出差拜访") == {
        "next_step": "出差拜访",
        "next_at": team.moment("2026-12-04T16:00"),
    }


@pytest.mark.parametrize(
    "line",
    [
        "Zhang is out Friday",
        "Tom is on vacation next week",
        "Zhang is out Friday, Tom covers",
        "张总下周休假，启明光电等他回来",
        "D-1001: out of office until Dec 1",
        "启明光电 周五下午出差拜访",
    ],
)
def test_nobody_elses_absence_is_mine(team, line):
    team.says("li", line)
    assert team.value("SELECT count(*) FROM members WHERE away_from IS NOT NULL") == 0


@pytest.mark.parametrize(
    "line", ["I'm on leave Friday, Zhang covers", "下周三到周五出差，王芳代班", "休假 12月1日到3日"]
)
def test_my_own_leave_is_written(team, line):
    team.says("li", line)
    assert team.rows("SELECT handle FROM members WHERE away_from IS NOT NULL") == [{"handle": "li"}]


def test_a_visit_with_a_helper_is_both(team):
    assert changed(team, "启明光电明天下午3点半拜访，带上王芳") == {
        "next_step": "拜访",
        "next_at": team.moment("2026-11-24T07:30"),
    }
    assert team.value("SELECT count(*) FROM helpers") == 1


@pytest.mark.parametrize(
    "line",
    [
        "启明光电 下周八见面",
        "D-1001 next call on 13/13/2026",
        "D-1001: call Bob at 25:00 tomorrow",
        "D-1001 closing Feb 30",
    ],
)
def test_a_day_that_cannot_be_is_refused(team, line):
    before = team.rows(DEAL)
    (refusal,) = team.says("li", line)
    assert team.rows(DEAL) == before
    assert refusal.member == team.members["li"]


@pytest.mark.parametrize(
    "line", ["thanks for nothing Zhang", "thanks Zhang, but the demo was a mess", "谢谢你啊王芳，方案又没发"]
)
def test_thanks_that_complain_praise_nobody(team, line):
    team.says("li", line)
    assert team.value("SELECT count(*) FROM kudos") == 0


@pytest.mark.parametrize("line", ["thanks Zhang for the demo", "谢谢王芳帮我改方案", "谢谢王芳，没有你我们拿不下"])
def test_plain_thanks_are_passed_on(team, line):
    team.says("li", line)
    assert team.value("SELECT count(*) FROM kudos") == 1


def test_two_names_for_one_deal_are_asked(team):
    (question,) = team.says("li", "give Willow to Mei and Zhang")
    assert set(question.buttons) >= {"Zhang", "Mei"}


def test_a_question_shows_the_day_that_yes_would_write(team):
    (question,) = team.says("li", "D-1001 maybe 300k, meeting CEO on Thursday 3pm")
    assert "Next step due: Thu 26 Nov 2026, 15:00" in question.text


@pytest.mark.parametrize("line", ["new Test, 1.5", "new Test, $1.2.3k", "new Qux Inc, $99999999999999999"])
def test_a_sum_that_cannot_be_read_makes_no_lead(team, line):
    (refusal,) = team.says("mei", line)
    assert "as an amount" in refusal.title
    assert team.value("SELECT count(*) FROM deals") == 2


@pytest.mark.parametrize("line", ["new Test, 1.5k", "new Test, met at fair, 2 people", "new Test, v1.5 user"])
def test_a_lead_with_plain_words_is_made(team, line):
    team.says("mei", line)
    assert team.value("SELECT count(*) FROM deals") == 3


def test_a_chinese_name_in_an_english_sentence_is_answered_in_english(team):
    *_, answer = team.says("li", "启明光电 budget confirmed, 300k CNY, meeting on Thursday")
    assert "updated" in answer.title or "?" in answer.title
    assert "已更新" not in answer.title


@pytest.mark.parametrize("line", ["lead: Willow & Söhne GmbH, met at fair", "new lead: Willow Söhne GmbH"])
def test_a_new_company_that_begins_like_a_deal_is_a_lead(team, line):
    team.says("mei", line)
    assert team.value("SELECT count(*) FROM deals") == 3


def test_deals_named_together_share_what_is_said_until_one_is_named_again(quick_chat):
    for title in ("Granite", "Meridian"):
        quick_chat.has_deal(title, owner="li")
    quick_chat.says(
        "li", "called Granite and Meridian today, Granite asked for references, Meridian demo on 2026-11-27"
    )
    granite, meridian = quick_chat.rows("SELECT next_step, next_at, note FROM deals ORDER BY id")
    assert (granite["next_step"] or None, granite["next_at"]) == (None, None)
    assert "asked for references" in granite["note"]
    assert meridian["next_step"] == "demo"
    assert "references" not in (meridian["note"] or "")
