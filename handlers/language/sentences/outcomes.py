"""How a deal ended: won or lost, for how much, why."""

import re
from datetime import timedelta

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.endings import LOST, NOT_WON, WON
from handlers.language.sentences.meaning import TRIM, Meaning, Said, Target, deals_in, left_over
from handlers.language.sentences.mood import Mood, mood_of
from handlers.language.sentences.plainly import bearable, plainly
from handlers.language.sentences.reasons import BECAUSE, REASONS
from handlers.language.sentences.signings import order_number, payment, signed_on, term_months, worth
from handlers.language.shape import Clause, Shape, Span, signs
from handlers.language.spans.dates import DateSpan

_ACT = re.compile(
    r"认领|释放|退回|转给|分给|派给|成交|签|丢(?!给)|黄了|赢|\b(?:claim\w*|releas\w*|assign\w*|transfer\w*|sign(?:s|ed|ing)?(?!-?\s?off)|clos(?:e|es|ed|ing)|win|wins|won|lose|losing|lost|said no|walk)\b"
)
_OFF = frozenset({Mood.NOT, Mood.WISH, Mood.IF, Mood.ASKED})
# A signature that is there, whatever day stands beside it.
_OVER = re.compile(
    r"了|咗|已|刚|的字|的约|的章|的印|[签簽]的(?=\W*$)|[签簽用盖谈](?:完|好|妥|成|下来|过)|\b(?:won|win|(?:counter)?signed|closed|landed|got|done|executed|inked|sealed|came|received|secured|has|have|was|were)\b"
)
# What else may be signed, closed or won.
_ANOTHER = re.compile(
    r"\s*(?:an?|another|his|her|my|that|some|their (?:first|own)) |.{0,6}(?:培训|会议|试用|试点|意向|保密|框架)"
)
# What is said as often of a step that failed, or of a lead that is given back.
_SOFT = re.compile(
    r"没谈|没成|放弃|取消|不[做上搞买考采]|没了|拒|退出|没过|说|\b(?:reject|declin|turn|said no|no go|not? |isn't|won't|don't|doesn't|pull|back|drop)"
)
# A verb that is a denial itself: what is denied before it is something else (没钱不搞了).
_DENIES = re.compile("[不没未]")
_DENIED = re.compile("(?:不是|没有?|并不|不会|不|别)$")
_THEN = re.compile("(?:就|再|才|之?后|以后)(?![是有])")  # 签了就打款
_TO_DO = re.compile(
    r"标(?:记|成|为)|当(?=作?丢|作?赢)|处理|改成|改为|设为|按|作|算(?!是)|(?:关(?:了|掉)?|[丢赢失]单|成交)吧|\b(?:mark|set|flag|put|move)\b"
)
# One deal or the other: which of them is to be asked.
_EITHER = signs(
    r"<deal>\s*(?:或者?是?|还是|要么|/|or)\s*<deal>|不确定是|不知道是哪|忘了是哪|\bnot sure which\b|\bone of them\b"
)
# What is asked, hoped for or supposed has not come.
_UNREAL = any_of(
    zh=r"如果 (?<!主)要是 假如 万一 除非 希望 争取 [?？吗]\W*$ 的话",
    en=r"if, unless, hope(?:fully)?, hoping, would have, might, [?？]\W*$",
)
_NOT_LOST = any_of(zh="没丢 没输 没黄 不是丢", en="not (?:lost|dead), (?:did|has|is|have)n'?t (?:lose|lost|dead)")
_DENIAL = any_of(zh="[别不没未]", en=r"\w+n't, (?:do|does|did|is|are|has|have|was|wo|ca)nt, not, never, no, nobody")
_MOST = 4  # ends in one text
_BARE_VERB = 3  # signs of a verb that says no more than that it was lost
_SIGNS = re.compile("[\ue000-\ue0ff]")
# Somebody's own doings, or a thing that broke: where no deal is named, none is meant.
_ELSE = re.compile(
    r"^\W*(?:i|he|she|you|i'm|i've|he's|she's|my|his|her|lunch|office|traffic)\b|\b(?:the|my|our|your) (?!deal|client|customer|account|project|contract|order|bid|tender|business|proposal|po|renewal|opportunity|quote|competitor|other|champion|incumbent)\w+(?: \w+)? (?:is|are|was|'s)\b|\blol\b|\bbetween us\b|^\W*(?:my |the )?(?:office|shop|store|bank) (?:is )?closed|^\W*我(?!们|方|这边|司)(?!.{0,6}(?:签|拿下|丢))|饭|菜|吃|迟到|羡慕|隔壁|朋友|同学|亲戚|别的组|别人家|他们组|其他公司|华为|腾讯|阿里|新闻|段子|保密协议|(?:一单|半单|个单)(?:都|也)?没|签单率|\bhow deals\b|\bdeals get\b|\b(?:friend|neighbou?r|cousin|brother|sister|wife|husband|startup)\b|\b(?:a|an|the|that|his|her) [$£€]?\d[\w.]* ?[mkb]n? (?:deal|round|contract)\b|\b(?:won|lost|signed|closed|landed) (?:a|an|that|another) [^,.;]{0,30}\b(?:with|from|to|at) [a-z]|game|match\b|lunch|coffee"
)
# What stands for the deal tells nothing of why it was lost.
_PRONOUN = re.compile(
    r"(?i)(?:it|this|that|them|the (?:deal|bid|account)|this one|that one|guys|这单|那单|这个|那个|单子|处理吧?)\Z"
)
# Words of a clause that only tells us to write the loss down.
_ORDER = re.compile(
    r"(?:按|做|作|算|就|帮我?|请|麻烦|先|给我?|把|它|可以|直接|标|记|这(?:个|条|单)?|单子|商机|一下|成|为|丢单|失单|处理|关(?:闭|掉)?|了|吧|唉|哎|\W|so|please|pls|mark|marking|moving|move|close|closing|it|this|that|as|to|lost|closed|out|sadly|unfortunately|bad news|ok|sorry|we|i|have)*+",
    re.IGNORECASE,
)


