"""Thanks and praise for colleagues."""

import re

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, Said, deals_in, left_over, members_in
from handlers.language.sentences.trimming import trimmed
from handlers.language.shape import Clause, Shape, signs
from handlers.language.words import Mention

# Said to thank: these words are no part of what it is for.
_THANKS = any_of(
    """谢谢 感谢 多谢 谢了 谢啦 谢过 蟹蟹 3q 3Q 三克油 谢(?=<member>|过|啦|！|!|$) 感恩 感激 唔该晒 居功至伟 惊艳 多谢晒 点赞 点个赞 赞一个 给个赞 大赞 赞(?=<member>|！|!|$|，) 表扬 夸(?!张|大|奖|客户)
    辛苦(?:了|啦|你了|您了)? 鼓掌 鼓个掌 撒花 比心 ^向(?=<member>学习) 致敬 致谢 鸣谢 respect 记(?:一|个|大|头)功 加鸡腿 功不可没 加个鸡腿 小红花 👍 🙏 👏 🙌 🏆 💪 ❤️ 💐 🌹""",
    r"""kudos, kudo, thanks, thank, thankyou, thanx, thnx, thks, thx, tks, ty, tysm, tyvm, appreciate[ds]?, appreciation, grateful,
    gratitude, shout[- ]?outs?(?: goes)?(?: out)?, props, hats off, hat tip, tip of the hat, h/t, big ups?, bravo, cheers,
    (?:much|mad|total|huge|big) respect, respect to, (?:round of )?applause, high[- ]five, gold star, give it up for, credit to,
    (?:all )?credit goes, all the credit, three cheers, (?:great|good|nice|super|excellent|fantastic|amazing|awesome|brilliant|stellar|solid|incredible|
    outstanding|fab|top) (?:job|work|one|stuff|effort|teamwork), well done, well played, way to go, nicely done, congrats, congratulations,
    (?:give|giving) <member>[^.,;]{0,24} a (?:big |huge |round |warm )*(?:hand|clap|shout[- ]?out|pat|cheer|applause), (?:good|fair play|nice one|bravo|kudos) on <member>, credit where (?:(?:it'?s|credit is) )?due, (?:a |the )?(?:big |huge |warm )*(?:hand|clap|applause|cheer) (?:for|to)(?= <member>), much appreciated, much obliged, indebted, take a bow, a pat on the back, fair play to, good on(?= <member>), bow down, salute, praise, recogni[sz]e(?=[^,.;]{0,6}<member>), recogni[sz]ing, recognition (?:for|to), \+1 for""",
)
_MOCKED = re.compile(r"\bfor nothing\b|\bthanks a lot for (?:not|never|breaking|missing|forgetting)")
# Thanks that go on with a complaint are praise only if the writer says so.
_BACKHANDED = any_of(
    """(?<!不)但是? 不过 可是 就是(?=[^，,。]{0,6}[不没太晚慢]) 下次 [又还]?没(?=[发做回来交给写改弄完到修]) 又(?:忘|晚|迟|不|错) 忘了 迟到 白(?:等|跑|忙) 搞砸 丢了 黄了 耽误
    害(?:得|我|死) 呵呵 讽刺""",
    r"""but, however, although, except, too bad, next time, forgot, mess(?:ed)?, late again, never(?! (?:could|would)), screw(?:ed|ing), blew, ruined, delayed us,
    lost, cost us, missed the, missed our, broke, delayed, sarcas\w+""",
)
_NO_COMPLAINT = re.compile(
    r"(?:would|could|might)(?:'ve| have)? lost|never lost|last but not least|not only|not to mention|(?:could|would)(?:n'?t| not| never)|not just|never could|if not for|but also|nothing but"
)
# Whom one thanks, in other words than a name.
_MATE = re.compile(
    r"兄弟们?|哥们|姐妹们?|亲爱的|老铁|宝子?|大佬|哈+|啊+|bro|mate|buddy|man|dude|guys|team", re.IGNORECASE
)
_WORK = re.compile(
    r"\b(?:great|good|nice|super|excellent|fantastic|amazing|awesome|brilliant|stellar|solid|top|hard) (?:job|work|effort|stuff|help|teamwork)\b[ \w]{0,12}$",
    re.IGNORECASE,
)
_WON_FOR = re.compile(
    r"\d ?(?:万|w|k)[^，,。]{0,4}(?:签|拿下|成交)[^，,。]{0,3}了|(?:signed|closed|won|landed|inked)\b[^.;]{0,40}\d ?(?:k|m|w)\b"
)
_SIDE = re.compile(r"\s*(?:和|跟|与|、|,|，|&|\+|/|and|plus|还有|以及|as well as|and also)*\s*@?")
_TO = r"(?:\s|,|，|to|our|goes|go|going|out|for|from|all|so much|very much|a lot|a ton|big|huge|again|is due|the|@|一下|一波|给|我们|咱们|的|我|大|特别|部门|老师|同事|my|of|[:：]|-|~|～)*"
_NEXT = signs(rf"{_TO}(?P<who><member>)")
_LEAD = any_of(
    "的? 了 给 因为 大家 你 您 他 她 帮忙的 一直以来 昨天(?=晚上) 嗯 我想 我要 真的 今天 又",
    """for(?: all)?, because, to, who, so much, a lot, a ton, big time, on, in, the, your, you, with, that, s, again, very much, everyone, all, just,
    i, we, want to, would like to, wanted to, had, was, is, really, guys, team, say, also, ever so much, a bunch, loads, heaps, from, as, at""",
)
_TAIL = any_of(
    "了 啦 啊 呀 哦 哈 的 给 大家",
    "to, for, the, a, both, all, mate, guys, folks, everyone, big, huge, many, so, really, i, we, and, want to, say, just, my, wanted to, go, goes, out, of, s, is, was, it'?s",
)


