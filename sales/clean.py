"""What people typed, made safe to store and show: no controls, nothing hidden that reorders, tidy spaces."""

import re
import unicodedata
from itertools import groupby, islice

# Controls but for spaces and line ends; lone surrogates, which have no UTF-8; U+202A-202E and U+2066-2069,
# which make a text read in another order than it is stored in; zero width space and BOM, which mean nothing.
# Joiners stay: emoji, Persian and Indic words are spelt with them.
_REMOVED = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\u200b\ufeff]+")
_LINE_END = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")
_BLANK_LINES = re.compile("\n{3,}")
# A letter under thousands of accents costs normalize() seconds; no writing has over 30, says Unicode (UAX 15,
# "Stream-Safe Text Format").
_MOST_MARKS = 30
_MANY_MARKS = re.compile(r"[^\w\s!-~]{31,}")


def clean_line(text: str) -> str:
    """Return the text as one line in NFC: each run of spaces and line ends is one space, none at the ends."""
    return _SPACES.sub(" ", _visible(text)).strip(" ")


def clean_text(text: str) -> str:
    """Return the text in NFC with tidy lines: spaces as in clean_line, at most one blank line in a row."""
    lines = (_SPACES.sub(" ", line).rstrip(" ") for line in _LINE_END.split(_visible(text)))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip(" \n")


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    kept = _MANY_MARKS.sub(_few_marks, _REMOVED.sub("", text))
    return _MANY_MARKS.sub(_few_marks, unicodedata.normalize("NFC", kept))  # NFC can split marks into more


def _few_marks(found: re.Match[str]) -> str:
    runs = groupby(found[0], key=lambda letter: unicodedata.combining(letter) > 0)
    return "".join("".join(islice(run, _MOST_MARKS if marks else None)) for marks, run in runs)
