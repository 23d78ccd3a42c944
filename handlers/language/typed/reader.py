"""Reads typed commands, pressed buttons and forms: one table of verbs for all of them."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import TypeVar

from handlers.language.spans.quotes import QUOTE
from handlers.language.typed.asking import ASKING_SLOTS
from handlers.language.typed.awards import AWARD_SLOTS
from handlers.language.typed.esteem import ESTEEM_SLOTS
from handlers.language.typed.fields import FIELDS, KEYWORDS, LEAD, NUMBER
from handlers.language.typed.offers import QUOTE_SLOTS
from handlers.language.typed.scopes import SCOPE_SLOTS
from handlers.language.typed.slots import CODE as DEAL_CODE
from handlers.language.typed.slots import REQUEST, SLOTS, Line
from handlers.language.typed.staff import STAFF_SLOTS
from handlers.language.words import Question, Reading, Scene, Unclear, Verb, Words
from sales.clean import clean_line, clean_text
from sales.refusal import Refused

# Full-width letters, digits and punctuation are read as the half-width ones, one for one.
HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x3002: 0x2E, 0x3001: 0x2C}
# What people wrote keeps its Chinese punctuation; full-width letters, digits and signs are only a keyboard's mode.
SIGNS = {full: half for full, half in HALF.items() if chr(half).isalnum() or chr(half) in " -/@$%+=#&"}
ALL_SLOTS = SLOTS | STAFF_SLOTS | ASKING_SLOTS | QUOTE_SLOTS | SCOPE_SLOTS | ESTEEM_SLOTS | AWARD_SLOTS
CODE = re.compile(r"\s*((?:[dD]-?|[qQ](?:-|(?=\d\d))|#|[rR]-)\d{1,9})\b[\s,:]*")
# What a command speaks of first, by the code that names it: one word may serve a deal and a quote.
NAMED = {"deal": DEAL_CODE, "request": REQUEST, "quote": QUOTE}
# Their words are ordinary speech, and a command only with the code.
ONLY_NAMED = frozenset({"quote"})
# Speaks of people: where a code is named something else is moved.
NEVER_NAMED = frozenset({"moved"})
# A deal's chance, written behind its code without a verb: `D-1001 赢率 60%`, `D-1001 win chance 60%`.
CHANCE = re.compile(rf"(?:win(?:ning)?\s+)?(?:{'|'.join(map(re.escape, KEYWORDS['probability']))})", re.IGNORECASE)
NO_WIN = re.compile(r"win(?:[- ]win|\s+(?:chance|probability|likelihood|odds|rate|back|over|some|more))\b")
GAP = " \t\n,:;.!-/　，。：；！、"
CJK = re.compile(r"[\u3400-\u9fff]")


def read(
    text: str, scene: Scene, verbs: Sequence[Verb], fields: Mapping[str, str] | None = None
) -> Words | Question | None:
    """Return what a text means here: words, a question when it is unclear, None when it is no command."""
    found = _verb(text.translate(SIGNS), verbs)
    if found is None:
        return None
    verb, word, begun = found
    line = begun.again()
    filled = {name: clean_text(value) for name, value in (fields or {}).items() if name in FIELDS}
    line.filled = frozenset(name for name, value in filled.items() if value)
    language = "zh" if CJK.search(word) else "en" if word[:1].isalpha() else ""
    try:
        if "deal" in line.filled:  # an amount without a currency is in its deal's
            FIELDS["deal"](line.said, filled["deal"], scene)
        _all_of(
            [
                lambda: _slots(verb, line, scene),
                *(partial(FIELDS[name], line.said, value, scene) for name, value in filled.items() if value),
            ]
        )
        if verb.slots in (("deal",), ("deal", "row")) and (other := DEAL_CODE.search(line.rest)):
            raise Refused("one_at_a_time", code=line.code(other[0]))
    except Unclear as unclear:
        return _question(unclear, word, line, language)
    return Words(verb.intent, language, **line.said)


def _slots(verb: Verb, line: Line, scene: Scene) -> None:
    for slot in verb.slots:
        ALL_SLOTS[slot](line, scene)


def _all_of(steps: Iterable[Callable[[], None]]) -> None:
    """Take every step; what is wrong with several fields of a form is refused at once, as it stands on the form."""
    wrong = list[Refused]()
    for step in steps:
        try:
            step()
        except Refused as refused:
            if refused.field is None:
                raise
            wrong.append(refused)
    if wrong:
        wrong[0].others = tuple(wrong[1:])
        raise wrong[0]


AnyVerb = TypeVar("AnyVerb", bound=Verb)


def alone(text: str, verb: Verb) -> bool:
    """Whether a text is a command's word and nothing else."""
    return text.strip(GAP + ".。!！").casefold() in map(str.casefold, verb.words)


