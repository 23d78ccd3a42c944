"""Whom to call at a new company, where a whole piece of a text is about somebody there."""

import re

from handlers.language.sentences.meaning import TRIM
from handlers.language.sentences.newcomers import JOBS, Piece, is_place, said_of
from handlers.language.shape import Shape
from handlers.language.spans import contacts

_NONE = re.compile(r"\b(?:no|without)\W*$|[没无][有]?$")
_LATIN_NAME = "[A-ZÀ-Þ][a-zà-þ'’-]+(?: [A-ZÀ-Þ][a-zà-þ'’-]+)?"
_TITLES = f"(?:{contacts.TITLES}|协理|(?<=[梁李陈黄林张何吴周郭罗谭邓冯叶])生)"
# Somebody by what they are or where they work, or by surname and title alone: 信息科覃科长, HR总监林女士, 柯总.
_PLACED = re.compile(
    rf"^\W*(?:(?:他们|她们|对方|对接|那边|客户|找|联系|是|叫)(?:那边|家)?的?)*(?P<at>(?:[\u3400-\u9fff]{{1,4}}?(?:部门?|科|处|室|中心|组))?的?(?i:{JOBS})?)\s?(?:的?名字)?(?:是|叫|姓名|为|[:：])?\s*"
    rf"(?P<who>(?![找问叫请给是联])[\u3400-\u9fff]{{1,2}}{_TITLES}|[老小阿][\u3400-\u9fff](?=\W|$)|[{contacts.SURNAMES}沈祝柯麦覃巴蓝梁][\u3400-\u9fff]{{1,2}}|{_LATIN_NAME})\W*$"
)
_JOB_ALONE = re.compile(f"\\W*(?i:{JOBS})\\W*")
_TITLED_HANZI = re.compile(f"[\u3400-\u9fff]{{1,2}}{_TITLES}$|[老小阿][\u3400-\u9fff]$")


def person_in(shape: Shape, piece: Piece) -> str:
    """Return whom to call, where a piece names somebody and nothing else."""
    text = unspanned(shape, piece)
    found = _placed(text)
    if found is not None:
        return "" if is_place(found["who"]) else str(found["who"])
    none = _NONE.search(shape.line[max(0, piece.start - 5) : piece.start])
    return "" if none or piece.role != "contact" else _hanzi_name(text)


def _placed(text: str) -> re.Match[str] | None:
    """Somebody told of by what they are or where they work, or by a title behind the name."""
    found = _PLACED.match(text)
    if (
        found is None
        or _JOB_ALONE.fullmatch(text)
        or not (_TITLED_HANZI.match(found["who"]) or text[: found.start("who")].strip(TRIM))
    ):
        return None
    return found


def unspanned(shape: Shape, piece: Piece) -> str:
    """Return what a piece says beside phones, mails and amounts."""
    text = said_of(piece)
    for kind in ("phone", "email", "amount", "deal"):
        for _, span in shape.all(kind, piece.start, piece.end):
            text = text.replace(shape.text[span.start : span.end], " ")
    text = re.sub(r"(?<![\d.])\+?\d[\d -]{6,}\d", " ", text)
    return re.sub(r"\s+", " ", text).strip(TRIM + "()（）")


def _hanzi_name(text: str) -> str:
    found = re.match(
        r"\W*(?:的|是|叫|为|姓|人)*+\s*(?!无|没|暂|待|他们|她们|对方)([\u3400-\u9fff]{1,4})(?<![部科处室组台的])(?=\W|$|\d)",
        text,
    )
    return found[1] if found else ""
