"""Who is away, who stands in; language and zone."""

import json

from tests.chat import titles


def test_leave_lasts_to_the_end_of_its_last_day(chat):
    chat.says("li", "leave tomorrow to Friday, cover 王芳")
    assert chat.rows("SELECT away_from, away_until, cover FROM members WHERE handle = 'li'") == [
        {
            "away_from": chat.moment("2026-11-23T16:00"),
            "away_until": chat.moment("2026-11-27T16:00"),
            "cover": chat.members["wang"],
        }
    ]


def test_leave_is_understood_in_chinese(chat):
    chat.says("wang", "请假 明天到周五 由 Li 代")
    assert chat.value("SELECT cover FROM members WHERE handle = 'wang'") == chat.members["li"]


def test_who_stands_in_may_do_everything_on_the_deal_while_it_lasts(chat):
    chat.has_deal("Acme", owner="li")
    chat.says("li", "leave today to tomorrow, cover 王芳")
    chat.says("wang", "progress D-1001 amount 50万")
    assert chat.value("SELECT amount FROM deals") == 50_000_000

    chat.passes(days=3)
    chat.says("wang", "progress D-1001 amount 60万")
    assert chat.value("SELECT amount FROM deals") == 50_000_000


def test_the_one_who_stands_in_is_told(chat):
    said = chat.says("li", "leave tomorrow, cover 王芳")
    assert [post.member for post in said if post.member] == [chat.members["wang"]]


def test_nobody_stands_in_for_themselves(chat):
    chat.says("li", "leave tomorrow, cover me")
    assert chat.value("SELECT away_from FROM members WHERE handle = 'li'") is None


def test_leave_without_days_or_in_the_past_is_refused(chat):
    for line in ("leave", "leave whenever", "leave yesterday"):
        chat.says("li", line)
    assert chat.value("SELECT away_from FROM members WHERE handle = 'li'") is None


def test_who_is_away_is_listed_for_everybody(chat):
    assert len(chat.says("tom", "谁请假", room="us")) == 1
    chat.says("li", "leave tomorrow to Friday")
    (listed,) = chat.says("tom", "who is away", room="us")
    assert "Li" in listed.text


def test_back_ends_a_leave_and_undo_brings_it_again(chat):
    chat.says("li", "leave tomorrow to Friday")
    chat.says("li", "back")
    assert chat.value("SELECT away_from FROM members WHERE handle = 'li'") is None
    chat.says("li", "undo")
    assert chat.value("SELECT away_from FROM members WHERE handle = 'li'") is not None


def test_a_person_chooses_language_and_zone(chat):
    assert not titles(chat.says("li", "语言 中文"))[0].isascii()
    chat.says("li", "zone america/new_york")
    assert chat.rows("SELECT language, zone FROM members WHERE handle = 'li'") == [
        {"language": "zh", "zone": "America/New_York"}
    ]


def test_an_unknown_zone_is_refused(chat):
    chat.says("li", "zone Middle Earth")
    assert chat.value("SELECT zone FROM members WHERE handle = 'li'") == "Asia/Shanghai"


def test_a_second_undo_goes_on_to_the_setting_before(chat):
    chat.says("li", "zone Europe/Berlin")
    chat.says("li", "language 中文")

    assert [titles(chat.says("li", "undo"))[-1] for _ in range(3)] == [
        "Your language is back as it was",
        "Your time zone is back as it was",
        "There is nothing to undo",
    ]
    assert chat.rows("SELECT language, zone FROM members WHERE handle = 'li'") == [
        {"language": "en", "zone": "Asia/Shanghai"}
    ]
    undone = chat.rows("SELECT payload FROM history WHERE what = 'undone' ORDER BY no")
    assert [json.loads(row["payload"])["why"] for row in undone] == ["me/2", "me/1"]


def test_whoever_is_back_in_an_hour_or_two_is_not_on_leave(chat):
    (answer,) = chat.says("li", "I'm off to lunch, back at 2")
    assert answer.title == "I didn't get that"
    assert chat.value("SELECT count(*) FROM members WHERE away_until IS NOT NULL") == 0


def test_a_leave_that_is_asked_shows_its_days_and_who_stands_in(chat):
    (asked,) = chat.says("li", "maybe I am off Thursday, 王芳 covers?")
    assert [line.removeprefix("• ") for line in asked.text.splitlines() if line.startswith("•")] == [
        "Away: Thu 26 Nov 2026",
        "Back: Fri 27 Nov 2026",
        "Stands in: 王芳",
    ]
