"""Wins and losses as people write them: for how much, since when, why; and chit-chat that only sounds like one."""

import pytest

from handlers.language.sentences.readers import READERS
from handlers.language.sentences.reasons import reason_for
from handlers.language.shape import Shape
from tests.test_reading import SCENE, meant

DEAL = "SELECT result, amount, lost_reason FROM deals WHERE code = 'D-1001'"


@pytest.fixture
def team(quick_chat):
    """Li holds Meridian, worth 50万."""
    quick_chat.has_deal("Meridian", owner="li")
    quick_chat.says("li", "progress D-1001 amount 50万")
    return quick_chat


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        ("Great news, Meridian just signed the contract for 480k", 48_000_000),
        ("Meridian PO came in this morning, ¥490,000", 49_000_000),
        ("I am pleased to report that Meridian has executed the agreement", 50_000_000),
        ("They picked us! Meridian is ours, 480k", 48_000_000),
        ("Meridian closed won 480k, 12 month term", 48_000_000),
        ("signature's in on Meridian, please close it as won", 50_000_000),
        ("Meridian今天正式签约，合同额52万，分两期付", 52_000_000),
        ("Meridian簽咗約，49萬", 49_000_000),
        ("Meridian 49万 签了 首付20万", 49_000_000),
        ("Meridian采购订单下来了，PO20261123，49万", 49_000_000),
        ("Meridian搞掂咗，49万", 49_000_000),
        ("把Meridian标成赢单，49万", 49_000_000),
        ("Meridian just emailed the signed contract, 480k, 36 months", 48_000_000),
        ("contract signed with Meridian, 480k, deposit 30% upfront", 48_000_000),
        ("Meridian的合同昨天寄回来了，章盖好了，算成交吧 49万", 49_000_000),
        ("Meridian赢了，比预期多2万，最终52万，按年付", 52_000_000),
        ("bagged Meridian 480k", 48_000_000),
        ("we got Meridian, 480k", 48_000_000),
        ("Meridian confirmed the order, 480k", 48_000_000),
        ("那个Meridian终于签下来了四十八万首付百分之三十", 48_000_000),
        ("Meridian刚签完字，48万", 48_000_000),
        ("we secured the Meridian business for 480k, half payable upfront", 48_000_000),
        ("Meridian is a customer now! 12 months, 480k", 48_000_000),
        ("Meridian win to log: 480k / 24 months / PO A-2291", 48_000_000),
        ("we won the 480k deal with Meridian", 48_000_000),
        ("happy to say Meridian has come on board, 480k", 48_000_000),
        ("The tender for Meridian was awarded to us, 480k, please record the win", 48_000_000),
        ("跟了大半年的Meridian今天总算把字签了，48万，分四期付", 48_000_000),
        ("Meridian这块硬骨头终于攻下来了，48万，期限三年", 48_000_000),
        ("拿下Meridian！480000！", 48_000_000),
        ("Meridian最后选了我们，48万", 48_000_000),
        ("Meridian上周六签的，48万", 48_000_000),
    ],
)
def test_a_win_is_read_with_the_deals_whole_amount(team, line, amount):
    team.says("li", line)
    assert team.rows(DEAL) == [{"result": "won", "amount": amount, "lost_reason": ""}]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Meridian's dead. No budget.", "budget"),
        ("Meridian went with GridCo, cheaper by 20%", "price"),
        ("close Meridian as lost pls, they're building it in house", "in_house"),
        ("Meridian passed on us because we don't support EDI", "feature_gap"),
        ("we lost Meridian our champion left the company", "other"),
        ("sad news, Meridian signed with Fanuc instead", "competitor"),
        ("Meridian丢单，对接人离职了", "other"),
        ("Meridian最后还是没签成，说今年不上了", "timing"),
        ("Meridian这单输了，对家报价低我们三成", "price"),
        ("Meridian跟丢了，他们说自己IT团队来开发", "in_house"),
        ("客户明确说不买了，Meridian丢了，因为我们没有移动端", "feature_gap"),
        ("Meridian项目取消了，按丢单处理吧", "other"),
        ("Lost Meridian to EnerSys", "competitor"),
        ("Meridian is gone, they dont have the money", "budget"),
        ("Meridian丢了，竞品降了三成", "price"),
        ("Meridian lost, app was too slow in the test", "feature_gap"),
        ("Meridian awarded the contract to GridCo", "competitor"),
        ("sorry all, Meridian went with GridCo last Friday", "competitor"),
        ("Meridian那单让钉钉拿走了", "competitor"),
        ("标记Meridian丢单，原因是预算", "budget"),
        ("跟了两个月的Meridian丢了，嫌贵", "price"),
        ("Meridian飞单了，集团要求用自研平台", "in_house"),
        ("Meridian没了，老板说明年再看", "timing"),
        ("Meridian ghosted us for two months, I'm calling it lost", "other"),
        ("Meridian will build it with its own engineers, archive it as lost", "in_house"),
        ("Meridian's a final no from them, they think we cost too much", "price"),
        ("lost Meridian because they have no money", "budget"),
        ("Meridian says we can't do SAML, closing lost", "feature_gap"),
        ("Meridian killed the project after a reorg, that's a loss", "other"),
        ("把Meridian置为丢单，原因是预算", "budget"),
        ("Meridian掉單了，客戶說功能不符合需求", "feature_gap"),
        ("跟Meridian彻底说拜拜了，这单没了，人家嫌年费高", "price"),
        ("Meridian最终跟友商签了，丢单", "competitor"),
        ("Meridian sided with Honeywell, RIP", "competitor"),
        ("Meridian没批下来钱，这单没了", "budget"),
        ("Meridian这单废了，价格谈不下来", "price"),
    ],
)
def test_a_loss_is_read_with_its_reason(team, line, reason):
    team.says("li", line)
    assert team.rows(DEAL) == [{"result": "lost", "amount": 50_000_000, "lost_reason": reason}]


