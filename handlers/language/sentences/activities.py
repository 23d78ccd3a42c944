"""What somebody did about a deal: called, visited, met, showed, wrote; how often, and whether anybody was there."""

import re

from handlers.language.opinion import learned
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.kinds import kind_cues
from handlers.language.shape import Clause, Shape

SURE = 0.5  # how likely a clause tells of a contact

_NOBODY = any_of(
    zh="没人接 没接 没打通 打不通 未接通 没联系上 没通(?!过) 不接 占线 关机 没见(?:到|着) 联系不上 无人接 无人接听 无法接通 没人应 没人[理听] 不听(?=\\W|$) 拒接 找不到人 扑(?:了个)?空 不在(?=\\W|$) 白跑一?[趟次] [按挂]掉了? (?:没|未)\\s?(?:pick\\s?up|接)",
    en="""no ans\\w*, voicemails?, didn'?t (?:pick up|answer)(?! (?:my|our|the|any) (?:e-?mails?|messages?|texts?)), couldn'?t (?:reach|get (?:through|hold))[^,.;]{0,12}, nobody picks up,
        not (?:in(?=[^\\w\ue000-\ue0ff]*$| today| the office)|available|reached|around), unreachable, hung up on (?:me|us), no[- ]?show(?:ed|s)?, (?:didn'?t|never) show(?:ed)?(?: up)?, stood (?:me|us) up, (?:buyer|contact|boss|owner|manager|director|[a-z]+ guy|he|she|they) (?:was|were) (?:out|away|not there), left (?:an? |her |him |them )*vms?, nobody (?:pick\\w+|answer\\w+|home|there|around|in(?= |\\W|$)),
        no one (?:pick\\w+|answer\\w+), (?:no|zero|0) pick[- ]?ups?, went to vm, (?:not|isn't|never|doesn't|don't) pick(?:ing|s)?(?: up)?(?: only| the phone)?, line busy, not answering""",
)
# Silence, where somebody tried more than once.
_SILENCE = any_of(
    zh="(?:不|没|没有|都没|还没)(?:回|理)(?!来|去|款|访|复到)",
    en="(?:no|zero|0) (?:reply|response|replies|answers?|callback|call ?back|luck), nothing back, radio silence, crickets, ghosted",
)
_SOMEBODY = any_of(
    zh="打通 接了 (?<!没)(?<!没有)见[到着]了 终于见[到着] 联系上 接(?:我)?(?:的)?电话了 接通了 回我了 (?<![a-z])reach\\s?(?:到|上) 终于肯[聊见谈接] (?:终于|总算)(?:接|通)了? 电话通了",
    en="(?<!milestone )reached(?! (?:out|(?:the )?(?:contract|negotiation|proposal|qualified)\\b|an? |agreement)), got [^,.;]{0,24} on the (?:line|phone), got through, got (?:hold|a hold) of, picked up, finally spoke, caught [^,.;]{0,24} on the phone, (?:wrote|texted|messaged|pinged|rang|phoned) (?:me |us )?back",
)
_COUNT = re.compile(
    r"(?<![周期拜第\d.一二三四五六七八九十])(?P<zh>\d{1,3}|[一两俩仨二三四五六七八九十])\s?(?:个|通|次|趟|封|遍|回|(?=电话))(?=电话|\s?call|拜访|会|演示|邮件|微信|客户|都|还|也|没|不|了|，|,|\W|$)|"
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


def activity_in(shape: Shape, clauses: list[Clause], index: int) -> str:
    """Return what kind of contact with the customer one of the clauses tells of, as it surely does, else nothing; learned."""
    kind, chance = next(iter(learned("activities").chances(kind_cues(shape, clauses, index)).items()))
    return kind if kind != "none" and chance >= SURE else ""


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
