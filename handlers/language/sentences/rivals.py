"""Two readings of one line: which goes before which, and where neither does and somebody has to be asked.

A line that two families read as a deed is sure only where one of them explains why the other found something.
"""

from collections.abc import Callable, Iterable

from handlers.language.sentences.helping import summons
from handlers.language.sentences.meaning import Meaning
from handlers.language.shape import Shape

Finder = Callable[[Shape], Meaning | None]
# What changes who has a deal, how it ended or what others have to do. Praise, reminders, lessons, stand-ups and rules tell
# of something: whatever else stands in their line is what they tell of.
WRITES = frozenset(
    {
        *("lead_claim", "lead_release", "lead_assign", "lead_transfer", "collab_add", "lead_create", "deal_won"),
        *("deal_lost", "quote_request", "contract_request", "help_request", "handover", "quote_return", "correct"),
        *("undo", "goal_set", "csat_record", "mentor_assign", "capability_set", "cover_set"),
    }
)
# What is plainly asked of others is no less plain beside an ending that would have to be asked about itself.
_NUMBERED = frozenset({"qty", "discount_pct"})
# The first of a pair is meant although the second was read as well, for the reason beside it.
BEFORE = frozenset(
    {
        ("collab_add", "help_request"),  # whoever joins a deal helps there
        ("collab_add", "correct"),  # "should be on it with me" puts nothing right
        ("lead_assign", "help_request"),  # why somebody gets it: they can help there
        ("lead_transfer", "help_request"),  # why it is given away: the giver helps elsewhere
        ("lead_assign", "correct"),  # whose it shall be is no slip of the pen
        ("lead_transfer", "correct"),
        ("lead_assign", "lead_create"),  # "the new one" is a lead there is
        ("lead_release", "correct"),  # back it goes: nothing is put right
        ("lead_release", "undo"),  # back goes the deal, not what was said
        ("lead_transfer", "deal_lost"),  # off my hands, and into somebody else's
        ("lead_release", "deal_lost"),  # why it is let go
        ("lead_create", "deal_lost"),  # what became of the company's last project
        ("lead_create", "help_request"),  # what the company needs
        ("lead_create", "quote_request"),
        ("lead_create", "deal_won"),  # a lead that came through is no win
        ("handover", "deal_won"),  # what is delivered was signed before
        ("handover", "help_request"),  # whoever delivers helps
        ("handover", "lead_transfer"),  # to delivery: the deal keeps its owner
        ("quote_request", "lead_transfer"),  # who is to write the quote
        ("quote_request", "csat_record"),  # the figures of a quote are no marks
        ("quote_request", "help_request"),  # whoever writes a quote helps
        ("contract_request", "help_request"),
        ("contract_request", "lead_transfer"),  # who is to write it
        ("mentor_assign", "quote_request"),  # what is taught
        ("capability_set", "lead_assign"),  # to somebody's skills, and into whose hands to learn
        ("mentor_assign", "lead_assign"),
        ("mentor_assign", "lead_transfer"),
        ("capability_set", "quote_request"),
        ("cover_set", "lead_assign"),  # for as long as somebody is away
        ("cover_set", "lead_transfer"),
    }
)


def rival(shape: Shape, meaning: Meaning, finders: Iterable[Finder]) -> str | None:
    """Return what else a line was read as, where nothing says which of both is meant."""
    if meaning.intent not in WRITES or meaning.intent == "correct":  # the values put right may be words of anything
        return None
    plain = not meaning.doubts and _plain(shape, meaning)
    told = {meaning.intent, *(other.intent for other in meaning.others)}
    for finder in finders:
        found = finder(shape)
        weak = found is not None and bool(found.doubts) and plain
        if found is not None and found.intent in WRITES and not weak and not _explained(told, found.intent):
            return found.intent
    return None


def _plain(shape: Shape, meaning: Meaning) -> bool:
    """Whether somebody is called for, or goods are counted for a quote."""
    if meaning.intent == "quote_request":
        return set(meaning.said) >= _NUMBERED
    return meaning.intent == "help_request" and summons(shape)


def _explained(told: Iterable[str], intent: str) -> bool:
    return any(one == intent or (one, intent) in BEFORE for one in told)