@pytest.mark.parametrize(
    "line",
    [
        *("we won the match last night!", "he said yes!! we're engaged", "the printer is dead", "got it, thanks"),
        *("closed early today, traffic was bad", "lunch is on me, we won", "我赢了", "手机丢了", "饭凉了"),
        "first payment from Meridian landed, 200k",
        "Meridian shut down their Austin plant",
        "update: Meridian won an award",
        "Meridian reported a loss last quarter, budget is tight",
        *(
            "Meridian嫌贵，差点黄了，好在我又降了两个点",
            "Meridian没谈下来价格，周五再约",
            "Meridian把竞品淘汰了，因为太贵",
        ),
        *(
            "Meridian第一轮还剩我们和用友",
            "Meridian老板赢了官司，拿到50万赔偿",
            "Meridian的验收单签了，尾款15万",
        ),
        *("Meridian lost their CFO, budget review delayed to Q1", "Meridian's old vendor lost the renewal on price"),
        *("Meridian picked us for the shortlist, 120k", "Meridian went with a smaller package, 500k"),
    ],
)
def test_what_only_sounds_like_an_end_closes_nothing(team, line):
    team.says("li", line)
    assert team.rows("SELECT result, lost_reason FROM deals WHERE code = 'D-1001'") == [
        {"result": "open", "lost_reason": ""}
    ]


@pytest.mark.parametrize(
    ("line", "signed", "term", "payment", "po"),
    [
        ("Acme won 480k, paid in two halves", None, None, "paid in two halves", None),
        ("Acme win to log: 480k / 24 months / PO A-2291 / signing date Oct 18", "2026-10-18", 24, None, "A-2291"),
        ("after six months of chasing, Acme signed, 480k for three years, net 45", None, 36, "net 45", None),
        ("Acme 48万 三年期 敲定成单 预付三成", None, 36, "预付三成", None),
        ("Acme签了，48万，首付30%，尾款上线后付，质保一年", None, None, "首付30%，尾款上线后付", None),
        ("Acme的采购订单到了 单号CG20261120 48万 一年半", None, 18, None, "CG20261120"),
        ("Acme签单，48万，付款方式为三三四，12月1日启动", None, None, "三三四", None),
    ],
)
def test_a_win_is_read_with_what_was_agreed(line, signed, term, payment, po):
    more = READERS["deal_won"](Shape(line, SCENE)).said.get("more", {})
    assert (more.get("term_months"), more.get("payment"), more.get("po")) == (term, payment, po)
    assert (str(more["signed_on"].astimezone(SCENE.zone))[:10] if "signed_on" in more else None) == signed


def test_the_ends_of_several_deals_in_one_line_are_told_apart():
    assert [(one.intent, one.deal) for one in meant("Acme签了，华重丢了，嫌贵")] == [
        ("deal_lost", "D-1001"),
        ("deal_won", "D-1004"),
    ]


