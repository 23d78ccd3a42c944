"""What is new on a deal: amounts, stages, next steps, days, chances, payments, what happened, what is in the way."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from handlers.language.sentences.activities import activity_of, count_of, reached
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import TRIM, Meaning, Said, Target, deals_in, left_over
from handlers.language.sentences.mood import Mood, asks, mood_of, supposes
from handlers.language.sentences.outcomes import denied
from handlers.language.shape import Clause, Shape, signs
from handlers.language.spans.amounts import AmountSpan
from handlers.language.spans.dates import DateSpan, find_dates
from handlers.language.typed.fields import DAY_LIKE, find_stage
from sales.refusal import Refused

Cuts = list[tuple[int, int]]
Around = tuple[re.Pattern[str], re.Pattern[str]]

_CHANCE = re.compile(
    r"把握|概率|可能性|赢率|赢面|胜率|胜算|希望|机会|几率|成功率|成单率|\b(?:likely|likelihood|chances?|confiden\w*|probab\w*|sure|odds|certain|pct|prob|win)\b"
)
_SHARE = re.compile(
    r"首付|首款|预付|定金|订金|尾款|付款|回款|折|优惠|让利|涨|降价|增长|减少|佣金|提成|税|完成|进度|便宜|市场|份额|"
    r"\b(?:deposit|upfront|down ?payment|off|discount|increase|growth|tax|commission|paid|payment|margin|more|less|done|complete|finished|cheaper|share|higher|lower|cut)\b"
)
_CHANCE_AROUND = (
    re.compile(
        r"(?:成交|赢单)?(?:把握|概率|可能性|赢率|赢面|胜率|胜算|成功率|成单率|几率|希望)?(?:从[^，,。]{1,6}?(?=[提升降涨调改]))?(?:估计|大概|大约|有|现在|目前|提到|升到|降到|调到|改成|到|是|为|约|也就|:|：)*\s*$|"
        r"\b(?:(?:win |close )?(?:probability|chance|likelihood|confidence|odds|prob)?(?: (?:is|now|at|to|about|around|up|down|of|maybe|dropped|went|raised|we're|i'm|i'd say|say|feeling))*)\s*$"
    ),
    re.compile(
        r"\s*(?:的)?(?:把握|概率|可能性|希望|机会|左右|了)?(?:\s*(?:likely|chance|confident|confidence|probability|sure|odds|certain|now|to close|prob|win|of closing))*"
    ),
)
_STAGE_WORDS = (
    ("contacted", r"已联系|初步联系|联系上了?|\bcontacted\b"),
    (
        "qualified",
        r"需求(?:已经|都|已)?(?:明确|确认|摸清|清楚)(?:了)?|需求(?=阶段|环节)|\bqualified\b|\bqualification\b",
    ),
    ("proposal", r"方案报价|(?:方案|报价)(?:阶段|节点|环节)|\bproposal(?: stage| phase)?\b"),
    (
        "negotiation",
        r"商务谈判|谈判|议价|商务阶段|谈商务|商务(?!部|条款|同事|经理|标|对接|合同|人)|砍价|\bnegotiat(?:ion|ions|ing)\b",
    ),
    (
        "contract",
        r"签约(?:阶段|流程|环节)|合同(?:阶段|流程|环节)|走合同(?:流程)?|\bcontract(?:ing)?(?: stage| phase)?\b",
    ),
    ("delivery", r"交付(?:阶段)|\bdelivery (?:stage|phase)\b"),
)
_STAGE_LEAD = re.compile(
    r"(?:(?:已经|已|正式|现在|目前|我们|刚|可以|算|就)*(?:进入|进到|推进到?|到了?|转到|转入|变成|改成|改为|更新为|更新到|推到|走到|处于|阶段是|阶段|状态|进)|"
    r"\b(?:just |has |have |been |is |are |was |we |it |officially |now )*(?:moved|moving|move|moves|advanced|advancing|progressed|now|in|at|into|to|entered|entering|status|stage|is|set|put|update|updated)(?: (?:in|at|into|to|the|now|on|stage|is|it))*)[\s:：]*$"
)
_STAGE_TAIL = re.compile(r"\s*(?:阶段|stage|phase|节点|环节|了|中|now|already|today)*")
_AMOUNT_LEAD = re.compile(
    r"(?:(?:合同|项目|报价|总|订单|成交|合同总)?(?:金额|价格?|预算|总价|报价|盘子|额)?(?:还是|就是|现在|改|先|按|从|是|为|到|成|调|调整|变|涨|降|谈|提|定|在|给|约|大概|大约|差不多|更新|上调|下调|确认|批了?|：|:)*|"
    r"\b(?:(?:new |deal |contract |the )*(?:amount|budget|price|value|size|total|quote|worth|tcv|acv|figure|number)?(?: (?:is|now|at|to|of|around|about|approved|from|still|stays|remains|was|for|went|up|down|raised|dropped|set|it's|changed|bumped|comes|be|goes|confirmed|as))*))[\s:：]*$"
)
_AMOUNT_TAIL = re.compile(
    r"\s*(?:左右|上下|走|算|吧|了|不变|没变|的|total|budget|now|or so|approved|confirmed|as before|unchanged)*"
)
_WORTH = re.compile(
    r"预算|金额|报|价|值|budget|amount|quote|price|worth|value|approval|approved|total|谈到|改|调|deal|still|now|is|at|order|走|不变|批|size|for"
)
_RIVAL = re.compile(
    r"竞品|竞争对手|对手|友商|别家|他们报|成本|罚|奖金|投资|融资|营收|薪|工资|对方报|产值|注册资本|年收入|\b(?:competitor\w*|rival|they quoted|the other|revenue|cost us|raised|funding|series|penalty|fines?|fined|sav(?:e|es|ed|ing|ings))\b"
)
# An amount that these words lead to is the deal's, whatever else the clause speaks of.
_OWN = re.compile(
    r"(?:金额|合同额|总价|总额|合同价|成交价|\b(?:amount|deal (?:value|size)|contract value|total|tcv|acv)\b)[^，,。;\ue000-\ue0ff]{0,8}$"
)
_THEIRS = re.compile(
    r"(?:他们|对方|客户|他|她|人家|竞\S{1,3})(?:自己|家|公司)?的[^，,。]{0,12}$|\b(?:their|his|her|its|whose)\b(?! (?:budget|price|offer|order|target))[^,;.]{0,24}$"
)
_DELTA = re.compile(
    r"(?:涨|降|多|少|加|减|便宜|省|提高|增加|减少|砍|让|优惠|\b(?:up|down|more|less|extra|add|another|increased?|reduced?|cut|saved?|higher|lower|knock|by))(?:了|掉| by| an?)*\s*$"
)
_PAYMENT = re.compile(
    r"首付|首款|预付|回款|到账|付款|尾款|定金|订金|打款|汇款|货款|款项|余款|进度款|[首二三四五六末尾\d]期(?!望|待|间)|分期|开票|发票|付了|收到.{0,6}款|\b(?:balance|outstanding|remainder|deposit|down ?payment|paid|pays?|payment|invoice\w*|wired?|prepay\w*|instal+ment|remit\w*|received)\b"
)
_STOP = re.compile(r"[，,；;。！？!?\n]")
_SLIP = re.compile(
    r"推迟|延期|延到|延后|推到|拖到|顺延|\bslip|\bpush|\bdelay|\bpostpon|往后|挪到(?=.{0,8}签)|改期|改到|\bmoved? (?=from|to|out|up)|\breschedul|\bshifted"
)
_CLOSES = re.compile(
    r"成交|签(?:约|单|下|合同|字|了|完|$|\W)|签(?=\W*$)|关单|落单|拿下|能?定(?=\W*$|下|$)|收单|\bclos(?:e|es|ing)\b|\bsign(?:s|ing|ature)?\b|\bdecisions?\b|决策|\bgo[- ]?ahead\b|\baward(?:ed)?\b"
)
_MEETS = re.compile(
    r"(?<![签预])约|见|会|拜访|演示|电话|面|讲|\b(?:meet\w*|call\w*|demo\w*|visit\w*|review|workshop|present\w*|lunch|talk|session|sync)\b"
)
_EVENT = re.compile(
    r"评审|面|报告|会(?!签)|拜访|演示|电话|培训|测试|汇报|考察|参观|述标|开标|面谈|回访|验收|调研|答疑|"
    r"\b(?:meeting|call|demo|visit|review|workshop|presentation|lunch|dinner|session|sync|evaluation|test|training|kick-?off|site survey|audit|onsite|on-site|poc|pilot|webinar|qbr|catch-?up|check-?in|inspection|trial|interview|walk-?through)\b"
)
_ABSENT = re.compile(
    r"出差(?!去|到|来)|休假|请假|年假|度假|放假|出国|\b(?:vacation|on leave|ooo|out of (?:the )?office|parental leave|sick leave|holiday)\b"
)
_OLD = re.compile(r"(?:从|由|原来|之前|本来|原定|不是|\bfrom|\bwas|\binstead of|\bnot)\s*$")
_OR = re.compile(r"^\W*(?:或者?|还是|or|/)\W*$")
_DONE = re.compile(
    r"[\u3400-\u9fff\ue000-\ue0ff]了(?!解|吗|没|就|再)|咗|过了|过(?=\W*$)|完了?(?=\W*$|了)|讲完|做完|刚|已经|已(?!知)|昨|今早|上午(?=去)|"
    r"\b(?:went|met|called|emailed|sent|had|did|was|were|spoke|talked|visited|demoed|finished|completed|agreed|approved|received|got|yesterday|signed|passed|shared|showed|presented|delivered|texted|messaged|left|asked|loved|liked|passed|cleared|landed|arrived|submitted|signed|happened|ran|dropped|confirmed|reviewed|just)\b"
)
_WILL = re.compile(
    r"约了|约好|约到|约上|约在|定了|定在|排了|安排了|说(?=.{0,4}(?:下|明|后|周))|要(?!求)|\b(?:will|wants?|scheduled|booked|set|they said|asked (?:us|me|for))\b"
)
_BLOCKED = any_of(
    zh="""卡在 卡住 卡着 卡了 卡壳 堵 受阻 阻塞 停滞 僵 搁置 停住 拖着 停摆 (?:预算|审批|流程|合同|法务|领导|老板|采购|财务).{0,4}(?:没批|没过|不批|没签字|没回|压着|卡|拖|不松口|不点头)
        被.{1,8}(?:卡|压|拦|否) 等.{1,8}(?:审批|批复|批准|法务|采购|盖章) 推不动 推进不下去 进行不下去 没法(?:推进|继续|往下)""",
    en="""stuck, blocked, blockers?, blocking, on hold, stalled, held up, hung up, bottleneck, waiting (?:on|for), frozen, can't (?:move|proceed|progress|start|continue|go)(?: \\w+)?, cannot (?:move|proceed|progress|start|continue), not approved, sitting with, sitting on,
        no movement until, holding (?:it |us |this )?up, paused, dead ?locked, gated by, dependent on""",
)
_RISK = any_of(
    zh="风险 担心 悬 竞争对手 竞品 友商 对手 不稳 变数 要换人 换了?(?:负责人|采购|领导|人) 离职 压价 危险 没声音 不积极 隐患 犹豫 摇摆 货比三家 比价 动摇 要走 冷淡",
    en="""risks?, risky, concern\\w*, worried, competitors?, shaky, champion, leaving, left the company, threat\\w*, pushing back, going dark, went dark, gone dark, ghost\\w*, nervous, cold feet, quiet, wobbly, wavering, second thoughts,
        re-?tender\\w*, in jeopardy, at risk, red flag, unhappy, hesitant, hesitating, re-?org\\w*, shopping around, comparing""",
)
_MILESTONE = any_of(
    zh="""(?:nda|loi|mou|保密协议|意向书|意向|备忘录|poc|试点|试用|样品|样机|标书|立项|招标|投标|验收|测试|评审|技术标|需求|预算|初稿|安全审查|尽调|法务|内部|董事会|审批|入围|框架|方案)[^，,。]{0,10}(?:签|通过|过了|过咗|完成|定了|确认|批|结束|交了|递|寄|搞定|上线|成功|中标|收到|ok|启动|下来|done)
        入围 立项(?!会) 短名单 通过了?.{0,4}(?:评审|测试|验收|审批|审核|poc|初审|答辩) 拿下.{0,4}(?:技术标|第一轮|初试) 签了?(?:nda|loi|mou|保密协议|意向书|框架)""",
    en="""(?:nda|loi|mou|poc|pilot|trial|security review|sow|redlines?|legal|procurement|technical (?:eval\\w*|review)|requirements?|rfp|shortlist\\w*|board|proof of concept|budget|infosec|vendor (?:form|review|onboarding))\\b.{0,28}\\b(?:signed|passed|done|approved|complete[d]?|started|finished|cleared|agreed|confirmed|submitted|success\\w*|in place|wrapped|accept\\w*|kicked off|approval|signed off|green ?lit),
        (?:passed|cleared|completed|finished|got through|sailed through|aced) (?:the |their |our |its )?(?:\\w+ ){0,2}(?:review|audit|poc|pilot|trial|test|tests|evaluation|assessment|procurement|legal|security|acceptance),
        shortlisted, made the shortlist, on the shortlist, got (?:the )?(?:budget|approval|sign[- ]off|green light), green light, signed (?:an? |the |our )?(?:nda|loi|mou)""",
)
_FUTURE = signs(
    r"下一步|接下来|下步|\bnext\b|约|定在|定于|安排|准备|打算|计划|要(?!求)|将|会(?=[给发去来把再跟有提反在过])|等|待|需要?|再|反馈|答复|回复|回话|给|跟进|出|发|去|见|开会|汇报|"
    r"\b(?:will|shall|going to|gonna|wants?|needs?|plan\w*|todo|expect\w*|schedul\w*|book\w*|set|follow\w*|waiting|sending|meeting|presenting|demoing|calling|visiting|due|asked for|asks? for|let'?s|touch base|circle back|awaiting|review\w*|delivering|kick\w*|send|call|meet|demo|present|visit|discuss|decid\w*|back|proposal|workshop|session|get back|quote|pricing|contract|redlines?|prepare|draft|share|show|start|intro\w*|lunch|sync|visit)\b|'ll\b"
)
_HAPPENED = re.compile(
    r"满意|认可|同意|反馈|感兴趣|意向|要求|提出|沟通|汇报|介绍|需求|方案|报价|预算|采购|技术|领导|决策|客户|对方|他们|价格|效果|进度|续约|扩容|增购|没问题|推进|确认|合同|对接|试用|测试|讲|聊|谈|收到|回复|答复|评审|流程|审批|招标|标书|样品|样机|demo|poc|"
    r"\b(?:customer|client|happy|liked?|loved?|interested|agreed?|demo\w*|meeting|budget|legal|procurement|contract|pric(?:e|ing)|proposal|ceo|cfo|cto|cio|coo|buyer|champion|users?|seats?|licen[sc]es?|went well|feedback|renewal|upsell|expan\w+|pilot|poc|trial|security|review\w*|decision|board|rfp|requirements?|spoke|talked|emailed|confirmed|waiting|case study|deck|terms|discount|timeline|integration|no answer|voicemail|replied|responded|response|reply|they want|they need|they asked|need is)\b"
)
_NEXT_SAID = re.compile(
    r"下一步|接下来|下步|等(?!等)|待|准备|打算|计划|安排|约|\b(?:next|plan\w*|schedul\w*|follow\w*|waiting|sending|awaiting|to do|todo|expect\w*|preparing|will)\b|'ll\b"
)
_PERHAPS = re.compile(
    r"查|看看|多少|怎么|咋|哪|什么|谁|帮|\b(?:help|assist\w*|support|someone|anyone|who|what|where|why|how many|show)\b"
)
# What people say when they mean something else than news of a deal.
_OTHERS = any_of(
    zh="""认领 释放 退回 退池 退掉 放弃 让给 让出 公海 转给 转交 移交 交接 分给 派给 指派 分配 归我 我来(?!电) 我要(?!去|跟|和|见) 给我 名下 接手 负责(?!人) 报价单 报个价 出.{0,3}报价 报价.{0,4}(?:要出|尽快)
        支援 求助 帮忙 帮我 帮个忙 协助 提醒 叫我 别忘 记得 谢谢 感谢 点赞 表扬 辛苦 多亏 提名 投票 评选 目标 指标 请假 休假 代班 代管 复盘 教训 满意度 评分 打分 \\d分 \\d/(?:5|10)(?!\\d)
        撤销 撤回 写错 记错 搞错 说错 笔误 不对 应该是 更正 纠正 导出 新线索 线索 新客户 转介绍 导师 师傅 撞单 争议 仲裁 赢单 报价.{0,3}(?:通过|批|ok) 成交 丢单 丢标 输单 拿下 到手 中标 黄了 凉 没戏 跪
        搞定 收工 请(?=.{0,8}(?:审|批|看|安排|协助|处理|支持)) 麻烦 (?:要|需要|出|给|拟|起草)(?:一?份|个|签)?.{0,4}(?:协议|dpa|nda|msa|sow|保密|合同(?!流程|阶段)) 忙不过来 顾不上 跟不动""",
    en="""claim\\w*, grab\\w*, dibs, releas\\w*, pool, assign\\w*, transfer\\w*, hand(?:ing|ed)?[- ]?(?:over|off|back), giving up, dropping, reassign\\w*, quote (?:for|please|pls|request|has|needs), need a quote, remind\\w*, reminder,
        rem?e?mber, tell me, don't forget, thanks?, thank you, kudos, props, shout[- ]?out, nominat\\w*, vot(?:e|ing), quota, retro, csat, nps, \\d/(?:5|10),
        undo, revert(?! (?:by|back|to us|with|on)), oops, typo, correct(?:ion|ing)?, meant, export, (?:new|hot|fresh|inbound) leads?, prospect, referral, mentor, dispute, won, win, wins, lost, lose, dead,
        please, pls, plz, can you, could you, would you, someone, fully booked, no capacity, no bandwidth, too busy, can't handle, contract needed, nda needed, draft needed, needed by, swamped""",
)
_VALUE_MISSING = re.compile(
    r"(?:改|更新|调|修改|变更|推|挪)(?:一?下|整一?下|下)\W*$|^(?:update|change|move|edit|fix|adjust)\b|要?往后推\W*$|^(?:amount|金额|阶段|stage|close date)\W*$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:(?:hi|hey|hello|fyi|ok|okay|so|well|btw|update(?: on)?|quick (?:one|update|note)(?: on)?|heads up|good news|just an update|small update|kindly note(?: that)?|please note(?: that)?|ps|uh|um|and|team|all|now|today|just|re)\b|嗨|大家好|各位|同步一?下?|更新一?下?|汇报一?下?|报告|跟大家说下?|说一下|那个|嗯+|呃|哦|对了|进展|今天|刚刚?|现在|目前|最新)[\s,，:：!！-]*",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^(?:那边|这边|这个|那个|那里|这家|那家|的|(?:客户|他们)(?![要想说希觉嫌提不没还同问让])|项目|单子|商机|deal\b|account\b|'s\b|is\b|has\b|:|：|-|,|，|\s|今天|刚刚?|已经|目前|现在|update\b|status\b|both\b|都|老客户(?=续))+|(?:了|啊|哈|吧|呢|哦|的|啦|咯|today|now|\s)+$",
    re.IGNORECASE,
)
_NEXT_LEAD = re.compile(
    r"^(?:(?:下一步(?:计划|安排|动作)?(?:是|就是|：|:)?|接下来(?:就)?(?:是|要)?|下步(?:是)?|[\u4e00-\u9fff]{1,2}[总董工经理主任]{1,2}说|我们|我|客户|他们|他|她|对方|那边|这边|已经|已|就|都|还|现在|目前|说好了?|说|约好了?|约了|约在|约|定在|定了|定于|定|安排了?|准备|打算|计划是?|要|将要|将|会|需要|再|等(?!他们?回|她回)|下次)|"
    r"(?:next steps?(?: is| are|:)?|next is|next:?|todo:?|then|and|i'll|we'll|they'll|i will|we will|they will|i'm|we're|they're|they said|they|we|i|he|she|it|will|going to|gonna|planning to|plan is to|plan to|wants? to|wants?|needs? to|needs?|is|are|to|the|an?|scheduled|booked|set up|set for|set|have|has|got|with a|agreed to|agreed on|let's|on|for|said|they'd like)(?![a-z']))[\s,，:：]*",
    re.IGNORECASE,
)
_NEXT_TAIL = re.compile(
    r"[\s,，]*(?:之?前|以前|以后|之后|左右|的时候|改到|改为|改成|挪到|推到|推迟到|延到|提前到|调到|改期到?|吧|了|啊|哈|哦|呢|一下|(?<![a-z])(?:on|by|at|before|around|in|for|until|till|the|is|set|scheduled|planned|booked|this|next|moved|pushed|shifted|rescheduled|postponed|changed|from|to|and))$",
    re.IGNORECASE,
)
_IDLE = re.compile(
    r"(?:still|probably|maybe|i'd say|i think|moving|bumped|raised|most likely|roughly|expected?|最快|最晚|估计|大概|预计|感觉|客户说|他们说|对方说|价格|压|和|跟|与|及|还是|不变|没变|same|now|现在|目前|and|了|的|的话|大家|我|we|they|it|is|was|at|for|to|in|on|都|也|就|吧|update|updated|更新|update it|it's|deal|amount|金额|改成|改为|now|today|今天|the|a|just|都是|\W)*",
    re.IGNORECASE,
)


# Where a new sentence begins without a comma.
_ANEW = re.compile(
    r"\s+(?:and|&) (?=(?:they|he|she|we|i|it|then|the (?:customer|client)|will|now)\b)|\s+(?=(?:he|she|they) (?:wants?|said|says|will|need|needs|asked|told|promised|plan|plans|agreed|is|are)\b)"
    r"|\s+(?=next (?:step|thing|is|up)\b)|[\U0001f300-\U0001faff\u2705\u274c]+\ufe0f?|(?<=[了过完好吧啊])(?=(?:他们?|她|对方|客户)(?:说|讲|让|要|想|答应|同意|表示))|\s+(?=下一步|接下来)|\s*[:;]-?[)(]\s*"
)
_LABEL = re.compile(
    r"\W*(?:stage|amount|value|close(?: date)?|closing|next(?: steps?)?|risks?|blockers?|blocked|notes?|probability|prob|chance|update|status|todo|action|阶段|节点|金额|预算|报价|预计(?:成交|签约)?|成交时间|签约时间|下一步(?:计划|动作)?|后续|风险|卡点|阻碍|问题|备注|把握|概率|进展|赢率|需求)(?: (?:for|on) \ue000)?\s*"
)
_BARE_DAY = re.compile("[\\s约定在是于就on,，的]*\ue005[\\s的吧]*")
_FIRM = frozenset(
    {
        "stage",
        "probability",
        "close_date",
        "close_period",
        "amount",
        "activity",
        "milestone",
        "payment",
        "next_at",
        "blocker",
    }
)
_ONLY = re.compile(
    r"\b(?:is|are|at|now|about|around|up|to|down|still|we|we're|we are|i'm|it's|it|say|i'd|call|maybe|currently|moved?|bump(?:ed)?|from|the|a|deal|like|feels?|looking)\b|[现在目前是到了大概估计约有我觉得升降提调改成为把从这单那]"
)
_TAIL_WORD = re.compile(r"认领|释放|转给|提醒|\b(?:claim|assign|transfer|remind)\w*")
_NEXT_HEAD = re.compile(r"\W*(?:下一步|接下来|下步|后续|\bnext(?: steps?)?\b)")
_SIGN = re.compile("[\ue000-\ue0ff]")
_REST_PAID = re.compile(r"余款|尾款|剩(?:下|余)|其余|\b(?:rest|balance|remainder|remaining)\b|\bdue\b")
_NEED = re.compile(
    r"^(?:the |their |main )?(?:needs?(?: is| are)?|requirement(?: is)?|use case(?: is)?|需求是|诉求是|痛点是)\s*[:：]?\s*(?=\S)"
)
_THAT_IS_A_RISK = re.compile(
    r"\W*(?:that'?s|it'?s|this is|which is|kind of|bit of|这是|这(?:也)?是个|是个|有点|有)?\s*(?:a |an |big |huge |one |个|一定的?|点|大)*(?:risks?|concern|worry|风险|隐患)\W*"
)


@dataclass(slots=True)
class News:
    """What is new on one deal, how sure that is, and what of it nothing was made of."""

    said: Said = field(default_factory=dict)
    more: Said = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    before: str = ""
    stepped: int = -1
    explained: set[tuple[int, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Part:
    """A clause that is read for news, and what of it is understood so far."""

    shape: Shape
    clause: Clause
    line: str
    news: News
    cuts: Cuts


def read_facts(shape: Shape) -> Meaning | None:
    """Read progress on the deals a text names, or on the thread's."""
    deals = deals_in(shape)
    if not deals and shape.scene.thread_deal is None and not _strays(shape):
        return None
    meanings = [meaning for part, about in _parts(shape, deals) if (meaning := _read_part(shape, part, about))]
    if not meanings:
        return None
    first = meanings[0]
    first.others = meanings[1:]
    return first


def read_beside(shape: Shape) -> Meaning | None:
    """Read the dated step a text tells beside whom to bring along (明天拜访，带上静姐)."""
    clauses = [one for one in shape.clauses() if not next(shape.all("member", one.start, one.end), None)]
    meaning = _read_part(shape, clauses, deals_in(shape))
    return meaning if meaning is not None and "next_at" in meaning.said else None


def _strays(shape: Shape) -> bool:
    """Whether a text without a deal tells of one all the same."""
    told = next(shape.all("amount"), None) or next(shape.all("date"), None) or next(shape.all("percent"), None)
    line = shape.line
    return bool(
        (
            told
            and re.search(
                r"客户|报价|方案|合同|签|预算|金额|把握|成交|拜访|演示|推到|改到|改成|阶段|首付|回款|概率|\b(?:stage|negotiation|meeting with|call with|visit|payment|deposit|amount|likely|customer|client|demo|proposal|budget|contract|close|slipped|deal|quote|pricing)\b",
                line,
            )
        )
        and len(line) < 60
        and not asks(line)
    )


def _parts(shape: Shape, deals: tuple[Target, ...]) -> Iterator[tuple[list[Clause], tuple[Target, ...]]]:
    """Cut a text that speaks of one deal after the other; deals named side by side share what is said."""
    clauses = shape.clauses()
    if len(deals) < 2:
        yield clauses, deals
        return
    groups: list[list[Target]] = [[deals[0]]]
    for before, target in pairwise(deals):
        between = shape.line[before.place + 1 : target.place]
        if re.fullmatch(r"[\s、,，/&]*(?:和|跟|与|及|还有|and|&|\+)?\s*", between):
            groups[-1].append(target)
        else:
            groups.append([target])
    starts = [group[0].place for group in groups]
    for group, start, end in zip(groups, starts, [*starts[1:], len(shape.line)], strict=True):
        first = 0 if group is groups[0] else start
        part = [
            Clause(max(clause.start, first), min(clause.end, end))
            for clause in clauses
            if clause.end > first and clause.start < end
        ]
        yield part, tuple(group)


def _read_part(shape: Shape, clauses: list[Clause], deals: tuple[Target, ...]) -> Meaning | None:
    news = News()
    for clause in _together(shape, _finer(shape, clauses)):
        _read_clause(shape, clause, news)
        news.before = shape.line[clause.start : clause.end]
    if (news.unknown and not _told(shape, news, deals)) or _other(shape, clauses, news):
        news.doubts.append("note")
    if notes := [*news.notes, *news.unknown]:
        news.said["note"] = _joined(shape, notes)
    if not news.said and not news.more:
        return None
    if news.more:
        news.said["more"] = news.more
    return Meaning("progress_update", news.said, deals, needs_deal=True, doubts=news.doubts)


def _told(shape: Shape, news: News, deals: tuple[Target, ...]) -> bool:
    """Whether a text surely tells of its deal: beside a fact, words nobody knows are a note like any other."""
    named = bool(deals or shape.scene.thread_deal)
    return named and bool(_FIRM & (set(news.said) | set(news.more)))


def _finer(shape: Shape, clauses: list[Clause]) -> Iterator[Clause]:
    """Part clauses where somebody begins to speak or act, as people dictate without commas."""
    for clause in clauses:
        start = clause.start
        for cut in _ANEW.finditer(shape.line, clause.start, clause.end):
            if shape.line[start : cut.start()].strip(TRIM):
                yield Clause(start, cut.start())
                start = cut.end()
        yield Clause(start, clause.end)


def _together(shape: Shape, clauses: Iterator[Clause]) -> Iterator[Clause]:
    """Join a label with its value ("next: redlines"), and a day that stands alone with what happens on it."""
    waiting: Clause | None = None
    for clause in clauses:
        line = shape.line[clause.start : clause.end]
        whole = clause
        if waiting is not None and _belongs(shape, waiting, clause):
            whole = Clause(waiting.start, clause.end)
        elif waiting is not None:
            yield waiting
        waiting = None
        labelled = _LABEL.fullmatch(line) and shape.line[clause.end : clause.end + 1] in (":", "：")
        if whole is clause and (labelled or _BARE_DAY.fullmatch(line)):
            waiting = clause
        else:
            yield whole
    if waiting is not None:
        yield waiting


def _belongs(shape: Shape, waiting: Clause, clause: Clause) -> bool:
    """Whether a clause goes on with a label, or tells what is to come on a day that stands alone before it."""
    line = shape.line[clause.start : clause.end]
    if not _BARE_DAY.fullmatch(shape.line, waiting.start, waiting.end):
        return True
    return not (next(shape.all("date", clause.start, clause.end), None) or asks(line) or _DONE.search(line))


def _joined(shape: Shape, notes: list[str]) -> str:
    """Notes one under the other, but for those only a space parted."""
    text = notes[0]
    for before, note in pairwise(notes):
        text += f" {note}" if f"{before} {note}" in shape.text else f"\n{note}"
    return text


def _other(shape: Shape, clauses: list[Clause], news: News) -> bool:
    """Whether words of another matter stand in a text that was read as mere news: then it is asked, not written."""
    firm = {"stage", "probability", "close_date", "close_period", "amount"} & set(news.said) or "activity" in news.more
    named = any(next(shape.all("member", clause.start, clause.end), None) for clause in clauses)
    words = any(
        _OTHERS.search(shape.line, clause.start, clause.end)
        for clause in clauses
        if not (_NEXT_HEAD.match(shape.line, clause.start) or (clause.start, clause.end) in news.explained)
    )
    perhaps = any(_PERHAPS.search(shape.line, clause.start, clause.end) for clause in clauses)
    return words or ((named or perhaps) and not firm)


def _read_clause(shape: Shape, clause: Clause, news: News) -> None:
    line = shape.line[clause.start : clause.end]
    if not line.strip() or asks(line + shape.line[clause.end : clause.end + 1]) or denied(shape, clause):
        return
    cuts: Cuts = [(place, place + 1) for place, _ in shape.all("deal", clause.start, clause.end)]
    if _ABSENT.search(line):
        news.notes.append(_whole(shape, clause))
        return
    found = len(news.said) + len(news.more)
    for take in (_chance, _stage, _money, _days):
        take(shape, clause, news, cuts)
    _activity(shape, clause, news)
    rest = _ABOUT.sub("", _GREETING.sub("", left_over(shape, clause, cuts))).strip(TRIM)
    rest = _ABOUT.sub("", rest).strip(TRIM)
    structured = len(news.said) + len(news.more) > found
    _no_odd_day(rest)
    if structured and not _TAIL_WORD.search(line) and (not rest or _IDLE.fullmatch(rest)):
        news.explained.add((clause.start, clause.end))
    if rest and not _IDLE.fullmatch(rest) and rest not in shape.text:
        rest = _whole(shape, clause)
    if rest and not _IDLE.fullmatch(rest):
        if supposes(line) and not structured:
            return
        _sort(line, rest, news, structured=structured)


def _no_odd_day(text: str) -> None:
    """Refuse what looks like a day or an hour, and is none: no step and no note may hide it."""
    if odd := DAY_LIKE.search(text):
        raise Refused("date_unreadable", field="next_at", asked=odd[0])


def _whole(shape: Shape, clause: Clause) -> str:
    """A clause as it was written, but for a deal named at its edge: what is cut out of its middle leaves no sense."""
    start, end = clause.start, clause.end
    places = [place for place, _ in shape.all("deal", start, end)]
    while places and not shape.line[start : places[0]].strip(TRIM):
        start = places.pop(0) + 1
    while places and not shape.line[places[-1] + 1 : end].strip(TRIM):
        end = places.pop()
    return _ABOUT.sub("", _GREETING.sub("", shape.words(start, end))).strip(TRIM)


def _chance(shape: Shape, clause: Clause, news: News, cuts: Cuts) -> None:
    for place, span in shape.all("percent", clause.start, clause.end):
        around = shape.line[max(clause.start, place - 14) : min(clause.end, place + 18)]
        if _SHARE.search(around) and not re.search(r"把握|概率|likely|chance|probab|confiden", around):
            continue
        alone = not re.search(r"\w", _ONLY.sub("", _SIGN.sub(" ", shape.line[clause.start : clause.end])))
        if not (_CHANCE.search(around) or alone):
            continue
        if not 0 <= int(str(span.value)) <= 100:
            continue
        news.said["probability"] = span.value
        _cut_around(shape, clause, place, cuts, _CHANCE_AROUND)
        return


def _stage(shape: Shape, clause: Clause, news: News, cuts: Cuts) -> None:
    line = shape.line[clause.start : clause.end]
    for key, words in _STAGE_WORDS:
        for found in re.finditer(words, line):
            lead, tail = _STAGE_LEAD.search(line[: found.start()]), _STAGE_TAIL.match(line, found.end())
            named = re.search("阶段|stage|phase|环节|流程", found[0] + (tail[0] if tail else ""))
            before = line[: lead.start() if lead else found.start()]
            bare = not re.sub(r"[\W\ue000-\ue0ff]|is|了|已", "", before) and not line[
                tail.end() if tail else found.end() :
            ].strip(TRIM + "咯了")
            told = (key in ("qualified", "contacted") and bare) or (key == "contacted" and "联系上" in found[0])
            out = (
                key == "proposal"
                and re.match(r"(?:已经|已|都)?(?:发|给|交|递)", line[found.end() :])
                and found[0] == "方案报价"
            )
            if not ((lead and (bare or lead.end() - lead.start() > 3)) or named or told or out):
                continue
            if mood_of(shape, clause, clause.start + found.start(), clause.start + found.end()) is not Mood.FACT:
                continue
            stage = find_stage(key, shape.scene)
            if stage is None:
                continue
            news.said["stage"] = stage
            if not out:
                start = lead.start() if lead else found.start()
                cuts.append((clause.start + start, clause.start + (tail.end() if tail else found.end())))
            return


def _money(shape: Shape, clause: Clause, news: News, cuts: Cuts) -> None:
    line = shape.line[clause.start : clause.end]
    amounts = list(shape.all("amount", clause.start, clause.end))
    if not amounts:
        return
    place, span = amounts[-1]
    before = shape.line[clause.start : place]
    phrase = line if _OWN.search(before) else _phrase(shape, place)
    if not re.search(r"\w", _SIGN.sub("", line)):
        phrase = f"{news.before} {phrase}"  # a sum that stands alone is what was spoken of before
    if _PAYMENT.search(phrase):
        news.more["payment"] = span.value
        return
    if _RIVAL.search(phrase) or _THEIRS.search(before):
        return
    mood = mood_of(shape, clause, place, place + 1)
    if mood in (Mood.NOT, Mood.IF, Mood.ASKED):
        return
    if _DELTA.search(before) and not re.search(r"到|至|\bto\b", before[-4:]):
        news.doubts.append("delta")
        return
    ranged = isinstance(span.value, AmountSpan) and span.value.high is not None
    if ranged or (len(amounts) > 1 and _OR.match(shape.line[amounts[-2][0] + 1 : place])):
        news.doubts.append("which")
    if mood in (Mood.WISH, Mood.UNSURE) and not _WORTH.search(line):
        news.doubts.append("unsure")
    news.said["amount"] = span.value
    for at, _ in amounts:
        _cut_around(shape, clause, at, cuts, (_AMOUNT_LEAD, _AMOUNT_TAIL))


def _phrase(shape: Shape, place: int) -> str:
    """The words around a sign up to the next comma: a space between Chinese words parts nothing."""
    before, after = shape.line[:place], shape.line[place:]
    start = max((found.end() for found in _STOP.finditer(before)), default=0)
    stop = _STOP.search(after)
    return before[start:] + (after[: stop.start()] if stop else after)


def _days(shape: Shape, clause: Clause, news: News, cuts: Cuts) -> None:
    line = shape.line[clause.start : clause.end]
    spans = [(place, span.value) for place, span in shape.all("date", clause.start, clause.end)]
    days = [
        (place, day)
        for place, day in spans
        if isinstance(day, DateSpan) and not _OLD.search(shape.line[clause.start : place])
    ]
    either = len(days) > 1 and _OR.match(shape.line[days[0][0] + 1 : days[1][0]])
    if either or any(re.search(r"或|还是|\bor\b", shape.text[day.start : day.end]) for _, day in days):
        news.doubts.append("which")
    for place, day in days:
        if _day(Part(shape, clause, line, news, cuts), place, day):
            return


def _day(part: Part, place: int, day: DateSpan) -> bool:
    """Take one date: when it closes, when something was done or is paid, or when the next step is due."""
    shape, clause, line, news = part.shape, part.clause, part.line, part.news
    today = shape.scene.calendar.day_start(shape.scene.now)
    mood = mood_of(shape, clause, place, place + 1)
    if mood is Mood.ASKED:
        return False
    if _step_slips(part, place):
        part.cuts.append((place, place + 1))
        slip = _SLIP.search(line)
        part.cuts.append((clause.start + slip.start(), place + 1) if slip else (place, place + 1))
        _next(part, day)
        return True
    if (_SLIP.search(line) or (_CLOSES.search(line) and not _MEETS.search(line))) and day.at >= today:
        if mood in (Mood.WISH, Mood.IF, Mood.NOT):
            part.cuts.append((clause.start, clause.end))
        else:
            _close(day, news)
            _cut_day(part, place)
        return True
    part.cuts.append((place, place + 1))
    past = day.at < today or bool(_DONE.search(line) and not _WILL.search(line))
    did = activity_of(line) and (past or (day.at == today and not day.has_time and not _WILL.search(line)))
    if past or did or _pays(line, news):
        if did or not past:
            news.more["activity_at" if did else "payment_due"] = _back(shape, day) if did else day
        return False
    _next(part, day)
    return True


def _pays(line: str, news: News) -> bool:
    """Whether a clause speaks of a payment, or of the rest of one."""
    return bool(_PAYMENT.search(line) or ("payment" in news.more and _REST_PAID.search(line)))


def _back(shape: Shape, day: DateSpan) -> DateSpan:
    """A day on which something was done, read as the last one of its name."""
    scene = shape.scene
    if day.at <= scene.now:
        return day
    text = shape.text[day.start : day.end]
    found = find_dates(text, now=scene.now, zone=scene.zone, calendar=scene.calendar, forward=False)
    return found[0] if found and found[0].at <= scene.now else day


def _step_slips(part: Part, place: int) -> bool:
    """Whether what moves to another day is a step on the way (评审推迟到周五) and not the deal's close."""
    before = part.line[: place - part.clause.start]
    slip = _SLIP.search(before)
    if slip is None or _CLOSES.search(part.line):
        return False
    told = before[: slip.start()]
    return bool(_EVENT.search(told))


def _next(part: Part, day: DateSpan) -> None:
    """Take a date to come as the next step's, with what is to be done then."""
    step = _step(left_over(part.shape, part.clause, part.cuts))
    _no_odd_day(step)
    if not _FUTURE.search(part.line) and not (step and (_HAPPENED.search(part.line) or _EVENT.search(step))):
        part.news.doubts.append("note")
    part.news.stepped = part.clause.start
    if "next_at" in part.news.said:  # of two steps the first is the next one
        part.news.notes.append(_whole(part.shape, part.clause))
    else:
        part.news.said["next_at"] = day
        if step:
            part.news.said["next_step"] = step
    part.cuts.append((part.clause.start, part.clause.end))


def _close(day: DateSpan, news: News) -> None:
    whole = day.until is not None and day.precision not in ("day", "minute")
    if whole and day.until and (day.until - day.at).days > 12:
        news.said["close_period"] = day
    else:
        news.said["close_date"] = day


def _cut_day(part: Part, place: int) -> None:
    """Cut the words of a closing day; what else the clause says stays."""
    lead = re.search(
        r"(?:(?:预计|预期|计划|估计|争取|大概|可能|能|就|成交|签约|签单|签|日期|时间|推迟|延期|延|推|拖|到|至|在|是|为|改|了)+|\b(?:(?:expected|expect|close|closing|closes|close date|signing|signs?|slipped|slips|slipping|pushed|pushing|delayed|moved|date|to|on|by|in|for|is|now|at|out|it|we|will|should|decision|looks?)\b\s*)+)\s*$",
        part.line[: place - part.clause.start],
    )
    tail = re.match(
        r"\s*(?:之?前|左右)?(?:能|可以|应该|就|要)?(?:签约|签单|签合同|签下|签|成交|定|拿下|关单|close|sign|signing|of close)*(?:了|吧|下来)*",
        part.line[place + 1 - part.clause.start :],
    )
    start = part.clause.start + lead.start() if lead else place
    part.cuts.append((start, place + 1 + (tail.end() if tail else 0)))


def _cut_around(shape: Shape, clause: Clause, place: int, cuts: Cuts, words: Around) -> None:
    """Cut a span with the words that only lead to it or follow it."""
    before, after = (
        words[0].search(shape.line[clause.start : place]),
        words[1].match(shape.line[place + 1 : clause.end]),
    )
    start = clause.start + before.start() if before else place
    cuts.append((start, place + 1 + (after.end() if after else 0)))


def _step(text: str) -> str:
    """The bare words of what is to be done."""
    step = _ABOUT.sub("", _GREETING.sub("", text)).strip(TRIM)
    before = None
    while step and step != before:
        before = step
        step = _NEXT_TAIL.sub("", _NEXT_LEAD.sub("", step)).strip(TRIM)
    return step


def _activity(shape: Shape, clause: Clause, news: News) -> None:
    """Take what somebody did, whom they reached and how often, from a clause that tells of the past."""
    line = shape.line[clause.start : clause.end]
    kind, got = activity_of(line), reached(line)
    if got is not None:
        news.more.setdefault("reached", got)
    if kind is None or "activity" in news.more:
        return
    if got is None and not (_DONE.search(line) and not _WILL.search(line) and news.stepped != clause.start):
        return
    news.more["activity"] = kind
    if (count := count_of(line)) is not None:
        news.more["count"] = count


def _sort(line: str, rest: str, news: News, *, structured: bool) -> None:
    """Sort what is left of a clause: what happened, what is in the way, what was reached, what is next, or a note."""
    if _VALUE_MISSING.search(rest):
        news.unknown.append(rest)
        return
    past = bool(_DONE.search(line)) and not _WILL.search(line)
    if _THAT_IS_A_RISK.fullmatch(rest) and news.notes:
        news.more["risk"] = news.notes[-1]
    elif _NEED.match(rest):
        news.notes.append(_NEED.sub("", rest))
    elif reached(line) is not None or (past and activity_of(line)):
        news.notes.append(rest)
    elif _BLOCKED.search(line):
        news.more["blocker"] = rest
        news.notes.append(rest)
    elif _RISK.search(line):
        news.more["risk"] = rest
        news.notes.append(rest)
    elif _MILESTONE.search(line):
        news.more["milestone"] = rest
        news.notes.append(rest)
    elif (
        not past
        and _NEXT_SAID.search(line)
        and "next_step" not in news.said
        and (step := _step(rest))
        and not structured
    ):
        news.said["next_step"] = step
    elif structured or _HAPPENED.search(line) or _PAYMENT.search(line):
        news.notes.append(rest)
    else:
        news.unknown.append(rest)
