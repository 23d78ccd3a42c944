"""How likely a deal is to be won: percents, tenths, even odds, and bare numbers behind the word for it."""

import re

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.mood import Mood, mood_of
from handlers.language.sentences.news import SIGN, Cuts, News, cut_around
from handlers.language.shape import Clause, Shape, signs
from handlers.language.spans.dates import DateSpan

_SURELY_ZH = r"稳(?=了|\W|$)|把握|概率|机率|可能性|赢率|赢面|胜率|胜算|几率|成功率|成单率|成交率|赢单率"
_NAMES_ZH = f"{_SURELY_ZH}|意向|希望|机会|信心"
_NAMES_EN = (
    "likely|likelihood|chances?|confiden\\w*|probab\\w*|sure|odds|forecast|commit|my gut|certain|pct|prob|win|win ?rate"
)
_CHANCE = signs(
    rf"{_NAMES_ZH}|(?<![a-z])(?:{_NAMES_EN})(?![a-z])|(?:<deal>|\b(?:is|are|both|all|now|sits|sitting|stands|currently)) (?:at|around|about) <percent>|(?:(?<![a-z])(?:and|now|currently|still|stays)|&) <percent>\W*$|<percent> (?:that )?we(?:'ll)? (?:get|win|close|land|take|sign)\b"
)
_NO_MORE = signs(
    r"(?: points?)?\s*(?:[^，,。;\d\ue000-\ue0ff]{0,4}(?:到|至|成|为)了?|-+>|→|(?:(?:going |went )?(?:up |down )?|dropped )to)\s*<percent>"
)
_SHARE = re.compile(
    r"首付|首款|[比较].{1,8}[高低贵多少快慢]|[高低贵少多] ?(?=[\ue000-\ue0ff])|预付|定金|订金|尾款|付款|回款|折|优惠|让利|涨|降价|增长|减少|佣金|提成|税|完成|进度|便宜|市场|份额|毛利|"
    r"预付|质保|活跃|使用率|准确率|[万亿]的|\b(?:deposit|upfront|down ?payment|off|discount|increase|growth|tax|commission|paid|payment|margin|more(?! like)|less|done|complete|finished|cheaper|share|higher|lower|cut|uptime|accuracy|cost|sav\w+|over|under\w*|below|above|behind|gap|fuel|of (?:the|our|their)|in advance)\b"
)
# By how much a price or a number lies above or below another.
_COMPARED = re.compile(r"[比较][^，,。]{1,8}[高低贵少多快慢]了? ?$|(?:\b(?:by|beats?|undercuts?)(?: \w+)?) ?$")
# By how much something changes: the price, or the chance itself.
_CHANGED_BY = re.compile(
    r"\b(?:down|up|fell|dropped|rose|cut)(?: by| another)? ?$|(?:降|涨|跌|减|加|少|多)了? ?$|(?:^|\s)[+−-]$|[+＋] ?$"
)
_AROUND = (
    re.compile(
        rf"(?:成交|赢单)?(?:{_NAMES_ZH})?(?:从[^，,。]{{1,6}}?(?=[提升降涨调改]))?(?:估计|大概|大约|有|现在|目前|提到|升到|降到|调到|改成|到|是|为|约|也就|先|写|填|:|：)*\s*$|"
        r"\b(?:(?:win |close )?(?:probability|chance|likelihood|confidence|odds|prob)?(?: (?:is|now|at|to|about|around|up|down|of|maybe|dropped|went|raised|we're|i'm|i'd say|say|feeling))*)\s*$"
    ),
    re.compile(
        rf"\s*(?:的)?(?:{_NAMES_ZH}|左右|了)?(?:\s*(?:likely|chance|confident|confidence|probability|sure|odds|certain|now|to close|prob|win|of closing))*"
    ),
)
# What may stand around a chance that is said without its name.
_ONLY = re.compile(
    r"(?<!\d)\d{1,3} ?(?:→|-+>)|(?:\bfrom|从|由) ?\d{1,3}(?!\d)|\b(?:is|are|at|now|about|around|up|to|down|still|we're|we are|we|i'm|it's|its|it|say|i'd|call|maybe|more like|currently|mov(?:ed?|ing)|bump(?:ed|ing)?|rais(?:ed?|ing)|put(?:ting)?|lower(?:ed|ing)?|drop(?:ped|ping)?|upp?(?:ed|ing)|lift(?:ed|ing)?|adjust(?:ed|ing)?|changed?|changing|updat(?:e|ed|ing)|mark(?:ed|ing)?|from|the|a|deal|like|feels?|looking|i think|think|we can|can|safely|right|honestly|roughly|so|only|tbh|imo|imho|ngl|i reckon|reckon|i guess|i'd guess|kinda|sort of|at this (?:point|stage)|honestly|for me|me|my side|for now|to me|there|i'd put|i am|i'm on|i'm|on|right now|today|and|with|this|one|lor|lah|leh|liao|la|already|bah)\b|[现在目前是到了大概估计约有我们觉得感的子商机项目升降提调改成为把从这单那个看睇吧先写填也就和跟差不多起码至少了]"
)
# What leads straight to a chance.
_LED = signs(
    r"(?:<deal>(?:['’]s)?|\b(?:i'?d (?:say|go|put it|call it)|down as|(?:make|call|put) (?:it|that)|i would say|i (?:still )?keep|set <deal> (?:at|to)|(?:back|is|are|'re|'s|us|now|it|me) at|gut(?: feel)?)|(?:估摸着?|觉得|看|先[放记写]|还是|这单|项目|应该|大概)有?)[\s:：,，]*$"
)
# What one sets it to, whatever it was.
_SET = re.compile(
    r"\b(?:(?:i|we)(?:'d|'ll)? )?(?:rais\w*|lower\w*|dropp?\w*|bump\w*|mov\w*|push\w*|tak\w*|go\w*|went) (?:(?:it|this|that|them) )?(?:(?:down|up|back) )?"
    r"(?:to|from \d{1,3} ?%? to)[\s:：,，]*$|^\W*up to\s*$|先[放记写]\s*$"
)
# A number with the name of a chance behind it.
_SAID = signs(
    r"(?<![\d.,$])(?P<chance>\d{1,3}) (?:likelihood|likely|confidence|prob(?:ability)?)(?![a-z])"
    r"|(?:概率|[赢胜]率|[赢胜]面|把握|(?<![a-z])(?:probability|prob|chance|confidence|likelihood|win rate)(?![a-z]))(?: (?:on|of|for|at) <deal>)?[^\d，,。;]{0,16}(?:(?<!\d)\d{1,3}[^\d，,。;]{1,6})?(?<![\d.])(?P<behind>\d{1,2}|100)(?=\W*$|[,，;；。]| ?(?:now|left|right|左右|上下|以上|了|吧|for|on|this|sure|likely)(?![a-z]))"
    r"|(?<![\d.])(?P<mine>[1-9]\d) (?:for|from) me(?![a-z])|\b(?:dropp|lower|bump|rais|push|mov|put|tak)\w* (?:it|this|that|them)(?: (?:down|up|back))? to (?P<moved>[1-9]\d)(?= (?:for now|now|then|i guess|for the moment)|\W*$)|(?<![\d.])(?P<tenth>\d) (?:out of|in) (?:10|ten)(?!\d)|(?<![\d.])(?P<ours>[1-9]\d[-/][1-9]\d) (?:in our|our way|for us|to us)"
)
_EVEN = any_of(
    zh="五五开 55开 5[:比]5开? 五五波 一半一半 半半 一半(?=机会|希望|把握|概率|可能) (?:希望|机会|把握|概率|可能性?|几率|机率|胜算|赢面)[^，,。]{0,5}一半 对半开",
    en="50 ?[-/:] ?50, coin ?(?:toss|flip), even odds, even chance, fifty[- ]fifty",
)
_STOP = re.compile("[,，;；。.!！?？]")
_BEFORE = any_of(
    zh="之前 原来 原先 上次 上回 先前 起初 本来",
    en="was, before, earlier, originally, previously, last time, used to be",
)


