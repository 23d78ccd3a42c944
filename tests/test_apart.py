"""What is said of one deal of a line is never done to the next; each deal gets its own."""

import re
from pathlib import Path

import pytest

TOLD = [
    ("Acme进入谈判，Falcon丢了，没预算", {"Acme": ("negotiation", "open"), "Falcon": ("new", "lost")}),
    ("Acme in negotiation, Falcon won", {"Acme": ("negotiation", "open"), "Falcon": ("new", "won")}),
    ("Acme签了，9万8，Falcon那边进入谈判了", {"Acme": ("new", "won"), "Falcon": ("negotiation", "open")}),
    ("Weekly update\n1. Acme -> proposal\n2. Falcon -> negotiation", {"Acme": ("proposal", "open"), "Falcon": ("negotiation", "open")}),
    ("小结：\n①Acme 进入方案报价\n②Falcon 进入谈判", {"Acme": ("proposal", "open"), "Falcon": ("negotiation", "open")}),
    ("Acme and Falcon both moved to negotiation", {"Acme": ("negotiation", "open"), "Falcon": ("negotiation", "open")}),
]  # fmt: skip


@pytest.fixture
def two(chat):
    for title in ("Acme", "Falcon"):
        chat.has_deal(title, owner="li")
    return chat


def stages(chat):
    return {row["title"]: (row["stage"], row["result"]) for row in chat.rows("SELECT title, stage, result FROM deals")}


@pytest.mark.parametrize(("line", "after"), TOLD)
def test_what_is_told_of_each_deal_of_a_line_is_done_to_that_deal(two, line, after):
    two.says("li", line)
    assert stages(two) == after


def test_each_deal_is_answered_with_what_was_written_of_it_and_its_own_undo(two):
    said = two.says("li", "Acme amount is 130k now, Falcon demo on Thursday")[-1]
    assert said.title == "2 things done"
    assert "130,000" in said.text and "demo" in said.text
    assert [label for label in said.buttons if "Undo" in label] == ["Undo D-1001", "Undo D-1002"]


def test_what_is_unclear_of_one_deal_is_asked_beside_what_is_done_to_the_other(two):
    *_, told, asked = two.says("li", "Acme moved to negotiation; Falcon has gone quiet on me")
    assert "D-1001" in told.title
    assert stages(two)["Acme"] == ("negotiation", "open")
    assert two.rows("SELECT note FROM deals WHERE title = 'Falcon'") == [{"note": ""}]

    two.presses("li", asked, "Yes, write it")

    assert two.rows("SELECT note FROM deals WHERE title = 'Falcon'") == [{"note": "gone quiet on me"}]


@pytest.mark.parametrize(
    "line",
    [
        "Acme wants the same terms Falcon got",
        "Acme看了Falcon的案例挺感兴趣，想下周二聊聊",
        "Acme is bigger than Falcon, let's start there",
    ],
)
def test_what_cannot_be_told_apart_changes_nothing(two, line):
    before = two.rows("SELECT * FROM deals"), two.rows("SELECT * FROM requests")
    two.says("li", line)
    assert (two.rows("SELECT * FROM deals"), two.rows("SELECT * FROM requests")) == before


def test_whoever_may_not_write_one_of_them_writes_none(two):
    two.has_deal("Meridian", owner="wang")
    said = two.says("li", "Acme moved to negotiation, Meridian moved to proposal")[-1]
    assert "Meridian" in said.title
    assert set(stages(two).values()) == {("new", "open")}


def test_a_misspelt_deal_beside_another_is_that_deal(two):
    two.has_deal("BlueWave", owner="li")
    two.says("li", "Acme moved to negotiation, bluwave moved to proposal")
    assert stages(two) == {"Acme": ("negotiation", "open"), "Falcon": ("new", "open"), "BlueWave": ("proposal", "open")}


def test_the_report_of_the_page_for_users_is_done_to_each_of_its_deals(chat):
    for title in ("Acme", "华重", "BlueWave"):
        chat.has_deal(title, owner="li")
    report = re.search(r"```\n(.*?)```", Path("docs/writing.md").read_text(encoding="utf-8"), re.DOTALL)[1]

    chat.says("li", report)

    acme, zhong, wave = chat.rows("SELECT * FROM deals ORDER BY id")
    assert (acme["next_step"], acme["note"]) == ("pricing", "demo went well")
    assert str(acme["next_at"])[:16] == "2026-11-30 16:00"  # Tuesday in Shanghai
    assert (zhong["stage"], zhong["probability"]) == ("negotiation", 80)
    assert (wave["result"], wave["lost_reason"]) == ("lost", "budget")