def verb_of(text: str, verbs: Sequence[AnyVerb]) -> AnyVerb | None:
    """Return the command a text begins with, before anything else about it is read."""
    found = _verb(text, verbs)
    return None if found is None else found[0]


@lru_cache(maxsize=64)  # it is asked several times while a message is read
def _verb(text: str, verbs: Sequence[AnyVerb]) -> tuple[AnyVerb, str, Line] | None:
    # The end of a text belongs to what was said ("Acme Inc."); only its beginning is trimmed.
    text = text.lstrip(GAP).rstrip()
    half = text.translate(HALF)
    code = CODE.match(half)
    body = half[code.end() :] if code else half
    if code and not body.strip(GAP):
        return _shown(code[1], verbs)
    if code and (chance := _chance(code[1], body, verbs)):
        return chance
    folded, named = body.casefold(), _named(half)
    for word, verb in _by_first(tuple(verbs)).get(folded[:1], ()):
        if word == "win" and NO_WIN.match(folded):
            continue
        if folded.startswith(word) and _ends(folded, word) and _speaks_of(verb, word, named, verbs):
            line = Line(LEAD.sub("", text[len(half) - len(body) + len(word) :]), word)
            if code:
                line.said |= _coded(code[1])
            return verb, word, line
    return None


def _chance(code: str, body: str, verbs: Sequence[AnyVerb]) -> tuple[AnyVerb, str, Line] | None:
    """Progress that says nothing but how likely a deal is."""
    found = CHANCE.match(body.lstrip(GAP))
    verb = next((one for one in verbs if "progress" in one.words), None)
    if not found or verb is None or not NUMBER.match(found.string[found.end() :]):
        return None
    line = Line(re.sub(r"^win(?:ning)?\s+(?!rate)", "", found.string, flags=re.IGNORECASE))
    line.said |= _coded(code)
    return verb, "进展" if CJK.search(body) else "progress", line


def _named(text: str) -> str | None:
    """Which kind of thing a text names by its first code."""
    found = [(code.start(), kind) for kind, pattern in NAMED.items() if (code := pattern.search(text))]
    return min(found, default=(0, None))[1]


def _speaks_of(verb: Verb, word: str, named: str | None, verbs: Sequence[Verb]) -> bool:
    """Whether a word means this command here: its kind of thing is named, or nothing says it means another."""
    kind = _kind(verb)
    if named is not None and NEVER_NAMED.intersection(verb.slots[:1]):
        return False
    if kind is not None and kind == named:
        return True
    shared = [_kind(other) for other in verbs if other is not verb and word in map(str.casefold, other.words)]
    if kind in ONLY_NAMED or (kind == "request" and set(shared) - {"request", *ONLY_NAMED}):
        return False
    return named is None or named not in shared


def _kind(verb: Verb) -> str | None:
    """Which kind of thing a command speaks of first."""
    return verb.slots[0] if verb.slots and verb.slots[0] in NAMED else None


def _coded(code: str) -> dict[str, str]:
    letter, number = code[0].lower(), int(code[1:].lstrip("-"))
    kind = {"q": "quote", "r": "request"}.get(letter, "deal")
    return {kind: f"{letter.upper()}-{number}" if kind != "deal" else Line.code(code)}


def _ends(folded: str, word: str) -> bool:
    """Whether a word the text begins with is not the beginning of a longer one."""
    after = folded[len(word) : len(word) + 1]
    return not word[-1].isascii() or not (after.isascii() and after.isalnum())


@lru_cache(maxsize=8)
def _by_first(verbs: tuple[AnyVerb, ...]) -> Mapping[str, Sequence[tuple[str, AnyVerb]]]:
    """Words by their first character, the longest first, so that "my deals" is not read as something shorter."""
    pairs = [(word.casefold(), verb) for verb in verbs for word in verb.words]
    found = defaultdict[str, list[tuple[str, AnyVerb]]](list)
    for word, verb in sorted(pairs, key=lambda pair: -len(pair[0])):
        found[word[0]].append((word, verb))
    return found


def _shown(code: str, verbs: Iterable[AnyVerb]) -> tuple[AnyVerb, str, Line] | None:
    """A code alone is a wish to see it."""
    line = Line("")
    line.said |= _coded(code)
    return next(((verb, "", line) for verb in verbs if "show" in verb.words and verb.slots[0] in line.said), None)


def _question(unclear: Unclear, word: str, line: Line, language: str) -> Question:
    rest = clean_line(line.whole)
    readings = tuple(
        Reading(label, f"{word} {rest.replace(unclear.name, token, 1)}") for token, label in unclear.candidates
    )
    return Question(unclear.unclear, unclear.name, readings, language)
