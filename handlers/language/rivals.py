"""A line that begins like a typed command, held against the sentence it may be: which of the two was meant."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cached_property

from handlers.language.opinion import opinion
from handlers.language.sentences.arrivals import no_arrival, only_somebody
from handlers.language.sentences.fuller import LISTS, told_better
from handlers.language.sentences.meaning import ENDS, deals_in
from handlers.language.sentences.news import DONE
from handlers.language.sentences.reading import NEEDED, ONE_BY_ONE, Meant, read_shape
from handlers.language.sentences.sources import only_source
from handlers.language.sentences.standing import of_the_meeting
from handlers.language.sentences.thanks import backhanded
from handlers.language.shape import Shape
from handlers.language.spans.contacts import only_person
from handlers.language.spans.dates import DateSpan
from handlers.language.spans.rules import plain
from handlers.language.typed.reader import CODE, GAP, verb_of
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
REQUESTS = frozenset({"quote_request", "quote_return", "contract_request", "lead_transfer", "help_request"})
# Typed commands whose line may say more when it is read as a sentence.
FULLER = (
    ENDS
    | REQUESTS
    | LISTS
    | {"lead_claim", "goal_set", "kudos", "award_nominate", "progress_update", "handover", "lead_create"}
)
LIKELY = 0.7  # so likely something else, a longer line is read as a sentence rather than as a command
HARDLY = 0.1  # where the command is less likely than that
CERTAIN = 0.9  # so likely, what begins like a command that takes no words is none
# What the examples call what a command calls otherwise.
_CALLED = {"contacted": "progress_update", "rhythm": "admin_rule"}
LONG = 14  # what a longer line says is more than a deal: when it was signed, why it was lost
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
DOUBTFUL = re.compile(
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


class Rival:
    """The sentence that a line may be which begins like a command; it is read when somebody asks."""

    def __init__(self, text: str, scene: Scene, verb: Verb, verbs: Sequence[Verb]) -> None:
        self.text, self.scene, self.verb, self.verbs = text, scene, verb, verbs
        folded = text.lstrip(GAP).casefold()
        if code := CODE.match(folded):
            folded = folded[code.end() :].lstrip(GAP)
        word = max((word for word in verb.words if folded.startswith(word.casefold())), key=len, default="")
        self.rest = folded[len(word) :]
        self.long = len(self.rest) > LONG
        self.codes = len(_CODES.findall(text))

    @cached_property
    def shape(self) -> Shape:
        """The line with its spans."""
        return Shape(self.text, self.scene)

    @cached_property
    def said(self) -> Meant:
        """What the line means as a sentence; where that says too little the command may say enough."""
        try:
            return read_shape(self.shape)
        except Refused as refused:
            if refused.reason not in NEEDED.values():
                raise
            return None

    @property
    def surely(self) -> Meant:
        """What it means as a sentence; what it only may mean is nothing beside the command it begins with."""
        return None if isinstance(self.said, Question) and self.said.unclear == "reading" else self.said

    @property
    def strict(self) -> bool:
        """Whether it is a command and nothing else: its word, and a code or nothing behind it."""
        ended = self.verb.intent in ENDS and len(self.text) > LONG
        bare = self.verb.intent not in REQUESTS and self.codes <= 1 and not ended
        return bare and _STRICT.match(self.rest) is not None

    @property
    def wordy(self) -> bool:
        """Whether more is said behind the command than it takes notice of."""
        wordless = not self.verb.slots or (self.verb.slots == ("page",) and not PAGE.search(self.text))
        return (self.verb.intent in SHORT or wordless) and verb_of(_AIDED.sub("", self.rest), self.verbs) is None

    @property
    def _dated(self) -> bool:
        """Whether a day is named that is yet to come."""
        days = (span.value for _, span in self.shape.all("date"))
        tomorrow = self.scene.calendar.day_start(self.scene.now) + timedelta(days=1)
        return any(isinstance(day, DateSpan) and day.at >= tomorrow for day in days)

    def instead(self) -> Meant:
        """Return the sentence that it is whatever the command would be, if it is one."""
        if self.verb.intent == "correct":
            return self.said
        if self.verb.intent == "back" and self._dated:  # "back on Friday" is not back now
            if self.said is None:
                raise Refused("leave_days_needed", field="since")
            return self.said
        if self.verb.intent in WORDLESS and self.long:
            likeliest, chance = next(iter(opinion(self.shape).items()))
            told = chance >= CERTAIN and likeliest in CHANGES - {self.verb.intent}
            if told and isinstance(self.said, tuple):
                return self.said
        if self.strict or not self.wordy:
            return None
        said = self.surely
        topic = self.verb.intent == "help" and isinstance(said, tuple) and said[0].intent not in CHANGES
        return None if topic else said

    def after(self, reason: str) -> Meant:
        """Return the sentence that it is where the command was refused for want of what a sentence need not say."""
        # A paper is looked at once.
        if self.strict or reason not in NAMELESS or self.wordy or self.verb.intent == "award_vote":
            return None
        return self.surely

    def beside(self, typed: Words | Question | None) -> Meant:
        """Return of the command and the sentence the one that says more."""
        if self.strict:
            return one(typed)
        if self.verb.intent in ONE_BY_ONE and _of_each(self.said):
            return self.said
        if self.verb.intent in CHANGES and (
            DOUBTFUL.search(self.text) or _other(typed, self.text) or self._unlike(typed)
        ):
            return self.said
        if isinstance(typed, Words):
            meant = _meant(typed, self.scene)
            return self._better(typed) if meant == typed else (meant,)
        # The sentence may say which deal or colleague is meant, where the command only asks.
        settled = typed is not None and isinstance(self.said, tuple) and self.said[0].intent == self.verb.intent
        return self.said if settled else typed

    def _unlike(self, typed: Words | Question | None) -> bool:
        """Whether the words of a longer line speak for something else than the command it begins with."""
        staged = isinstance(typed, Words) and typed.stage is not None  # what is at a stage has not ended
        if staged or not self.long:
            return False
        chances = opinion(self.shape)
        likeliest, chance = next(iter(chances.items()))
        if chance < LIKELY or chances.get(_CALLED.get(self.verb.intent, self.verb.intent), 1.0) >= HARDLY:
            return False
        # Beside a code a command's word is one, but for what tells of an end: "D-1004 contract concluded at 120k".
        return likeliest in ENDS or not self.codes

    def _better(self, typed: Words) -> Meant:
        if typed.intent not in FULLER or _whole(typed):
            return (typed,)
        if typed.intent in ENDS:
            several = self.said and len(deals_in(self.shape)) > 1  # a second deal is no note on the first
            return self.said if several else _ended(typed, self.said, coded=bool(self.codes))
        said = self.surely
        if typed.intent in REQUESTS | LISTS:
            return said if said and (told_better(typed, said, self.text) or _told_of(said, self.text)) else (typed,)
        better = {
            "kudos": _of_a_deal(typed, said) or _of_several(typed, said),
            "award_nominate": _of_a_deal(typed, said),
            "progress_update": _ending_in(said),
            "lead_claim": _given_away(said),
            "handover": _handed(typed, said, self.text),
            "lead_create": _fuller(typed, said),
            "goal_set": typed.team is not None and _fuller(typed, said),
        }
        return said if better[typed.intent] else (typed,)


def one(meant: Words | Question | None) -> Meant:
    """Return what one command means as what a line may mean."""
    return (meant,) if isinstance(meant, Words) else meant


def _of_each(said: Meant) -> bool:
    """Whether a line tells of several deals, of each something else."""
    told = said.beside if isinstance(said, Question) else said or ()
    news = {replace(words, deal=None) for words in told}
    return len(news) > 1 or (bool(news) and isinstance(said, Question))


def _other(typed: Words | Question | None, text: str) -> bool:
    """Whether thanks complain, or somebody who names the stand-up speaks of the meeting and sets no time for it."""
    if not isinstance(typed, Words):
        return False
    if typed.intent == "standup_answer":
        sets = typed.clock is not None or typed.on is not None
        return of_the_meeting(text) and not (sets and not _MORE.search(typed.team or ""))
    return typed.intent == "kudos" and backhanded(text)


def _meant(typed: Words, scene: Scene) -> Words:
    """A typed command as it is meant: who assigns a deal to themselves takes it, and where a lead came from, or whom to call there, is not its name."""
    if (typed.intent, typed.to) == ("lead_assign", scene.me):
        return replace(typed, intent="lead_claim", to=None)
    named = plain(typed.title or "")
    if typed.intent == "lead_create" and (only_source(named) or only_person(named) or only_somebody(named)):
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


def _of_several(typed: Words, said: Meant) -> bool:
    """Whether the same thanks, read as a sentence, are for more than the first who is named (谢谢静姐和芳芳)."""
    return isinstance(said, tuple) and len(said) > 1 and {one.intent for one in said} == {typed.intent}


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