def tells_old_chance(shape: Shape, clause: Clause) -> bool:
    """Whether a clause tells how likely a deal was: on a day that is over, or as a word says."""
    today = shape.scene.calendar.day_start(shape.scene.now)
    beyond = _STOP.search(shape.line, clause.end)
    end = beyond.start() if beyond else len(shape.line)
    days = [span.value for _, span in shape.all("date", clause.start, end) if isinstance(span.value, DateSpan)]
    over = any((day.until or day.at) <= today for day in days)
    chance = next(shape.all("percent", clause.start, clause.end), None)
    return chance is not None and (over or _BEFORE.search(shape.line, clause.start, end) is not None)


def take_chance(shape: Shape, clause: Clause, news: News, cuts: Cuts) -> None:
    """Take how likely a deal is to be won."""
    for place, span in shape.all("percent", clause.start, clause.end):
        aside = shape.line[max(0, clause.start - 1) : clause.start]
        first = 0 if aside in ("(", "（") or aside.isspace() else clause.start  # beside what it is of
        around = shape.line[max(first, place - 24) : min(clause.end, place + 18)]
        if _CHANGED_BY.search(shape.line[max(0, place - 14) : place]):
            news.doubts.append("delta")
            return
        if _NO_MORE.match(shape.line, place + 1) or _COMPARED.search(shape.line[max(0, place - 14) : place]):
            continue
        before = shape.line[clause.start : place]
        led = _SET.search(before)
        if not led and _SHARE.search(around) and not re.search(r"把握|概率|prob|likely|chance|confiden", around):
            continue
        if (
            not (led or _LED.search(before) or _CHANCE.search(around) or _alone(shape, clause))
            or not 0 <= int(str(span.value)) <= 100
        ):
            continue
        news.said["probability"] = span.value
        cut_around(shape, clause, place, cuts, (_SET, _AROUND[1]) if led else _AROUND)
        return
    if (told := _in_words(shape, clause)) is not None:
        chance, start, end = told
        news.said["probability"] = chance
        cuts.append(_widened(shape, clause, start, end))


