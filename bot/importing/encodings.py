"""Which encoding a text file is in: a mark, else UTF-8 if it is that, else what its letters make likely."""

import codecs
import re
from collections.abc import Callable

from bot.importing.refusal import FileRefused

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
UNTOLD = "cannot be read for sure as text in UTF-8, GB18030 or Windows-1252: save it as UTF-8, or say --encoding NAME"
_OUTSIDE = re.compile("[^\x00-\x7f]")
# The 6,763 characters every Chinese text is made of (GB 2312), and full-width signs; what GBK adds is rare.
_COMMON = re.compile(r"[\u3000-\u303f\uff00-\uffef“”‘’—…·]")


def decode(data: bytes, *, asked: str | None = None) -> tuple[str, str]:
    """Return the text of a file and the name of the encoding it was read in."""
    if asked is not None:
        return _as_asked(data, asked), asked
    for mark, codec, name in MARKS:
        if data.startswith(mark):
            return _strictly(data, codec), name
    unmarked = _without_mark(data)
    if unmarked is not None:
        return _strictly(data, unmarked), "UTF-16"
    return _likely(data)


def _as_asked(data: bytes, name: str) -> str:
    try:
        return data.decode(name).removeprefix("\ufeff")
    except LookupError:
        raise FileRefused(f"there is no encoding named {name}: try utf-8, gb18030, utf-16, big5 or cp1252") from None
    except UnicodeDecodeError:
        raise FileRefused(f"is not in {name}: leave out --encoding, or name another") from None


def _strictly(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise FileRefused("is damaged: it ends or breaks in the middle of a letter; export it again") from None


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without its mark shows in the line ends and commas, every other byte of which is zero."""
    head = data[:4_096]
    if b"\0" not in head:
        return None
    for codec, end in (("utf-16-le", b"\n\0"), ("utf-16-be", b"\0\n")):
        if any(head[at : at + 2] == end for at in range(0, len(head), 2)) and "\0" not in data.decode(codec, "replace"):
            return codec
    raise FileRefused("is no table: save it as CSV or XLSX")


def _likely(data: bytes) -> tuple[str, str]:
    looks: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
        ("utf-8", "UTF-8", lambda _: True),
        ("gb18030", "GB18030", _is_chinese),
        ("cp1252", "Windows-1252", _is_western),
    )
    for codec, name, plausible in looks:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if plausible(text):
            return text, name
    raise FileRefused(UNTOLD)


def _is_chinese(text: str) -> bool:
    """Whether nearly all that is not ASCII is what Chinese is written with; Müller in GB18030 would be M黮ler."""
    outside = _OUTSIDE.findall(text)
    return sum(map(_common, outside)) >= 0.9 * len(outside)


def _common(letter: str) -> bool:
    if _COMMON.match(letter):
        return True
    try:
        return len(letter.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def _is_western(text: str) -> bool:
    """Whether the letters outside ASCII stand among others, as accented ones do."""
    outside = _OUTSIDE.findall(text)
    letters = sum(letter.isalpha() for letter in text)
    return all(letter.isalpha() or letter in "€£¥©®™°–—‘’“”…·«»´ª\xa0§" for letter in outside) and len(
        outside
    ) <= 0.3 * max(letters, 1)
