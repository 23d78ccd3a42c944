"""What somebody did about a deal: called, visited, met, showed, wrote; how often, and whether anybody was there."""

import re

from handlers.language.sentences.cues import any_of

_KINDS = (
    (
        "demo",
        any_of(
            zh="演示(?!版|文) demo(?!版)",
            en="demo(?:ed|'d|s)?, product walk-?through, showed (?:them|him|her) the product",
        ),
    ),
    (
        "meal",
        any_of(
            zh="吃(?:了|过)?(?:个|顿)?饭 饭局 请.{0,4}吃 喝(?:了)?(?:个)?(?:酒|茶|咖啡) 聚餐 约饭 应酬",
            en="lunch(?:ed)?, dinner, coffee, breakfast, drinks",
        ),
    ),
    (
        "call",
        any_of(
            zh="""打(?:了|过|通|完)?(?:\\S{0,3}(?:个|通))?电话 通(?:了|过|完)?(?:个|一个)?(?:电话|话) 电话
                打通 没接 去电 来电 语音(?:了|聊|沟通) 连线 视频(?:了|聊|沟通)""",
            en="""call(?:ed|s|ing)?(?! (?:for|it|off|back)), phoned, rang, voicemails?, vm, spoke, talked,
                chatted, hopped on, caught up with, on the phone, by phone, dialled, dialed,
                touched base, zoom(?:ed)?""",
        ),
    ),
    (
        "visit",
        any_of(
            zh="拜访 上门 (?<![过出回进上下寄发传送失])去了(?!年|世|哪) 去过 跑了?现场 到访 走访 跑了(?:一)?趟 登门 现场 探访 回访 实地 驻场 面访",
            en="visit(?:ed|s)?, on-?site, dropped by, went to see, stopped by, went over to, swung by",
        ),
    ),
    (
        "meeting",
        any_of(
            zh="""开(?:了|完|过)(?:个|一个)?(?:\\S{0,4})?会 会议 见(?:了|过|完)?(?:个)?面
                碰(?:了|过)?(?:个)?(?:面|头) 会面 面谈 (?<!再)见了 (?<!再)见过 开会 座谈 会谈 聊了 meeting""",
            en="met, meetings?, sat down with, workshop, kick-?off, qbr, review session",
        ),
    ),
    ("email", any_of(zh="邮件 发了?(?:个|封)?邮 邮箱", en="e-?mail(?:ed|s)?, mailed")),
    (
        "message",
        any_of(
            zh="(?<!加)(?<!加上)(?<!加了)(?<!加到)微信 短信 发(?:了)?(?:个|条)?消息 留言 钉钉 企微",
            en="texted, messaged, wechat\\w*, whatsapp\\w*, dm(?:ed|'d)?, pinged, linkedin message",
        ),
    ),
)
_NOBODY = any_of(
    zh="没人接 没接 没打通 打不通 未接通 没联系上 没通(?!过) 不接 占线 关机 没见(?:到|着) 联系不上 无人接 无人接听 无法接通 没人应 找不到人 扑空 不在(?=\\W|$)",
    en="""no answer, voicemails?, didn'?t (?:pick up|answer), couldn'?t reach,
        not (?:in|available|reached), unreachable, nobody (?:pick\\w+|answer\\w+|home),
        no one (?:pick\\w+|answer\\w+), no pick ?up, went to vm, not picking up, line busy""",
)
_SOMEBODY = any_of(zh="打通 接了 联系上", en="reached, got through, got (?:hold|a hold) of, picked up, finally spoke")
_COUNT = re.compile(
    r"(?P<zh>\d{1,3}|[一两二三四五六七八九十])(?:个|通|次|轮|场|家|趟|封|遍|回)(?=电话|拜访|会|演示|邮件|客户|都|还|，|,|没|\W|$)|"
    r"\b(?P<en>\d{1,3}|once|twice|two|three|four|five|six|thrice)\b(?= (?:calls?|visits?|meetings?|demos?|e-?mails?|times|voicemails?)\b|\W*$|,)|\b(?P<adv>twice|thrice)\b"
)
_NUMBERS = {
    "一": 1,
    "once": 1,
    "两": 2,
    "二": 2,
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
    return next((kind for kind, words in _KINDS if words.search(line)), None)


def reached(line: str) -> bool | None:
    """Return whether anybody was reached, where that is said."""
    if _NOBODY.search(line):
        return False
    return True if _SOMEBODY.search(line) else None


def count_of(line: str) -> int | None:
    """Return how often something was done, where that is said."""
    found = _COUNT.search(line)
    if found is None:
        return None
    said = found["zh"] or found["en"] or found["adv"]
    return int(said) if said.isdigit() else _NUMBERS[said]
