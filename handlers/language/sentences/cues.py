"""Lists of words that give a meaning away, written as lists, so that anybody can add one."""

import re

from handlers.language.shape import signs


def any_of(zh: str = "", en: str = "") -> re.Pattern[str]:
    """Compile a list of cues: Chinese ones between blanks, English ones between commas, the longest tried first.

    A cue is a small pattern over the line of a shape, so "<member>" and "help(?:ed|s)" may stand in it; an English one is
    a whole word.
    """
    chinese = zh.split()
    english = [_whole(cue) for cue in re.split(r"\s*,\s+", " ".join(en.split())) if cue]
    return signs("|".join(sorted(chinese + english, key=len, reverse=True)))


_AHEAD = re.compile(r"\(\?[=!][^()]*(?:\([^()]*\)[^()]*)*\)$")


def _whole(cue: str) -> str:
    """Nothing of its own script goes on before or after it; Chinese may."""
    before = "(?<![a-z0-9])" if cue[0].isalnum() or cue[0] == "(" else ""
    told = _AHEAD.search(cue)  # a cue that says itself what follows
    after = "(?![a-z0-9])" if not told and (cue[-1].isalnum() or cue[-1] in ")?*+") else ""
    return f"{before}(?:{cue}){after}"
