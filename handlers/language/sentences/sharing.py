"""Who works on a deal together, and who contests whose it is."""

import re

from handlers.language.sentences.meaning import Meaning, Said, deals_in, members_in
from handlers.language.shape import Shape
from handlers.language.words import Mention

_ME = re.compile(
    r"(?:把|拉|加|带)(?:上)?我|我(?:也)?(?:想|要)?(?:加入|参与)|\b(?:add|put|bring|get|loop|include|sign|count) me\b|\bi(?:'d| want| would)?[^,.;]{0,12} join\b"
)


def as_dispute(shape: Shape) -> Meaning:
    """Return whose claim a line contests, and with which words."""
    people = members_in(shape)
    more: Said = {"claim": shape.text.strip()} | ({"against": people[0][1]} if people else {})
    return Meaning("lead_dispute", {"more": more}, deals_in(shape), needs_deal=True)


def as_joining(shape: Shape) -> Meaning | None:
    """Return who is to work on which deal: every colleague who is named."""
    who: tuple[Mention | int, ...] = tuple(dict.fromkeys(member for _, member in members_in(shape)))
    if not who and _ME.search(shape.line):
        who = (shape.scene.me,)
    return Meaning("collab_add", {"members": who}, deals_in(shape), needs_deal=True) if who else None
