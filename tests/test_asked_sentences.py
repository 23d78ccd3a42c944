"""What is asked of others and of the book, read by meaning; and what only sounds like it, which writes nothing."""

from pathlib import Path

import pytest

from bench.understanding.__main__ import tried
from bench.understanding.entries import Entry, load

FIXTURE = Path(__file__).parent / "data" / "understanding" / "fixture.yaml"
READ = [
    ("u_zhang", "云帆合同请孙律过一遍，周三要", "contract_request", {"assignee": "u_sun", "due": "2026-11-25"}, ""),
    ("u_zhang", "云帆的合同法务帮忙看一下，明天中午前", "help_request", {"roles": ["legal"]}, ""),
    ("u_tom", "Blocker on BlueWave: their IT wants a security review", "progress_update", {"deal": "D-1018"}, ""),
    ("u_zhang", "小周的 mentor 是磊哥", "mentor_assign", {"mentee": "u_zhou", "mentor": "u_wangl"}, ""),
    ("u_zhang", "芳芳给小周当师傅，主要教商务谈判", "mentor_assign", {"mentee": "u_zhou", "mentor": "u_wangf"}, ""),
    (
        "u_zhang",
        "静姐会内窥镜和超声，登记一下技能",
        "capability_set",
        {"who": "u_chen", "skills": ["内窥镜", "超声"]},
        "",
    ),
    ("u_amy", "Tom 明天 off，他的 deal 我 cover", "cover_set", {"who": "u_tom", "by": "u_amy"}, ""),
    ("u_zhang", "我 30号到2号 on leave, 磊哥 cover", "cover_set", {"by": "u_wangl", "from": "2026-11-30"}, ""),
    ("u_tom", "cancel leave tomorrow and Friday", "back", {"since": "2026-11-24", "until": "2026-11-28"}, ""),
    ("u_tom", "cancel my leave", "back", {}, ""),
    ("u_li", "D-1020 handover to Zhao Min, start Wed, go live Dec 18", "handover", {"go_live": "2026-12-18"}, ""),
    ("u_zhang", "绿源要包装机的报价，3台", "quote_request", {"product": "包装机", "qty": "3"}, ""),
    ("u_tom", "shoutout to Amy, great work on Orion Health", "kudos", {"reason": "great work on Orion Health"}, ""),
    ("u_zhang", "多亏磊哥借我样机，谢了兄弟", "kudos", {"reason": "借我样机"}, ""),
    ("u_zhang", "上个月转化率跟9月比怎么样", "query", {"period": "2026-10", "compare": "2026-09"}, ""),
    ("u_zhang", "Q3 的 pipeline 导个表", "export", {"what": "pipeline", "period": "2026-Q3"}, ""),
    ("u_wangl", "D-1014 contract draft by Dec 3 please", "contract_request", {"doc": "contract"}, ""),
    ("u_kim", "goal Tom 500k by 31 Dec", "goal_set", {"who": "u_tom"}, ""),
    ("u_kim", "raise Tom's goal to 500k by 12/31", "goal_set", {"who": "u_tom"}, ""),
    ("u_kim", "forecast?", "query", {"what": "forecast"}, ""),
    ("u_zhang", "new lead：深圳 Brightek，contact 是 Kevin", "lead_create", {"company": "深圳 Brightek"}, ""),
    ("u_tom", "Acme: any manager free to join their call at 3pm?", "help_request", {"roles": ["manager"]}, ""),
    # who speaks, what they write, the intent, some of its fields; notes of the scene
    ("u_tom", "I'd go with Jing", "award_vote", {"nominee": "u_chen"}, "prompt=vote:AW-11"),
    ("u_zhang", "刚才投错了，应该投静姐", "award_vote", {"nominee": "u_chen"}, "prompt=vote:AW-11"),
    ("u_zhang", "协作之星：李娜", "award_vote", {"nominee": "u_li"}, ""),
    ("u_tom", "Acme's CTO is asking, can presales jump in?", "help_request", {"roles": ["presales"]}, ""),
    (
        "u_tom",
        "BlueWave is done, over to delivery, they start Dec 10, live Feb 1",
        "handover",
        {"start": "2026-12-10"},
        "",
    ),
    ("u_zhang", "转交付吧，敏姐负责，下周二开始", "handover", {"to": "u_zhao", "start": "2026-12-01"}, "thread=D-1009"),
    ("u_tom", "phone with Marco at Tidal Robotics, 15 arms. new lead", "lead_create", {"contact": "Marco"}, ""),
    ("u_tom", "new lead: Maple Leaf Insurance, Bob Harris, VP Ops", "lead_create", {"contact": "Bob Harris"}, ""),
    ("u_zhang", "新线索：无锡天元食品的刘经理，想看冷链", "lead_create", {"contact": "刘经理"}, ""),
    ("u_tom", "props 2 Amy, 3 deals moved in a week", "kudos", {"to": "u_amy"}, ""),
    ("u_tom", "pls whip up a DPA 4 bw by eod", "contract_request", {"deal": "D-1018", "doc": "DPA"}, ""),
    ("u_kim", "Amy covers Tom from Wednesday to Friday", "cover_set", {"who": "u_tom", "by": "u_amy"}, ""),
    ("u_zhang", "明天请假，我的客户娜姐帮看", "cover_set", {"by": "u_li", "from": "2026-11-24"}, ""),
    (
        "u_tom",
        "holiday from 21.12. until 31.12., Amy covers",
        "cover_set",
        {"from": "2026-12-21", "to": "2027-01-01"},
        "",
    ),
    ("u_zhang", "公海里那个北极星我接了哈", "lead_claim", {"deal": "D-1006"}, ""),
    ("u_zhang", "云帆这单赢了哈哈哈", "deal_won", {"deal": "D-1009"}, ""),
    ("u_wangq", "set stale days to 10", "admin_rule", {"rule": "stale_days", "value": 10}, ""),
    ("u_zhang", "D-1001 needs presales, site survey Thursday 10am", "help_request", {"at": "2026-11-26T10:00"}, ""),
    ("u_tom", "need presales for a site survey on Dec 2", "help_request", {"at": "2026-12-02"}, "thread=D-1004"),
    (
        "u_tom",
        "Card from the fair: Gerd Maier, factory director, Maier Federn. Wants to digitise 3 lines. Open a lead for it.",
        "lead_create",
        {"company": "Maier Federn", "contact": "Gerd Maier"},
        "",
    ),
    (
        "u_zhang",
        "直播间来个新客户，沈阳鑫源重机，孙哥13604001234",
        "lead_create",
        {"company": "沈阳鑫源重机", "contact": "孙哥"},
        "",
    ),
    ("u_tom", "put Raj on Acme with me", "collab_add", {"members": ["u_raj"]}, ""),
    ("u_tom", "what should I do today", "query", {"what": "my_overdue"}, ""),
    ("u_zhang", "漏斗看一下", "query", {"what": "pipeline"}, ""),
    ("u_tom", "which deals should close this week?", "query", {"what": "closing", "period": "2026-W48"}, ""),
    ("u_zhang", "本周要签的单子有哪些", "query", {"what": "closing", "period": "2026-W48"}, ""),
    ("u_zhang", "今天谁请假", "query", {"what": "who_is_away"}, ""),
    ("u_tom", "who is on leave today", "query", {"what": "who_is_away"}, ""),
    ("u_tom", "how do I claim a lead?", "help", {}, ""),
    ("u_zhang", "怎么认领线索", "help", {}, ""),
    ("u_zhang", "谁负责法务", "query", {"what": "people"}, ""),
    ("u_zhang", "有哪些报价等我批", "query", {"what": "quotes"}, ""),
    ("u_tom", "what's the dollar at in our book", "query", {"what": "rates"}, ""),
    ("u_zhang", "我有多少积分", "query", {"what": "points"}, ""),
    ("u_zhang", "有没有人整理过怎么应对客户压价的经验", "best_practice_search", {"q": "客户压价"}, ""),
    ("u_zhang", "想学学大佬们怎么做转介绍的", "best_practice_search", {"q": "转介绍"}, ""),
    ("u_zhang", "之前同事分享过的展会获客心得再发一下", "best_practice_search", {"q": "展会获客"}, ""),
    ("u_tom", "pull up what we know about selling to schools", "best_practice_search", {"q": "selling to schools"}, ""),
    (
        "u_tom",
        "how have we won manufacturing deals before?",
        "best_practice_search",
        {"q": "manufacturing deals before"},
        "",
    ),
    ("u_tom", "Has anyone documented how to deal with legal redlines?", "best_practice_search", {}, ""),
    ("u_zhang", "邊個業績最好", "query", {"what": "leaderboard"}, ""),
    ("u_zhang", "而家華重點樣", "query", {"what": "deal_status", "deal": "D-1001"}, ""),
    ("u_zhang", "鼎盛现在卡在哪个环节", "query", {"what": "deal_status", "deal": "D-1007"}, ""),
    ("u_zhang", "新线索响应时长", "query", {"what": "response_time"}, ""),
    ("u_zhang", "站会还有谁没填", "query", {"what": "standup_missing"}, ""),
    ("u_kim", "how many deals did Amy close this quarter?", "query", {"what": "won", "who": "u_amy"}, ""),
    ("u_tom", "Thanks Raj!", "kudos", {"to": "u_raj"}, ""),
    ("u_wangq", "301号报价通过", "quote_decision", {"quote": "Q-301", "decision": "approve"}, ""),
]
NOTHING = [
    ("u_tom", "if Acme asks for a quote tell me"),
    ("u_zhang", "等华重要报价了再说"),
    ("u_zhang", "华重还没要报价"),
    ("u_tom", "BlueWave may ask for a quote next month"),
    ("u_tom", "quote me on that, Acme will sign"),
    ("u_tom", "Raj said he can help with Acme if needed"),
    ("u_zhang", "要是华重要POC我再找售前"),
    ("u_kim", "Q-302 will be approved tomorrow"),
    ("u_tom", "new lead process starts monday"),
    ("u_tom", "my train is 20 min late"),
    ("u_tom", "who won the Grammy?"),
]
LACKING = [
    ("u_tom", "new lead, guy wants 30 seats, came through the website"),
    ("u_tom", "back on Friday"),
    ("u_tom", "back Monday"),
    ("u_tom", "I'm off tomorrow, please set up cover for my deals"),
    ("u_tom", "Amy will cover for me"),
    ("u_zhang", "来了个新客户，预算20万，帮我录一下线索"),
    ("u_zhang", "录个新线索，预算30万"),
    ("u_zhang", "新线索：王总，15万"),
    ("u_kim", "Pls put me on Orion as a collaborator"),
]


