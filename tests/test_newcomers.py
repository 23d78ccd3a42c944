"""What people try on their first day and nobody planned for: each gets an answer that helps."""

import pytest

from tests.chat import titles


@pytest.mark.parametrize(
    "words",
    [
        "D-1001 win chance 60%",
        "D-1001 winning chance: 60%",
        "D-1001 赢率 60%",
        "D-1001 概率 60",
        "D-1001 probability is 60%",
    ],
)
def test_a_chance_behind_a_code_is_progress_and_no_win(chat, words):
    chat.has_deal(owner="li")
    chat.says("li", words)

    assert chat.rows("SELECT result, probability FROM deals") == [{"result": "open", "probability": 60}]


@pytest.mark.parametrize("words", ["D-1001 赢率 120%", "D-1001 win chance 120%", "D-1001 概率 -5%"])
def test_a_chance_nobody_has_is_refused(chat, words):
    chat.has_deal(owner="li")

    assert chat.says("li", words)[-1].title.startswith("Can't read")
    assert chat.rows("SELECT result, probability FROM deals") == [{"result": "open", "probability": None}]


@pytest.mark.parametrize(
    "words", ["win chance of D-1001 is 60%", "D-1001 win-win for both", "win back D-1001", "win odds D-1001 60%"]
)
def test_win_before_another_word_closes_nothing(chat, words):
    chat.has_deal(owner="li")
    chat.says("li", words)

    assert chat.value("SELECT result FROM deals") == "open"


def test_help_suggests_nothing_rather_than_anything(chat):
    said = chat.says("li", "help nosuch", room=None)[-1]
    assert (said.title, said.text) == ("There is no command “nosuch”", "")
    assert "claim D-1001" in chat.says("li", "help claime", room=None)[-1].text


@pytest.mark.parametrize("words", ["delete D-1001", "merge D-1001 with D-1002", "reopen D-1001", "删除 D-1001"])
def test_what_is_not_possible_says_what_to_do_instead(chat, words):
    chat.has_deal(owner="li")
    said = chat.says("li", words)[-1]

    assert "undo" in said.text or "撤销" in said.text
    assert "new anyway" in said.text or "仍然新建" in said.text


def test_who_names_a_deal_by_its_code_always_hears_an_answer(chat):
    chat.has_deal(owner="li")

    assert titles(chat.says("li", "blue sky thinking")) == ["I didn't get that"]
    assert titles(chat.says("li", "more blue sky")) == []
    assert titles(chat.says("li", "D-1001 is not lost")) == ["I didn't get that"]
    assert titles(chat.says("li", "pick abc")) == ["That question is no longer open"]


@pytest.mark.parametrize("words", ["North, South, North", "what?", "什么"])
def test_a_question_is_no_team(chat, words):
    before = chat.value("SELECT count(*) FROM teams")
    chat.says("ann", "setup team", room=None)

    assert chat.says("ann", words, room=None)[-1].title in ("What is the team called?", "团队叫什么？")
    assert chat.value("SELECT count(*) FROM teams") == before


@pytest.mark.parametrize("words", ["leave Tom tomorrow", "leave for Tom tomorrow", "请假 Tom 明天", "请假 给Tom 明天"])
def test_nobody_goes_on_leave_in_the_place_of_a_colleague(chat, words):
    assert chat.handle("mei", words).state == "refused"
    assert chat.value("SELECT count(*) FROM members WHERE away_from IS NOT NULL") == 0


@pytest.mark.parametrize("words", ["deals of Li", "deals Li", "open deals li", "在跟商机 Li"])
def test_a_manager_sees_what_a_colleague_works_on(chat, words):
    first, second = chat.has_deal("Acme", owner="li"), chat.has_deal("Nova", owner="li")
    chat.says("li", f"progress {second} next send quote on Friday")
    chat.has_deal("Zephyr", owner="wang")
    said = chat.says("mei", words, room=None)[-1]

    assert said.title in ("Li: 2 open deals", "Li：在跟 2 条商机")
    assert said.text.index(second) < said.text.index(first)
    assert "Zephyr" not in said.text
    assert chat.handle("tom", words, room=None).state == "refused"


def test_who_still_holds_deals_is_shown_with_them(chat):
    code = chat.has_deal("Acme", owner="li")
    said = chat.says("ann", "member left Li", room=None)[-1]

    assert said.title == "Li still holds 1 deal"
    assert f"{code} Acme" in said.text and f"assign {code} to" in said.text


@pytest.mark.parametrize("words", ["approvals", "my approvals", "待审批", "我的审批"])
def test_a_manager_asks_for_what_waits_for_approval(chat, words):
    assert "deals" not in chat.says("mei", words, room=None)[-1].title
