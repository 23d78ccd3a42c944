"""What a team says of each other and of its ways, read by meaning: whom, what, when, until when."""

from pathlib import Path

import pytest

from bench.understanding.__main__ import tried
from bench.understanding.entries import Entry, load

EXAMPLES = Path(__file__).parent / "data" / "understanding"
READ = [
    # who speaks, what they write, the intent, some of its fields; notes of the scene
    ("u_liu", "单人认领上限改为25", "admin_rule", {"rule": "most_open_deals", "value": 25}, ""),
    ("u_liu", "idle deals go back to the pool after 14 days", "admin_rule", {"rule": "stale_release_days"}, ""),
    ("u_liu", "8.5折以下需要强哥审批", "admin_rule", {"rule": "discount_approval_pct", "value": 15}, ""),
    ("u_liu", "nobody may hold more than 25 open deals", "admin_rule", {"value": 25}, ""),
    ("u_liu", "把站会挪到9点40", "admin_rule", {"rule": "standup_time", "value": "09:40"}, ""),
    ("u_liu", "change the morning brief to 8:15", "admin_rule", {"value": "08:15"}, ""),
    ("u_kim", "US standup moves to 10am", "admin_rule", {"value": "10:00", "team": "US"}, ""),
    ("u_tom", "can you push the orion freight reminder back 2 days?", "reminder_snooze", {"deal": "D-1012"}, ""),
    ("u_zhang", "先别催我，周四再说", "reminder_snooze", {"until": "2026-11-26T09:00"}, "thread=D-1001"),
    ("u_tom", "set a reminder to push the Acme contract to Thursday", "reminder_set", {"deal": "D-1004"}, ""),
    ("u_wangl", "小周记得周四去天工", "reminder_set", {"for": "u_zhou", "deal": "D-1013"}, ""),
    ("u_zhang", "周三提醒我问强哥要云帆折扣审批", "reminder_set", {"deal": "D-1009"}, ""),
    ("u_zhang", "云帆周五要续费，提前一天提醒我", "reminder_set", {"at": "2026-11-26T09:00"}, ""),
    ("u_tom", "remind me to assign Zenith to Tom on Friday", "reminder_set", {"deal": "D-1016"}, ""),
    ("u_tom", "Raj deserves AW-11 for the weekend he spent on BlueWave", "award_nominate", {"deal": "D-1018"}, ""),
    ("u_zhang", "特别感谢静姐昨天陪我去华重讲方案", "kudos", {"to": "u_chen", "deal": "D-1001"}, ""),
    ("u_zhang", "感谢娜姐和强哥，明德的关系是他们帮我搭上的", "kudos", {"to": ["u_li", "u_wangq"]}, ""),
    ("u_tom", "couldn't have closed BlueWave without Raj", "kudos", {"to": "u_raj"}, ""),
    ("u_liu", "周杰由张伟带，为期三个月", "mentor_assign", {"mentor": "u_zhang", "mentee": "u_zhou"}, ""),
    ("u_kim", "Tom will be coached by Amy on pricing", "mentor_assign", {"mentor": "u_amy", "topic": "pricing"}, ""),
    ("u_tom", "put German and logistics on my skills list", "capability_set", {"skills": ["German", "logistics"]}, ""),
    (
        "u_liu",
        "retro Acme: root cause was late legal, next time loop them in early",
        "retro_note",
        {"deal": "D-1004"},
        "",
    ),
    ("u_zhang", "最佳实践补充一条：报价当天就要打电话", "best_practice_add", {"text": "报价当天就要打电话"}, ""),
    ("u_tom", "I'm out until Thursday, Amy covers", "cover_set", {"from": "2026-11-23T00:00", "by": "u_amy"}, ""),
    ("u_zhang", "明天开始休假，下周三回来，娜姐代管", "cover_set", {"to": "2026-12-02T00:00", "by": "u_li"}, ""),
    ("u_liu", "Amy needs to close 3 deals this quarter", "goal_set", {"who": "u_amy", "value": 3}, ""),
    ("u_liu", "全公司明年目标2个亿", "goal_set", {"team": "*", "period": "2027"}, ""),
    ("u_liu", "reps mustn't hold more than 30 open deals", "admin_rule", {"rule": "most_open_deals", "value": 30}, ""),
    ("u_kim", "raise Amy's December goal to five won deals", "goal_set", {"who": "u_amy", "value": 5}, ""),
    ("u_liu", "Tom明年一季度目标30万", "goal_set", {"value": {"value": 300000, "currency": "USD"}}, ""),
    # the new value of two, the day beside its cue, a part of a day, what is no rhythm
    ("u_liu", "首次响应从8小时改成4小时", "admin_rule", {"value": 4}, ""),
    ("u_liu", "quiet hours 9pm to 7am", "admin_rule", {"rule": "quiet_from", "value": "21:00"}, ""),
    ("u_liu", "芳芳这个月目标从50万改成60万", "goal_set", {"value": {"value": 600000, "currency": "CNY"}}, ""),
    ("u_zhang", "提醒我一下周五给云帆打电话", "reminder_set", {"at": "2026-11-27T09:00"}, ""),
    ("u_zhang", "提醒我一下 周五给云帆打电话", "reminder_set", {"at": "2026-11-27T09:00"}, ""),
    ("u_zhang", "提醒我周一下午3点给云帆打电话", "reminder_set", {"at": "2026-11-23T15:00"}, ""),
    (
        "u_tom",
        "Tom needs to send the SOW by Friday, remind him Thursday",
        "reminder_set",
        {"at": "2026-11-26T09:00"},
        "",
    ),
    ("u_zhang", "周五开会周三提醒我", "reminder_set", {"at": "2026-11-25T09:00"}, ""),
    ("u_zhang", "云帆周五签约，前一天提醒我", "reminder_set", {"at": "2026-11-26T09:00"}, ""),
    ("u_tom", "please remind me a week before Dec 20 to renew Acme", "reminder_set", {"at": "2026-12-13T09:00"}, ""),
    ("u_zhang", "明天提醒我给每个客户发节日祝福", "reminder_set", {"repeat": None}, ""),
    ("u_tom", "remind me Friday to send the weekly report", "reminder_set", {"repeat": None}, ""),
    ("u_zhang", "明天中午提醒我取样品", "reminder_set", {"at": "2026-11-24T12:00"}, ""),
    ("u_zhang", "今天别提醒我了，明天再说", "reminder_snooze", {"until": "2026-11-24T09:00"}, ""),
    ("u_tom", "no reminders before 10am tomorrow", "reminder_snooze", {"until": "2026-11-24T10:00"}, ""),
    ("u_zhang", "芳芳懂地产、汽配这两块", "capability_set", {"skills": ["地产", "汽配"]}, ""),
    ("u_tom", "Good on Raj for spotting the clause in the BlueWave contract", "kudos", {"to": "u_raj"}, ""),
    # who holds a deal, in wider words than its verbs
    ("u_zhang", "北极星有人跟吗？没有的话我拿了", "lead_claim", {"deal": "D-1006"}, ""),
    ("u_zhang", "刚好我认识星辰的采购，这个我来对接吧", "lead_claim", {"deal": "D-1005"}, ""),
    ("u_tom", "happy to pick up Nova if no one else is on it", "lead_claim", {"deal": "D-1008"}, ""),
    ("u_tom", "putting my hand up for Zenith", "lead_claim", {"deal": "D-1016"}, ""),
    ("u_zhang", "绿源我跟不动了，放回去吧", "lead_release", {"deal": "D-1017", "reason": "绿源我跟不动了"}, ""),
    ("u_tom", "can you put acme back in the pool? no reply since october", "lead_release", {"deal": "D-1004"}, ""),
    ("u_tom", "Giving Orion Freight back, budget frozen", "lead_release", {"deal": "D-1012"}, ""),
    ("u_kim", "Could you take Nova, Tom?", "lead_assign", {"deal": "D-1008", "to": "u_tom"}, ""),
    ("u_li", "D-1010 负责人设为周杰", "lead_transfer", {"deal": "D-1010", "to": "u_zhou"}, ""),
    ("u_tom", "hand off orion freight -> amy", "lead_transfer", {"deal": "D-1012", "to": "u_amy"}, ""),
    ("u_zhang", "云帆我转给周杰跟，下周我要休假", "lead_transfer", {"deal": "D-1009", "to": "u_zhou"}, ""),
    ("u_tom", "giving this one to Amy, she speaks Japanese", "lead_transfer", {"to": "u_amy"}, "thread=D-1004"),
    ("u_zhang", "鼎盛这个客户三月份我就报备过，怎么现在在芳芳名下", "lead_dispute", {"against": "u_wangf"}, ""),
    ("u_tom", "how come amy has orion health, i prospected them first", "lead_dispute", {"against": "u_amy"}, ""),
    ("u_zhang", "华重项目组加入陈静、周杰", "collab_add", {"members": ["u_chen", "u_zhou"]}, ""),
    ("u_tom", "pls tag Raj n Amy on acme deal", "collab_add", {"members": ["u_raj", "u_amy"]}, ""),
    ("u_zhang", "没有陈静华重的标根本赶不出来", "kudos", {"to": "u_chen", "deal": "D-1001"}, ""),
    ("u_tom", "a big hand for Amy who onboarded three clients this week", "kudos", {"to": "u_amy"}, ""),
    ("u_zhang", "协作之星我推静姐，帮全组做方案", "award_nominate", {"nominee": "u_chen"}, ""),
    ("u_tom", "Amy's off Dec 2, I'm covering", "cover_set", {"who": "u_amy", "by": "u_tom"}, ""),
    ("u_liu", "师徒结对：张伟（师傅）周杰（徒弟）", "mentor_assign", {"mentor": "u_zhang", "mentee": "u_zhou"}, ""),
    ("u_zhang", "孙律对GDPR很熟", "capability_set", {"who": "u_sun", "skills": ["GDPR"]}, ""),
    ("u_tom", "Raj is our Kubernetes and security guy", "capability_set", {"skills": ["Kubernetes", "security"]}, ""),
    ("u_liu", "APAC has to land 6 new logos by quarter end", "goal_set", {"period": "2026-Q4"}, ""),
    ("u_liu", "折扣低于85折要我批", "admin_rule", {"rule": "discount_approval_pct", "value": 15}, ""),
    ("u_liu", "新线索两小时内必须首次联系", "admin_rule", {"rule": "first_contact_hours", "value": 2}, ""),
    ("u_zhang", "一般般，5分吧，客户老改需求", "pulse_answer", {"score": 5}, "prompt=pulse"),
    ("u_kim", "Raj is out Dec 7 to Dec 9, Jing covers for him", "cover_set", {"who": "u_raj", "by": "u_chen"}, ""),
    ("u_wangq", "李娜12月7号到11号封闭培训，她的客户小周代管", "cover_set", {"who": "u_li", "by": "u_zhou"}, ""),
    ("u_zhang", "娜姐周三休一天，她的客户我来看", "cover_set", {"who": "u_li", "by": "u_zhang"}, ""),
    (
        "u_zhang",
        "宏图复盘，输在资料给晚了，静姐12月4号前整个模板出来",
        "retro_note",
        {"owner": "u_chen", "due": "2026-12-04T18:00"},
        "",
    ),
    ("u_kim", "Q-302 ok，不过折扣最多 8%", "quote_decision", {"max_discount_pct": 8}, ""),
    ("u_tom", "remind me tmrw 10 to call Acme", "reminder_set", {"at": "2026-11-24T10:00"}, ""),
    ("u_liu", "D-1015 board meets Dec 8, 75% i'd say", "progress_update", {"probability": 75}, ""),
    ("u_wangf", "D-1019 back to the pool pls, bad fit", "lead_release", {"deal": "D-1019"}, ""),
    ("u_amy", "closing Orion Health as lost, project postponed to 2028", "deal_lost", {"reason": "timing"}, ""),
    ("u_wangf", "鼎盛补充协议走起，@u_sun 周五前给", "contract_request", {"assignee": "u_sun"}, ""),
    ("u_li", "D-1010 site visit wed 9.30", "progress_update", {"next_at": "2026-11-25T09:30"}, ""),
    ("u_li", "明德何主任周三来咱公司参观，上午九点半到", "progress_update", {"next_at": "2026-11-25T09:30"}, ""),
    ("u_tom", "Acme and BlueWave both at 60% now", "progress_update", {"probability": 60}, ""),
    ("u_tom", "BW demo moved, now thursday 3pm", "progress_update", {"next_step": "demo"}, ""),
    (
        "u_tom",
        "risk on bw, our champion leaves the company end of month",
        "progress_update",
        {"risk": "our champion leaves the company end of month"},
        "",
    ),
    ("u_zhou", "天工厂长松口了，盘子大概25万", "progress_update", {"deal": "D-1013"}, ""),
    ("u_wangl", "D-1014 should close in Q1 next year", "progress_update", {"close_period": "2027-Q1"}, ""),
    (
        "u_wangf",
        "Draft contract for D-1007, acceptance within 30 days, I need it tomorrow",
        "contract_request",
        {"terms": "acceptance within 30 days"},
        "",
    ),
    ("u_tom", "need pricing 4 Orion Freight, 60 trackers", "quote_request", {"qty": 60}, ""),
    ("u_tom", "got a new one off the website, Kestrel Aviation", "lead_create", {"source": "website"}, ""),
    ("u_raj", "2. way too many meetings", "pulse_answer", {"score": 2}, "prompt=pulse; chat=dm"),
    (
        "u_zhang",
        "Could I change my vote to Li Na, please?",
        "award_vote",
        {"nominee": "u_li"},
        "prompt=vote:AW-11; chat=dm",
    ),
    ("u_liu", "From now on a new lead has to be contacted within 4 hours.", "admin_rule", {"value": 4}, ""),
    ("u_wangq", "规则改下，华东折扣超过15个点要经理批", "admin_rule", {"value": 15, "team": "华东"}, ""),
    (
        "u_kim",
        "Q-302 is fine with me as long as the discount does not go above 8%.",
        "quote_decision",
        {"max_discount_pct": 8},
        "",
    ),
    (
        "u_wangq",
        "下周一到下周三我在外地培训，这几天由刘总代我。",
        "cover_set",
        {"by": "u_liu", "from": "2026-11-30T00:00"},
        "",
    ),
    (
        "u_tom",
        "Raj stayed up till 2am for our proposal, thank you mate",
        "kudos",
        {"reason": "stayed up till 2am for our proposal"},
        "",
    ),
    (
        "u_zhang",
        "今天和华重的采购主管通了电话，对方说下周三会给我们书面意见。",
        "progress_update",
        {"next_at": "2026-12-02T00:00"},
        "",
    ),
    ("u_amy", "lost Orion, missing features", "deal_lost", {"deal": "D-1011", "reason": "feature_gap"}, ""),
    ("u_li", "明德拉静姐敏姐一起", "collab_add", {"members": ["u_chen", "u_zhao"]}, ""),
    ("u_tom", "BW workshop Mon 10am", "progress_update", {"next_at": "2026-11-30T10:00"}, ""),
    ("u_wangf", "鼎盛想要个交付的同事明天下午3点一起去现场", "help_request", {"at": "2026-11-24T15:00"}, ""),
    ("u_wangq", "新线索首次联系时限请调整为4小时", "admin_rule", {"value": 4}, ""),
    ("u_zhang", "绿源的胡经理说这次大概能做到7万，请帮我把金额更新一下。", "progress_update", {"deal": "D-1017"}, ""),
    ("u_tom", "acme retro, cause: never met the cfo", "retro_note", {"cause": "never met the cfo"}, ""),
    ("u_tom", "BlueWave 72k", "progress_update", {"deal": "D-1018"}, ""),
    ("u_wangl", "宏图 14万5", "progress_update", {"deal": "D-1014"}, ""),
    ("u_wangl", "宏图12.5签", "progress_update", {"deal": "D-1014"}, ""),
    ("u_tom", "Acme demo tmrw 3", "progress_update", {"next_at": "2026-11-24T15:00"}, ""),
    (
        "u_tom",
        "BW demo fri 3pm -> mon 11am",
        "progress_update",
        {"next_at": "2026-11-30T11:00", "next_step": "demo"},
        "",
    ),
    ("u_wangf", "联系了鼎盛", "progress_update", {"deal": "D-1007"}, ""),
]
UNWRITTEN = [
    ("u_zhang", "我没认领北极星"),
    ("u_kim", "I think Amy should work Nova Foods"),
    ("u_zhang", "我英语不好"),
    ("u_tom", "standup starts at 9:30, see you there"),  # of the meeting, and no answer
    ("u_zhang", "站会9点半开始，别迟到"),
    ("u_zhang", "站会我晚到10分钟"),
    ("u_zhang", "周一和周三都提醒我跟进华重"),  # one reminder cannot keep two days
    ("u_zhang", "提醒我绿源回访，四号或者五号"),
    ("u_zhang", "每周一三五早上提醒我打电话"),
    ("u_liu", "华北明年Q1的指标1200万，王磊背400万"),  # whose of the two
    ("u_tom", "Raj's demo yesterday blew the client away"),
    ("u_kim", "Tom 12月目标打100个电话"),  # calls are no won deals
    ("u_wangq", "华东12月回款目标200万"),
    ("u_zhang", "日报改到下午6点发"),  # by whom it is not theirs to change
    ("u_zhang", "认领上限改成50"),
    ("u_liu", "明天站会改到10点"),  # one day is no rule
    ("u_liu", "日报晚上七点发"),  # told or changed: asked
    ("u_tom", "thanks to Amy we lost the renewal"),
    ("u_zhang", "谢谢敏姐，不过海纳那边还是晚了三天"),
    ("u_tom", "not impressed with Raj's demo"),
    ("u_tom", "owe Amy a callback"),
    ("u_zhang", "可能投李娜"),
    ("u_zhang", "打算下个月休假"),
    ("u_tom", "new lead, came via the website"),
    ("u_zhang", "新线索，官网来的"),
    ("u_li", "蓝海医疗只剩3万2的预算了"),
    ("u_zhang", "明天我请假，谁帮我看下单子"),
    ("u_raj", "jing will cover for me from the fourteenth to the eighteenth of december"),
    ("u_tom", "BW down 5%"),
    ("u_tom", "got the PO from Acme's competitor"),
    ("u_tom", "Acme done"),
    ("u_li", "明德80改85"),
    ("u_zhang", "华重砍到45"),
    ("u_wangf", "瑞丰丢了一个大单给别人，所以没钱"),
    ("u_tom", "Amy is off on Friday"),
    ("u_tom", "I already have more than 20 leads"),
]


