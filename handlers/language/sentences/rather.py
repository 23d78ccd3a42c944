"""What a sentence tells, rather than what its first words seem to claim, announce, ask for or wish."""

from collections.abc import Callable, Iterator

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.facts import rather_told, read_facts
from handlers.language.sentences.helping import summons
from handlers.language.sentences.meaning import Meaning, deals_in
from handlers.language.sentences.outcomes import read_outcome
from handlers.language.shape import Shape

# What is asked of a colleague, and is news where nothing is asked for.
_REQUESTS = frozenset({"quote_request", "contract_request", "help_request", "handover", "deal_status"})
# With one of these something is wanted, whatever ended beside it.
_WANTED = frozenset({"qty", "discount_pct", "extra_discount_pct", "due", "at", "assignee", "to"})
# In a deal's thread a new customer is announced by one of these.
_NEWCOMER = any_of(
    zh="线索 新客户 新商机 新单子? 转介绍 加个客户",
    en="leads?, prospects?, inquiry, enquiry, referral, new (?:customer|client|account|company|opp\\w*)",
)


def rather(shape: Shape, meaning: Meaning, readers: Iterator[Callable[[Shape], Meaning | None]]) -> Meaning:
    """Return what a sentence says rather than its first reading; `readers` are those that have not been asked."""
    told = None
    if meaning.intent == "lead_claim" and _held(shape, meaning):
        told = next((found for reader in readers if (found := reader(shape)) is not None), None)
    elif meaning.intent == "lead_create" and shape.scene.thread_deal and not _NEWCOMER.search(shape.line):
        told = read_facts(shape)
    elif meaning.intent == "export" and deals_in(shape):
        told = _plainly_told(shape)
    elif meaning.intent in _REQUESTS and not summons(shape):
        told = _ended(shape, meaning) or rather_told(shape)
    return told or meaning


def _held(shape: Shape, meaning: Meaning) -> bool:
    """Whether whoever seems to claim has these deals already: what they take there is something else."""
    codes = [target.code for target in meaning.deals] or [shape.scene.thread_deal]
    deals = [shape.scene.deal(code) for code in codes if code]
    return len(deals) == len(codes) and all(one and one.owner and one.owner.id == shape.scene.me for one in deals)


def _ended(shape: Shape, meaning: Meaning) -> Meaning | None:
    """Read as a deal's end what names a trade or a quote beside it and asks for nothing."""
    if meaning.intent not in ("help_request", "quote_request") or _WANTED & set(meaning.said):
        return None
    ending = read_outcome(shape)
    return ending if ending is not None and not ending.doubts else None


def _plainly_told(shape: Shape) -> Meaning | None:
    """Read as news of a deal what only names a file (they stay with Excel, 不给招标文件)."""
    told = read_outcome(shape) or read_facts(shape)
    return told if told is not None and not told.doubts else None
