"""How far a deal's name reaches in a text, and which of several deals what follows of it tells."""

import re
from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz.distance import OSA

from handlers.language.words import Mention, Named
from sales.names import company_key
from sales.pinyin import sound

_LONGEST = 24
_LONG_WORD = 6  # letters from which two may be wrong
_FORM = re.compile(r"(?:集团|股份|有限|责任|总)*公司|集团|(?: ?(?:inc|corp|ltd|llc|gmbh|co)\.?(?![a-z]))")
_WORD = re.compile(r"[ -]?([b-z]|[a-z]{3,})(?:'s)?(?![a-z0-9'&/-])")
_BETWEEN = re.compile(r" |的|做|那个|那家|这家")


def stretched(letters: str, mention: Mention) -> Mention:
    """Take in what follows of the full names, which tells 蓝海医疗 from 蓝海物流, and the firm's legal form."""
    mention = _longest(mention, {one.id: _reach(letters, mention, one) for one in mention.named})
    if len(mention.named) > 1:
        mention = _longest(mention, {one.id: _told(letters, mention, one) for one in mention.named})
    form = _FORM.match(letters, mention.end)
    return replace(mention, end=form.end()) if form else mention


def _longest(mention: Mention, ends: dict[int, int]) -> Mention:
    """Return the mention to where it reaches farthest, of those alone whose name reaches so far."""
    end = max(ends.values(), default=0)
    if end <= mention.end:
        return mention
    return replace(mention, end=end, named=tuple(one for one in mention.named if ends[one.id] == end))


def _reach(letters: str, mention: Mention, named: Named) -> int:
    """Where a deal's full name ends that begins here, small slips in the rest of it forgiven."""
    title = company_key(named.title)
    if title.isascii():
        return reach_in_words(letters, mention, named.title)
    rest = letters[mention.start : mention.start + _LONGEST]
    pairs = enumerate(zip(rest, title, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(rest), len(title)))
    end = max(mention.end, mention.start + same)
    return _heard(letters, end, title[same:]) if same and same >= mention.end - mention.start else end


def _heard(letters: str, end: int, rest: str) -> int:
    """Where the rest of a Chinese name ends that stands behind a space or only sounds right."""
    start = end + (letters[end : end + 1] == " ")
    typed = letters[start : start + len(rest)]
    if not rest or len(typed) < len(rest) or (start > end and len(rest) < 2):
        return end
    alike = sum(one == other or _sounds(one, other) for one, other in zip(typed, rest, strict=True))
    return start + len(rest) if alike >= len(rest) - (len(rest) > 2) else end


def _sounds(one: str, other: str) -> bool:
    heard = sound(one)
    return bool(heard) and heard == sound(other)


def reach_in_words(letters: str, mention: Mention, name: str) -> int:
    """Return where a Latin name ends whose first words stand here: Orion Freigth, acme robotic, Amy Wnog, Orion H."""
    said = letters[mention.start : mention.end].split()
    words = re.findall(r"[a-z]+", name.casefold())
    if mention.how == "guess" or words[: len(said)] != said:
        return mention.end
    end = mention.end
    for word in words[len(said) :]:
        typed = _WORD.match(letters, end)
        if typed is None or not (typed[1] == word[0] or (len(typed[1]) > 2 and _slipped(typed[1], word))):
            break
        end = typed.end()
    return end


def _slipped(typed: str, word: str) -> bool:
    most = 1 if len(word) < _LONG_WORD else 2
    return typed[0] == word[0] and OSA.distance(typed, word, score_cutoff=most) <= most


def _told(letters: str, mention: Mention, named: Named) -> int:
    """Where two signs of a name end that stand behind its beginning: 蓝海器械, 蓝海的物流, 蓝海 医疗."""
    title = company_key(named.title)
    gap = _BETWEEN.match(letters, mention.end)
    start = gap.end() if gap else mention.end
    if title.isascii() or letters[start : start + 2] not in _pairs(title[mention.end - mention.start :]):
        return mention.end
    return start + 2


def _pairs(rest: str) -> Iterator[str]:
    return (rest[at : at + 2] for at in range(len(rest) - 1))