@pytest.fixture(scope="module")
def said():
    """What became of every sentence, by its text."""
    fixture, _ = load(EXAMPLES / "samples.yaml")
    lines = [(sender, text, notes) for sender, text, _, _, notes in READ]
    lines += [(sender, text, "") for sender, text in UNWRITTEN]
    entries = [
        Entry(
            f"team-{no}", "en" if text.isascii() else "zh", text, "query", {}, f"sender={sender}; {notes}".strip("; ")
        )
        for no, (sender, text, notes) in enumerate(lines)
    ]
    return {one.entry.text: one.outcome for one in tried(fixture, entries)}


@pytest.mark.parametrize(("sender", "text", "intent", "fields", "notes"), READ, ids=lambda one: str(one)[:40])
def test_it_is_read_as_what_it_says(said, sender, text, intent, fields, notes):
    outcome = said[text]

    assert outcome.intent == intent
    assert {name: outcome.fields.get(name) for name in fields} == fields
    assert not outcome.asked


@pytest.mark.parametrize(("sender", "text"), UNWRITTEN)
def test_what_is_doubtful_or_not_theirs_is_not_written(said, sender, text):
    assert said[text].wrote == []


def test_a_goal_of_a_team_that_shall_be_split_is_split_by_one_press(said):
    fixture, _ = load(EXAMPLES / "samples.yaml")
    entry = Entry("split", "zh", "华北一季度目标400万，三个人平分", "query", {}, "sender=u_liu")

    (found,) = tried(fixture, [entry])

    assert {write.key for write in found.outcome.wrote if write.field == "subject"} == {
        write.key for write in found.outcome.wrote
    }
    assert [write.new for write in found.outcome.wrote if write.field == "subject"] == ["华北"]
    assert "split>)" in found.outcome.answer
