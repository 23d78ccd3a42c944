"""Which of the pieces of a text is the new company's name."""

import re
from collections.abc import Sequence

from handlers.language.sentences.meaning import TRIM
from handlers.language.sentences.newcomers import CORPORATE, Piece, company_in, mailed_from, said_of, weight_of
from handlers.language.sentences.persons import company_of_visitor, from_there
from handlers.language.sentences.sources import only_source, source_of
from handlers.language.shape import Shape, signs

_AS_LEAD = re.compile(r"\s*(?:in )?as a |\s*to (?:the|our) |\s*in(?:to)? the (?:system|crm)|\s*(?:in|down) as ")
_WORDED = signs(r"\w|<said>|<deal>|<member>|<contact>")


def company_of(shape: Shape, pieces: Sequence[Piece], email: str) -> tuple[str, Piece, str]:
    """Return the company's name, the piece it stands in and what that piece says behind it."""
    best: tuple[float, str, Piece, str] | None = None
    name = company_in(company_of_visitor(shape.text))[0]
    own = next((piece for piece in pieces if name in piece.text), None)
    if own is not None and weight_of(name) > 0:
        return name, own, ""
    for no, piece in enumerate(pieces):
        if piece.role not in ("company", "", "source") or next(shape.all("deal", piece.start, piece.end), None):
            continue
        if not _WORDED.search(piece.line):  # a day, a number
            continue
        text = said_of(piece)
        if piece.role == "source" and source_of(piece.line):
            continue
        if from_there(pieces[no : no + 2]):
            continue
        name, rest = company_in(_without_spans(shape, piece, text))
        if weight_of(name) < -3 or (only_source(name.casefold()) and piece.role != "company"):
            continue
        weight = weight_of(name) + 5 * (piece.role == "company") + 3 * piece.first - no / 10
        weight += 4 * (no > 0 and from_there(pieces[no - 1 : no + 1]))
        weight -= 3 * (piece.role == "source" and not piece.first) + 3 * (name.islower() and not shape.text.islower())
        weight += 4 * bool(_AS_LEAD.match(shape.line[piece.end :]))
        weight -= 2 * bool(source_of(piece.line) and piece.role == "") + 4 * _beside_number(shape, piece, name)
        weight += 5 * mailed_from(email, name)
        if best is None or weight > best[0]:
            best = (weight, name, piece, rest)
    return ("", pieces[0], "") if best is None and pieces else best[1:] if best else ("", Piece(0, 0, "", "", ""), "")


def _beside_number(shape: Shape, piece: Piece, name: str) -> bool:
    """Whether what seems a company is a bare name before a number, as people are called."""
    bare = name == piece.text.strip() and not piece.first and weight_of(name) < CORPORATE
    return bare and bool(re.match(r"\W{0,3}[\ue009\ue00a]", shape.line[piece.end :]))


def named_with(shape: Shape, own: Piece, company: str) -> str:
    """Return whom to call where they are named in one breath with the company they are of: 西安古城文旅的黄经理."""
    found = next(shape.all("contact", own.start, own.end), None)
    if found is None or source_of(own.line) == "referral":
        return ""
    before = shape.words(own.start, found[0])
    return shape.text[found[1].start : found[1].end] if before.rstrip("的 ").endswith(company) else ""


def _without_spans(shape: Shape, piece: Piece, text: str) -> str:
    """A piece up to the first thing in it that is no part of a name."""
    kinds = ("phone", "email", "amount", "percent", "contact", "member")
    first = min((at for kind in kinds for at, _ in shape.all(kind, piece.start, piece.end)), default=None)
    if first is None:
        return text
    before = shape.words(piece.start, first).strip(TRIM + "()（）/|")
    span = shape.at(first)
    numbered = span is not None and span.kind not in ("contact", "member")
    return before if before or numbered else text
