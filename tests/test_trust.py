"""Wrong values of a newcomer's day: what looked like a result, a leave, a sum, a step or a request and was none."""

from datetime import UTC, datetime

import pytest

RESULT = "SELECT result, owner FROM deals WHERE code = 'D-1001'"
STEP = "SELECT next_step, next_at, close_date FROM deals WHERE code = 'D-1001'"
AWAY = "SELECT away_from, away_until FROM members WHERE handle = 'li'"


@pytest.fixture
def team(quick_chat):
    """Li holds Meridian, worth 27万."""
    quick_chat.has_deal("Meridian", owner="li")
    quick_chat.says("li", "progress D-1001 amount 27万")
    return quick_chat


@pytest.mark.parametrize(
    "line",
    [
        *("Meridian is closed today", "Meridian closed early for Thanksgiving", "Meridian closed until Monday"),
        *("Meridian contract signed and sent back, waiting for countersignature", "Meridian DPA signed by both sides"),
        *(
            "Meridian中标公示还有3天，别急",
            "Meridian赢了对手，进入第二轮",
            "Meridian中标候选人公示了",
            "Meridian赢了第一轮",
        ),
        *("Meridian成交概率不大", "Meridian closed a funding round of 12m", "Meridian was closed on Friday"),
        *("Meridian went with plan B, 2 shops first", "Meridian went with option B", "Meridian先不签了"),
        *("Meridian said no for now, maybe next year", "Meridian went with the smaller package"),
        *("done with Meridian, they never call back", "finished with Meridian, no answer since May"),
        *("Meridian老板丢了手机", "Meridian dead line is Dec 4", "Meridian差点丢了，好在救回来了"),
        *("take Meridian off my plate", "escalate Meridian to Kim", "Meridian客户丢了钥匙"),
        *("Meridian LOI signed", "Meridian BAA signed", "Meridian paperwork signed", "Meridian没丢"),
        *("Meridian reseller agreement signed", "Meridian signed a two year deal with Oracle"),
        *("Meridian release slipped", "Meridian退了一步，同意预付"),
        *("I'd give Meridian to Kim", "I'll take Meridian to Kim for approval"),
        "Zhang please take over Meridian while I'm at the dentist",
        *("we won Meridian back in 2021", "Meridian去年就签过一单", "Meridian signed the LOI for 480k"),
        *("won Meridian? not quite", "stop the quote for Meridian", "cancel the contract request for Meridian"),
        *("Meridian回访了，他们去年跟用友签了120万，三年的", "Meridian signed a 300k deal with Siemens last year"),
        *("Meridian签了用友的维保20万", "Meridian拿下了华为的订单90万", "Meridian拿下政府补贴60万"),
        *("Meridian搞定了装修，花了40万", "Meridian签了新员工", "Meridian saves 30k a year with us"),
        *("we saved Meridian 30k", "Meridian in the bag, 270k, signing fri", "Meridian下个月32号签"),
        *("Meridian: we're 20k cheaper than Salesforce", "Meridian chose the 3 year plan", "Meridian is closing down"),
        *("Meridian先放放", "聊天记录\n张伟 10:02\nMeridian签了27万\n李娜 10:03\n恭喜！"),
        "Slack export: [10:02] tom: Meridian signed 270k",
        *("Meridian chose us over a competitor", "Meridian bought a competitor", "Meridian不用竞品了"),
        *("Meridian的竞争对手丢了", "Meridian丢了个大客户，预算没了", "Meridian lost their budget"),
        *("closed Meridian for 45", "won Meridian for 120", "Meridian签了 110"),
        *("Meridian的报价先别出了", "cancelled the call with Meridian", "nobody wants Meridian"),
    ],
)
def test_nothing_ends_or_changes_hands_where_something_else_is_said(team, line):
    team.says("li", line)
    assert team.rows(RESULT) == [{"result": "open", "owner": team.members["li"]}]
    assert team.value("SELECT count(*) FROM requests") == 0


@pytest.mark.parametrize(
    ("line", "result"),
    [
        ("Meridian is closed! 480k", "won"),
        ("Meridian中标了", "won"),
        ("Meridian赢了", "won"),
        ("Meridian went with GridCo, cheaper by 20%", "lost"),
        ("Meridian's dead. No budget.", "lost"),
        ("Meridian丢了，没预算", "lost"),
    ],
)
def test_a_plain_end_is_still_written_at_once(team, line, result):
    team.says("li", line)
    assert team.value("SELECT result FROM deals WHERE code = 'D-1001'") == result