def read_outcome(shape: Shape) -> Meaning | None:
    """Read that a deal was won or lost, or one after the other (云帆签了，华重也签了)."""
    read = [_read(part) for part in _apart(shape)]
    told = [one for one in read if one is not None and not one.doubts]
    if not told or len(told) < len(read):
        return _read(shape)
    told[0].others += told[1:]
    return told[0]


def _apart(shape: Shape) -> list[Shape]:
    """The parts of a text that tell the end of a deal each."""
    clauses = [one for one in shape.clauses() if next(shape.all("deal", one.start, one.end), None)]
    if not 1 < len(clauses) <= _MOST:
        return []
    ends = [*(one.start for one in clauses[1:]), len(shape.line)]
    spans = [(one.start, end) for one, end in zip(clauses, ends, strict=True)]
    if not all(WON.search(shape.line, *span) or LOST.search(shape.line, *span) for span in spans):
        return []
    return [Shape(shape.words(*span), shape.scene) for span in spans]


def _read(shape: Shape) -> Meaning | None:
    """Read one end; a hedged one, or one that may be about something else, carries the doubt."""
    doubtful: Meaning | None = None
    text = shape.line
    for name, pattern, instead in (("deal_lost", LOST, None), ("deal_won", WON, NOT_WON)):
        for clause in shape.clauses():
            found = pattern.search(text, clause.start, clause.end)
            if found is None or (instead and instead.search(text, clause.start, clause.end)):
                continue
            if mood_of(shape, clause, *found.span()) is Mood.NOT and _DENIES.match(found[0]):
                mood = Mood.NOT if _DENIED.search(text, clause.start, found.start()) else Mood.FACT
            else:
                mood = mood_of(shape, clause, *found.span())
            mood = Mood.IF if _THEN.match(text, found.end()) else mood
            if name == "deal_won" and _still_ahead(shape, clause):
                return None
            if mood is Mood.UNSURE and _TO_DO.search(shape.line, clause.start, clause.end):
                mood = Mood.FACT  # 标成赢单吧 is an order and no guess
            if mood in (Mood.FACT, Mood.UNSURE):
                meaning = won(shape, clause) if name == "deal_won" else lost(shape, clause, *found.span())
                if mood is Mood.UNSURE or _EITHER.search(shape.line):
                    meaning.doubts.append("unsure")
                if plainly(shape, clause, *found.span()) or _borne_out(shape, clause, found, meaning):
                    return meaning if deals_in(shape) or not _ELSE.search(shape.line, clause.start) else None
                if not deals_in(shape) and _ELSE.search(shape.line[clause.start : clause.end]):
                    continue
                meaning.doubts.append("object")
                doubtful = doubtful or meaning
    return doubtful if deals_in(shape) or shape.scene.thread_deal else None


