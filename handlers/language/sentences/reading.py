"""Reads sentences: what its words speak for is a line's intent, that intent's reader finds the fields, the gate asks where they are in doubt."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from typing import Protocol

from handlers.language.opinion import familiar, opinion
from handlers.language.sentences.contracts import to_be_checked
from handlers.language.sentences.corrections import corrects
from handlers.language.sentences.gate import decide, in_order
from handlers.language.sentences.meaning import ENDS, Meaning
from handlers.language.sentences.notes import labelled
from handlers.language.sentences.readers import READERS
from handlers.language.sentences.second import second_look
from handlers.language.sentences.standing import unasked
from handlers.language.sentences.statements import merged, statements
from handlers.language.shape import Shape, signs
from handlers.language.typed.reader import CJK
from handlers.language.words import Question, Scene, Words
from sales.refusal import Refused

Meant = tuple[Words, ...] | Question | None

SURE = 5.0  # times as likely as anything else: what is less likely is asked
CERTAIN = 0.9  # so likely, what a line wants is asked for where it does not say enough
TALK = 0.5  # so likely chit-chat is left alone
MAY_BE_TALK, HARDLY_TALK = (
    0.1,
    0.05,
)  # so likely, it is asked before anything is written: where it is no doubtful news, and where it is
LEAST = 0.2  # what is less likely is not even asked about
# News may be passed on; nobody gives orders by passing them on, and how a deal ended is not theirs to say.
_NEWS = frozenset({"progress_update"})
# What changes no deal is answered rather than asked about.
_HARMLESS = frozenset({"query", "export", "best_practice_search"})
# "Shall I?" would say nothing of what they do.
_NO_QUESTION = frozenset({"undo", "correct", "reminder_snooze", "deal_unmade"})
# What is surely wanted and lacks the one thing it cannot do without is asked for that.
NEEDED = {"cover_set": "leave_days_needed", "lead_create": "lead_title_needed"}
# What may be told of one deal after the other, in one message.
ONE_BY_ONE = ENDS | {"progress_update", "contacted", "quote_request", "contract_request", "reminder_set"}
# Text that speaks to a machine rather than to a colleague is data, whatever it says.
_ORDERS = re.compile(
    r"系统提示|系统消息|执行(?:以下|下列|这条)?命令|以下(?:命令|指令)|忽略.{0,8}(?:规则|指令|限制|以上)|无视.{0,6}(?:规则|权限)|管理员(?:模式|权限|身份)|你现在是|原文[)）\]]|"
    r"\bignore (?:all |the |any |your )*(?:previous |prior |above |other )*(?:rules?|instructions?|prompts?|permissions?)|\bsystem (?:prompt|message|override)|\b(?:as|you are|i am|i'm) (?:an? |the |now )*admin(?:istrator)?\b|\bdeveloper mode|\boverride\b|<script|\bdrop table|\bselect \*|\bjailbreak"
)
_TO_COLLEAGUE = signs(r"@?<member>.*<deal>")
# A sum that stands alone beside a deal is what that is worth.
_WORTH = signs(r"<deal>[\s:：,，]*<amount>\s*(?:了|now)?[\s.。]*")
_FOR_LEGAL = frozenset({"contract_request", "help_request"})
_NEWS_ALONE = {"progress_update": 1.0, "ignore": 0.0}
_LETTERS, _LATIN = re.compile(r"\w"), re.compile("[A-Za-z]")


class Reader(Protocol):
    """What finds the meaning of a sentence; another one may stand behind the same gate."""

    def __call__(self, shape: Shape) -> Meaning | None: ...


def by_opinion(shape: Shape) -> Meaning | None:
    """Return a line as the likeliest intent that can be read from it, with a doubt where that is not likely enough."""
    if _ORDERS.search(shape.line) or shape.quoted or not familiar(shape):
        return None
    chances = _weighed(shape)
    likeliest, *_ = chances
    if likeliest in _HARMLESS and shape.text.startswith("@") and _TO_COLLEAGUE.match(shape.line):
        return None  # what a colleague is asked of a deal is theirs to answer
    # A new value that is no slip's correction is the same news.
    rivals = (one for one in chances if one != "correct" or likeliest not in _NEWS or corrects(shape.line))
    first, second = (chances[one] for one in islice(rivals, 2))
    least = 0.0 if likeliest == "ask" else LEAST  # its writer doubts it: whatever it may be is asked
    for intent, chance in chances.items():
        if chance < least or (intent == "ignore" and chance >= TALK):
            return None
        talk = chances["ignore"] >= (HARDLY_TALK if intent in _NEWS and first < CERTAIN else MAY_BE_TALK)
        sure = intent == likeliest and first >= SURE * second and not talk
        if not sure and (intent in _NO_QUESTION or (intent in _HARMLESS and intent != likeliest)):
            continue
        meaning = _read_as(shape, intent)
        if meaning is None and sure and chance >= CERTAIN and intent in NEEDED:
            raise Refused(NEEDED[intent])
        if meaning is not None:
            if not (sure or (intent == likeliest and intent in _HARMLESS)):
                meaning.doubts.append("reading")
            return second_look(shape, meaning)
    return None


def _weighed(shape: Shape) -> Mapping[str, float]:
    """How likely each intent is, the likeliest first, where what is said leaves no choice beside what was learned."""
    if _WORTH.fullmatch(shape.line):
        return _NEWS_ALONE
    label = labelled(shape.line)
    if label is not None and next((place for place, _ in shape.all("deal")), label[1]) < label[1]:
        return _NEWS_ALONE  # "risk on Acme: …"
    chances = opinion(shape)
    if next(iter(chances)) not in _FOR_LEGAL or not to_be_checked(shape):
        return chances
    first = {"contract_request": sum(chances[one] for one in _FOR_LEGAL), "help_request": 0.0}
    return first | {intent: chance for intent, chance in chances.items() if intent not in _FOR_LEGAL}


def _read_as(shape: Shape, intent: str) -> Meaning | None:
    if intent not in READERS:
        return None
    if shape.forwarded and intent not in _NEWS | ENDS:
        return None
    meaning = READERS[intent](shape)
    if shape.forwarded and meaning is not None and intent in ENDS:
        meaning.doubts.append("unsure")
    return meaning


def read_sentence(text: str, scene: Scene, reader: Reader = by_opinion) -> Meant:
    """Return what a sentence means here: words, a question when it is unclear, None when it says nothing to us."""
    return read_shape(Shape(text, scene), reader) if _LETTERS.search(text) else None


def read_shape(shape: Shape, reader: Reader = by_opinion) -> Meant:
    """Return what a sentence means whose spans are found."""
    meaning = reader(shape)
    if meaning is None:
        return None
    if (meaning.intent in ONE_BY_ONE or unasked(meaning, shape)) and (told := _one_by_one(shape, reader)):
        return told
    try:
        return decide(shape, meaning, _language(shape))
    except Refused as refused:
        if refused.reason == "one_at_a_time" and (told := _one_by_one(shape, reader)):
            return told
        raise


def _one_by_one(shape: Shape, reader: Reader) -> Meant:
    """Return what each statement of a text tells of its own deals; what is unclear in one of them is asked beside the rest."""
    parts = statements(shape)
    if len(parts) == 1:
        return None
    told: list[Words] = []
    unclear: list[Question] = []
    for text in parts:
        try:
            meant = read_sentence(text, shape.scene, reader)
        except Refused:
            return None
        if meant is None:
            return None
        if isinstance(meant, Question):
            unclear.append(meant)
        else:
            told += meant
    asked = [one.meant for one in unclear if one.meant is not None]
    if any(words.intent not in ONE_BY_ONE or words.deal is None for words in (*told, *asked)):
        return None
    if not told or len(unclear) > 1 or merged((*told, *asked)) is None:
        return None
    certain = in_order(merged(told) or ())
    return replace(unclear[0], beside=certain) if unclear else certain


def _language(shape: Shape) -> str:
    """The language a sentence is in, whatever its names are in."""
    named = [span for span in shape.spans if span.kind in ("deal", "member", "contact")]
    kept, last = "", 0
    for span in named:
        kept, last = kept + shape.text[last : span.start], span.end
    kept += shape.text[last:]
    beside = kept if _LETTERS.search(kept) else shape.text
    return "zh" if CJK.search(beside) else "en" if _LATIN.search(beside) else ""
