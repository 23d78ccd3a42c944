"""What was understood becomes words only where it is certain; else one short question, or nothing."""

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from handlers.language.sentences.corrections import corrects
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.facts import ASIDE
from handlers.language.sentences.meaning import ENDS, Meaning, Said, Target
from handlers.language.sentences.reasons import likely_reasons
from handlers.language.sentences.residue import offered, unexplained
from handlers.language.shape import Shape, Span, signs
from handlers.language.spans.amounts import AmountSpan, read_amount
from handlers.language.spans.certain import sure
from handlers.language.spans.dates import DateSpan
from handlers.language.typed.fields import near
from handlers.language.words import Mention, Question, Reading, Scene, Unclear, Words
from sales.calendar import instant_of
from sales.clean import clean_line, clean_text
from sales.money import Money, doubt
from sales.periods import days
from sales.refusal import Refused

_DASHED = re.compile(r" [-–] ")  # parts a line, and is no minus
_NO_CODE: list[str | None] = [None]
MOST_READINGS = 5
SEVERAL = 2
# Whose amount replaces the deal's own: a slip of the hand there is worth a question.
_VALUED = frozenset({"progress_update", "deal_won"})
# What may be asked of a deal that is somebody else's: then who is meant, or which deal, is a question worth asking.
_DEED = any_of(
    zh="给 转 派 分 归 让 认领 接手 退 放回 释放 要 改 签 丢 赢 成交 报价 合同 提醒 记 更新 跟 客户 老板 对方 他们",
    en="""give, assign\\w*, transfer\\w*, move, hand\\w*, go(?:es)? to, should go, pass, take, claim\\w*, release\\w*, update, change, set, mark, close[sd]?, won, lost, sign(?:ed|s|ing)?, quote,
        contract, remind\\w*, wants?, needs?, customer, client, buyer, they""",
)
# With a slip spoken of, what they tell is no plain news: it is asked.
_NEWS = ENDS | {"progress_update"}
# They speak of what the speaker wrote last, wherever they are said.
_OWN_LAST = frozenset({"undo"})
_FREE = ("note", "reason", "next_step", "what", "comment", "terms", "doc", "condition")


# What is done to every deal of a list, and may mean only one of them where more than a list stands between their names.
_SPREADS = frozenset(
    {
        *ENDS,
        *("progress_update", "contacted", "lead_claim", "lead_release", "lead_assign"),
        *(
            "lead_transfer",
            "lead_dispute",
            "collab_add",
            "handover",
            "quote_request",
            "contract_request",
            "help_request",
        ),
    }
)
_LISTED = signs(
    r"(?:\s|[、,，;；&+/()（）:：]|<deal>|的|和|跟|与|及|以及|还有|加上|外加|同|两[个家单]|[’']s|"
    r"(?<![a-z])(?:and|plus|as well as|along with|also|both|then|the|deals?|accounts?)(?![a-z]))*"
)


def decide(shape: Shape, meaning: Meaning, language: str) -> tuple[Words, ...] | Question | None:
    """Return the words a meaning is, one per deal, or the question that settles it; None where it was only talk."""
    if _talk(shape, meaning):
        return None
    if not shape.scene.sure:
        if (choice := offered(shape, meaning)) is not None:
            return _which_of(shape, choice, language)
        if unexplained(shape, meaning):
            meaning.doubts.append("unsure")
    found: list[Words] = []
    if "reading" in meaning.doubts and (other := _apart(meaning)) is not None:
        raise Refused("one_at_a_time", code=other.code or other.name)  # a question shows one of them alone
    for one in (meaning, *meaning.others):
        if (second := _of_another(shape, one)) is not None:
            raise Refused("one_at_a_time", code=second.code or second.name)
        decided = _decide(shape, one, language)
        if isinstance(decided, Question):
            return decided
        found += decided
    return in_order(found)


def in_order(found: Iterable[Words]) -> tuple[Words, ...]:
    """Return words in the order their deals are locked in."""
    return tuple(sorted(found, key=lambda words: (len(words.deal or ""), words.deal or "")))


def _of_another(shape: Shape, meaning: Meaning) -> Target | None:
    """The deal that stands in a statement of its own: what is said of one deal is not done to the next."""
    deals = sorted(meaning.deals, key=lambda target: target.place)
    if meaning.intent not in _SPREADS or len({target.code for target in deals}) < SEVERAL:
        return None
    first, last = deals[0].place, max(place for place, _ in shape.all("deal"))
    return None if _LISTED.fullmatch(shape.line, first, last + 1) else deals[-1]


