"""Values that stand in news of a deal, as people write them in both languages and in mixed lines."""

from datetime import datetime

import pytest

from handlers.language.sentences.facts import as_progress
from handlers.language.sentences.gate import decide
from handlers.language.sentences.reading import read_sentence
from handlers.language.shape import Shape
from handlers.language.words import Words
from sales.money import Money
from tests.test_reading import SCENE, meant


def told(line):
    """Return what a line tells of a deal, given that it tells of progress: its fields, in words a test can name."""
    (words,) = read_sentence(line, SCENE, as_progress) or (None,)
    assert isinstance(words, Words)
    return fields_of(words)


def fields_of(words):
    """Return what words of progress hold, in words a test can name."""
    named = {name: getattr(words, name) for name in ("stage", "probability", "amount", "close_date", "close_period")}
    fields = {name: value for name, value in named.items() if value is not None} | dict(words.more)
    return {name: _said(value) for name, value in fields.items()}


def _said(value):
    if isinstance(value, Money):
        return value.minor // 100
    return f"{value.astimezone(SCENE.zone):%m-%d}" if isinstance(value, datetime) else value


@pytest.mark.parametrize(
    ("line", "chance"),
    [
        ("华重概率提到65", 65),
        ("华重概率从50调到70", 70),
        ("华重五五开吧", 50),
        ("华重这单七成", 70),
        ("华重的单子我估计65%吧", 65),
        ("Acme is 50/50 right now", 50),
        ("I'd put Acme at sixty percent", 60),
        ("Acme at 80 likelihood", 80),
        ("Acme maybe 80% lor", 80),
        ("Acme prob先写70", 70),
        ("Acme: I lower it to 35%", 35),
        ("Acme, I'd go from 70 to 40%", 40),
        ("Acme: chance 45", 45),
        ("set Acme to 45% please", 45),
        ("fifty-fifty on Acme now", 50),
        ("Acme 40/60 in our favor", 60),
        ("华重先放四成", 40),
        ("Acme is 50/50 tbh", 50),
        ("Acme 80% we get this", 80),
    ],
)
def test_how_likely_a_deal_is(line, chance):
    assert told(line) == {"probability": chance}


@pytest.mark.parametrize(
    "line",
    [
        "Acme: dinner with Tor, he signs anything under 80k himself",
        "Acme: Fanuc's partner quoted them 102k last week",
        "华重第二轮谈判刚开完，对方要求降到40万以内，我没答应",
        "华重隔壁厂上类似的系统花了350万，跟咱们没关系",
    ],
)
def test_a_sum_that_is_another_s_is_not_what_the_deal_is_worth_without_a_question(line):
    meaning = as_progress(Shape(line, SCENE))
    assert "amount" not in meaning.said or meaning.doubts


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("Acme called, Fanuc quoted them 98k last week. Ours stays at 120k", 120_000),
        ("华重隔壁厂花了350万，我们这单还是48万", 480_000),
        ("Acme: after much haggling with their cost dept we're at 110k all in", 110_000),
    ],
)
def test_beside_another_s_sum_the_deal_s_own_is_told_apart(line, made):
    assert told(line)["amount"] == made


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("Did the Acme demo last Thursday", {"activity": "demo", "activity_at": "11-19"}),
        ("Acme site visit was last Thursday", {"activity": "visit", "activity_at": "11-19"}),
        ("华重 close date push 到明年1月底", {"close_date": "01-31"}),
        ("华重 预付款 30%", {"payment": "预付款"}),
        ("called Acme 3 times no ansewr", {"activity": "call", "count": 3, "reached": False}),
    ],
)
def test_what_was_done_and_moved_and_paid(line, made):
    assert told(line) == made


@pytest.mark.parametrize(
    ("line", "stage"),
    [
        ("华重他们总工看完图纸了没问题，进商务谈判吧", "negotiation"),
        ("Acme up to qualified", "qualified"),
        ("Acme qualifed now", "qualified"),
        ("Acme → proposal", "proposal"),
        ("Acme moved from qualified to proposal", "proposal"),
        ("华重推到需求确认吧", "qualified"),
        ("Acme review done, moving 2 negotiation", "negotiation"),
        ("Acme stage 还是 negotiation", "negotiation"),
        ("Acme move 到 proposal 了", "proposal"),
        ("Acme in nego now", "negotiation"),
        ("Acme is in negotiation as of today", "negotiation"),
        ("pls move Acme to negotiation stage", "negotiation"),
        ("Acme fell back to proposal", "proposal"),
        ("we have started negotiations with Acme", "negotiation"),
        ("华重现阶段为商务谈判", "negotiation"),
        ("华重从需求确认推到方案报价了", "proposal"),
        ("华重 stage 改 negotiation", "negotiation"),
        ("华重到报价了", "proposal"),
        ("华重正在走合同", "contract"),
        ("华重进入签约", "contract"),
        ("華重已進入議價", "negotiation"),
    ],
)
def test_the_stage_a_deal_has_come_to(line, stage):
    assert told(line)["stage"] == stage


@pytest.mark.parametrize(
    "line",
    ["华重还没到合同阶段", "华重准备进入商务谈判", "Acme's proposal is in review", "Acme moved the proposal to Friday"],
)
def test_a_stage_that_is_only_spoken_of_is_none(line):
    found = meant(line)
    assert not isinstance(found, tuple) or found[0].stage is None


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("华重200万变190万了", 1_900_000),
        ("华重价格谈成48万", 480_000),
        ("华重 amount 先写 60w", 600_000),
        ("华重盘子做大了，60万", 600_000),
        ("Acme amount keep 120k", 120_000),
        ("Acme shrank the order, call it 450k", 450_000),
        ("Acme trimmed scope a bit lah, 420k now", 420_000),
        ("quoted Acme 118k", 118_000),
    ],
)
def test_what_a_deal_is_worth_now(line, made):
    assert told(line)["amount"] == made


