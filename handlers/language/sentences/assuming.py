"""Reads a line as what its words speak for, where no rule knows the way it is said."""

from collections.abc import Callable

from handlers.language.sentences.absence import as_cover
from handlers.language.sentences.acts import Act, reason
from handlers.language.sentences.arrivals import as_lead_create
from handlers.language.sentences.asked import as_query
from handlers.language.sentences.awards import as_nomination, as_vote
from handlers.language.sentences.contracts import as_contract
from handlers.language.sentences.corrections import as_correction
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.deciding import as_decision
from handlers.language.sentences.exporting import as_export
from handlers.language.sentences.facts import ASIDE, as_progress
from handlers.language.sentences.giving import as_giving
from handlers.language.sentences.goals import as_goal
from handlers.language.sentences.handing import as_handover
from handlers.language.sentences.helping import as_help
from handlers.language.sentences.meaning import Meaning, deals_in, members_in
from handlers.language.sentences.mending import as_undo
from handlers.language.sentences.mentors import as_mentor
from handlers.language.sentences.mood import supposes
from handlers.language.sentences.outcomes import as_lost, as_won
from handlers.language.sentences.practices import as_practice
from handlers.language.sentences.quoting import as_quote
from handlers.language.sentences.ratings import as_csat, as_pulse
from handlers.language.sentences.reminders import as_reminder
from handlers.language.sentences.retros import as_retro
from handlers.language.sentences.rules import as_rule
from handlers.language.sentences.searching import as_search
from handlers.language.sentences.sharing import as_dispute, as_joining
from handlers.language.sentences.skills import as_skill
from handlers.language.sentences.snoozes import as_snooze
from handlers.language.sentences.standing import as_standup
from handlers.language.sentences.thanks import as_kudos
from handlers.language.shape import Clause, Shape

# What is not to be done, or is not so.
_OFF = any_of(zh="别 不要 不用 先不 没", en="don'?t, do not, not, never, no")

# What is told may be that something is not so; what is wished for is no deed, and its reader sees what is not wanted.
_TOLD = frozenset({"progress_update", "standup_answer", "quote_decision"})
_TOLD |= {"quote_request", "contract_request", "help_request", "handover", "kudos", "lead_dispute"}
_TOLD |= {"lead_create", "deal_won", "deal_lost", "reminder_set", "reminder_snooze", "correct", "undo"}
_TOLD |= {"query", "best_practice_search", "best_practice_add", "retro_note", "csat_record", "pulse_answer"}
_TOLD |= {"admin_rule", "cover_set"}


def assumed(shape: Shape, intent: str) -> Meaning | None:
    """Return what a line says if it is of an intent; None where it lacks what the intent is about."""
    read = None if ASIDE.search(shape.line) else _READ.get(intent)
    off = intent not in _TOLD and (supposes(shape.line) or _OFF.search(shape.line))
    return None if read is None or off else read(shape)


def _main(shape: Shape) -> Clause:
    """The clause that names a deal, else the first."""
    clauses = shape.clauses()
    named = (one for one in clauses if deals_in(shape, start=one.start, end=one.end))
    return next(named, clauses[0])


def _claim(shape: Shape) -> Meaning | None:
    return None if members_in(shape) else Meaning("lead_claim", deals=deals_in(shape), needs_deal=True)


def _release(shape: Shape) -> Meaning | None:
    if members_in(shape):
        return None
    why = reason(shape, _act(shape))
    return Meaning("lead_release", {"reason": why} if why else {}, deals_in(shape), needs_deal=True)


def _act(shape: Shape) -> Act:
    main = _main(shape)
    return Act(main, main.end, doubtful=False)


_READ: dict[str, Callable[[Shape], Meaning | None]] = {
    "deal_won": as_won,
    "deal_lost": as_lost,
    "reminder_set": as_reminder,
    "reminder_snooze": as_snooze,
    "correct": as_correction,
    "undo": as_undo,
    "lead_create": as_lead_create,
    "lead_claim": _claim,
    "lead_release": _release,
    "lead_assign": as_giving,
    "lead_transfer": as_giving,
    "collab_add": as_joining,
    "lead_dispute": as_dispute,
    "help_request": as_help,
    "progress_update": as_progress,
    "standup_answer": as_standup,
    "quote_request": as_quote,
    "contract_request": as_contract,
    "handover": as_handover,
    "kudos": as_kudos,
    "award_nominate": as_nomination,
    "award_vote": as_vote,
    "quote_decision": as_decision,
    "query": as_query,
    "goal_set": as_goal,
    "export": as_export,
    "best_practice_search": as_search,
    "best_practice_add": as_practice,
    "retro_note": as_retro,
    "csat_record": as_csat,
    "pulse_answer": as_pulse,
    "admin_rule": as_rule,
    "cover_set": as_cover,
    "mentor_assign": as_mentor,
    "capability_set": as_skill,
}
