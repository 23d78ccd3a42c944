"""Reads sentences: from spans over clauses to the first rule that knows one, behind the gate."""

import re
from collections.abc import Callable
from typing import Protocol

from handlers.language.opinion import opinion
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

Finder = Callable[[Shape], Meaning | None]
Meant = tuple[Words, ...] | Question | None

# In this order: what is put right or asked comes before what is told, and what is told of a deal in general is last.
READERS: tuple[tuple[Finder, frozenset[str]], ...] = tuple(
    (reader, frozenset(intents.split()))
    for reader, intents in (
        (read_standup, "standup_answer"),
        (read_rule, "admin_rule"),
        (read_contest, "lead_dispute"),
        (read_why, "query"),
        (read_retro, "retro_note"),
        (read_snooze, "reminder_snooze"),
        (read_reminder, "reminder_set"),
        (read_search, "best_practice_search"),
        (read_practice, "best_practice_add"),
        (read_plain, "quote_request help_request contract_request quote_decision"),
        (
            read_team,
            "kudos cover_set mentor_assign award_nominate award_vote capability_set csat_record goal_set pulse_answer",
        ),
        (plainly_handed, "handover"),
        (read_baton, "lead_assign lead_claim lead_release lead_transfer collab_add lead_dispute"),
        (read_mending, "undo correct"),
        (read_decision, "quote_decision"),
        (read_export, "export"),
        (read_arrival, "lead_create"),
        (read_question, "query"),
        (read_desk, "quote_request help_request contract_request handover"),
        (read_outcome, "deal_won deal_lost"),
        (read_loosely, "lead_assign lead_claim lead_release lead_transfer collab_add"),
        (read_facts, "progress_update"),
    )
)
# So unlikely, an intent's readers are not asked; of what its writer doubts, in proportion.
FAINT = 0.004
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
    readers = _likely(shape)
    return weighed(shape, _first(shape, readers), readers)


def _likely(shape: Shape) -> list[Finder]:
    """Return the readers of what the words of a line may speak for at all; of any deal there may be news."""
    chances = opinion(shape)
    least = FAINT * (1 - chances["ask"])
    return [
        reader for reader, intents in READERS if reader is read_facts or any(chances[one] >= least for one in intents)
    ]


def _first(shape: Shape, finders: list[Finder]) -> Meaning | None:
    """Return what the first rule that knows a sentence makes of it, with what speaks against it as doubts."""
    readers = iter(finders)
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
