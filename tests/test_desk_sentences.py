"""What somebody needs from others on a deal, as people write it: a quote, a contract, delivery, help; and what they ask."""

import json

import pytest


@pytest.fixture
def team(quick_chat):
    """Li holds two deals."""
    quick_chat.has_deal("Meridian", owner="li")
    quick_chat.has_deal("启明光电", owner="li")
    return quick_chat


def wanted(team, line):
    """What a line wants quoted: goods, hundredths of discount, terms, days."""
    team.says("li", line)
    rows = team.rows("SELECT wanted FROM quotes")
    if not rows:
        return None
    (row,) = rows
    want = row["wanted"] if isinstance(row["wanted"], dict) else json.loads(row["wanted"])
    goods = [(item["quantity"], item["product"]) for item in want["items"]]
    return goods, want["discount"], want["extra"], want["terms"], want["valid_days"], want["condition"]


@pytest.mark.parametrize(
    ("line", "goods", "discount", "extra", "terms", "days", "condition"),
    [
        ("启明光电 报价单 账号x30 9折 30天有效", [(30, "账号")], 1000, 0, "", 30, ""),
        ("给启明光电报价，标准版10套和企业版5套", [(10, "标准版"), (5, "企业版")], 0, 0, "", None, ""),
        ("给启明光电报价，培训服务3次，预付50%", [(3, "培训服务")], 0, 0, "预付50%", None, ""),
        ("启明光电报价，20套，95折，签三年的话再让3个点", [(20, "-")], 500, 300, "", None, "签三年"),
        ("啟明光電要報價：專業版25套，九二折，月結30天", [(25, "專業版")], 800, 0, "月結30天", None, ""),
        ("quote Meridian 20 seats 50% upfront", [(20, "seats")], 0, 0, "50% upfront", None, ""),
        ("Meridian needs a quote, a dozen seats on the pro plan", [(12, "pro plan seats")], 0, 0, "", None, ""),
        ("quote Meridian 1,000 licences, 15% off plus another 3", [(1000, "licences")], 1500, 300, "", None, ""),
        ("need a quote for Meridian", [], 0, 0, "", None, ""),
        ("启明光电想要30套标准版的价格，能给85折不", [(30, "标准版")], 1500, 0, "", None, ""),
        ("启明光电那边问60个学生账号什么价，麻烦出一下", [(60, "学生账号")], 0, 0, "", None, ""),
        ("给启明光电报价，标准版10套加培训2次", [(10, "标准版"), (2, "培训")], 0, 0, "", None, ""),
        ("启明光电续费报价，150个账号，9折，续三年再让5个点", [(150, "账号")], 1000, 500, "", None, "续三年"),
        ("启明光电报价 产品:联网模块 数量:16 折扣:9折", [(16, "联网模块")], 1000, 0, "", None, ""),
        ("quote Meridian 18 gateways, 7.5% disc, net 30, valid 60d", [(18, "gateways")], 750, 0, "net 30", 60, ""),
        ("Meridian wants pricing on one hundred and fifty sensors", [(150, "sensors")], 0, 0, "", None, ""),
        ("quote Meridian 14 arms, net sixty", [(14, "arms")], 0, 0, "net sixty", None, ""),
        ("Meridian asked us for a formal offer on 12 scanners, can we do it?", [(12, "scanners")], 0, 0, "", None, ""),
        ("price for 2 dozen routers for Meridian please", [(24, "routers")], 0, 0, "", None, ""),
        (
            "启明光电报价，20台冰柜，付款方式：签约付40%，到货付60%",
            [(20, "冰柜")],
            0,
            0,
            "付款方式：签约付40%，到货付60%",
            None,
            "",
        ),
        ("给启明光电报价：年底前下单九折，温控箱25个", [(25, "温控箱")], 1000, 0, "", None, "年底前下单"),
        ("给启明光电报价，签满两年才给95折，账号25个", [(25, "账号")], 500, 0, "", None, "签满两年"),
        ("启明光电要报价，一份车载终端18台的，含三年流量", [(18, "车载终端")], 0, 0, "", None, "含三年流量"),
        ("启明光电报价，冷链标签，五百枚，有效期改成两周", [(500, "冷链标签")], 0, 0, "", 14, ""),
        ("quote Meridian 12 arms, payment within 60 days", [(12, "arms")], 0, 0, "payment within 60 days", None, ""),
        ("quote Meridian: 24 turbines, stays open two weeks", [(24, "turbines")], 0, 0, "", 14, ""),
        ("need a two-option quote for Meridian, 100 users", [(100, "users")], 0, 0, "", None, ""),
    ],
)
def test_a_quote_holds_what_was_said(team, line, goods, discount, extra, terms, days, condition):
    assert wanted(team, line) == (goods, discount, extra, terms, days, condition)


@pytest.mark.parametrize(
    "line",
    [
        "启明光电报价已经发过去了，等回复",
        "对手给启明光电报了45万",
        "启明光电觉得我们报价太高",
        "启明光电报价单什么时候能好",
        "不用给启明光电报价了",
        "Meridian got the quote, will decide end of next week",
        "Meridian asked whether the quote includes support",
        "when is the Meridian quote due?",
        "pricing call with Meridian moved to Wed 2pm",
        "updated the quote for Meridian, 20 seats now",
        "send Meridian the quote",
        "启明光电说不要了，报价再低也没用",
        "启明光电这周五再谈一轮价格",
    ],
)
def test_news_of_a_quote_is_no_wish_for_one(team, line):
    assert wanted(team, line) is None