def _apart(meaning: Meaning) -> Target | None:
    """The deal of which a text tells something of its own, beside what it tells of the first."""
    first = {target.code for target in meaning.deals}
    return next((target for one in meaning.others for target in one.deals if target.code not in first), None)


def _talk(shape: Shape, meaning: Meaning) -> bool:
    """Whether something nobody can make news of is said of a deal that is not the speaker's: its name is a word, too."""
    if meaning.intent != "progress_update" or "note" not in meaning.doubts or set(meaning.said) - {"note"}:
        return False
    if _DEED.search(shape.line):
        return False
    named = [target for target in meaning.deals if len(target.candidates) == 1]
    others = all(target.candidates[0].owner != shape.scene.me for target in named)
    return (
        bool(named)
        and (others or bool(ASIDE.search(shape.line)))
        and len(named) == len(meaning.deals)
        and shape.scene.thread_deal is None
    )


def _decide(shape: Shape, meaning: Meaning, language: str) -> tuple[Words, ...] | Question:
    scene, deals = shape.scene, meaning.deals
    if meaning.intent in ("bulk", "when"):
        return Question(meaning.intent, "", (), language)
    unclear = [one for one in deals if len(one.candidates) != 1 or (one.fuzzy and not _from_pool(meaning, one))]
    if unclear and not (scene.sure and len(unclear[0].candidates) == 1):
        return _which_deal(shape, unclear[0], language)
    codes = [target.code for target in deals if target.code]
    if not codes and scene.thread_deal and meaning.intent not in _OWN_LAST:
        codes = [scene.thread_deal]
    try:
        if not codes and meaning.needs_deal:
            _settled(shape, meaning, None)
            return _no_deal(shape, language)
        found = tuple(_words(shape, meaning, code, language) for code in (codes or _NO_CODE))
    except Unclear as who:
        return _which_member(shape, who, language)
    slip = ["note"] if meaning.intent in _NEWS and corrects(shape.line) else []
    doubts = [*meaning.doubts, *slip] + [why for words in found for why in _jumps(words, scene)]
    if doubts and not scene.sure:
        why = "reason" in doubts and len(found) == 1
        readings = _reasons(shape, found[0]) if why else (Reading("", shape.text, sure=True),)
        return Question("reason" if why else doubts[0], found[0].deal or "", readings, language, found[0])
    return found


def _reasons(shape: Shape, lost: Words) -> tuple[Reading, ...]:
    """One reading for each reason that a deal may have been lost for, with the words that were said."""
    line = f"{'丢单' if lost.language == 'zh' else 'lost'} {lost.deal}"
    said = (("note", lost.reason),) if lost.reason else ()
    return tuple(Reading(kind, line, fields=(("choice", kind), *said)) for kind in likely_reasons(shape))


def _from_pool(meaning: Meaning, target: Target) -> bool:
    """Whether somebody takes what nobody has and only one deal is nearly called: the answer shows which, with an undo."""
    return meaning.intent == "lead_claim" and target.candidates[0].owner is None and target.candidates[0].open


def _words(shape: Shape, meaning: Meaning, code: str | None, language: str) -> Words:
    said = _settled(shape, meaning, code)
    more = said.pop("more", {})
    return Words(meaning.intent, language, deal=code, **said, more=tuple(sorted(more.items())))


def _settled(shape: Shape, meaning: Meaning, code: str | None) -> Said:
    """Return the fields with names, amounts and dates as handlers take them."""
    scene = shape.scene
    said: Said = {}
    for name, value in meaning.said.items():
        if name == "more":
            of = {"value": value.get("field"), "old_value": value.get("field")}  # a correction names its field
            said["more"] = {key: _value(shape, str(of.get(key) or key), one, code) for key, one in value.items()}
        else:
            said[name] = _value(shape, name, value, code)
    if meaning.intent in ("cover_set", "back"):
        _whole_days(said, meaning, scene)
    return said


