"""Who reads the fields of which intent, given that a line is of it."""

from collections.abc import Callable, Mapping

from handlers.language.sentences.absence import as_cover
from handlers.language.sentences.arrivals import as_lead_create
from handlers.language.sentences.asked import as_query
from handlers.language.sentences.awards import as_nomination, as_vote
from handlers.language.sentences.contracts import as_contract
from handlers.language.sentences.corrections import as_correction
from handlers.language.sentences.deciding import as_decision
from handlers.language.sentences.exporting import as_export
from handlers.language.sentences.facts import as_progress
from handlers.language.sentences.giving import as_giving
from handlers.language.sentences.goals import as_goal
from handlers.language.sentences.handing import as_handover
from handlers.language.sentences.helping import as_help
from handlers.language.sentences.holding import as_claim, as_release
from handlers.language.sentences.meaning import Meaning
from handlers.language.sentences.mending import as_undo, as_unmade
from handlers.language.sentences.mentors import as_mentor
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
from handlers.language.shape import Shape

# Each returns what a line says if it is of its intent; None where it lacks what the intent is about.
READERS: Mapping[str, Callable[[Shape], Meaning | None]] = {
    "deal_won": as_won,
    "deal_lost": as_lost,
    "reminder_set": as_reminder,
    "reminder_snooze": as_snooze,
    "correct": as_correction,
    "undo": as_undo,
    "deal_unmade": as_unmade,
    "lead_create": as_lead_create,
    "lead_claim": as_claim,
    "lead_release": as_release,
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
