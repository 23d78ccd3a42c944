"""What a deal or a member may be called in a sentence: the keys of the name index."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Literal

from sales.names import TRADE_AT, company_key, person_key, place_of
from sales.pinyin import sound

# What a key is: a code, a name that was given, a short form of one, a form somebody may guess, a trace for small typos.
Kind = Literal[
    "deal code",
    "deal",
    "deal short",
    "deal guess",
    "deal typo",
    "member",
    "member short",
    "member guess",
    "member typo",
]
Key = tuple[Kind, str]
SPOKEN_KINDS: tuple[Kind, ...] = ("deal", "deal short", "deal guess", "member", "member short", "member guess")
TRACE_KINDS: tuple[Kind, ...] = ("deal typo", "member typo")

TRACED_HANZI = 4  # shorter names have too many neighbours for a typo to be told from another word
TRACED_LATIN = 5
_TRACE_HANZI, _TRACE_LATIN = 4, 8  # how much of a name's beginning leaves a trace
_TITLES = {
    "manager": ("经理", "主管"),
    "director": ("总", "总监"),
    "legal": ("律", "律师", "法务"),
}
_HANZI_NAME = re.compile("[\u3400-\u9fff]{2,4}")
_DOUBLE_SURNAMES = ("欧阳", "司马", "上官", "诸葛", "司徒", "慕容", "令狐", "夏侯", "东方", "皇甫", "尉迟", "公孙")
_HUMPS = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+|\d+")


def deal_keys(names: Iterable[str]) -> frozenset[Key]:
    """Return what deals of these names may be called."""
    return frozenset(key for name in names for key in _of_deal(name))


def member_keys(name: str, aliases: Iterable[str] = (), roles: Collection[str] = ()) -> frozenset[Key]:
    """Return what a member of this name, these other names and roles may be called."""
    others: list[Key] = [("member", person_key(alias)) for alias in aliases if person_key(alias)]
    return frozenset([*_of_member(name, frozenset(roles)), *others])


def traces(text: str) -> frozenset[str]:
    """Return the beginning of a name as it is and with any one sign left out: a small typo leaves one of them equal."""
    most = _TRACE_LATIN if text.isascii() else _TRACE_HANZI
    return frozenset({text[:most], *_without_one(text[:most])})


def typed_traces(text: str) -> frozenset[str]:
    """Return the traces under which a name would be found whose beginning was typed like this."""
    most = _TRACE_LATIN if text.isascii() else _TRACE_HANZI
    longer = _without_one(text[: most + 1]) if len(text) > most else ()
    return frozenset({*traces(text), text[: most - 1], *longer})


def slips(text: str) -> frozenset[str]:
    """Return a short Chinese name with each of its signs in turn as it sounds: 鼎盛 and 鼎胜 share 鼎sheng."""
    if len(text) not in (2, 3) or not _HANZI_NAME.fullmatch(text):
        return frozenset()
    return frozenset(text[:at] + heard + text[at + 1 :] for at, sign in enumerate(text) if (heard := sound(sign)))


def surname_of(name: str) -> str:
    """Return the surname of a Chinese name."""
    return name[:2] if name.startswith(_DOUBLE_SURNAMES) and len(name) > 2 else name[:1]


def _without_one(text: str) -> Iterable[str]:
    return (text[:at] + text[at + 1 :] for at in range(len(text)))


def _traced(key: str) -> bool:
    return len(key) >= (TRACED_LATIN if key.isascii() else TRACED_HANZI)


@lru_cache(maxsize=4_096)
def _of_deal(name: str) -> tuple[Key, ...]:
    key = company_key(name)
    if not key:
        return ()
    found: list[Key] = [("deal", key)]
    shorts = [short for short in _shorts(name, key) if short != key]
    found += [("deal short", short) for short in shorts]
    found += [("deal guess", guess) for guess in _guesses(name, key) if guess not in {key, *shorts}]
    for traced in filter(_traced, {key, *shorts}):
        found += [("deal typo", trace) for trace in traces(traced)]
    for called in {key, *shorts}:
        found += [("deal typo", slip) for slip in slips(called)]
    return tuple(found)


def _shorts(name: str, key: str) -> Iterable[str]:
    """Yield what is left without the words of the trade: 蓝海 of 蓝海医疗器械, Acme of Acme Robotics."""
    if key.isascii():
        first = company_key(name.split(maxsplit=1)[0]) if name.split() else ""
        if len(first) >= 3 and not TRADE_AT.fullmatch(first) and place_of(first) is None and not first.isdigit():
            yield first
        return
    trade = TRADE_AT.search(key, 2)
    if trade and trade.start() >= 2 and place_of(key[: trade.start()]) is None:
        yield key[: trade.start()]


def _guesses(name: str, key: str) -> Iterable[str]:
    """Yield what people make of a name themselves: its first signs, 华重 of 华东重工, BW of BlueWave."""
    if key.isascii():
        humps = [hump for word in name.split() for hump in _HUMPS.findall(word)]
        for least in (2, 3, 4):
            if len(humps) >= least:
                yield "".join(hump[0] for hump in humps[:least]).casefold()
    elif len(key) >= 4 and _HANZI_NAME.fullmatch(key[:3]):
        if place_of(key[:2]) is None:
            yield key[:2]
        else:
            yield key[0] + key[2]


@lru_cache(maxsize=2_048)
def _of_member(name: str, roles: frozenset[str]) -> tuple[Key, ...]:
    key = person_key(name)
    if not key:
        return ()
    found: list[Key] = [("member", key)]
    if _HANZI_NAME.fullmatch(key):
        surname = surname_of(key)
        if len(key) - len(surname) == 2:
            found.append(("member short", key[len(surname) :]))
        if heard := sound(key):
            family = sound(surname)
            found += [("member short", heard), ("member short", heard.removeprefix(family) + family)]
        found += [("member typo", slip) for slip in slips(key)]
        titles = [title for role in sorted(roles) for title in _TITLES.get(role, ())]
        found += [("member guess", surname + title) for title in titles]
    elif " " in key and key.replace(" ", "").isalpha() and "@" not in name:
        found.append(("member short", key.split()[0]))
    joined = key.replace(" ", "")
    for traced in {joined, key.split()[0]}:
        if traced.isascii() and traced.isalpha() and _traced(traced):
            found += [("member typo", trace) for trace in traces(traced)]
    return tuple(dict.fromkeys(found))
