"""What announces a new lead: words that say so, and words of how people come to know a company."""

from dataclasses import dataclass

from handlers.language.sentences.cues import any_of

_NOUN = "(?:线索|客户?|商机|单子?|询盘|咨询|inbound|leads?|opp)"
_COUNT = "(?:[一1]|两)?(?:个|条|家|枚|位|间|张|单|封|笔|份)"
_KIND = "(?:新|大|老|小|意向|潜在|优质|咨询|询价|海外|外地|本地)*的?"
# It is said that there is a new lead, or asked to record one.
SAID = any_of(
    zh=f"""新(?:的)?(?:来|到|增|加|进|有|报|录|建|收|上)?(?:了|的)?{_COUNT}?{_KIND}{_NOUN}(?:机会|信息)? 线索[一1]?(?:条|枚|个|家) (?:给|推|派|报)的(?:商机|线索|客户|单子) (?:商机|线索|新单|询盘|单子)(?:机会|信息)?\\s*[:：] 来单了 线索\\+1 留资 询盘[:：] 咨询[:：] 来咨询 打电话来 主动(?:联系|找)(?:我们|过来|来)
        加了.{{0,3}}微信 接到.{{0,6}}(?:电话|来电) 推荐了?一?(?:个|家)客户? 一?个咨询的 来问报价 录成(?:新)?线索 陌拜了?一?(?:个|家) 客户进线 又来了?一?(?:个|家|条) 存(?:一)?个(?:客户)? 来留言 有人留言 线索一枚 一枚新线索
        接了?个.{{0,3}}(?:咨询)?电话 线索录入 认识(?:了|的)?(?:一)?(?:个|家)(?:客户)? 找(?:过来|上门)(?:来)?了? 进线索 录线索 (?:先)?录进(?:去|来) 录个 记个 收了?(?:一)?张名片 有人找我 推了(?:一)?(?:家|个) 介绍了(?:一)?(?:家|个)
        (?:来|有|收到|接到|进来|到|拿到|搞到|捡)(?:了|个|一)*(?:条|家)?{_KIND}(?:线索|询盘|客户咨询|商机|lead|inbound|客户)(?:哈|啊)?
        (?:帮我|帮忙)?(?:录|登记|建|记|加|报备|录入|新建|创建|添加)(?:一下|一?个|一?条|一?家|下|入)+(?:新)?(?:的)?(?:线索|客户|商机|lead)? (?:录入?|登记|新建|创建|添加|报备)(?:新)?(?:线索|客户|商机) 登记[:：]? 报备(?:一下)? 线索[:：] 来的(?:新)?线索 新来(?:了)?(?:一|个|家|条)?(?:单|个客户) 建个(?:新)?线索
        有(?:个|家)(?:新)?公司(?:打电话|找)(?:过来|来|我们)?(?=.{{0,6}}叫) (?:老客户|客户)<deal>(?:给我们|给咱们|帮忙|那边)?(?:介绍|推荐|转介绍)的?
        (?:登|录|记|放|加|写|报|建)(?:进|到|入|成|为)(?:来|去)?(?:新)?(?:线索|系统|库|crm)里? 转介绍(?:了|来)?(?:一)?(?:个|家)?(?:线索|客户)?(?=[:：]) (?:展会|活动|会上|饭局|朋友圈).{{0,6}}(?:认识|加|聊|拿|收)(?:了|到|的)+(?:一)?(?:个|家|张)?(?:客户|名片)? 来了?个(?:询盘|咨询|客户|inbound|lead) 客户进来
        (?:先|帮我|帮忙|替我)(?:录|记|登|建|报)(?:一下|一条|一笔|一个|下|上) 潜在客户[:：]? 意向客户""",
    en="""log it as a lead, lead alert, ne+w ?lead, potential(?: customer| client| lead| deal)?(?=\\s?[:：-]), (?:intro|introduction|referral) from (?:<member>|<deal>)(?=\\s?[:：-]), filled (?:in|out) (?:the|our|a) (?:contact |web )?form, as leads?(?=\\W*$), called from, (?:make|making) (?:it|them|this|that) a (?:lead|prospect|deal), fresh one, (?:met|have|got|found|know) a potential (?:client|customer|lead|prospect|deal), there's (?:this|a) (?:company|prospect|lead|customer|client)(?: called| named)?,
        (?=someone from), (?=somebody from), just signed up, reached out(?: to us)?, wants in, ne+w (?:inbound |hot |warm |cold |sales |potential |web )?(?:leads?|prospect|opp(?:ortunity)?|inquiry|enquiry|deal|account|logo|customer|client|inbound|one),
        (?:can you |could you |please |pls )?(?:got|have|add|log|logging|adding|key in|create|creating|enter|register|registering|record|open|found|received|caught|picked up|scored|bringing in|capture) (?:a |an |one |another |us a |in a )?(?:new |hot |warm |fresh |inbound |potential )*(?:lead|prospect|opp(?:ortunity)?|inquiry|enquiry|inbound|referral|client|customer)(?: for (?:them|him|her|it|me|us|the (?:pool|team)))?(?= |\\W|$),
        leads?(?=\\s?[:：-]), inbound(?: lead)?[:：]?, fresh lead, hot lead, new[:：], lead in(?= from), as a (?:new )?(?:lead|prospect|deal), in as a (?:new )?(?:lead|prospect), (?:call|e-?mail|sign-?up|demo request|referral|walk-?in|inquiry|enquiry|message|request) (?=from),
        (?:inquiry|enquiry|referral|walk-?in|prospect|opportunity|opp)(?=\\s?[:：-]), net new, lead (?=from), (?=some(?:one|body) (?:called|named) [a-z]+ (?:from|at) ), new business, new name, (?=introduced (?:us|me) to), (?=cold[- ]called),
        (?:to|in|into|for) (?:the|our) (?:pipeline|crm|system|books), (?:got|have|here's|here is)? ?another (?:one|lead|prospect)(?=\\W), put (?:him|her|them|it) (?:in|into|in the|into the)(?: (?:system|crm|pipeline|books?))?, (?:can you |could you |please |pls )?add (?:it|them|him|her)(?: in| to (?:the )?(?:system|crm|pipeline))?(?=\\W*$), log (?:it|them|him|her), (?=named [a-z]), (?=referred (?:us|me) to), (?=put us in touch),
        new (?:biz|brand|shop|store|contact|company)(?= ?[:：!-]), (?:webinar|expo|trade show|website|linkedin|referral|partner|inbound|cold call|facebook|google|hot|warm|sales) leads?, potential (?:big |good |great )?(?:one|customer|client|lead|deal)(?= ?[:：-]), quick add[:：]?, walk[- ]in (?:customer|client|lead)s?(?: today)?, fresh interest(?= from), one more for (?:the|our) (?:pipeline|crm|books)""",
)
# How a company comes to us by itself or through others: it is a lead where it is told whom to call and what it wants.
CAME = any_of(
    zh=f"""(?:接|收|来|有|进|认识|遇|碰|扫|拓|挖|搞|捡|拿|拉|加|推|介绍|推荐|引荐|牵线|带|打通|给)(?:了|到|过来|进来|来|着|给?我们?|给?咱们?|过){{0,3}}{_COUNT}{_KIND}(?:{_NOUN}|(?:公司|企业|单位|厂家|工厂|医院|学校|电话|名片|留言|微信|私信|表单)(?![\u3400-\u9fff]))?
        有(?:个|位)(?:老板|观众|访客|客人|朋友|同学|先生|女士|经理) 主动(?:联系|找|加)的?了?我?们?(?:微信)? (?:自己)?(?:打|拨)(?:了|电话|400|热线|进|过)*来(?:的|咨询|问|说|电话)* (?:来|发)?私信(?:了)?(?:我们?)?(?=\\W|说|$) 加(?:了|上|的|到|过)*(?:我|我们)?的?微信(?:的)? 留(?:言|资)(?:的|说|里)? 给?了?名片
        (?:进|过|上|找)来(?:的|一?[个家条])? 认识的?了?(?:一)?(?:个|家)? (?:推荐|介绍|引荐|牵线|转介)(?:了|来|过来|给)*(?:我们|咱们|我)?的? (?:推|带)(?:了|来|过来|给)+(?:我们|咱们|我)?的? 陌拜的?了?(?:拿下)? 扫(?:楼|街)的? 来的 (?:进|到|入)(?:系统|库|crm|池子?)里? 找(?:上门|过来|我|我们)(?:来)?的?了? 拿的?了?名片 (?:主动)?(?:找)?上门(?:来)?的? 推的 要询价 加进去 录进去 帮我(?:建|录|登)(?:一下)? 有兴趣[:：]""",
    en="""(?:got|had|received|took|saw|there was) (?:a |an |some |the )?(?:[a-z]+ )?(?:call|e-?mail|message|whatsapp|dm|interest|request|ping|note|form|inquiry|enquiry)(?: come in)?(?: from)?, (?:just )?(?:rang|phoned|emailed|messaged|dm'?e?d|pinged|contacted)(?: (?:us|me|in))?(?=\\W|$),
        (?=met [a-z \ue000-\ue0ff]{2,40} at (?:the |a )?(?:trade )?(?:expo|show|fair|booth|conference|summit|event)), walk(?:ed)?[- ]in, (?:picked up |got )?(?:a |the |his |her )?(?:business |name ?)?card, introduced (?:me|us) to, referred (?:me|us) to, reached out, (?:filled|filling) (?:in|out) (?:the|our|a), signed up, demo request, (?:web|contact|website) ?form, chat widget,
        ^\\W*(?:pls |please |kindly )?(?:adding|add|log|enter|register|record|key in)(?=[: ]), we should add, intro'?d (?:us |me )?to, prospect, interest from, wants in, cold[- ]?call(?:ed)?, booth, expo, via linkedin, on linkedin, trade show, came (?:in|through|from|by), downloaded, stopped by, dropped by, left (?:her|his|their) (?:number|card|details), hot one, create one for, sent over, inbound, potential""",
)
# What we did with them: it may be an old acquaintance.
DONE = any_of(
    zh="(?:聊|见|通)(?:了|到|过|完){1,2}(?:一)?(?:个|家|位)? 吃了?个?饭",
    en="""(?:just |have |has |i )*(?:met(?: up)?(?: with)?|bumped into|ran into|sat next to), (?:call|coffee|chat|lunch|dinner|meeting) (?:with|w)(?![a-z]), (?:just got off|just off) (?:a |the )?(?:call|phone)(?: with)?, spoke (?:to|with), called (?:us|me|in), works? (?:at|for)""",
)
# Several at once.
SEVERAL = any_of(
    zh=f"(?:[两二三四五六七八九2-9]|好几|一共.)(?:个|条|家|(?=新?客户|新?线索))(?:新)?(?:的)?{_NOUN}?(?=\\W|$|一) {_NOUN}[两二三四五六七八九2-9](?:个|条|家|枚)?",
    en="(?:two|three|four|five|six|several|a few|a couple(?: of)?|couple of|some|[2-9]|both) (?:new |fresh |hot |more )*(?:leads|prospects|companies|customers|clients|ones|inquiries|enquiries), (?:these|following)(?: (?:leads|companies|customers|two|three|four))?, ne+w leads(?= ?[:：-]), leads(?= ?[:：])",
)
# Of leads in general, and what is asked, ruled or denied of them.
NOT_NEW = any_of(
    zh="(?:^|线索|客户|商机)的?(?:流程|政策|优惠|背调|质量|要做) 没收到 没来(?!得) 多少(?!钱) 几个 几条 有几家 哪些 分配 怎么 谁 [?？]\\W*$ 吗\\W*$ 规则 上限 没有新 没新 本周新 本月新 不是新 导出 模板 专长 擅长 技能 本人 复盘 目标",
    en="leads for, might(?! (?:buy|need|want|be interested)), didn'?t, process, assignment, quality, template, scoring, how many, which, rules?, routing, any new, no new, where, don't, release, limit, cap, new (?:customer|client|deal|account|one) (?:wants|asked|said|signed)",
)

