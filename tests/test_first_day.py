"""What a newcomer does on the first day: says hello, sets up a company, mistypes, and is told what helps."""

import pytest
from sqlalchemy import text

from bot.local.reading import Malformed
from bot.settings import Settings
from tests.chat import titles
from tests.filing import csv_file, reasons, taken
from tests.quotechat import QuoteChat


@pytest.fixture
def desk(url):
    with QuoteChat(url) as chat:
        yield chat


@pytest.mark.parametrize(
    ("words", "title"),
    [("hello", "Hello Li, I'm Baton"), ("Hi Baton!", "Hello Li, I'm Baton"), ("hey there", "Hello Li, I'm Baton")],
)
def test_a_greeting_in_private_hears_what_baton_is_and_three_things_to_try(chat, words, title):
    (answer,) = chat.says("li", words, room=None)
    assert answer.title == title
    assert sum(line.startswith("- ") for line in answer.markdown.splitlines()) == 3


def test_a_greeting_in_chinese_is_answered_like_one(chat):
    chat.says("li", "语言 中文", room=None)
    (answer,) = chat.says("li", "你好", room=None)
    assert answer.title == "Li 你好，我是 Baton"
    assert sum(line.startswith("- ") for line in answer.markdown.splitlines()) == 3


def test_a_greeting_in_a_room_is_talk(chat):
    assert all(not said.title.startswith("Hello") for said in chat.says("li", "hello"))


@pytest.fixture
def ann(chat):
    with chat.store.write() as db:
        db.execute(text("UPDATE workspaces SET set_up_at = NULL"))
    return lambda words: titles(chat.says("ann", words, room=None))


@pytest.mark.parametrize("words", ["what?", "help me?", "什么", "ok"])
def test_a_question_is_no_name_of_a_company_or_a_team(chat, ann, words):
    ann("setup")
    chat.says("ann", words, room=None)
    assert chat.value("SELECT name FROM workspaces") == "Huarui"
    ann("next")
    chat.says("ann", words, room=None)
    assert chat.value("SELECT count(*) FROM teams") == 2


def test_next_goes_on_and_makes_no_team(chat, ann):
    ann("setup")
    assert "Step 2 of 4" in ann("next")[-1]
    assert "Step 3 of 4" in ann("下一步")[-1]
    assert chat.value("SELECT count(*) FROM teams") == 2


def test_several_teams_in_one_line_are_no_team_of_that_name(chat, ann):
    assert ann("add team North, South, North")[0].startswith("What is the team called?")
    assert chat.value("SELECT count(*) FROM teams") == 2


def test_the_founder_lives_by_the_companys_new_clock(chat, ann):
    zone = chat.value("SELECT zone FROM members WHERE handle = 'ann'")
    assert zone == chat.value("SELECT zone FROM workspaces")
    ann("company name Acme, America/New_York")
    assert chat.value("SELECT zone FROM members WHERE handle = 'ann'") == "America/New_York"


def test_a_zone_nobody_knows_is_no_setting():
    with pytest.raises(ValueError, match="Asia/Shanghai or Europe/Berlin"):
        Settings(zone="Mars/Base")


def test_thanks_to_somebody_nobody_knows_name_them(chat):
    assert titles(chat.says("li", "kudos to Nobody for x")) == ["I know nobody called “Nobody”"]


def test_a_transfer_that_is_offered_is_listed_as_one(chat):
    chat.has_deal("Acme", owner="li")
    chat.says("li", "transfer D-1001 to Zhang")
    (listed,) = chat.says("zhang", "open requests", room=None)
    assert "offers the deal to" in listed.text and "quote" not in listed.text


def test_the_helpers_of_a_deal_stand_on_a_line_of_their_own(chat):
    chat.has_deal("Acme", owner="li")
    chat.says("li", "add Zhang to D-1001")
    (shown,) = chat.says("li", "查看 D-1001", room=None)
    (line,) = [line for line in shown.text.splitlines() if "协作" in line]
    assert "录入" not in line


