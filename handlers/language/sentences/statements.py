"""A text that tells of several deals one after the other, parted into what is said of each."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace

from handlers.language.sentences.meaning import BESIDE, ENDS, deals_in
from handlers.language.shape import Clause, Shape, signs
from handlers.language.words import Words

# What stands above a list tells nothing of its first deal.
_TITLE = re.compile(
    r"(?:[^\w\ue000-\ue0ff]|\ue005|\d{1,2}[./]\d{1,2}|今[天日]|昨[天日]|本周|上周|我的?|(?<![a-z])(?:my|the|an?|some|quick|short|weekly|daily|week|day|today|eod)(?![a-z]))*"
    r"(?:recap|updates?|wrap[- ]?up|summary|report|notes?|status|round-?up|pipeline|日报|周报|汇报|小结|总结|进展|工作|同步|更新|情况|记录|复盘|帮我记|补记|补|一下|[两几][条个件]|[两几三]个单子|(?:two|three|few|couple of) things|[^\w\ue000-\ue0ff])*"
)
# In the middle of a clause a deal begins another statement behind these words,
_JOINED = re.compile(
    r"(?:(?<![a-z])(?:and|&|then|plus|also|while|whereas)\s|还有|然后|另外|(?<![和跟与及比给对向像同让叫])[\u3400-\u9fff\ue000-\ue0ff]\s)$"
)
# or where something was told before it and what follows the name says that something is told of it.
_TOLD = re.compile(r"(?:\s|[了吧啊呢完过]|[\ue005-\ue008])$")
_TELLS = signs(
    r"<deal>(?:那边|这边|的话|呢|那个|这个|[还也就又都说]|\s*(?:<percent>|<amount>|->|→)|"
    r"\s(?:is|isn'?t|has|hasn'?t|had|was|will|won'?t|wants?|needs?|said|says|moved|slipped|signed|signd|lost|stuck|went)(?![a-z]))"
)


def statements(shape: Shape) -> list[str]:
    """Return the parts of a text, each of which begins where other deals are named than the part before speaks of."""
    parts: list[Clause] = []
    about = set[str | None]()
    for clause in _pieces(shape):
        if not parts and _TITLE.fullmatch(shape.line, clause.start, clause.end):
            continue
        named = {target.code for target in deals_in(shape, start=clause.start, end=clause.end)}
        if not parts or (about and named and named != about):
            parts.append(clause)
            about = named
        else:
            parts[-1] = Clause(parts[-1].start, clause.end)
            about = about or named
    return [shape.words(part.start, part.end) for part in parts]


def merged(told: Iterable[Words]) -> tuple[Words, ...] | None:
    """Return the news of each deal as one; None where something is done to a deal twice, or to one that ends."""
    kept: dict[tuple[str | None, str], Words] = {}
    for words in told:
        before = kept.get((words.deal, words.intent))
        if before is not None and words.intent != "progress_update":
            return None
        kept[words.deal, words.intent] = words if before is None else _both(before, words)
    ended = [deal for deal, intent in kept if intent in ENDS]
    return None if any(sum(deal == one for one, _ in kept) > 1 for deal in ended) else tuple(kept.values())


def _both(before: Words, words: Words) -> Words:
    said = {one.name: value for one in fields(words) if (value := getattr(words, one.name)) not in (None, (), "")}
    said["note"] = "\n".join(filter(None, (before.note, words.note))) or None
    said["more"] = tuple(sorted({**dict(before.more), **dict(words.more)}.items()))
    return replace(before, **said)


def _pieces(shape: Shape) -> Iterator[Clause]:
    """Yield clauses, parted before a deal that surely begins to be spoken of in the middle of one."""
    for clause in shape.clauses():
        start, last = clause.start, clause.end
        for place, _ in shape.all("deal", clause.start, clause.end):
            if last < place and not BESIDE.fullmatch(shape.line, last, place) and _begins(shape.line, place):
                yield Clause(start, place)
                start = place
            last = place + 1
        yield Clause(start, clause.end)


def _begins(line: str, place: int) -> bool:
    """Whether a deal that is named in the middle of a clause begins another statement."""
    return bool(_JOINED.search(line, 0, place) or (_TOLD.search(line, 0, place) and _TELLS.match(line, place)))