def _borne_out(shape: Shape, clause: Clause, found: re.Match[str], meaning: Meaning) -> bool:
    """Whether the rest of a text says more of an end than its verb: what was signed for how much, or why it was lost."""
    if not _of_ours(shape) or not bearable(shape, clause, *found.span()):
        return False
    told = {*meaning.said, *meaning.said.get("more", ())}
    if meaning.intent == "deal_won":
        return bool(told - {"signed_on", "more"}) and not _ANOTHER.match(shape.line, found.end())
    return meaning.said.get("choice") != "other" and "reason" in told and not _SOFT.search(found[0])


def _of_ours(shape: Shape) -> bool:
    """Whether a text names deals of whoever speaks, or stands in a deal's thread."""
    deals = deals_in(shape)
    if not deals:
        return shape.scene.thread_deal is not None
    return all(one.code and not one.fuzzy and one.candidates[0].owner == shape.scene.me for one in deals)


def denied(shape: Shape, clause: Clause) -> bool:
    """Whether a clause speaks of an end of a deal, or of who holds it, that has not come."""
    for pattern in (WON, LOST, _ACT):
        found = pattern.search(shape.line, clause.start, clause.end)
        if found and mood_of(shape, clause, found.start(), found.end()) in _OFF:
            return True
    return False


def _still_ahead(shape: Shape, clause: Clause) -> bool:
    """Whether a clause names a day to come and says nothing is over: it will be signed, it is not."""
    part = shape.line[clause.start : clause.end]
    later = any(_ahead(shape, span) for _, span in shape.all("date", clause.start, clause.end))
    return later and not _OVER.search(part)


def _ahead(shape: Shape, span: Span) -> bool:
    """Whether a day is to come: one without a year that is long to come is rather the last one (11/21签约)."""
    if not isinstance(span.value, DateSpan) or span.value.at <= shape.scene.now:
        return False
    far = span.value.at > shape.scene.now + timedelta(days=300)
    return not (far and not re.search(r"年|\d{4}|year", shape.text[span.start : span.end]))


def as_won(shape: Shape) -> Meaning | None:
    """Return what a line says of a win that it tells; None where it only asks, supposes or denies."""
    if _UNREAL.search(shape.line):
        return None
    if (several := read_outcome(shape)) is not None and several.others:
        return several
    for clause in shape.clauses():
        found = WON.search(shape.line, clause.start, clause.end)
        if found and mood_of(shape, clause, *found.span()) not in _OFF:
            return won(shape, clause)
    main = _main(shape)
    return None if _DENIAL.search(shape.line, main.start, main.end) else won(shape, main)


def _main(shape: Shape) -> Clause:
    """The clause that names a deal, else the first."""
    clauses = shape.clauses()
    named = (one for one in clauses if deals_in(shape, start=one.start, end=one.end))
    return next(named, clauses[0])


def won(shape: Shape, clause: Clause) -> Meaning:
    """Return what a line says of a win: for how much, since when, on which terms."""
    amount, several = worth(shape, clause)
    said: Said = {} if amount is None else {"amount": amount}
    told = {
        "signed_on": signed_on(shape),
        "po": order_number(shape),
        "term_months": term_months(shape),
        "payment": payment(shape),
    }
    if more := {name: value for name, value in told.items() if value is not None}:
        said["more"] = more
    if pairs := _each_with_its_sum(shape):
        first, *rest = (
            Meaning("deal_won", said | {"amount": worth}, (deal,), needs_deal=True) for deal, worth in pairs
        )
        first.others = rest
        return first
    return Meaning("deal_won", said, deals_in(shape), needs_deal=True, doubts=["which"] if several else [])


