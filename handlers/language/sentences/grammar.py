"""Reads sentences: from spans over clauses to the first rule that knows one, behind the gate."""

import re
from collections.abc import Callable
from typing import Protocol

from handlers.language.sentences.arrivals import read_arrival
from handlers.language.sentences.asked import read_question, read_why
from handlers.language.sentences.baton import read_baton, read_contest, read_loosely
from handlers.language.sentences.deciding import read_decision
from handlers.language.sentences.desk import read_desk, read_plain
from handlers.language.sentences.exporting import read_export
from handlers.language.sentences.facts import ended_beside, read_beside, read_facts
from handlers.language.sentences.gate import decide
from handlers.language.sentences.handing import plainly_handed
from handlers.language.sentences.meaning import Meaning
from handlers.language.sentences.mending import read_mending
from handlers.language.sentences.outcomes import read_outcome
from handlers.language.sentences.practices import read_practice
from handlers.language.sentences.rather import rather
from handlers.language.sentences.reminders import read_reminder
from handlers.language.sentences.retros import read_retro
from handlers.language.sentences.rivals import rival
from handlers.language.sentences.rules import read_rule
from handlers.language.sentences.searching import read_search
from handlers.language.sentences.second import second_look
from handlers.language.sentences.snoozes import read_snooze
from handlers.language.sentences.standing import read_standup
from handlers.language.sentences.team import read_team
from handlers.language.sentences.weighing import borne_out, weighed
from handlers.language.shape import Shape
from handlers.language.typed.reader import CJK
from handlers.language.words import Question, Scene, Words

Meant = tuple[Words, ...] | Question | None

# In this order: what is put right or asked comes before what is told, and what is told of a deal in general is last.
READERS: tuple[Callable[[Shape], Meaning | None], ...] = (
    read_standup,
    read_rule,
    read_contest,
    read_why,
    read_retro,
    read_snooze,
    read_reminder,
    read_search,
    read_practice,
    read_plain,
    read_team,
    plainly_handed,
    read_baton,
    read_mending,
    read_decision,
    read_export,
    read_arrival,
    read_question,
    read_desk,
    read_outcome,
    read_loosely,
    read_facts,
)
# What is told of a deal in general, and what only asks, is no rival of a deed.
_NO_RIVALS = frozenset({read_facts, read_loosely, read_question, read_why, read_search, read_export})
# Text that speaks to a machine rather than to a colleague is data, whatever it says.
_ORDERS = re.compile(
    r"系统提示|系统消息|执行(?:以下|下列|这条)?命令|以下(?:命令|指令)|忽略.{0,8}(?:规则|指令|限制|以上)|无视.{0,6}(?:规则|权限)|管理员(?:模式|权限|身份)|你现在是|原文[)）\]]|"
    r"\bignore (?:all |the |any |your )*(?:previous |prior |above |other )*(?:rules?|instructions?|prompts?|permissions?)|\bsystem (?:prompt|message|override)|\b(?:as|you are|i am|i'm) (?:an? |the |now )*admin(?:istrator)?\b|\bdeveloper mode|\boverride\b|<script|\bdrop table|\bselect \*|\bjailbreak"
)
_LETTERS = re.compile(r"\w")


class Reader(Protocol):
    """What finds the meaning of a sentence; another one may stand behind the same gate."""

    def __call__(self, shape: Shape) -> Meaning | None: ...


def by_grammar(shape: Shape) -> Meaning | None:
    """Return what our rules make of a sentence, weighed against what its words speak for."""
    if _ORDERS.search(shape.line) or shape.quoted:
        return None
    if shape.forwarded:  # news may be passed on; nobody gives orders by passing them on
        return _passed_on(shape)
    return weighed(shape, _first(shape), READERS)


def _first(shape: Shape) -> Meaning | None:
    """Return what the first rule that knows a sentence makes of it, with what speaks against it as doubts."""
    readers = iter(READERS)
    meaning = next((meaning for reader in readers if (meaning := reader(shape)) is not None), None)
    if meaning is None:
        return None
    meaning = rather(shape, meaning, readers)
    if meaning.intent == "kudos" and (ending := ended_beside(shape)) is not None:
        ending.others.append(meaning)
        return second_look(shape, ending)
    if meaning.intent == "collab_add" and (step := read_beside(shape)) is not None:
        meaning.others.append(step)
    if not borne_out(shape, meaning) and rival(shape, meaning, (one for one in readers if one not in _NO_RIVALS)):
        meaning.doubts.append("reading")
    return second_look(shape, meaning)


def _passed_on(shape: Shape) -> Meaning | None:
    meaning = read_outcome(shape)
    if meaning is None:
        meaning = read_facts(shape)
    else:
        meaning.doubts.append("unsure")
    return meaning and second_look(shape, meaning)


def read_sentence(text: str, scene: Scene, reader: Reader = by_grammar) -> Meant:
    """Return what a sentence means here: words, a question when it is unclear, None when it says nothing to us."""
    if not _LETTERS.search(text):
        return None
    shape = Shape(text, scene)
    meaning = reader(shape)
    if meaning is None or meaning.intent == "nothing":
        return None
    return decide(shape, meaning, _language(shape))


def _language(shape: Shape) -> str:
    """The language a sentence is in, whatever its names are in."""
    named = [span for span in shape.spans if span.kind in ("deal", "member", "contact")]
    kept, last = "", 0
    for span in named:
        kept, last = kept + shape.text[last : span.start], span.end
    kept += shape.text[last:]
    beside = kept if _LETTERS.search(kept) else shape.text
    return "zh" if CJK.search(beside) else "en"
