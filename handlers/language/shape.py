"""A text whose names, dates and amounts are one sign each, so that rules speak of what was said, not of how."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handlers.language.patterns import compile_all, late
from handlers.language.spans import amounts, dates, discounts, durations
from handlers.language.spans.amounts import find_amounts
from handlers.language.spans.dates import find_dates
from handlers.language.spans.discounts import find_discounts
from handlers.language.spans.numerals import whole
from handlers.language.spans.percents import find_percents
from handlers.language.spans.rules import plain
from handlers.language.spans.slips import mended
from handlers.language.words import Scene
from sales.names import company_key
from sales.pinyin import sound
from sales.simplified import simplified

# Signs of the private use area: nobody types them, and what is typed loses them first.
SIGNS = {
    name: chr(0xE000 + no)
    for no, name in enumerate(
        (
            *("deal", "member", "quote", "request", "award", "date", "amount", "discount"),
            *("percent", "phone", "email", "said", "contact"),
        )
    )
}
_PRIVATE = re.compile("[\ue000-\ue0ff]")
_CODES = {
    "quote": re.compile(r"(?<![A-Za-z0-9_-])[qQ]-?(\d{3,9})(?![A-Za-z0-9_-])"),
    "request": re.compile(r"(?<![A-Za-z0-9_-])[rR]-(\d{1,9})(?![A-Za-z0-9_-])"),
    "award": re.compile(r"(?<![A-Za-z0-9_-])[aA][wW]-?(\d{1,9})(?![A-Za-z0-9_-])"),
}
_PHONE = re.compile(
    r"(?<![0-9A-Za-z])(?:\+\d{1,3}(?:[- ]?(?:\(\d{2,5}\)|\d{2,5})){2,5}|1[3-9]\d[- ]?\d{4}[- ]?\d{4}|\(?\d{3,4}\)?[- ]\d{3,4}[- ]?\d{3,4}|"
    r"0\d{2,3}-?\d{7,8}|[2-9]\d{9}|\d{4} \d{4}|\d{5} \d{5})(?![\dA-Za-z%]|[万亿千])"
)
_EMAIL = re.compile(r"[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
_QUOTED = re.compile(
    r"[“\"「『](?P<in>[^”\"」』\n]{1,500})[”\"」』]|(?<![a-zA-Z])['‘](?P<alone>[^'’\n]{3,300})['’](?![a-zA-Z])|`(?P<code>[^`\n]{1,300})`"
)
_FORWARDED = re.compile(
    r"^\s*(?:>|fwd?(?: from [\w ]{1,24})?\s*:|fw\s*:|聊天记录|(?:slack|chat|wechat) (?:export|log|history|record)|[^\n:：]{0,12}(?:邮件|消息|短信|微信)?原文\s*[:：]|re\s*:|-{2,}\s*forwarded|forwarded\b|\[?(?:转发|转|转自|转发自)[\]:：]|【转发】|转发[^，,。]{0,12}[:：])|^[^\n:：]{0,24}(?:wrote|writes)\s*[:：]",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"[a-z]\s+$")  # what stands before a name
_NAMED = frozenset({"deal", "member"})
_FIGURES = {"2": "to", "4": "for"}
_FIGURE = re.compile(r"(?<=[a-z\d] )(?P<word>[24]) $")
_ENDS = re.compile(r"\W*$|\s*[,.;!]|\s+(?:by|before|on|at|until|please|pls|plz|asap)\b")
_THERE = re.compile(f"(?<={SIGNS['deal']})哪边(?=[说要反回已还今昨下又先都让催给把]|[,，])")
_PARTS = re.compile(
    r"[①-⑳]\s?|(?<![\w.])\d{1,2}\s?[)）、](?=\s?[^\d\s])|(?<![\w.])\d{1,2}[.．]\s?(?=\ue000)|[，；。！？!?;\n…、]+|,(?!\d)|(?<=[^\d\s]),|(?<!\bmr)(?<!\bms)(?<!\bdr)(?<!\bmrs)(?<!\bst)(?<!\bno)(?<!\bincl)(?<!\bexcl)\.(?=\s|$)|[:：](?!\d)|[()（）]|\s[-–—|/]+\s|——|(?<=[\u3400-\u9fff\ue000-\ue0ff])\s+(?=[\u3400-\u9fff\ue000-\ue0ff])|"
    r"\s?\b(?:but|however|although|though|so|then|also|plus|while)\b\s|(?:但是?|(?<![忙看顾管吃接跟搞])不过(?!来)|然后|所以|并且|而且|同时|另外|还有就是|(?<![\u3400-\u9fff])还有|还有(?=\ue000)|接着|可是|只是)",
)


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text that is one thing: of which kind, and what it was read as."""

    start: int
    end: int
    kind: str
    value: object


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence between its commas and joints, in the shape's places."""

    start: int
    end: int