@pytest.mark.parametrize(
    "line",
    [
        *("周五不请假了", "周三不请假了", "我周五不休假了", "下周一不用请假了", "I won't be off on Friday"),
        *("not going to be out Friday after all", "I'm not taking Friday off anymore", "Friday leave is cancelled"),
    ],
)
def test_a_denied_leave_is_no_leave(team, line):
    said = team.says("li", line)
    assert team.rows(AWAY) == [{"away_from": None, "away_until": None}]
    assert len(said) == 1


@pytest.mark.parametrize("line", ["周五不请假了", "I won't be off on Friday"])
def test_only_the_denied_day_of_a_leave_falls_away(team, line):
    team.says("li", "leave Thursday to Friday")
    team.says("li", line)
    assert team.rows(AWAY) == [
        {"away_from": team.moment("2026-11-25T16:00"), "away_until": team.moment("2026-11-26T16:00")}
    ]


@pytest.mark.parametrize("line", ["周三不请假了", "I won't be off on Wednesday"])
def test_a_leave_on_other_days_stays_as_it_is(team, line):
    team.says("li", "leave next Monday")
    before = team.rows(AWAY)
    team.says("li", line)
    assert team.rows(AWAY) == before


def test_whoever_is_back_from_lunch_ends_no_leave(team):
    team.says("li", "leave today to Friday")
    before = team.rows(AWAY)
    team.says("li", "back from lunch")
    assert team.rows(AWAY) == before


@pytest.mark.parametrize(
    "line",
    [
        *("Meridian第一期8万，第二期9万", "Meridian 第一期28万，第二期25万", "Meridian 今年的预算30万已经用掉25万了"),
        *("Meridian12月签30万，明年3月再签25万", "Meridian 报价 28万，客户还价25万", "Meridian 每月25万"),
        *(
            "Meridian 250k a year for 3 years",
            "Meridian we quoted 280k, they want 250k",
            "Meridian 280k... scratch that",
        ),
        *("Meridian 280k per month", "Meridian counter-offer 250k", "Meridian budget 260k-280k"),
    ],
)
def test_of_two_sums_or_a_part_of_one_none_is_written_silently(team, line):
    team.says("li", line)
    assert team.value("SELECT amount FROM deals WHERE code = 'D-1001'") == 27_000_000


@pytest.mark.parametrize("line", ["Meridian 从27万改到28万", "Meridian went from 270k to 280k", "Meridian amount 280k"])
def test_a_sum_that_changes_is_written(team, line):
    team.says("li", line)
    assert team.value("SELECT amount FROM deals WHERE code = 'D-1001'") == 28_000_000


@pytest.mark.parametrize(
    "line",
    [
        "new lead: Big Pine Co, budget 30k-40k",
        "新线索：杭州云腾科技，预算10-15万",
        "new lead: Big Oak Furniture 30k-40k",
    ],
)
def test_neither_end_of_a_range_is_what_a_new_lead_is_worth(team, line):
    team.says("li", line)
    assert not team.value("SELECT amount FROM deals WHERE code = 'D-1002'")


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("Meridian call Thursday 2pm EST", "2026-11-26T19:00"),
        ("Meridian call 2pm EST on Thursday", "2026-11-26T19:00"),
        ("Meridian demo Thursday 10am PST", "2026-11-26T18:00"),
        ("Meridian demo Thursday 14:00 CET", "2026-11-26T13:00"),
        ("Meridian demo Thursday 10:30 IST", "2026-11-26T05:00"),
        ("Meridian demo Thursday 4pm SGT", "2026-11-26T08:00"),
        ("Meridian demo Thursday 3pm GMT", "2026-11-26T15:00"),
        ("Meridian call Thursday 2pm London time", "2026-11-26T14:00"),
        ("Meridian call on July 8 at 2pm EST", "2027-07-08T18:00"),
        ("Meridian 北京时间周四下午2点电话会", "2026-11-26T06:00"),
        ("Meridian 周四纽约时间上午9点演示", "2026-11-26T14:00"),
        ("Meridian call Thursday 2pm", "2026-11-26T06:00"),
    ],
)
def test_a_time_zone_said_with_a_time_counts(team, line, at):
    team.says("li", line)
    [row] = team.rows(STEP)
    assert row["next_at"] == team.moment(at)
    assert not any(zone in row["next_step"] for zone in ("EST", "PST", "CET", "IST", "SGT", "GMT", "time", "时间"))


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("Meridian改到周四演示", "2026-11-25T16:00"),
        ("Meridian改到周四", "2026-11-25T16:00"),
        ("Meridian demo moved to Thursday", "2026-11-25T16:00"),
        ("Meridian moved to Thursday", "2026-11-25T16:00"),
        ("Meridian今天没聊成，王总临时出差，改到下周三下午两点", "2026-12-02T06:00"),
        ("Meridian demo moved from Wednesday to Thursday", "2026-11-25T16:00"),
    ],
)
def test_what_moves_is_the_step(team, line, at):
    team.says("li", "Meridian next step: demo Wednesday")
    team.says("li", line)
    [row] = team.rows(STEP)
    assert (row["next_at"], row["close_date"]) == (team.moment(at), None)
    assert row["next_step"] in ("demo", "演示")


