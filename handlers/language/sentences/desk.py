"""What somebody needs from others on a deal: a quote, a contract, a hand-over to delivery, help."""

from handlers.language.sentences.contracts import read_contract
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.handing import plainly_handed, read_handover
from handlers.language.sentences.helping import read_help
from handlers.language.sentences.meaning import Meaning
from handlers.language.sentences.quoting import read_quote
from handlers.language.shape import Shape

# Thanks that close a wish are no praise.
_THANKED_AHEAD = any_of(
    zh="(?:谢谢|多谢|感谢|辛苦了?|拜托了?|先谢|有劳)(?:啦|了|哦|哈|大家|各位|大佬|您|你)*[\\s!！。~～🙏👍]*$ 先谢 提前谢 辛苦(?:一?下|帮忙|尽快|🙏) 这边辛苦",
    en="(?:thanks|thx|thank you|ty|tks|cheers|appreciated?|thanks a lot|thanks so much)[\\s!.🙏]*$, in advance",
)


def read_desk(shape: Shape) -> Meaning | None:
    """Read a request on a deal: hand-over, contract, quote, help."""
    for read in (read_handover, read_contract, read_quote, read_help):
        if (meaning := read(shape)) is not None:
            return meaning
    return None


def read_thanked(shape: Shape) -> Meaning | None:
    """Read a request that closes with thanks, before they are taken for praise."""
    if not _THANKED_AHEAD.search(shape.line):
        return None
    meaning = read_contract(shape) or read_quote(shape)
    return meaning or (plainly_handed(shape))
