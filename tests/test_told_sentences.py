"""News of a deal as people dictate it: sums that stand alone, days, labels, and what only sounds like a request."""

import pytest

from tests.test_news import team as team  # noqa: PLC0414

DEAL = "SELECT amount, next_step, next_at, close_date, note, probability FROM deals WHERE code = 'D-1002'"


def changed(team, line):
    """Say a line; return what it changed of Willow."""
    (before,) = team.rows(DEAL)
    team.says("li", line)
    (after,) = team.rows(DEAL)
    return {name: value for name, value in after.items() if value != before[name]}


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("Willow is at 80% now", {"probability": 80}),
        ("Willow赢面五成", {"probability": 50}),
        ("first payment from Willow landed, 200k", {"note": "first payment from Willow landed\n200k"}),
        ("Willow legal is stuck", {"note": "legal is stuck"}),
        ("probability: 60%, amount: 48万 Willow", {"probability": 60, "amount": 48_000_000}),
    ],
)
def test_news_is_told_and_nothing_is_asked_of_a_colleague(team, line, made):
    assert changed(team, line) == made
    assert team.value("SELECT count(*) FROM requests") == 0


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("spoke to Willow and they said call back in two weeks", "call back"),
        ("Willow那边通了个电话然后他说下周一给回复", "给回复"),
        ("Willow: next: redlines on Wednesday", "redlines"),
        ("Willow评审会改到下周三下午2点", "评审会"),
        ("Willow demo done 👍 下周三去谈价", "去谈价"),
    ],
)
def test_the_next_step_is_what_is_to_come_and_nothing_else(team, line, step):
    assert changed(team, line)["next_step"] == step


@pytest.mark.parametrize(
    "line",
    ["Willow搞定收工不确定 48万", "Willow blargh fnord, 480k", "Willow 他们选了西门子", "Willow went with a rival"],
)
def test_a_sum_or_a_rival_beside_unknown_words_is_asked(team, line):
    made = changed(team, line)
    assert "amount" not in made
    assert "note" not in made or team.value("SELECT result FROM deals WHERE code = 'D-1002'") == "lost"


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("bumping Willow to 90%", {"probability": 90}),
        ("Willow 的概率降到40%", {"probability": 40}),
        ("Willow签约延期，预计12月31号", {"note": "签约延期"}),
        ("Willow invoice got paid, 30k in", {"note": "invoice got paid\n30k in"}),
        ("Willow's buyer is out until Monday", {"note": "buyer is out until Monday"}),
        ("Willow's current contract with Oracle expires in February", {}),
        ("sorry, Willow wants a sandbox first", {"note": "wants a sandbox first"}),
        ("Willow有个风险，他们IT总监要换人", {"note": "有个风险\nIT总监要换人"}),
    ],
)
def test_what_is_told_of_ones_own_deal_is_written_where_it_belongs(team, line, made):
    told = changed(team, line)
    assert {name: told.get(name) for name in made} == made
    assert "next_at" not in told
    assert "amount" not in told
    assert team.value("SELECT count(*) FROM requests") == 0


def test_a_stage_that_is_told_is_no_question(team):
    team.says("li", "Willow is now in contract stage")
    assert team.value("SELECT stage FROM deals WHERE code = 'D-1002'") == "contract"


@pytest.mark.parametrize(
    "line",
    [
        "Willow blargh fnord snorkel",  # nothing here says what it is
        "Willow昨天没谈成，约了周四再谈",
        "Willow放弃了，时间太紧来不及",
        "we are shopping for a party at Willow lol",
        "担心Willow丢了",
        "Willow went a different direction",
    ],
)
def test_what_may_be_an_end_or_mere_talk_changes_nothing(team, line):
    assert changed(team, line) == {}
    assert team.rows("SELECT result, owner FROM deals WHERE code = 'D-1002'")[0]["result"] == "open"