# What follows the words for a new lead and is no name: a time, a count, a list, what is asked of all of them.
GENERAL = any_of(
    zh="""^\\W*的?(?:本|上|这|今|下|去|最近|近|当)个?(?:周|月|季度?|年|天|日|几天|期) ^\\W*的?(?:有|还有)?(?:几|多少|哪|谁|啥|什么|没人|都|列表|清单|统计|汇总|情况|数量|数(?=\\W|$)|时长|平均|多久|超时|分布|占比|比例|名单|明细|转化|响应|公平|分配|来源(?:分析|分布|占比)|公海|池|欢迎会|见面会|座谈会|答谢|优惠|活动|礼包|福利|政策|模板|流程|培训|投诉)
        (?:几条|几个|几家|多少|有哪些|多久|没人(?:要|跟|领|认领|理)|几点|什么时候)(?:了|呢|吗)?\\W*$""",
    en="""^\\W*(?:s )?(?:customer |client |account |lead |deal )?(?:this|last|next|by|per|count|conversion|response|distribution|unclaimed|unassigned|list|report|stats|numbers?|won|lost|closed|total|today|yesterday|so far|dinner|lunch|breakfast|drinks|event|party|meeting|kick-?off|onboarding|welcome|portal|login|page|policy|survey|deck|training|discount|offer|promo|success)(?![a-z]),
        (?:won|lost|closed|created|added|unclaimed|signed|count) (?:this|last|in|today|so far|since) ?[a-z0-9]* ?\\W*$, (?:this|last) (?:week|month|quarter|year)\\W*$""",
)
# What a new lead is called.
CALLED = any_of(
    zh="线索 商机 客户 新单 询盘 留资", en="leads?, prospects?, opp\\w*, customer, client, inbound, inquiry, enquiry"
)
# Who comes and buys nothing: sellers, job seekers, friends; and what was there before.
NO_BUYER = any_of(
    zh="推销 卖保险 卖课 猎头 应聘 求职 快递员 送外卖 骚扰电话 诈骗 骗子 相亲 房东 我(?:家)?孩子 我(?:家)?小孩 老婆 老公 女儿 儿子 男朋友 女朋友 看病 挂号 老客户那边又 上次那个 又来催 续约 续费 还是那个 跟进了 二次 第二次 再次",
    en=r"""recruiter, headhunter, job offer, selling us, pitching us, their pitch, vendor, spam, scam, telemarket\w*, my (?:wife|husband|kid|kids|son|daughter|cousin|brother|sister|mom|dad|mum|mother|father|girlfriend|boyfriend|landlord|neighbour|neighbor),
        again, still, renewal, renew, as before, last time, follow(?:ed|ing)?[- ]up (?:with|on), second (?:call|meeting|visit)""",
)


@dataclass(frozen=True, slots=True)
class Announced:
    """Where a line announces a lead, and how: by saying so, by telling how a company came, or what we did with it."""

    spans: tuple[tuple[int, int], ...]
    said: bool
    came: bool


def announced(line: str) -> Announced:
    """Return what in a line announces a lead."""
    spans: list[tuple[int, int]] = []
    found = []
    for words in (SAID, CAME, DONE):
        new = [
            one.span()
            for one in words.finditer(line)
            if not any(one.start() < end and start < one.end() for start, end in spans)
        ]
        found.append(bool(new))
        spans += new
    return Announced(tuple(sorted(spans)), said=found[0], came=found[1])
