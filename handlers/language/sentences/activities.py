"""What somebody did about a deal: called, visited, met, showed, wrote; how often, and whether anybody was there."""

import re

from handlers.language.sentences.cues import any_of

_KINDS = (
    (
        "demo",
        any_of(
            zh="演示(?!版|文) demo(?!版)(?:\\s?(?:做|讲|演|跑))?",
            en="demo(?:ed|'d|s)?, dem+o(?= ), product walk-?through, (?:showed|walked) [^,.;]{0,30}(?:the|our) (?:product|platform|system|tool|software|prototype)",
        ),
    ),
    (
        "meal",
        any_of(
            zh="[吃食](?:了|过|完)?(?:个|顿|餐)?饭 饭局 请.{0,4}吃 喝(?:了)?(?:个)?(?:酒|茶|咖啡) 聚餐 约饭 应酬 请客 席[间上] [饭酒]桌上 喝(?:了)?(?:一?[顿场杯]|几杯)?(?:酒|茶|咖啡) [喝整吃撮](?:了|过)?(?:一)?[顿场]\\S{0,2}(?:酒|饭|火锅|烧烤)",
            en="lunch(?:ed)?, dinner, coffee, breakfast, drinks",
        ),
    ),
    (
        "meeting",
        any_of(zh="(?:视频|电话|线上)会议?", en="video meeting"),
    ),
    (
        "call",
        any_of(
            zh="""打(?:了|过|通|完)?(?:\\S{0,3}(?:个|通))?电话 通(?:了|过|完)?(?:个|一个)?(?:电话|话) 电话 电联
                打通 没接 没人[接听] 打(?:了|过)(?:\\d{1,2}|[一两二三四五六七八九十]|好几|几)[次遍通] 去电 来电 联系(?:了|过)(?:\\d{1,2}|[一两二三四五六七八九十]|好几|几)[次遍] 拨(?:了|打|通|过) 语音(?:了|聊|沟通) 连线 视频(?:了|聊|沟通) 打不通 占线 关机 📞 ☎ (?<![a-z])call(?:了|过|完)""",
            en="""call(?:ed|s|ing)?(?! (?:for|it|off)), cal(?= with), phoned, rang, voicemails?, vms?, spoke, talked(?= to| with|,|$),
                chatted, had (?:a |another )?(?:\\w+ )?(?:chat|conversation), chat with, hopped on, jumped on, caught up with, on the phone, by phone, dialled, dialed,
                (?:no|zero|0) pick[- ]?ups?, hung up on (?:me|us), touched base, off the phone, the phone to, ft call, rung, ring(?= (?:with|from)), zoom(?:ed)?, picks? up, picked up(?! on| the| speed| where), picking up, pickup""",
        ),
    ),
    (
        "visit",
        any_of(
            zh="拜[访仿防] 上门 (?<![过出回进上下寄发传送失])去了(?!年|世|哪) 去过 跑了?现场 到访 走访 跑了(?:一)?趟 登门 现场 探访 回访 实地 驻场 面访 从(?:<deal>|客户)[^，,。]{0,6}(?:出来|回来) 去(?:了|过)?<deal>[^，,。]{0,8}(?:[谈聊开见看讲送做]了|过|一?趟) 去(?:了|过)?(?:他们|客户|对方)(?:公司|厂里?|那边|那儿|办公室|总部)?(?!的) 接待了 (?:过来|来|去|过去)(?:了|过)?一?趟 去<deal>[^，,。]{0,6}坐了?坐",
            en="visit(?:ed|s)?, on-?site, (?:went|came|drove|gone) by (?=<deal>|their|the|his|her), dropped by, dropped in, went to see, stopped by, went over to, went down to, swung by, (?:was|were) (?:at|over at|in) [^,.;]{0,24}(?:office|plant|hq|factory|warehouse|headquarters), popped (?:in|into|by|over)",
        ),
    ),
    (
        "meeting",
        any_of(
            zh="""开(?:了|完|过)(?:个|一个)?(?:\\S{0,4})?会 会议 见(?:了|过|完)?(?:个)?面
                碰(?:了|过)?(?:个)?(?:面|头) 会面 面谈 (?<!再)见了 (?<!再)见过 开会 座谈 会谈 meeting (?<!没)(?<!没有)(?<!还没)见(?:到|着)(?!面) 见完 碰(?:到|上)(?=了|<deal>|他们?|客户|\\S{0,3}[总工]) 交流会? 座谈会?""",
            en="met, sessions?, presented to, meetings?, mtgs?, sat down with, workshop, kick-?off, qbr, review session, saw (?:<deal>|them|him|her|their), (?:weekly|monthly|regular|our) (?:sync|check-?in|catch-?up), sat with",
        ),
    ),
    ("email", any_of(zh="邮件 发了?(?:个|封)?邮 邮箱(?!号|地址)", en="e-?mail(?:ed|s)?, mailed")),
    (
        "message",
        any_of(
            zh="(?<!加)(?<!加上)(?<!加了)(?<!加到)微信(?!号) 短信 发(?:了)?(?:个|条)?消息 留言 发(?:了)?钉钉 钉钉(?:上|里|发|聊|说|找) 企微",
            en="texted, messaged, (?:dropped|sent|shot|left|wrote) [^,.;]{0,40}\\ba (?:message|text|line|dm|note on)(?! about), wechat\\w*, whatsapp\\w*, dm(?:ed|'d)?, pinged, linkedin message",
        ),
    ),
    (
        "visit",
        any_of(zh="来(?:了|过)?(?:我们|咱们?)(?:公司|厂里?|办公室|总部)", en="came to (?:our|the) (?:office|plant|hq)"),
    ),
)
# A contact that was added or asked for is no message.
_ADDED = re.compile(r"加.{0,12}微信|要.{0,6}(?:邮箱|微信)")
# Said by themselves: what was done is over.
_DID = any_of(
    zh="""(?:发|回|打|来)(?:个|条|封)?(?:了)?(?:微信|电话|电|邮件|短信|消息|语音)(?:来|过来)?(?:说|讲|问|催|确认|表示|要|给)
        (?:微信|电话|邮件|会|饭桌|饭局|现场|演示)(?:上|里|中|时)(?:说|问|提|讲|表示|确认|答应|反馈|透露|聊) (?<!等)(?<!待)[打开吃食聊谈见拜访演示](?:完)(?!再|后再|就|成|善|整|美) (?<![a-z])(?:call|demo|meeting|visit|email|zoom|meet|lunch|dinner)\\s?(?:了|完|过) [打去见聊吃访通流示讲谈碰]过(?!程|期|来|去|渡)(?=电话|话|一?[趟次面回]|\\W*$) 从<deal>[^，,。]{0,6}(?:出来|回来) 去(?:了|过)?<deal>[^，,。]{0,8}(?:[谈聊开见看讲送做]了|一?趟) 席[间上] [饭酒]桌上 来(?:了|过)?(?:我们|咱们?)(?:公司|厂里?|办公室|总部)""",
    en="""called(?! off| it), phoned, rang, dialled, dialed, spoke, talked, chatted, visited, met, emailed, (?:went|came|drove) by, sent [^,.;]{0,40}by (?:e-?mail|wechat|whatsapp), (?:dropped|shot) [^,.;]{0,40} a (?:message|text|line|dm), texted, messaged, pinged, whatsapp(?:ed|'d), demo(?:ed|'d), grabbed, hosted, sat with, walked [^,.;]{0,30}through, ran (?:the|a|an|our), 
        (?:dropped|popped|swung|stopped) (?:by|in|into|over), went to see, hopped on, jumped on, sat down with, had (?:a|an|my|our|the|lunch|dinner|coffee|drinks|breakfast),
        followed up, reconnected, saw (?:<deal>|them|him|her|their), (?:was|were) (?:at|over at|in) [^,.;]{0,24}(?:office|plant|hq|site|factory|warehouse|headquarters), following (?:our|the|my), after (?:our|the|yesterday'?s|today'?s|last), tried, left (?:a|an|\\d|two|three|them|him|her), caught, replied, responded,
        on the (?:call|phone), (?:\\d+|two|three|four) (?:calls|visits|meetings|e-?mails|demos)""",
)
_OVER = any_of(
    zh="""✅ 结束 (?:拜访|回访|演示|会议?|电话|沟通|培训|考察|走访)[^，,。]{0,6}(?:完成|结束|做好|顺利|搞定|完毕)
        (?:电话|微信|邮件|视频|当面|上门|语音)(?:里|上)?(?:沟通|联系|回访|拜访|确认|聊|问|交流|跟进|催|了解)(?:了|过|完|到)?(?!时间|安排|一下(?=\\W*$))""",
    en="(?:good|great|nice|productive|solid|tough|positive|decent|useful|constructive) (?:\\w+ )?(?:call|demo|meeting|visit|chat|lunch|dinner|session|sync|zoom|conversation)(?= (?:with|at|and|today|this|yesterday|last)\\b|\\W*$), (?:call|demo|meeting|visit|onsite|on-site|lunch|dinner|workshop|mtg|zoom|📞|☎)[^,.;]{0,16} (?:done|over|finished|complete|completed|wrapped(?: up)?|went|was|were|good|great|ok)",
)
_NOBODY = any_of(
    zh="没人接 没接 没打通 打不通 未接通 没联系上 没通(?!过) 不接 占线 关机 没见(?:到|着) 联系不上 无人接 无人接听 无法接通 没人应 没人[理听] 不听(?=\\W|$) 拒接 找不到人 扑(?:了个)?空 不在(?=\\W|$)",
    en="""no answer, voicemails?, didn'?t (?:pick up|answer)(?! (?:my|our|the|any) (?:e-?mails?|messages?|texts?)), couldn'?t reach,
        not (?:in(?=\\W*$| today| the office)|available|reached|around), unreachable, hung up on (?:me|us), no[- ]?show(?:ed|s)?, (?:didn'?t|never) show(?:ed)?(?: up)?, stood (?:me|us) up, (?:buyer|contact|boss|owner|manager|director|[a-z]+ guy|he|she|they) (?:was|were) (?:out|away|not there), left (?:an? |her |him |them )*vms?, nobody (?:pick\\w+|answer\\w+|home|there|around|in(?= |\\W|$)),
        no one (?:pick\\w+|answer\\w+), (?:no|zero|0) pick[- ]?ups?, went to vm, (?:not|isn't|never|doesn't|don't) pick(?:ing|s)?(?: up)?(?: only| the phone)?, line busy, not answering""",
)
# Silence, where somebody tried more than once.
_SILENCE = any_of(
    zh="(?:不|没|没有|都没|还没)(?:回|理)(?!来|去|款|访|复到)",
    en="(?:no|zero|0) (?:reply|response|replies|callback|call ?back|luck), nothing back, radio silence, crickets, ghosted",
)
_SOMEBODY = any_of(
    zh="打通 接了 (?<!没)(?<!没有)见[到着]了 终于见[到着] 联系上 接(?:我)?(?:的)?电话了 接通了 回我了 回(?:了|我|过)?电话?了 (?<!没)回电",
    en="reached, called (?:me |us )?back, got through, got (?:hold|a hold) of, picked up, finally spoke, caught [^,.;]{0,24} on the phone, (?:wrote|texted|messaged|pinged|rang|phoned) (?:me |us )?back",
)
_COUNT = re.compile(
    r"(?<![周期拜第\d.一二三四五六七八九十])(?P<zh>\d{1,3}|[一两俩仨二三四五六七八九十])(?:个|通|次|趟|封|遍|回|(?=电话))(?=电话|拜访|会|演示|邮件|微信|客户|都|还|也|没|不|了|，|,|\W|$)|"
    r"(?<![a-z0-9])(?<!net )(?P<en>\d{1,3}|once|twice|two|three|four|five|six|thrice)(?![a-z0-9])(?= (?:calls?|visits?|meetings?|demos?|e-?mails?|times|voicemails?|vms?|messages?|texts?)\b|\W*$|,)|\b(?P<adv>twice|thrice)\b|"
    r"(?<![a-z0-9])[x×*] ?(?P<times>\d{1,2})(?![\w])|(?<![\w])(?P<fold>\d{1,2}) ?[x×](?=\W|$)"
)
_NUMBERS = {
    "一": 1,
    "once": 1,
    "两": 2,
    "二": 2,
    "俩": 2,
    "仨": 3,
    "twice": 2,
    "two": 2,
    "三": 3,
    "three": 3,
    "thrice": 3,
    "四": 4,
    "four": 4,
}
_NUMBERS |= {"五": 5, "five": 5, "六": 6, "six": 6, "七": 7, "八": 8, "九": 9, "十": 10}


def activity_of(line: str) -> str | None:
    """Return what kind of activity a text tells of."""
    kind = next((kind for kind, words in _KINDS if words.search(line)), None)
    return None if kind in ("message", "email") and _ADDED.search(line) else kind


def was_done(line: str) -> bool:
    """Whether a text that names an activity says by itself that it is over."""
    return bool(_DID.search(line) or _OVER.search(line))


def reached(line: str, *, tried: bool = False) -> bool | None:
    """Return whether anybody was reached, where that is said; who tried more than once takes silence for a no."""
    if _NOBODY.search(line) or (tried and _SILENCE.search(line)):
        return False
    return True if _SOMEBODY.search(line) else None


def count_of(line: str) -> int | None:
    """Return how often something was done, where that is said."""
    found = _COUNT.search(line)
    if found is None:
        return None
    said = next(filter(None, found.groups()))
    count = int(said) if said.isdigit() else _NUMBERS[said]
    return count if count > 1 else None  # once is what everybody takes for granted