def _each_with_its_sum(shape: Shape) -> list[tuple[Target, object]]:
    """Several deals of which each is followed by a sum of its own (won Acme 22k and BlueWave 40k)."""
    deals = deals_in(shape)
    found = [(deal.place, deal) for deal in deals] + [(place, None) for place, _ in shape.all("amount")]
    turns = [deal is not None for _, deal in sorted(found, key=lambda one: one[0])]
    if len(deals) < 2 or turns != [True, False] * len(deals):
        return []
    return [(deal, span.value) for deal, (_, span) in zip(deals, shape.all("amount"), strict=True)]


def as_lost(shape: Shape) -> Meaning | None:
    """Return what a line says of a loss that it tells; None where it only asks or supposes."""
    if _UNREAL.search(shape.line) or _NOT_LOST.search(shape.line):
        return None
    if (several := read_outcome(shape)) is not None and several.others:
        return several
    for clause in shape.clauses():
        if found := LOST.search(shape.line, clause.start, clause.end):
            denied_there = mood_of(shape, clause, *found.span()) is Mood.NOT
            return None if denied_there else lost(shape, clause, *found.span())
    main = _main(shape)
    return lost(shape, main, main.end, main.end)


def lost(shape: Shape, clause: Clause, start: int, end: int) -> Meaning:
    """Return what a line says of a loss beside its verb, which stands between two places: why, and whom to."""
    said: Said = {}
    text = shape.line
    others = [one for one in shape.clauses() if one.start != clause.start]
    beside = [one for one in others if not _ORDER.fullmatch(text, one.start, one.end)]
    told = " ".join(text[one.start : one.end] for one in beside)
    inside = text[clause.start : start] + " " + text[end : clause.end]
    because = BECAUSE.search(text)
    parts = (text[because.end() :] if because else "", f"{told} , {inside}")
    choice = next((reason for part in parts if (reason := _reason(part))), None)
    if choice is None and re.match(r"\W*to (?!doing |nothing|no |inaction|the status)[a-z]", text[end : clause.end]):
        choice = "competitor"  # lost to somebody, whoever that is
    rest = _rest(shape, clause, start, end)
    meant = _reason(text[start:end])  # by the verb itself
    if choice is None and not (meant == "other" and re.search(r"\w{2}", _SIGNS.sub("", told))):
        choice = meant
    why = [one for one in (rest, *(_because(shape.words(one.start, one.end)) for one in beside)) if len(one) > 1]
    if why:
        said["reason"] = "，".join(why) if any(not part.isascii() for part in why) else ", ".join(why)
    # A reason nobody here knows would be filed under "other": that is asked, not guessed.
    unknown = choice is None and bool(re.search(r"\w{2}", _SIGNS.sub("", told)) or rest)
    said["choice"] = "other" if unknown else choice
    deals = deals_in(shape)
    targets = tuple(one for one in deals if not re.search(r"(?:to|输给|选了|with|chose|picked)\s*$", text[: one.place]))
    return Meaning("deal_lost", said, targets or deals, needs_deal=True, doubts=["note"] if unknown else [])


def _rest(shape: Shape, clause: Clause, start: int, end: int) -> str:
    """What the clause of a loss tells beside it: what stands behind the verb or, where that says why, the whole of it."""
    cuts = [(place, place + 1) for place, _ in shape.all("deal")]
    after = _because(left_over(shape, Clause(end, clause.end), cuts))
    ahead, verb = shape.line[clause.start : start], shape.line[start:end]
    telling = len(verb) > _BARE_VERB and bool(_reason(verb))
    if telling or (_reason(ahead) and not re.search(r"\w{2}", after)):
        cuts += [] if telling else [(start, end)]
        return _because(left_over(shape, clause, cuts))
    return after if re.search(r"\w{2}", after) else ""


def _because(said: str) -> str:
    """Why, without the words that lead to it."""
    return _PRONOUN.sub("", BECAUSE.sub("", re.sub(r"^(?:了|咗|啦)+\W*", "", said)).strip(TRIM)).strip(TRIM)


def _reason(text: str) -> str | None:
    return next((key for key, words in REASONS if words.search(text)), None)