@pytest.mark.parametrize("line", ["给启明光电报价，打个折，20个账号", "quote Meridian 20 seats with a discount"])
def test_a_discount_without_a_number_is_asked(team, line):
    assert wanted(team, line) is None


@pytest.mark.parametrize(
    ("line", "intent", "trade"),
    [
        ("启明光电合同要法务看一下", "help_request", "legal"),
        ("求售前！启明光电要做安全方案答辩", "help_request", "presales"),
        ("Can presales join the Meridian call on Thursday at 3pm?", "help_request", "presales"),
        ("pull in delivery for Meridian to scope the rollout", "help_request", "delivery"),
        ("启明光电要签保密协议 法务明天给", "contract_request", "legal"),
        ("Meridian contract needed from legal by Friday, 3 years with auto renewal", "contract_request", "legal"),
        ("法务帮看看启明光电的保密协议，今晚前", "help_request", "legal"),
        ("市场的同学，启明光电想参加展会，给留两张票行吗", "help_request", "marketing"),
        ("启明光电的技术交流会缺售前，后天上午九点，谁有空", "help_request", "presales"),
        ("启明光电追着要保密协议，法务今天能审完吗", "help_request", "legal"),
        ("who in legal can check Meridian's liability clause by wednesday", "help_request", "legal"),
        (
            "desperate for a solutions architect on Meridian, 60 security questions, due monday",
            "help_request",
            "presales",
        ),
        ("legal, please draft the contract for Meridian", "contract_request", "legal"),
        ("let's get delivery started on Meridian, start date 2 December", "handover", None),
        ("Not legal this time, I need delivery to check Meridian's acceptance criteria", "help_request", "delivery"),
        ("启明光电的标书商务部分法务看过了，技术部分求售前撑一把", "help_request", "presales"),
        ("启明光电转交付，下周三开工", "handover", None),
        ("passing Meridian on to delivery, project starts Thursday", "handover", None),
    ],
)
def test_a_call_finds_its_kind_and_trade(team, line, intent, trade):
    (meant,) = team.handle("li", line).meant
    assert (meant.intent, next(iter(meant.roles), meant.role)) == (intent, trade)


@pytest.mark.parametrize(
    "line",
    [
        "legal reviewed the Meridian contract",
        "Meridian's legal team is reviewing",
        "启明光电的法务说条款要改",
        "启明光电售前讲完了客户很满意",
        "启明光电签约啦，法务和售前都帮了大忙",
        "small win for Meridian, the ops director replied and we have a call tomorrow at 3pm",
    ],
)
def test_news_of_a_trade_is_no_call_for_it(team, line):
    team.says("li", line)
    assert team.rows("SELECT kind FROM requests") == []


@pytest.mark.parametrize(
    "line",
    ["should we quote Meridian 20 seats?", "启明光电 要不要报个价", "shall we get legal to look at the Meridian NDA?"],
)
def test_who_asks_whether_to_ask_is_asked(team, line):
    assert team.says("li", line)[-1].buttons
    assert team.rows("SELECT kind FROM requests") == []


def test_a_helper_learns_no_amount_from_a_question(team):
    team.store_write("UPDATE deals SET amount = 7000000, currency = 'USD' WHERE code = 'D-1001'")
    team.says("li", "add Tom to D-1001 as presales")
    asked = team.says("tom", "D-1001 amount is $10", room="us")
    assert asked
    assert not any("70,000" in said.text + said.title for said in asked)


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("启明光电 报价，折扣从9折改成85折", (1500, 0)),
        ("quote Meridian 20 seats at 8% off, another 3% if they sign", (800, 300)),
    ],
)
def test_only_the_discount_that_is_counts(team, line, same):
    assert wanted(team, line)[1:3] == same


@pytest.mark.parametrize(
    "line",
    [
        *("我逾期的任务有哪些", "公海里还有啥", "给我看看漏斗", "启明光电现在什么情况", "排行榜", "我离目标还差多少"),
        *("下个月预测", "本月转化率多少", "本周超时的线索有哪些", "启明光电为什么分给了李", "今天谁没交站会"),
        *("启明光电的电话", "哪些客户很久没动了", "我很久没跟的单有哪些", "本月签了几单", "线索分得公平吗"),
        *("平均响应时间多久", "启明光电的历史记录"),
        *("what's overdue for me?", "any leads in the pool?", "show me my pipeline", "how's Meridian doing?"),
        *("leaderboard please", "how far am I from target?", "forecast for next month?", "win rate this month?"),
        *("which leads breached SLA?", "why did Meridian go to Li?", "who missed standup today?"),
        *(
            "phone number for Meridian",
            "which deals have gone quiet?",
            "my stale deals?",
            "what did we win this month?",
        ),
        *("is lead distribution fair?", "how fast do we answer new leads?", "history of Meridian"),
    ],
)
def test_every_question_of_the_team_is_understood(team, line):
    assert team.handle("li", line).meant
    assert team.rows("SELECT code FROM quotes") == []
