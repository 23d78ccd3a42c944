"""What somebody said in their own words, without the small words around it."""

import re

from handlers.language.sentences.meaning import TRIM

SIDES = TRIM + "…~～、\"“”'’‘—–*()（）[]【】,"
_LONGEST = 24
_JOINED = re.compile(r"['’](?:m|d|ve|re|ll)\b")  # I'm is no I


def trimmed(text: str, lead: re.Pattern[str] | None = None, tail: re.Pattern[str] | None = None) -> str:
    """Return a text without the cues of two lists at its beginning and at its end."""
    text = text.strip(SIDES)
    while lead is not None and (cut := lead.match(_lower(text))) and cut.end() and not _JOINED.match(text, cut.end()):
        text = text[cut.end() :].strip(SIDES)
    while tail is not None and (ending := _ending(tail, text)):
        text = text[: len(text) - ending].strip(SIDES)
    return text


def _ending(tail: re.Pattern[str], text: str) -> int:
    """How many signs of a text are a cue at its end."""
    last = _lower(text[-_LONGEST:])
    return next(
        (len(last) - found.start() for found in tail.finditer(last) if found.end() == len(last) > found.start()), 0
    )


def _lower(text: str) -> str:
    """A text in small letters, sign for sign."""
    low = text.lower()
    return low if len(low) == len(text) else text
