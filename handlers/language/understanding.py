"""What a text means: a typed command, a sentence as people always wrote it, or the one of both that says more."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from handlers.language.opinion import LEARNED, learned, opinion
from handlers.language.sentences.arrivals import no_arrival
from handlers.language.sentences.fuller import LISTS, told_better
from handlers.language.sentences.meaning import ENDS, deals_in
from handlers.language.sentences.news import DONE
from handlers.language.sentences.reading import Meant, read_sentence
from handlers.language.sentences.sources import only_source
from handlers.language.sentences.standing import of_the_meeting
from handlers.language.sentences.thanks import backhanded
from handlers.language.shape import Shape, prepare
from handlers.language.spans.rules import plain
from handlers.language.typed.reader import GAP, read, verb_of
from handlers.language.typed.scopes import PAGE
from handlers.language.words import Question, Scene, Verb, Words
from sales.refusal import Refused

# What a doubtful line must not do: change something.
CHANGES = frozenset(
    {
        *("lead_claim", "lead_release", "lead_assign", "lead_transfer", "help_request", "collab_add", "handover"),
        *("contract_request", "quote_request", "contacted", "progress_update", "deal_won", "deal_lost", "cover_set"),
        *("goal_set", "kudos", "lead_create", "award_nominate", "standup_answer", "back"),
    }
)
# What is asked of others: there a sentence often says more than the command it begins with.
REQUESTS = frozenset({"quote_request", "quote_return", "contract_request", "lead_transfer"})
# Typed commands whose line may say more when it is read as a sentence.
FULLER = (
    ENDS
    | REQUESTS
    | LISTS
    | {"lead_claim", "goal_set", "kudos", "award_nominate", "progress_update", "handover", "lead_create"}
)
# What somebody who was asked for the stand-up tells in it, or means by a line that says little.
_REPORTS = frozenset({"progress_update", "standup_answer", "pulse_answer", "retro_note", "handover", "ask"})
_OF_REQUEST = re.compile(r"\W*[rRqQ]-\d{1,9}\b")  # an answer to what was asked, by its code
_VALUES = ("amount", "stage", "probability", "close_date", "close_period")
LIKELY = 0.7  # so likely something else, a longer line is read as a sentence rather than as a command
HARDLY = 0.1  # where the command is less likely than that
CERTAIN = 0.9  # so likely, who is asked for the stand-up wants something else
# What the examples call what a command calls otherwise.
_CALLED = {"contacted": "progress_update", "rhythm": "admin_rule"}
GUESSED = 0.3  # so likely, what was not understood is worth an example
LONGEST = 2_000  # a longer text is no sentence
MOST = 4_000  # nor a command
LONG_ENDING = 14  # a longer line says more of an ending than its deal: when it was signed, why it was lost
# Commands that take no notice of most of what follows their word: there a sentence is read as one first.
SHORT = frozenset({"help", "undo", "deal_status", "who_owns", "history", "back", "digest"})
# Commands behind which nobody tells anything.
WORDLESS = SHORT | LISTS | {"lead_claim"}
# What is typed behind the command for a new lead and is nothing but a name.
_NAME = re.compile(r"[\u3400-\u9fff]{2,12}|[A-Z][\w&.'-]*(?: [A-Z][\w&.'-]*){0,3}")
# Why a typed line may be no command but a sentence that begins like one.
NAMELESS = frozenset(
    {
        *("deal_unknown_name", "member_unknown_name", "deal_needed", "member_needed", "request_needed"),
        *("quote_needed", "request_whom_needed", "award_needed", "kudos_whom", "one_at_a_time", "goal_needed"),
        *("list_unknown_name", "leave_days_needed", "lead_title_needed", "rhythm_unreadable", "lost_reason_needed"),
    }
)
_AIDED = re.compile(r"^\W*(?:me |us |with )*")
# What is new here is no lead.
_NEW = (
    "here|contacts?|lead times?|owner|to|best|quote|rule|policy|process|pricing|version|feature|idea|question|day|month|quarter|job|"
    "role|member|joiner|meeting|number|date|amount|price|deck|contract|reminder|plan|team|year|guy|hire|"
    "phone|laptop|office|week"
)
_DOUBTFUL = re.compile(
    "|".join(
        (
            r"[?？]\s*$|^\W*\w+ (?:\S+ ?){1,3}[?？]|^\W*[\u3400-\u9fff]{2,10}[?？]",
            r"(?:吗|么|没有?|呢)[\s!！。.~]*$",
            r"^\W*(?:won'?t|lost (?:my|count|track|touch|in|on)|take care|off to|leave it|win some)\b",
            r"^\W*new (?:q[1-4] |[a-z]+ )?(?:goal|target|quota)\b",
            rf"^\W*new (?:{_NEW})\b",
            r"^\W*back (?:from|after|to|at|in) (?:a |my |the )?(?:quick |short )?(?:lunch|coffee|dinner|break|gym|school|meeting|call|toilet|walk|smoke|desk)",
            r"\boff (?:my|our) (?:plate|hands|desk|list)\b",
            r"^\W*新(?:线索|商机|客户|单子?|leads?)(?:一律|以后|今后|按|要|得|都|超过|分配|统一|[\d一二两三四五六七八九十半]+个?(?:分钟|小时|天|工作日)[之以]?内)",
            r"^\W*(?:nothing|new leads (?:must|should|need|have|get|are|go|will))\b",
            r"^\W*新线索(?:轮|平均|自动|必须|应|都|一律|(?:首次|第一次|初次)?(?:联系|响应|跟进|回收)(?:时|要|必须|得))",
        )
    )
)
_DELIVERY = re.compile(r"交付|实施|上线|开工|启动|delivery|implementation|go[- ]?live|start|kick", re.IGNORECASE)
_CODES = re.compile(r"(?<![A-Za-z0-9-])[dD]-?\d{3,9}")
_MORE = re.compile(r"[，,。!！]|开始|大家|\bsee\b|\bsharp\b")  # what is said on behind a time is no team
_STRICT = re.compile(r"\W*(?:(?:[dqr]-?|aw-?|#)\d+(?![a-z0-9])|$)")


def warm() -> None:
    """Build rules and read what was learned, which takes a second, before a sentence waits for them."""
    prepare()
    for file in LEARNED.glob("*.txt"):
        learned(file.stem)


def understand(
    text: str, scene: Scene, verbs: Sequence[Verb], fields: Mapping[str, str] | None = None, *, pressed: bool = False
) -> Meant:
    """Return what a text means: a typed command wins, a sentence is read where it is none or cannot be one."""
    verb = None if scene.sure or len(text) > LONGEST else verb_of(text, verbs)
    if verb is None:
        return _long(text, scene, verbs, fields) if len(text) > LONGEST else read_sentence(text, scene)
    spoken = read_sentence(text, scene) if verb.intent == "correct" else None  # what follows its word is a sentence
    if spoken is None and not (pressed or fields):
        spoken = _told(text, verb, scene)
    ended = verb.intent in ENDS and len(text) > LONG_ENDING
    if (
        spoken
        or pressed
        or fields
        or (strict(text, verb) and verb.intent not in REQUESTS and len(_CODES.findall(text)) < 2 and not ended)
    ):
        return spoken or _one(read(text, scene, verbs, fields))
    wordless = not verb.slots or (verb.slots == ("page",) and not PAGE.search(text))
    wordy = (verb.intent in SHORT or wordless) and verb_of(_AIDED.sub("", _after(text, verb)), verbs) is None
    meant = _surely(text, scene) if wordy else None
    topic = verb.intent == "help" and isinstance(meant, tuple) and meant[0].intent not in CHANGES
    if meant is not None and not topic:
        return meant
    try:
        typed = read(text, scene, verbs, fields)
    except Refused as refused:
        again = refused.reason in NAMELESS and not wordy and verb.intent != "award_vote"  # a paper is looked at once
        meant = _surely(text, scene) if again else None
        if meant is None:
            raise
        return meant
    doubtful = verb.intent in CHANGES and (
        _DOUBTFUL.search(text) or _other(typed, text) or _unlike(typed, verb, text, scene)
    )
    if doubtful:
        return read_sentence(text, scene)
    return _better(typed, text, scene) if isinstance(typed, Words) else _settled(typed, verb, text, scene)


def _settled(typed: Question | None, verb: Verb, text: str, scene: Scene) -> Meant:
    """Return a command that a typed line only asks about, where the sentence it is says which deal or colleague is meant."""
    said = read_sentence(text, scene) if typed else None
    return said if isinstance(said, tuple) and said[0].intent == verb.intent else typed


def _long(text: str, scene: Scene, verbs: Sequence[Verb], fields: Mapping[str, str] | None) -> Meant:
    """Return what a text longer than any sentence means: the command its first line begins with, or nothing."""
    head = text.lstrip(GAP)[:LONGEST].partition("\n")[0]
    verb = verb_of(head, verbs)
    if verb is None or (verb.intent in CHANGES and _DOUBTFUL.search(head)):
        return None
    if len(text) > MOST:
        raise Refused("too_long")
    return _one(read(text, scene, verbs, fields))


def _other(typed: Words | Question | None, text: str) -> bool:
    """Whether thanks complain, or somebody who names the stand-up speaks of the meeting and sets no time for it."""
    if not isinstance(typed, Words):
        return False
    if typed.intent == "standup_answer":
        sets = typed.clock is not None or typed.on is not None
        return of_the_meeting(text) and not (sets and not _MORE.search(typed.team or ""))
    return typed.intent == "kudos" and backhanded(text)


def _unlike(typed: Words | Question | None, verb: Verb, text: str, scene: Scene) -> bool:
    """Whether the words of a longer line speak for something else than the command it begins with."""
    staged = isinstance(typed, Words) and typed.stage is not None  # what is at a stage has not ended
    if staged or len(_after(text, verb)) <= LONG_ENDING:
        return False
    chances = opinion(Shape(text, scene))
    likeliest, chance = next(iter(chances.items()))
    if chance < LIKELY or chances.get(_CALLED.get(verb.intent, verb.intent), 1.0) >= HARDLY:
        return False
    # Beside a code a command's word is one, but for what tells of an end: "D-1004 contract concluded at 120k".
    return likeliest in ENDS or not _CODES.search(text)


def _told(text: str, verb: Verb, scene: Scene) -> Meant:
    """Return what a longer line surely tells that begins like a command that takes no words (board meets Dec 8, take it off Tom)."""
    if verb.intent not in WORDLESS or len(_after(text, verb)) <= LONG_ENDING:
        return None
    likeliest, chance = next(iter(opinion(Shape(text, scene)).items()))
    said = read_sentence(text, scene) if chance >= CERTAIN and likeliest in CHANGES - {verb.intent} else None
    return said if isinstance(said, tuple) else None


def likely(text: str, scene: Scene) -> list[str]:
    """Return what the words of a text that was not understood speak for most, the likeliest first."""
    chances = opinion(Shape(text[:LONGEST], scene))
    return [intent for intent, chance in islice(chances.items(), 2) if chance >= GUESSED]


def no_report(text: str, scene: Scene) -> bool:
    """Whether a text that somebody writes who was asked for the stand-up surely wants something else."""
    if "\n" in text:
        return False
    likeliest, chance = next(iter(opinion(Shape(text[:LONGEST], scene)).items()))
    return (
        (likeliest not in _REPORTS and chance >= CERTAIN) or _OF_REQUEST.match(text) is not None or _values(text, scene)
    )


def _values(text: str, scene: Scene) -> bool:
    """Whether a line surely sets a value of a deal: that is written there and is no report."""
    said = read_sentence(text[:LONGEST], scene)
    return isinstance(said, tuple) and any(
        one.intent == "progress_update" and one.deal and any(getattr(one, name) is not None for name in _VALUES)
        for one in said
    )


def _surely(text: str, scene: Scene) -> Meant:
    """Return what a line means as a sentence; what it only may mean is nothing beside the command it begins with."""
    said = read_sentence(text, scene)
    return None if isinstance(said, Question) and said.unclear == "reading" else said


def _better(typed: Words, text: str, scene: Scene) -> Meant:
    """Of a typed command and the sentence it may be the one that says more."""
    meant = _meant(typed, scene)
    if meant != typed or typed.intent not in FULLER or _whole(typed):
        return (meant,)
    said = read_sentence(text, scene) if typed.intent in ENDS else _surely(text, scene)
    if typed.intent in ENDS and said and len(deals_in(Shape(text, scene))) > 1:
        return said  # a second deal is no note on the first
    if typed.intent in ENDS:
        return _ended(typed, said, coded=bool(_CODES.search(text)))
    if typed.intent in REQUESTS | LISTS:
        return said if said and (told_better(typed, said, text) or _told_of(said, text)) else (typed,)
    better = {
        "kudos": _of_a_deal(typed, said),
        "award_nominate": _of_a_deal(typed, said),
        "progress_update": _ending_in(said),
        "lead_claim": _given_away(said),
        "handover": _handed(typed, said, text),
        "lead_create": _fuller(typed, said),
        "goal_set": typed.team is not None and _fuller(typed, said),
    }
    return said if better[typed.intent] else (typed,)


def _meant(typed: Words, scene: Scene) -> Words:
    """A typed command as it is meant: who assigns a deal to themselves takes it, and where a lead came from is not its name."""
    if (typed.intent, typed.to) == ("lead_assign", scene.me):
        return replace(typed, intent="lead_claim", to=None)
    if typed.intent == "lead_create" and only_source(plain(typed.title or "")):
        return replace(typed, title=None)
    return typed


def _whole(typed: Words) -> bool:
    """Whether a typed request for a contract says it all: which, to whom, and behind a colon its terms."""
    whom = typed.role is not None or typed.assignee is not None or typed.to is not None
    return typed.intent == "contract_request" and whom and None not in (typed.doc, typed.terms)


def _handed(typed: Words, said: Meant, text: str) -> bool:
    """Whether a hand-over was read as a sentence, which tells its days and people apart, or is none to delivery."""
    if isinstance(said, tuple) and (said[0].intent, said[0].deal) == (typed.intent, typed.deal):
        return typed.assignee in (None, said[0].to)
    given = typed.assignee is not None and said is not None
    return (given or _given_away(said)) and not _DELIVERY.search(text)


def _given_away(said: Meant) -> bool:
    """Whether a line gives a deal to a colleague."""
    return isinstance(said, tuple) and said[0].intent in ("lead_assign", "lead_transfer")


def _told_of(said: Meant, text: str) -> bool:
    """Whether a line that begins like a request tells what became of the papers (合同盖章回来了)."""
    told = isinstance(said, tuple) and said[0].intent in ENDS | {"progress_update"}
    return told and not _CODES.search(text) and bool(DONE.search(plain(text)))


def _of_a_deal(typed: Words, said: Meant) -> bool:
    """Whether the same praise, read as a sentence, names the deal it is for."""
    if typed.deal is not None or not isinstance(said, tuple) or not said[0].deal:
        return False
    return (said[0].intent, said[0].to, said[0].nominee) == (typed.intent, typed.to, typed.nominee)


def _ending_in(said: Meant) -> bool:
    """Whether a reading surely tells of a deal's end."""
    return isinstance(said, tuple) and said[0].intent in ENDS


def _ended(typed: Words, said: Meant, *, coded: bool) -> Meant:
    """Of two readings of a deal's end the one that says more: which deals, since when, why."""
    if isinstance(said, Question):
        asked = said.unclear in ("object", "reading", "note") and typed.choice is None and not coded
        return said if asked or (typed.intent == "deal_lost" and typed.choice is None) else (typed,)
    if not said or said[0].intent != typed.intent:
        return (typed,) if typed.intent == "deal_won" or typed.choice else said or (typed,)
    cut = typed.note is not None and len(typed.note) < 4  # what is left of "won it" or "won at" is no note
    more = cut or len(said) > 1 or said[0].more or (typed.choice is None and said[0].choice)
    return said if more and (typed.amount is None or said[0].amount == typed.amount) else (typed,)


def _fuller(typed: Words, said: Meant) -> bool:
    """Whether a new lead was read as a sentence, which knows what the name of a company is and what is not."""
    if no_arrival(typed.title or ""):
        return True
    if isinstance(said, Question) and _NAME.fullmatch(typed.title or ""):
        return False
    meant = said.meant if isinstance(said, Question) else said[0] if said else None
    return meant is not None and meant.intent == typed.intent


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