@pytest.mark.parametrize(
    "line",
    [
        *("Meridian这次是续约", "Meridian客户12月10日前要用上", "Meridian客户要求12月10日前交货，15日验收"),
        *("Meridian报价单发了，等回复", "Meridian pricing sent, waiting for their answer"),
        *("Meridian next step done", "Meridian customer needs it live by Dec 10", "Meridian他们12月10日前必须上线"),
    ],
)
def test_a_step_is_only_replaced_by_a_step(team, line):
    team.says("li", "Meridian next step: sign the papers Thursday")
    before = team.rows(STEP)
    team.says("li", line)
    assert team.rows(STEP) == before


@pytest.mark.parametrize(
    ("line", "step", "at"),
    [
        ("Meridian demo 约在 12/8 2pm，腾讯会议号 888-123-456", "demo", datetime(2026, 12, 8, 6, tzinfo=UTC)),
        ("Meridian下一步12月3号签合同", "签合同", datetime(2026, 12, 2, 16, tzinfo=UTC)),
        ("Meridian next one Friday 3pm", "", datetime(2026, 11, 27, 7, tzinfo=UTC)),
    ],
)
def test_a_step_is_read_with_its_day(team, line, step, at):
    team.says("li", line)
    [row] = team.rows(STEP)
    assert (row["next_step"] or "", row["next_at"]) == (step, team.moment(at.strftime("%Y-%m-%dT%H:%M")))


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Meridian的报价我周一给他们",
            "Meridian revised pricing sent",
            "Meridian合同明天送过去，张总说月底前付首款30%",
        ),
        *("Meridian won the army contract, so they have budget now", "Meridian has a contract with IBM until 2028"),
        *("Meridian proposal sent", "Meridian的方案我明天发给客户", "Meridian contract was sent"),
    ],
)
def test_what_we_do_ourselves_is_asked_of_nobody(team, line):
    team.says("li", line)
    assert team.value("SELECT count(*) FROM requests") == 0
    assert team.rows(RESULT) == [{"result": "open", "owner": team.members["li"]}]


@pytest.mark.parametrize(
    "line",
    [
        "Meridian +10%",
        "Meridian -10%",
        "Meridian汇报推迟一周",
        "Meridian汇报往后挪一周",
        "Meridian review pushed a week",
        "Meridian visit tue/wed",
        "Meridian meeting between tue and thu next week",
        "CFO of Meridian out friday",
    ],
)
def test_no_step_and_no_chance_is_set_by_what_says_neither(team, line):
    team.says("li", "Meridian汇报周五")
    (before,) = team.rows("SELECT next_step, next_at, probability FROM deals WHERE code = 'D-1001'")
    team.says("li", line)
    assert team.rows("SELECT next_step, next_at, probability FROM deals WHERE code = 'D-1001'") == [before]


@pytest.mark.parametrize(
    "line",
    [
        "increase Li's Q4 goal by 20k",
        "Li Q4 goal +10k",
        "李娜本季度目标加20万",
        "goal Li +10k Q4",
        "目标 李娜 加20万 本季度",
        "李娜Q4目标降20万",
    ],
)
def test_by_how_much_a_goal_changes_is_no_goal(team, line):
    said = team.says("kim", line)
    assert team.value("SELECT count(*) FROM goals") == 0
    assert said