def _alone(shape: Shape, clause: Clause, start: int = 0, end: int = 0) -> bool:
    """Whether nothing stands in a clause beside a chance but words that lead to it."""
    line = shape.line
    beside = line[clause.start : clause.end] if not end else f"{line[clause.start : start]} {line[end : clause.end]}"
    return not re.search(r"\w", _ONLY.sub("", SIGN.sub(" ", beside)))


def _in_words(shape: Shape, clause: Clause) -> tuple[int, int, int] | None:
    """Return a chance that is no percent, and where it stands."""
    even = _EVEN.search(shape.line, clause.start, clause.end)
    said = even or _SAID.search(shape.line, clause.start, clause.end)
    if (
        said is None
        or next(shape.all("percent", clause.start, clause.end), None)
        or _SHARE.search(shape.line, clause.start, clause.end)
    ):
        return None
    plain = None if even else max(re.split("[-/]", said["ours"] or "")) or said["mine"] or said["moved"]
    named = "开" in said[0] or plain or _CHANCE.search(shape.line, clause.start, clause.end)
    told = named or _alone(shape, clause, said.start(), said.end())
    if not told or mood_of(shape, clause, said.start(), said.end()) in (Mood.ASKED, Mood.IF):
        return None
    chance = 50 if even else int(said["tenth"] or 0) * 10 or int(plain or said["chance"] or said["behind"])
    return (chance, said.start(), said.end()) if chance <= 100 else None


def _widened(shape: Shape, clause: Clause, start: int, end: int) -> tuple[int, int]:
    """Where a chance stands with the words that only lead to it or follow it."""
    before, after = _AROUND[0].search(shape.line[clause.start : start]), _AROUND[1].match(shape.line[end : clause.end])
    return clause.start + before.start() if before else start, end + (after.end() if after else 0)