def as_kudos(shape: Shape) -> Meaning | None:
    """Return who is praised and what for."""
    people = members_in(shape)
    if not people or _MOCKED.search(shape.line):
        return None
    return _praise(shape, *_found(shape, [place for place, _ in people]))


def _praise(shape: Shape, thanks: tuple[int, int], place: int) -> Meaning:
    receivers = _beside(shape, place)
    reason = _reason(shape, thanks, [at for at, _ in receivers])
    first: Said = {"reason": reason} if reason else {}
    deals = deals_in(shape)[:1]
    won = (
        bool(deals) and next(shape.all("amount"), None) is not None
    )  # a win told with its sum is not lost beside thanks
    doubts = ["unsure"] if won or backhanded(shape.text) else []
    meaning, *others = (Meaning("kudos", first | {"to": one}, deals, doubts=doubts) for _, one in receivers)
    meaning.others = others
    return meaning


def backhanded(text: str) -> bool:
    """Whether thanks turn into a complaint, are mocking, or stand beside a win with its sum: they are not all that is said."""
    low = text.casefold()
    return bool(_MOCKED.search(low) or _BACKHANDED.search(_NO_COMPLAINT.sub(" ", low)) or _WON_FOR.search(low))


def _found(shape: Shape, people: list[int]) -> tuple[tuple[int, int], int]:
    """Where the thanks stand and whom they are for: who follows them, else who stands before them, else who is named."""
    thanks = [found.span() for found in _THANKS.finditer(shape.line)]
    for span in thanks:
        if after := _NEXT.match(shape.line, span[1]):
            return span, after.start("who")
    return (thanks or [(people[0], people[0] + 1)])[0], people[0]


def _beside(shape: Shape, place: int) -> list[tuple[int, Mention]]:
    """Return a colleague and those who are named together with them."""
    people = members_in(shape)
    first = next(no for no, (at, _) in enumerate(people) if at == place)
    kept = [people[first]]
    for at, one in people[first + 1 :]:
        if not _SIDE.fullmatch(shape.line[kept[-1][0] + 1 : at]):
            break
        kept.append((at, one))
    return kept


def _done_for(shape: Shape, start: int, told: str) -> str:
    """The reason with the praise before it, where it is nothing but a deal ("great work on Acme")."""
    deal = next((span for place, span in shape.all("deal") if place >= start), None)
    if deal is None or shape.text[deal.start : deal.end] != told:
        return told
    work = _WORK.search(shape.text, 0, deal.start)
    return shape.text[work.start() : deal.end] if work else told


def _reason(shape: Shape, cue: tuple[int, int], places: list[int]) -> str:
    """What it is for: what follows both the thanks and the names, else what stands between them, else before them."""
    line = shape.line
    first, last = min(cue[0], places[0]), max(cue[1], places[-1] + 1)
    between = (cue[1], places[0]) if cue[1] <= places[0] else (places[-1] + 1, cue[0])
    cuts = [found.span() for found in _THANKS.finditer(line)]
    for start, end in ((last, len(line)), between, (0, first)):
        told = trimmed(left_over(shape, Clause(start, max(start, end)), cuts), _LEAD, _TAIL)
        if len(told) > (3 if told.isascii() else 1) and not _MATE.fullmatch(told):
            return _done_for(shape, start, told)
    return ""
