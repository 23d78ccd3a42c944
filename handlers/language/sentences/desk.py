"""What somebody needs from others on a deal: a quote, a contract, a hand-over to delivery, help."""

from handlers.language.sentences.contracts import read_contract
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.handing import read_handover
from handlers.language.sentences.helping import calls, read_help
from handlers.language.sentences.meaning import Meaning
from handlers.language.sentences.quoting import read_quote
from handlers.language.shape import Shape
from handlers.language.spans.quotes import TO_PRESALES
from handlers.language.typed.slots import CODE
from handlers.language.words import Question, Words

# Thanks that close a wish are no praise.
_THANKED_AHEAD = any_of(
    zh="(?:谢谢|多谢|感谢|辛苦了?|拜托了?|先谢|有劳)(?:啦|了|哦|哈|大家|各位|大佬|您|你)*[\\s!！。~～🙏👍]*$ 先谢 提前谢 辛苦(?:一?下|帮忙|尽快|🙏) 这边辛苦",
    en="(?:thanks|thx|thank you|ty|tks|cheers|appreciated?|thanks a lot|thanks so much)[\\s!.🙏]*$, in advance, (?:revert|come back)(?: to (?:me|us))? with (?:a |the )?(?:quote|quotation|pricing)",
)


def read_desk(shape: Shape) -> Meaning | None:
    """Read a request on a deal: hand-over, contract, quote, help."""
    for read in (read_handover, read_contract, read_quote, read_help):
        if (meaning := read(shape)) is not None:
            return meaning
    return None


def read_plain(shape: Shape) -> Meaning | None:
    """Read a request that closes with thanks or calls a trade by its name, before it is taken for praise or news."""
    if _THANKED_AHEAD.search(shape.line):
        return read_contract(shape) or read_quote(shape)
    return read_help(shape) if calls(shape) else None


def told_better(typed: Words, read: tuple[Words, ...] | Question, text: str) -> bool:
    """Whether a sentence says more than the typed command that its first word is."""
    if isinstance(read, Question):
        return typed.intent == "quote_request" and not _priced(typed)
    said = read[0]
    if typed.intent == "lead_transfer":
        return said.intent == "handover"
    if typed.intent == "quote_return":
        return said.intent == "quote_decision" and typed.step == 0 and not TO_PRESALES.search(text)
    if (typed.intent, typed.deal) != (said.intent, said.deal):
        return False
    return not CODE.search(text) if typed.intent == "contract_request" else not _priced(typed)


def _priced(typed: Words) -> bool:
    return any(item.unit for item in typed.items or ())