def _value(shape: Shape, name: str, value: object, code: str | None) -> object:
    settled: object = value
    match value:
        case Mention():
            settled = _member(value, shape)
        case (Mention(), *_):
            settled = tuple(_member(one, shape) for one in value if isinstance(one, Mention))
        case Target():
            settled = value.code
        case AmountSpan():
            settled = _money(value, shape, code)
        case DateSpan():
            settled = _moment(value, name, shape)
        case str() if name in _FREE:
            settled = clean_text(value)
    return settled


def _moment(day: DateSpan, name: str, shape: Shape) -> object:
    scene = shape.scene
    if name == "close_period":
        return days(day.at.astimezone(scene.zone).date(), (day.until or day.at).astimezone(scene.zone).date())
    if name == "close_date" and day.until is not None:
        return _within(day, shape)
    if name in ("next_at", "due", "at"):
        at = near(day, shape.text, scene, field=name)
        return scene.end_of_day(at) if name in ("due", "at") and not day.has_time else at
    return day.at


def _within(day: DateSpan, shape: Shape) -> datetime:
    """The day a fuzzy date stands for: the 15th in the middle of a month, its beginning, else its end."""
    said, zone = shape.text[day.start : day.end].casefold(), shape.scene.zone
    if re.search(r"mid|中", said):
        return instant_of(day.at.astimezone(zone).date().replace(day=15), time(), zone)
    return day.at if re.search(r"early|begin|after|初|上旬|后", said) else day.until or day.at


def _whole_days(said: Said, meaning: Meaning, scene: Scene) -> None:
    """Leave that ends with a day lasts to the end of that day."""
    last = meaning.said["until"]
    end: datetime = last.until or last.at
    said["until"] = end if last.has_time else scene.calendar.day_start(end + timedelta(hours=36))


def _member(mention: Mention, shape: Shape) -> int | str:
    if mention.kind == "deal":
        return mention.named[0].token if len(mention.named) == 1 else shape.text[mention.start : mention.end]
    if len(mention.named) != 1 or (mention.fuzzy and not shape.scene.sure):
        name = shape.text[mention.start : mention.end]
        raise Unclear("member", name, tuple((one.label, one.label) for one in mention.named))
    return mention.named[0].id


def _money(span: AmountSpan, shape: Shape, code: str | None) -> Money:
    text = shape.text[span.start : span.end]
    said = sure(span, _DASHED.sub(" , ", shape.text))
    if not span.stated_currency and code is not None:
        own = read_amount(text, currency=shape.scene.currency(code))
        said = own or said
    return (said.low or said.amount) if said.low else said.amount


def _jumps(words: Words, scene: Scene) -> Iterable[str]:
    """Yield what makes an amount doubtful beside the deal's own."""
    if words.amount is None or words.intent not in _VALUED or words.deal is None:
        return
    deal = scene.deal(words.deal)
    if deal is not None and (why := doubt(deal.amount, words.amount)):
        yield why


def _which_deal(shape: Shape, target: Target, language: str) -> Question:
    readings = tuple(
        Reading(named.label, _instead(shape, target, named.token)) for named in target.candidates[:MOST_READINGS]
    )
    return Question("deal", clean_line(target.name)[:60], readings, language)


def _which_of(shape: Shape, choice: tuple[Span, Span], language: str) -> Question:
    """Ask which of two is meant: each reading is the sentence with one of them alone."""
    one, other = choice
    said = [shape.text[span.start : span.end] for span in choice]
    before, after = shape.text[: one.start], shape.text[other.end :]
    readings = tuple(Reading(clean_line(name), clean_text(f"{before}{name}{after}")) for name in said)
    kind = one.kind if one.kind in ("deal", "member") else "which"
    return Question(kind, clean_line(shape.text[one.start : other.end])[:60], readings, language)


def _instead(shape: Shape, target: Target, token: str) -> str:
    span = shape.at(target.place)
    start, end = (0, 0) if span is None else (span.start, span.end)
    return clean_text(f"{shape.text[:start]} {token} {shape.text[end:]}")


def _which_member(shape: Shape, who: Unclear, language: str) -> Question:
    readings = tuple(
        Reading(label, clean_text(shape.text.replace(who.name, f" {token} ", 1))) for token, label in who.candidates
    )
    return Question("member", clean_line(who.name)[:60], readings, language)


def _no_deal(shape: Shape, language: str) -> Question:
    mine = list(shape.scene.mine())[:MOST_READINGS]
    readings = tuple(Reading(named.label, clean_text(f"{named.token} {shape.text}")) for named in mine)
    return Question("missing", "", readings, language)