@pytest.fixture(scope="module")
def outcomes():
    fixture, _ = load(FIXTURE)
    said = [(who, text, notes) for who, text, _, _, notes in READ] + [
        (who, text, "") for who, text in NOTHING + LACKING
    ]
    entries = [
        Entry(f"asked-{no}", "zh" if not text.isascii() else "en", text, "ignore", {}, f"sender={who};{notes}")
        for no, (who, text, notes) in enumerate(said)
    ]
    return {one.entry.text: one.outcome for one in tried(fixture, entries)}


@pytest.mark.parametrize(("text", "intent", "fields"), [(text, *meant) for _, text, *meant, _ in READ])
def test_what_is_asked_is_read_by_meaning(outcomes, text, intent, fields):
    found = outcomes[text]
    assert (found.intent, {key: str(found.fields.get(key))[: len(str(want))] for key, want in fields.items()}) == (
        intent,
        {key: str(want) for key, want in fields.items()},
    )


@pytest.mark.parametrize("text", [text for _, text in NOTHING])
def test_what_only_sounds_like_it_asks_nobody_for_anything(outcomes, text):
    assert {one.table for one in outcomes[text].wrote} <= {"deals"}
    assert outcomes[text].intent not in ("query", "lead_create", "quote_request", "help_request")


@pytest.mark.parametrize("text", [text for _, text in LACKING])
def test_what_is_surely_wanted_and_lacks_the_one_thing_is_asked_for_it(outcomes, text):
    assert outcomes[text].asked
    assert not outcomes[text].wrote