@pytest.mark.parametrize(
    "text", ["won Acme 122k and 华重 500k", "Acme 122k，华重 500k 都签了", "signed: Acme 122k, 华重 50万"]
)
def test_of_several_wins_in_one_line_each_has_its_own_sum(text):
    assert [(one.deal, one.amount.minor) for one in meant(text)] == [("D-1001", 50_000_000), ("D-1004", 12_200_000)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Acme decided to have their interns code it up", "in_house"),
        ("we lost Acme bc their dev team wants to do it", "in_house"),
        ("lost Acme, they need HIPAA compliance and we can't show it", "feature_gap"),
        ("Acme lost: they want it on their own servers, we only do cloud", "feature_gap"),
        ("Acme has gone to Bosch", "competitor"),
        ("Acme, nothing new before the audit, they'd rather wait", "timing"),
        ("Acme as lost. Their champion Mr Iyer left and nobody else there wants it", "other"),
        ("华重没成，人家嫌咱们报得太离谱", "price"),
        ("华重没谈下来，老板说一分钱都不想花", "budget"),
        ("华重黄了，需要支持鸿蒙，我们还不行", "feature_gap"),
        ("华重没戏了，金蝶把它签走了", "competitor"),
        ("华重丢了，他们内部已经有一套了", "in_house"),
        ("华重，对方嫌我们实施周期长", "timing"),
        ("华重丢了，原因客户没说", "other"),
        ("Acme gone, needs offline mode", "feature_gap"),
        ("Acme lost, they liked Fanuc's demo better", "competitor"),
        ("Acme: dead. Board vetoed all new spend this year", "budget"),
        ("华重输了，友商报了个地板价", "price"),
        ("华重丢了，甲方说再观望一年", "timing"),
    ],
)
def test_given_that_a_deal_is_lost_any_wording_tells_why(text, reason):
    meaning = READERS["deal_lost"](Shape(text, SCENE))
    assert (meaning.said["choice"], meaning.doubts) == (reason, [])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Acme gone, their CFO laughed at the number", "price"),
        ("Acme lost, no pot of money left on their side", "budget"),
        ("华重没了，他们IT老大说自己撸一个", "in_house"),
        ("华重丢了，嫌我们系统连不上他们的老设备", "feature_gap"),
    ],
)
def test_a_reason_in_words_no_list_knows_is_learned(text, reason):
    shape = Shape(text, SCENE)
    assert reason_for(shape) == (reason, True)


@pytest.mark.parametrize(
    "text",
    [
        "华重黄了，他们那边风水不好",
        "Acme lost: the stars were wrong",
        "华重丢了，就那样呗",
        "Acme lost because reasons",
    ],
)
def test_a_reason_nobody_knows_is_asked(text):
    assert READERS["deal_lost"](Shape(text, SCENE)).doubts == ["reason"]


@pytest.mark.parametrize("text", ["if Acme goes with Bosch", "华重要是丢了", "Acme hope it's not lost", "Acme lost?"])
def test_a_loss_that_is_only_feared_or_asked_about_is_none(text):
    assert READERS["deal_lost"](Shape(text, SCENE)) is None


def test_of_two_sums_of_which_neither_is_called_the_total_somebody_has_to_say_which():
    unclear = "Acme closed at 115,000 after three months, first year 100k"
    assert READERS["deal_won"](Shape(unclear, SCENE)).doubts == ["which"]
    told = READERS["deal_won"](Shape("Acme went all in, 130k total of which 30k is services", SCENE))
    assert (told.said["amount"].amount.units, told.doubts) == (130_000, [])


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("scratch the 70, Acme is 50 percent", 70, 50),
        ("Acme chance is 40% not 60", 60, 40),
        ("刚才华重的概率应该是60，我手滑打成了90", 90, 60),
    ],
)
def test_given_that_a_line_corrects_the_wrong_value_is_told_from_the_right_one(text, old, new):
    more = READERS["correct"](Shape(text, SCENE)).said["more"]
    assert (more["old_value"], more["value"]) == (old, new)


@pytest.mark.parametrize(
    ("text", "at", "repeat"),
    [
        ("On the first of every month, kindly prompt me to review unpaid invoices.", "2026-12-01 09:00", "monthly"),
        ("提前两天提醒我华重12月10号的续约", "2026-12-08 09:00", None),
        ("Friday 9am: Acme renewal docs. don't want to miss that one", "2026-11-27 09:00", None),
    ],
)
def test_given_that_a_line_asks_for_a_reminder_its_moment_is_read(text, at, repeat):
    more = READERS["reminder_set"](Shape(text, SCENE)).said["more"]
    assert (f"{more['at'].astimezone(SCENE.zone):%Y-%m-%d %H:%M}", more.get("repeat")) == (at, repeat)


@pytest.mark.parametrize(
    "line", ["Meridian went a different direction", "Meridian is done, they are out", "Meridian拿到了"]
)
def test_an_end_that_is_not_likely_enough_is_asked_and_not_written(team, line):
    (question,) = team.says("li", line)
    assert question.buttons
    assert team.rows(DEAL)[0]["result"] == "open"
