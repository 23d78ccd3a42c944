"""Reads what people write as they always wrote: from spans over clauses to one intent, behind the gate."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from handlers.language.sentences.arrivals import read_arrival
from handlers.language.sentences.asked import read_export, read_question
from handlers.language.sentences.baton import read_baton
from handlers.language.sentences.desk import read_decision, read_desk
from handlers.language.sentences.facts import read_beside, read_facts
from handlers.language.sentences.gate import decide
from handlers.language.sentences.meaning import Meaning
from handlers.language.sentences.mending import read_mending
from handlers.language.sentences.outcomes import read_outcome
from handlers.language.sentences.rules import read_rule
from handlers.language.sentences.standing import read_standup
from handlers.language.sentences.team import read_team
from handlers.language.sentences.thanks import backhanded
from handlers.language.shape import Shape
from handlers.language.typed.reader import CJK, GAP, read, verb_of
from handlers.language.words import Question, Scene, Verb, Words
from sales.refusal import Refused

Meant = tuple[Words, ...] | Question | None

# In this order: what is put right or asked comes before what is told, and what is told of a deal in general is last.
READERS: tuple[Callable[[Shape], Meaning | None], ...] = (
    read_standup,
    read_rule,
    read_baton,
    read_mending,
    read_decision,
    read_export,
    read_team,
    read_arrival,
    read_question,
    read_desk,
    read_outcome,
    read_facts,
)
# What a doubtful line must not do: change something.
CHANGES = frozenset(
    {
        *("lead_claim", "lead_release", "lead_assign", "lead_transfer", "help_request", "collab_add", "handover"),
        *("contract_request", "quote_request", "contacted", "progress_update", "deal_won", "deal_lost", "cover_set"),
        *("goal_set", "kudos", "lead_create", "award_nominate", "standup_answer"),
    }
)
# Commands that take no notice of most of what follows their word: there a sentence is read as one first.
SHORT = frozenset({"help", "undo", "deal_status", "who_owns", "history", "back", "digest"})
# Text that speaks to a machine rather than to a colleague is data, whatever it says.
_ORDERS = re.compile(
    r"系统提示|系统消息|执行(?:以下|下列|这条)?命令|以下(?:命令|指令)|忽略.{0,8}(?:规则|指令|限制|以上)|无视.{0,6}(?:规则|权限)|管理员(?:模式|权限|身份)|你现在是|原文[)）\]]|"
    r"\bignore (?:all |the |any |your )*(?:previous |prior |above |other )*(?:rules?|instructions?|prompts?|permissions?)|\bsystem (?:prompt|message|override)|\b(?:as|you are|i am|i'm) (?:an? |the |now )*admin(?:istrator)?\b|\bdeveloper mode|\boverride\b|<script|\bdrop table|\bselect \*|\bjailbreak"
)
_LETTERS = re.compile(r"\w")
# Why a typed line may be no command but a sentence that begins like one.
NAMELESS = frozenset(
    {
        *("deal_unknown_name", "member_unknown_name", "deal_needed", "member_needed", "request_needed"),
        *("quote_needed", "request_whom_needed", "award_needed", "kudos_whom", "one_at_a_time", "goal_needed"),
        *("list_unknown_name", "lead_title_needed", "rhythm_unreadable", "lost_reason_needed"),
    }
)
_AIDED = re.compile(r"^\W*(?:me |us |with )*")
_DOUBTFUL = re.compile(
    r"[?？]\s*$|(?:吗|么|没有?|呢)[\s!！。.~]*$|^\W*(?:won'?t|lost (?:my|count|track|touch|in|on)|take care|off to|new (?:here|to|best|quote|rule|policy|process|pricing|version|feature|idea|question|day|month|quarter|job|role|member|joiner|meeting|number|date|amount|price|deck|contract|reminder|goal|target|plan|team|year|guy|hire|phone|laptop|office|week)|leave it|win some)\b|^\W*站会(?:时间|改|推迟|取消|几点)|^\W*(?:nothing|new leads (?:must|should|need|have|get|are|go|will))\b|^\W*新线索(?:轮|平均|自动|必须|应|都|一律)"
)
_DELIVERY = re.compile(r"交付|实施|上线|开工|启动|delivery|implementation|go[- ]?live|start|kick", re.IGNORECASE)
_CODES = re.compile(r"(?<![A-Za-z0-9-])[dD]-?\d{3,9}")
_CROWDED = re.compile(r"[:：=/()（）]|\s(?:要|需要|想)|需要|[\U0001f300-\U0001faff]")
_STRICT = re.compile(r"\W*(?:(?:[dqr]-?|aw-?|#)\d+(?![a-z0-9])|$)")


class Reader(Protocol):
    """What finds the meaning of a sentence; another one may stand behind the same gate."""

    def __call__(self, shape: Shape) -> Meaning | None: ...


def by_grammar(shape: Shape) -> Meaning | None:
    """Return what the first of our rules makes of a sentence."""
    if _ORDERS.search(shape.line) or shape.quoted:
        return None
    if shape.forwarded:  # news may be passed on; nobody gives orders by passing them on
        return _passed_on(shape)
    meaning = next((meaning for reader in READERS if (meaning := reader(shape)) is not None), None)
    if meaning is not None and meaning.intent == "collab_add" and (step := read_beside(shape)) is not None:
        meaning.others.append(step)
    return meaning


def _passed_on(shape: Shape) -> Meaning | None:
    meaning = read_outcome(shape)
    if meaning is None:
        return read_facts(shape)
    meaning.doubts.append("unsure")
    return meaning


def read_sentence(text: str, scene: Scene, reader: Reader = by_grammar) -> Meant:
    """Return what a sentence means here: words, a question when it is unclear, None when it says nothing to us."""
    if not _LETTERS.search(text):
        return None
    shape = Shape(text, scene)
    meaning = reader(shape)
    return None if meaning is None or meaning.intent == "nothing" else decide(shape, meaning, _language(shape))


def _language(shape: Shape) -> str:
    """The language a sentence is in, whatever its names are in."""
    named = [span for span in shape.spans if span.kind in ("deal", "member", "contact")]
    kept, last = "", 0
    for span in named:
        kept, last = kept + shape.text[last : span.start], span.end
    kept += shape.text[last:]
    beside = kept if _LETTERS.search(kept) else shape.text
    return "zh" if CJK.search(beside) else "en"


def understand(
    text: str, scene: Scene, verbs: Sequence[Verb], fields: Mapping[str, str] | None = None, *, pressed: bool = False
) -> Meant:
    """Return what a text means: a typed command wins, a sentence is read where it is none or cannot be one."""
    verb = None if scene.sure else verb_of(text, verbs)
    if verb is None:
        return read_sentence(text, scene)
    spoken = read_sentence(text, scene) if verb.intent == "correct" else None  # what follows its word is a sentence
    if spoken or pressed or fields or (strict(text, verb) and len(_CODES.findall(text)) < 2):
        return spoken or _one(read(text, scene, verbs, fields))
    wordy = (verb.intent in SHORT or not verb.slots) and verb_of(_AIDED.sub("", _after(text, verb)), verbs) is None
    if wordy and (meant := read_sentence(text, scene)) is not None:
        return meant
    try:
        typed = read(text, scene, verbs, fields)
    except Refused as refused:
        meant = read_sentence(text, scene) if refused.reason in NAMELESS and not wordy else None
        if meant is None:
            raise
        return meant
    if verb.intent in CHANGES and (_DOUBTFUL.search(text) or (verb.intent == "kudos" and backhanded(text))):
        return read_sentence(text, scene)
    return _better(typed, text, scene) if isinstance(typed, Words) else typed


def _better(typed: Words, text: str, scene: Scene) -> Meant:
    """Of a typed command and the sentence it may be the one that says more."""
    if (typed.intent, typed.to) == ("lead_assign", scene.me):
        return (replace(typed, intent="lead_claim", to=None),)
    if typed.intent in ("deal_won", "deal_lost") and typed.choice is None and not _CODES.search(text):
        said = read_sentence(text, scene)
        if isinstance(said, Question) and said.unclear == "object":
            return said
    if typed.intent == "kudos" and typed.deal is None:
        said = read_sentence(text, scene)
        if isinstance(said, tuple) and (said[0].intent, said[0].to) == ("kudos", typed.to) and said[0].deal:
            return said
    if typed.intent == "quote_request" and not any(item.unit for item in typed.items or ()):
        said = read_sentence(text, scene)
        same = isinstance(said, tuple) and (said[0].intent, said[0].deal) == (typed.intent, typed.deal)
        return said if same or isinstance(said, Question) else (typed,)
    vague = typed.intent == "deal_lost" and typed.choice is None
    person = typed.intent == "handover" and typed.assignee is not None and not _DELIVERY.search(text)
    if vague or person:
        return read_sentence(text, scene) or (typed,)
    return _fuller(typed, read_sentence(text, scene)) if typed.intent == "lead_create" else (typed,)


def _fuller(typed: Words, said: Meant) -> Meant:
    """Of two readings of a new lead the sentence's, which knows what the name of a company is and what is not."""
    meant = said.meant if isinstance(said, Question) else said[0] if said else None
    return said if meant is not None and meant.intent == typed.intent else (typed,)


def strict(text: str, verb: Verb) -> bool:
    """Whether a line is a command and nothing else: its word, and a code or nothing behind it."""
    return bool(_STRICT.match(_after(text, verb)))


def _after(text: str, verb: Verb) -> str:
    """What follows the word a line begins with."""
    folded = text.lstrip(GAP).casefold()
    word = max((word for word in verb.words if folded.startswith(word.casefold())), key=len, default="")
    return folded[len(word) :]


def _one(meant: Words | Question | None) -> Meant:
    return (meant,) if isinstance(meant, Words) else meant
