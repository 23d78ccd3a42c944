"""What somebody did about a deal: called, visited, met, showed, wrote; how often, and whether anybody was there."""

import re

_KINDS = (
    ("demo", r"演示|demo(?:ed|'d)?\b"),
    (
        "meal",
        r"吃(?:了|过)?(?:个|顿)?饭|饭局|请.{0,4}吃|喝(?:了)?(?:个)?(?:酒|茶|咖啡)|\blunch\b|\bdinner\b|\bcoffee\b|\bbreakfast\b",
    ),
    (
        "call",
        r"打(?:了|过|通|完)?(?:\S{0,3}(?:个|通))?电话|通(?:了|过|完)?(?:个|一个)?(?:电话|话)|电话|打通|没接|\bcall(?:ed|s)?\b|\bphoned\b|\brang\b|\bvoicemail\b|\bspoke\b|\btalked\b|\bchatted\b|\bhopped on\b",
    ),
    (
        "visit",
        r"拜访|上门|去了(?:趟|一趟)?|到访|走访|跑了(?:一)?趟|登门|现场|\bvisit(?:ed)?\b|\bon-?site\b|\bdropped by\b|\bwent to see\b",
    ),
    (
        "meeting",
        r"开(?:了|完|过)(?:个|一个)?(?:\S{0,4})?会|会议|见(?:了|过|完)?(?:个)?面|碰(?:了|过)?(?:个)?(?:面|头)|会面|面谈|见了|见过|\bmet\b|\bmeeting\b",
    ),
    ("email", r"邮件|发了?(?:个|封)?邮|\be-?mail(?:ed|s)?\b"),
    (
        "message",
        r"微信|短信|发(?:了)?(?:个|条)?消息|\btexted\b|\bmessaged\b|\bwechat\w*\b|\bwhatsapp\w*\b|\bdm(?:ed|'d)?\b",
    ),
)
_NOBODY = re.compile(
    r"没人接|没接|没打通|打不通|未接通|没联系上|没通|不接|占线|关机|没回|没见(?:到|着)|联系不上|无人接|"
    r"no answer|voicemail|didn'?t (?:pick up|answer)|couldn'?t reach|no (?:reply|response)|not (?:in|available|reached)|unreachable|nobody (?:picked|answered|home)|no one (?:picked|answered)"
)
_SOMEBODY = re.compile(r"打通|接了|联系上|\breached\b|\bgot through\b|\bgot (?:hold|a hold) of\b|\bpicked up\b")
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
    return next((kind for kind, words in _KINDS if re.search(words, line)), None)


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