class Shape:
    """A text, its spans, and the line that has one sign for each of them."""

    def __init__(self, text: str, scene: Scene) -> None:
        self.text = _PRIVATE.sub(" ", text)
        self.forwarded = bool(_FORWARDED.match(self.text))
        self.quoted = self.text.lstrip().startswith(">")
        self.spans = tuple(_chosen(_found(self.text, scene)))
        self.line, self._starts = self._drawn()
        self.scene = scene
        self._clauses: list[Clause] | None = None  # every rule asks for them
        self.chances: Mapping[str, float] | None = None  # what its words speak for, once somebody asked

    def _drawn(self) -> tuple[str, list[int]]:
        letters = plain(self.text)
        parts = [(span.start, span.end, SIGNS[span.kind]) for span in self.spans]
        taken = {place for span in self.spans for place in range(span.start, span.end)}
        slips = (*mended(letters), *self._spelt(letters))
        parts += [one for one in slips if one[0] not in taken and one[1] - 1 not in taken]
        drawn: list[str] = []
        starts: list[int] = []
        last = 0
        for start, end, sign in sorted(parts):
            drawn += letters[last:start]
            starts += range(last, start)
            drawn += sign
            starts += (min(start + at, end - 1) for at in range(len(sign)))
            last = end
        drawn += letters[last:]
        starts += range(last, len(letters) + 1)
        return _THERE.sub("那边", "".join(drawn)), starts

    def _spelt(self, letters: str) -> Iterator[tuple[int, int, str]]:
        """Yield where a figure stands for a word before a name: props 2 Tom, a DPA 4 bw."""
        for span in self.spans:
            if span.kind in _NAMED and (figure := _FIGURE.search(letters, max(span.start - 4, 0), span.start)):
                word = figure["word"]
                if word == "2" or _ENDS.match(letters, span.end):
                    yield figure.start("word"), figure.end("word"), _FIGURES[word]

    def at(self, place: int) -> Span | None:
        """Return the span whose sign stands at a place of the line."""
        start = self._starts[place]
        index = bisect_left(self.spans, start, key=lambda span: span.start)
        found = self.spans[index] if index < len(self.spans) else None
        return found if found and found.start == start and self.line[place] == SIGNS[found.kind] else None

    def words(self, start: int, end: int) -> str:
        """Return what was typed between two places of the line."""
        return self.text[self._starts[start] : self._starts[end]]

    def all(self, kind: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, Span]]:
        """Yield the spans of a kind with their places in the line."""
        for found in re.finditer(SIGNS[kind], self.line[:end]):
            if found.start() >= start and (span := self.at(found.start())):
                yield found.start(), span

    def clauses(self) -> list[Clause]:
        """Return the parts between commas and joints that hold anything."""
        if self._clauses is None:
            self._clauses = self._parted()
        return list(self._clauses)

    def _parted(self) -> list[Clause]:
        last, parts = 0, []
        for cut in _PARTS.finditer(self.line):
            if not cut[0].strip() and self._typeset(cut):
                continue
            parts.append(Clause(last, cut.start()))
            last = cut.end()
        parts.append(Clause(last, len(self.line)))
        return [part for part in parts if self.line[part.start : part.end].strip()]

    def _typeset(self, cut: re.Match[str]) -> bool:
        """Whether a space parts nothing: around a Latin name among Chinese signs, behind somebody's (Tom's Acme), in English."""
        beside = [self.at(cut.start() - 1), self.at(cut.end()) if cut.end() < len(self.line) else None]
        names = [self.text[span.start : span.end] for span in beside if span is not None and span.kind in _NAMED]
        english = len(names) == 1 and _ENGLISH.search(self.line, max(cut.start() - 4, 0), cut.start() - 1) is not None
        return (
            english
            or (len(names) == 1 and names[0].isascii())
            or any(name.endswith(("'s", "’s")) for name in names[:1])
        )


def prepare() -> None:
    """Build rules and load tables, which takes a second, before a sentence waits for them."""
    compile_all()
    for grammar in (dates.grammar(), discounts.grammar(), durations.grammar(), amounts.grammar()):
        grammar.prepare()
    list(mended(plain("周")))
    sound("周")
    company_key("上海一百公司")
    whole("一百二十")


def signs(pattern: str) -> re.Pattern[str]:
    """Return a pattern from a rule that names spans by kind, as in "<deal>给<member>"."""
    for name, sign in SIGNS.items():
        pattern = pattern.replace(f"<{name}>", sign)
    return late(pattern)


def _found(text: str, scene: Scene) -> Iterator[tuple[int, Span]]:
    """Yield every span with its rank: of two that overlap the one of the lower rank stays, else the longer."""
    letters, text = plain(text), simplified(text)
    for kind, pattern in _CODES.items():
        for code in pattern.finditer(letters):
            yield (
                0,
                Span(code.start(), code.end(), kind, f"{kind[0].upper() if kind != 'award' else 'AW'}-{int(code[1])}"),
            )
    for mail in _EMAIL.finditer(text):
        yield 0, Span(mail.start(), mail.end(), "email", mail[0])
    for phone in _PHONE.finditer(letters):
        yield 0, Span(phone.start(), phone.end(), "phone", phone[0])
    names = tuple(scene.find_names(text))
    for name in names:
        yield (
            0 if name.how == "code" else 3 if name.kind == "contact" else 2,
            Span(name.start, name.end, name.kind, name),
        )
    for quoted in _QUOTED.finditer(text):
        inside = quoted.span(quoted.lastgroup or 0)
        coded = any(code.fullmatch(letters, *inside) for code in _CODES.values())
        if not coded and not any((name.start, name.end) == inside for name in names):
            yield -1, Span(quoted.start(), quoted.end(), "said", quoted[quoted.lastgroup or 0])
    for discount in find_discounts(text):
        yield 3, Span(discount.start, discount.end, "discount", discount)
    for amount in find_amounts(text, currency=scene.currency(None)):
        yield 4, Span(amount.start, amount.end, "amount", amount)
    for day in find_dates(text, now=scene.now, zone=scene.zone, calendar=scene.calendar):
        yield 4, Span(day.start, day.end, "date", day)
    for percent in find_percents(letters):
        yield 2 if percent.chance else 5, Span(percent.start, percent.end, "percent", percent.value)


def _chosen(found: Iterator[tuple[int, Span]]) -> list[Span]:
    kept: list[Span] = []
    taken = bytearray()
    for _, span in sorted(found, key=lambda one: (one[0], one[1].start - one[1].end, one[1].start)):
        if len(taken) < span.end:
            taken.extend(bytes(span.end - len(taken)))
        if span.start < span.end and not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
