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
        ("Willow概率80%了，要我们再让5000", {"probability": 80, "note": "要我们再让5000"}),
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
        ("Willow昨天没谈成，约了周四再谈", "再谈"),
        ("Willow校长出差到周四，周五去谈价", "去谈价"),
        ("Willow demo done 👍 下周三去谈价", "去谈价"),
        ("刚跟Willow的李总通完电话他说方案没大问题让我周四把报价发过去", "把报价发过去"),
        ("Willow今天上午去了现场看了产线他们设备部挺认可下周三安排技术交流", "技术交流"),
        (
            "just off the phone with Willow's CFO he's fine with the price wants the rollout plan by Thursday",
            "rollout plan",
        ),
        (
            "Willow call this morning went ok they want to see the mobile app again next Wednesday",
            "see the mobile app again",
        ),
        ("Willow技术交流改到周五下午两点半了", "技术交流"),
        ("Willow昨天没谈成，约了周四再谈", "再谈"),
        ("Willow security walkthrough pushed to Thursday", "security walkthrough"),
        ("Willow 的 pilot 推迟到周四了", "pilot"),
        ("another demo for Willow, Thursday 3pm", "another demo"),
        ("Willow update: demo done friday, three follow up questions, sending answers tomorrow", "sending answers"),
        ("Willow shortlisted us. Decision by 11th Dec.", "Decision"),
        ("dinner with the Willow team tonight", "dinner with the team"),
        ("Willow刘工说接口没问题，让我们先出个测试环境，12月1号给他们", "先出个测试环境，给他们"),
        ("Willow月底盘点没空见，12月3号以后再约", "再约"),
        ("Willow's budget is gone until April so I parked it, will ping them end of March", "ping them"),
        ("Willow今天开评审会专家提了几个问题总体没啥大毛病下周一出正式结果", "出正式结果"),
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
        ("Willow trial extended by a week, now ends Dec 11", {"note": "trial extended by a week\nnow ends Dec 11"}),
        ("Willow拜访没见到人，前台说老板出国了，下周四回来", {"note": "拜访没见到人\n前台说老板出国\n下周四回来"}),
        (
            "Willow is asking whether we can do quarterly billing",
            {"note": "asking whether we can do quarterly billing"},
        ),
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
        "Willow放弃了，时间太紧来不及",
        "we are shopping for a party at Willow lol",
        "担心Willow丢了",
        "Willow went a different direction",
    ],
)
def test_what_may_be_an_end_or_mere_talk_changes_nothing(team, line):
    assert changed(team, line) == {}
    assert team.rows("SELECT result, owner FROM deals WHERE code = 'D-1002'")[0]["result"] == "open"


@pytest.mark.parametrize(
    "line",
    [
        "Willow extended our exclusivity until 31 Dec",
        "Willow trimmed 20 seats on Monday",
        "Willow的校长出差到周四",
        "Willow的预算被冻到十二月底",
        "Willow called, he will push it upstairs this week",
    ],
)
def test_a_day_that_nothing_is_to_be_done_on_is_only_told(team, line):
    made = changed(team, line)
    assert not {"next_at", "close_date", "close_period"} & set(made)


@pytest.mark.parametrize(
    "line",
    [
        "heads up, theres a cheaper competitor in the Willow deal, could hurt us",
        "Willow nearly walked, their CFO may still kill it",
        "Willow那边友商报得低，搞不好要丢",
        "Willow win-win for both",
    ],
)
def test_what_could_still_go_wrong_ends_nothing(team, line):
    team.says("li", line)
    assert team.value("SELECT result FROM deals WHERE code = 'D-1002'") == "open"