@pytest.mark.parametrize(
    "line", ["Acme asked us to do it for 110k", "华重客户想要45万", "blorped the Acme business for 110k"]
)
def test_a_sum_that_is_wished_for_or_may_be_a_win_is_not_written_unasked(line):
    found = meant(line)
    assert not isinstance(found, tuple) or found[0].amount is None


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("华重尾款拖到下周五才付", {"payment": "尾款拖到下周五才付", "payment_due": "12-04"}),
        ("华重把付款条件从三七改成五五了", {"payment": "把付款条件从三七改成五五"}),
        ("华重打进来2万", {"payment": 20_000}),
        ("Acme deposit lands Dec 4", {"payment": "deposit lands Dec 4", "payment_due": "12-04"}),
        ("Acme wants net 60", {"payment": "wants net 60"}),
    ],
)
def test_how_and_when_is_paid(line, made):
    assert told(line) == made


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("Acme close Dec 18", {"close_date": "12-18"}),
        ("Acme closing got pushed out to Jan 20", {"close_date": "01-20"}),
        ("Acme likely to sign before Dec 20", {"close_date": "12-20"}),
        ("华重签约从12月10号推到12月20号", {"close_date": "12-20"}),
    ],
)
def test_when_a_deal_closes(line, made):
    assert told(line) == made


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("华重拨了四次都没通", {"activity": "call", "count": 4, "reached": False}),
        ("tried calling Acme twice, nobody picks up", {"activity": "call", "count": 2, "reached": False}),
        ("Acme vm x3, nobody picks up", {"activity": "call", "count": 3, "reached": False}),
        ("emailed Acme 3 times, zero reply", {"activity": "email", "count": 3, "reached": False}),
        ("emailed Acme the deck, no reply yet", {"activity": "email"}),
        ("caught the Acme buyer on the phone", {"activity": "call", "reached": True}),
        ("华重李主任发微信说嫌贵", {"activity": "message"}),
        ("华重上周五的演示效果不错", {"activity": "demo", "activity_at": "11-20"}),
        ("华重昨晚跟王总吃饭，聊得挺好", {"activity": "meal", "activity_at": "11-22"}),
        ("嗰邊华重啱啱傾完電話", {"activity": "call"}),
        ("Acme: onsite done this morning", {"activity": "visit", "activity_at": "11-23"}),
        ("Acme call done, they like it", {"activity": "call"}),
    ],
)
def test_what_was_done_and_whether_anybody_was_there(line, made):
    assert told(line) == made


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("华重卡着呢，接口文档一直不给", {"blocker": "接口文档一直不给"}),
        ("Acme is stuck: buyer on leave", {"blocker": "buyer on leave"}),
        ("Acme: blocker - no budget owner", {"blocker": "no budget owner"}),
        ("my contact at Acme left, that's a risk", {"risk": "my contact at Acme left"}),
        ("华重换了采购负责人，有变数", {"risk": "换了采购负责人"}),
        ("Milestone at Acme: rollout plan approved", {"milestone": "rollout plan approved"}),
        ("Acme: big milestone, pilot live today", {"milestone": "pilot live"}),
    ],
)
def test_what_is_called_a_blocker_a_risk_or_a_milestone_is_the_words_beside_it(line, made):
    assert told(line) == made


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("华重谈到价格这一步了", {"stage": "negotiation"}),
        ("Acme qualified after the discovery call", {"stage": "qualified", "activity": "call"}),
        ("can you move Acme to negotiation", {"stage": "negotiation"}),
        ("华重竞品谈到签约阶段了", {"risk": "竞品谈到签约阶段"}),
        ("Acme not in negotiation yet", {}),
        ("Acme win probability moved from 50 to 65", {"probability": 65}),
        ("华重把握从六成掉到四成", {"probability": 40}),
        ("Acme's pilot used 80% of the quota", {}),
        ("昨天下午，跟华重开了个会", {"activity": "meeting", "activity_at": "11-22"}),
        ("followed up with Acme by email on Saturday", {"activity": "email", "activity_at": "11-21"}),
        ("they hung up on me at Acme", {"activity": "call", "reached": False}),
        ("had to reschedule the Acme onsite", {}),
        ("华重要打电话给我们确认", {}),
        ("华重招标办不同意单一来源，走不下去", {"blocker": "招标办不同意单一来源，走不下去"}),
        ("Acme isn't blocked anymore", {}),
        ("Acme - key sponsor is moving on, worried", {"risk": "key sponsor is moving on"}),
        ("Acme's committee said yes to the scope", {"milestone": "committee said yes to the scope"}),
        ("华重项目可能要重新立项", {"risk": "可能要重新立项"}),
        ("Acme's POC hasn't passed", {}),
        ("Acme PO is in, first 25k due Dec 1", {"payment": 25_000, "payment_due": "12-01"}),
        ("华重今天签了保密协议", {"milestone": "签了保密协议"}),
    ],
)
def test_given_that_a_line_tells_of_progress_its_values_are_read_however_it_is_said(line, made):
    meaning = as_progress(Shape(line, SCENE))
    assert meaning is not None
    assert not meaning.doubts
    (words,) = decide(Shape(line, SCENE), meaning, "en")
    assert fields_of(words) == made


@pytest.mark.parametrize(
    "line",
    [
        "Acme 10k cheaper now",
        "华重对方预算可能会砍到40万",
        "Acme countered at 68k",
    ],
)
def test_a_sum_that_may_be_another_is_doubtful_even_then(line):
    assert as_progress(Shape(line, SCENE)).doubts