def test_the_end_of_a_leave_is_shown_alike_when_it_begins_and_when_it_is_undone(chat):
    (begun, *_) = chat.says("li", "leave Friday", room=None)
    (undone, *_) = chat.says("li", "undo", room=None)
    assert "Mon 30 Nov 2026, 09:00" in begun.text and "Mon 30 Nov 2026, 09:00" in undone.text


def test_a_field_of_a_form_is_text(chat):
    with pytest.raises(Malformed):
        chat.message("li", "progress D-1001", fields={"note": 1})


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("quote D-1001 100个账号 0折", "The discount was not understood: 0折"),
        ("quote D-1001 -5个账号", "“-5个” is no quantity"),
        ("quote D-1001 20 seats, 150% off", "The discount was not understood: 150% off"),
    ],
)
def test_a_discount_or_a_quantity_that_cannot_be_is_refused(desk, words, refusal):
    assert titles(desk.says("li", words)) == [refusal]
    assert desk.rows("SELECT id FROM quotes") == []


def test_an_offer_gives_no_more_away_than_there_is(desk):
    code = desk.quoted("20 seats")
    assert titles(desk.says("jing", f"offer {code} 20 x Seat, 150% off", room=None)) == [
        "The discount was not understood: 150% off"
    ]


def test_the_same_quote_is_asked_for_once(desk):
    desk.quoted("20 seats, 5% off")
    (refusal,) = desk.says("li", "quote D-1001 20 seats, 5% off")
    assert refusal.title.startswith("You asked for just this quote already: Q-301")
    assert desk.value("SELECT count(*) FROM quotes") == 1
    desk.quoted("30 seats, 5% off")
    assert desk.value("SELECT count(*) FROM quotes") == 2


def test_an_offer_in_another_currency_than_the_deals_is_asked_first(desk):
    desk.says("li", "progress D-1001 amount $50k")
    code = desk.quoted("20 seats")
    (question,) = desk.says("jing", f"offer {code} 20 x Seat at ¥1,200", room=None)
    assert question.title == "D-1001 Acme: $50,000 → CN¥24,000?"
    assert desk.value("SELECT count(*) FROM quote_versions") == 0
    desk.presses("jing", question, "Yes, write it", room=None)
    assert desk.value("SELECT count(*) FROM quote_versions") == 1


def test_a_row_of_a_day_that_is_still_to_come_has_not_happened(chat, tmp_path):
    file = csv_file(
        tmp_path,
        "id,company,stage,created,closed\nA1,Acme,won,2026-01-05,2027-12-31\nA2,Nova,,2030-01-01,\nA3,Zephyr,won,2026-01-05,2026-11-01\n",
    )
    report = taken(chat, "deals", file, zone="Asia/Shanghai", sets=["team=east"])
    assert [one.answer for one in report.answers] == ["refused", "refused", "created"]
    assert all("still to come" in reason for reason in reasons(report)[:2])


def test_a_row_that_ends_before_it_begins_is_refused_with_the_cure(chat, tmp_path):
    file = csv_file(
        tmp_path,
        "id,company,stage,created,closed\nA1,Acme,won,2026-03-05,2026-02-01\nA2,Nova,won,2026-02-01 09:30,2026-02-01\n",
    )
    report = taken(chat, "deals", file, zone="Asia/Shanghai", sets=["team=east"])
    assert [one.answer for one in report.answers] == ["refused", "created"]
    assert "correct the field closed or created, or leave created empty" in reasons(report)[0]


@pytest.mark.parametrize(("browser", "first"), [("en-US,en;q=0.9", "en"), ("zh-CN,zh;q=0.9", "zh")])
def test_enter_begins_in_the_language_of_the_browser(browser, first):
    from bot.local.drawing import environment

    page = environment().get_template("nobody.html").render(chinese=browser.startswith("zh"))
    assert page.index(f'value="{first}"') == page.index('name="language"') + len('name="language" ')
