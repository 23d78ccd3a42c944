"""Putting right what one wrote: the value that was meant, or the deal it was meant for."""

from datetime import datetime, timedelta

import pytest

from tests.chat import titles


@pytest.fixture
def team(quick_chat):
    quick_chat.has_deal("Meridian", owner="li")
    quick_chat.has_deal("Solaris", owner="li")
    quick_chat.says("li", "progress D-1001 amount $40k, next visit on Friday")
    return quick_chat


def amounts(chat):
    return [row["amount"] for row in chat.rows("SELECT amount FROM deals ORDER BY id")]


@pytest.mark.parametrize(
    "line",
    [
        "typo, 45k not 40k",
        "I meant 45k",
        "sorry, Meridian is 45k, not 40k",
        "correction: Meridian 45k",
        "不是4万，是4万5",
        "写错了，应该是4万5",
        "Meridian 金额是4.5万，我刚才写成了4万",
        "更正 Meridian 4万5",
    ],
)
def test_an_amount_is_put_right_in_the_deals_own_currency(team, line):
    answer = team.says("li", line)[-1]
    assert amounts(team) == [45_000_00, None]
    assert any(change in answer.text for change in ("$40,000 → $45,000", "US$4万 → US$4.5万"))
    assert {"Undo", "撤销"} & set(answer.buttons)


def test_a_correction_is_taken_back_like_any_change(team):
    team.says("li", "typo, 45k not 40k")
    team.says("li", "undo")
    assert amounts(team) == [40_000_00, None]


def test_without_a_name_the_deal_is_meant_whose_value_was_wrong(team):
    team.says("li", "progress D-1002 amount $70k")
    team.says("li", "I meant 45k not 40k")
    assert amounts(team) == [45_000_00, 70_000_00]


def test_a_value_nobody_wrote_is_not_put_right(team):
    assert titles(team.says("li", "I meant 90k not 80k")) == ["I can't find what to put right"]
    assert amounts(team) == [40_000_00, None]


def test_what_another_wrote_is_not_meant(team):
    assert titles(team.says("mei", "I meant 45k not 40k")) == ["I can't find what to put right"]


def test_another_owners_deal_is_not_put_right(quick_chat):
    quick_chat.has_deal("Meridian", owner="li")
    quick_chat.says("wang", "correction: Meridian 45k")
    assert amounts(quick_chat) == [None]


def test_a_jump_is_asked_before_it_is_put_right(team):
    (asked,) = team.says("li", "correction: Meridian is 450k, not 40k")
    assert amounts(team) == [40_000_00, None]
    team.presses("li", asked, next(iter(asked.buttons)))
    assert amounts(team) == [450_000_00, None]


def test_progress_moves_to_the_deal_it_was_meant_for(team):
    *_, moved = team.says("li", "sorry, that was for Solaris, not Meridian")
    assert moved.title == "Moved from D-1001 Meridian to D-1002 Solaris"
    assert amounts(team) == [None, 40_000_00]
    assert [row["next_step"] for row in team.rows("SELECT next_step FROM deals ORDER BY id")] == ["", "visit"]


def test_the_last_progress_moves_to_the_one_deal_that_is_named(team):
    team.says("li", "记错单了，应该是Solaris的")
    assert amounts(team) == [None, 40_000_00]


def test_what_is_no_progress_does_not_move(quick_chat):
    quick_chat.has_deal("Meridian", owner="li")
    quick_chat.has_deal("Solaris", owner="li")
    quick_chat.says("li", "won D-1001 $40k")
    assert titles(quick_chat.says("li", "wrong deal, that was for Solaris, not Meridian")) == [
        "Only progress can be moved to another deal"
    ]


def test_a_win_is_told_again_at_the_amount_that_was_meant(team):
    team.says("li", "won D-1001 $40k")
    team.says("li", "sorry, Meridian is 45k, not 40k")
    assert team.rows("SELECT amount, result FROM deals WHERE code = 'D-1001'") == [
        {"amount": 45_000_00, "result": "won"}
    ]


def test_a_correction_is_no_first_contact(quick_chat):
    quick_chat.has_deal("Meridian", owner="li")
    quick_chat.says("li", "correction: Meridian is $45k")
    assert quick_chat.rows("SELECT amount, contacted_at FROM deals") == [{"amount": 45_000_00, "contacted_at": None}]


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("写错了，联系人是王工不是李工", "contact", "王工"),
        ("correction, Meridian's chance is 60%, not 70%", "probability", 60),
        ("Meridian阶段记错了，是方案报价不是商务谈判", "stage", "proposal"),
    ],
)
def test_other_fields_are_put_right(team, line, field, value):
    team.says("li", "progress D-1001 contact")
    team.says("li", line if "Meridian" in line else f"Meridian {line}")
    assert team.value(f"SELECT {field} FROM deals WHERE code = 'D-1001'") == value


def test_a_correction_that_says_nothing_is_asked_what_it_means(team):
    assert titles(team.says("li", "correction"))[0] == "What should be put right, and to what?"


@pytest.mark.parametrize(
    "line", ["i meant 3pm", "correction: Meridian is at 3pm", "打错了，下午3点", "3pm, not 2pm, sorry"]
)
def test_an_hour_alone_is_put_right_on_the_day_of_the_step(team, line):
    team.says("li", "Meridian visit Friday 2pm")
    (before,) = team.rows("SELECT next_at FROM deals WHERE code = 'D-1001'")
    team.says("li", line)
    (after,) = team.rows("SELECT next_at FROM deals WHERE code = 'D-1001'")
    moved = datetime.fromisoformat(str(after["next_at"])) - datetime.fromisoformat(str(before["next_at"]))
    assert moved == timedelta(hours=1)
