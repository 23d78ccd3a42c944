"""The words engine: a template and finished facts in, Markdown out."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Protocol
from urllib.parse import quote
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from babel.numbers import format_currency
from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined, Template, Undefined, meta
from jinja2.ext import Extension

from sales.money import Money
from sales.periods import Period
from templates.days import day, period

LANGUAGES = ("zh", "en")

# By number: a line that does not end in the source cannot end a title or a cell, and no backslash of
# theirs stands before a cell's end or one of our own.
BY_NUMBER = {"\\": "&#92;", "\n": "&#10;", "\r": "&#13;"}
MARKUP = re.compile(r"[\\`|\n\r*_\[\]<>!&]")
# Only at its start can a text also look like a list, a heading, a delimiter row or a link's target.
START = re.compile(r"[0-9]+(?=[.)](?:\s|$))|(?=[#+\-=:.()~])")
# Names are in either script, and where the two meet in Chinese text they are set apart.
HAN = r"[\u3400-\u9fff]"
FACT = r"\{\{((?:(?!\}\}).)+)\}\}"
BEHIND_HAN = re.compile(rf"(?<={HAN}){FACT}")
BEFORE_HAN = re.compile(rf"{FACT}(?={HAN})")
BEGINS_LATIN = re.compile(r"\[?[A-Za-z]")
ENDS_LATIN = re.compile(r"[A-Za-z](?:\]\(<[^>]*>\))?$")
BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")


OWN = FileSystemLoader(Path(__file__).parent)


class Markdown(str):
    """Text that is markup already and is not escaped again."""

    __slots__ = ()


class Named(Protocol):
    """Somebody who can be mentioned."""

    @property
    def id(self) -> int: ...

    @property
    def name(self) -> str: ...


class Apart(Extension):
    """Sets what a Chinese template says of somebody apart from its own words, where the scripts differ."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return a template that asks of each fact beside a character whether it is in the other script."""
        source = BEHIND_HAN.sub(r"{{ (\1)|behind_han }}", source)
        return BEFORE_HAN.sub(r"{{ (\1)|before_han }}", source)


class Templates:
    """Everything the bot can say, one file per thing said and language."""

    def __init__(self, loader: BaseLoader | None = None) -> None:
        loader = loader or OWN
        self._environments = {language: _environment(loader, language) for language in LANGUAGES}
        self._compiled: dict[tuple[str, str], Template] = {}

    def render(self, name: str, language: str, zone: ZoneInfo, facts: Mapping[str, object]) -> str:
        """Return the Markdown of a template filled with facts; whatever a person typed stays text."""
        template = self._compiled.get((language, name)) or self._compile(language, name)
        text = template.render({**facts, "zone": zone})
        return BLANK_LINES.sub("\n\n", text).strip(" \n")

    def names(self, language: str | None = None) -> set[str]:
        """Return the names of all templates, or of those one language has."""
        found = (path.partition("/") for path in self._environments["zh"].list_templates(extensions=["md"]))
        return {
            name.removesuffix(".md") for folder, _, name in found if folder in LANGUAGES and language in (None, folder)
        }

    def variables(self, name: str, language: str) -> set[str]:
        """Return the facts a template asks for, besides the zone, which is always there."""
        environment = self._environments[language]
        assert environment.loader is not None
        source, _, _ = environment.loader.get_source(environment, f"{language}/{name}.md")
        return meta.find_undeclared_variables(environment.parse(source)) - {"zone"}

    def _compile(self, language: str, name: str) -> Template:
        template = self._environments[language].get_template(f"{language}/{name}.md")
        self._compiled[language, name] = template
        return template


def escape(text: str) -> str:
    """Return Markdown that shows exactly this text, wherever in a template it stands."""
    text = MARKUP.sub(_escaped, text)
    if start := START.match(text):
        return f"{text[: start.end()]}\\{text[start.end() :]}"
    return text


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    return BY_NUMBER.get(character) or "\\" + character


def _finished(value: object) -> str:
    if isinstance(value, Markdown):
        return value
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return escape(str(value))
    if isinstance(value, Undefined):
        return str(value)  # StrictUndefined raises here and names the missing fact
    raise TypeError(f"a template shows text and whole numbers, not {value!r}: is a filter missing?")


@lru_cache(maxsize=8)
def _environment(loader: BaseLoader, language: str) -> Environment:
    # Several speak for Baton: each template is compiled for all of them once.
    # Not HTML: autoescape would write &lt; where a chat shows text; _finished escapes Markdown instead.
    environment = Environment(  # noqa: S701
        loader=loader,
        undefined=StrictUndefined,
        finalize=_finished,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=[Apart],
    )
    environment.globals.clear()
    environment.filters.clear()
    environment.filters.update(_filters(language))
    return environment


def _filters(language: str) -> dict[str, Callable[..., object]]:
    def when_(value: datetime, zone: ZoneInfo) -> Markdown:
        return when(value, zone, language)

    def money_(amount: Money) -> str:
        return money(amount, language)

    def exact_(amount: Money) -> str:
        return exact(amount, language)

    def period_(value: Period) -> str:
        return period(value, language)

    return {
        **{"when": when_, "money": money_, "exact": exact_, "period": period_, "clock": clock},
        **{"behind_han": behind_han, "before_han": before_han},
        **{"mention": mention, "code": code, "query": query, "said": Markdown, "length": len},
    }


def behind_han(value: object) -> object:
    """Return what follows a character, a space before it when it begins in Latin letters."""
    return type(value)(f" {value}") if isinstance(value, str) and BEGINS_LATIN.match(value) else value


def before_han(value: object) -> object:
    """Return what a character follows, a space behind it when it ends in Latin letters."""
    return type(value)(f"{value} ") if isinstance(value, str) and ENDS_LATIN.search(value) else value


def clock(value: time) -> str:
    """Return a wall-clock time as people write it."""
    return f"{value:%H:%M}"


def mention(person: Named) -> Markdown:
    """Return a mention of a member, which reaches them on every platform."""
    return Markdown(f"[{escape(person.name)}](<member:{person.id:d}>)")


def code(text: str) -> Markdown:
    """Return a code span of text we wrote ourselves, such as a command's example."""
    if not text.strip() or "`" in text or "\n" in text:
        raise ValueError(f"cannot stand in a code span: {text!r}")
    return Markdown(f"`{text.strip()}`")


def query(value: str | int) -> Markdown:
    """Return a value written for the address of a form field or option."""
    return Markdown(quote(str(value), safe=""))


@lru_cache(maxsize=4096)
def when(value: datetime, zone: ZoneInfo, language: str) -> Markdown:
    """Return a token for a time, or for a day stored as 00:00 of its zone, labelled for a reader there."""
    if value.tzinfo is None:
        raise TypeError(f"a time without a zone: {value!r}")
    instant, local = value.astimezone(UTC), value.astimezone(zone)
    named = day(local, language)
    # Where the clocks jump at midnight 00:00 does not exist; the day's first moment still means the day.
    if datetime(local.year, local.month, local.day, tzinfo=zone).astimezone(UTC) == instant:
        return Markdown(f"[{named}](<day:{local:%Y-%m-%d}>)")
    token = instant.replace(tzinfo=None).isoformat(timespec="seconds")
    place = escape(get_timezone_location(zone, locale=language, return_city=True))
    clock = f"{named} {local:%H:%M}（{place}）" if language == "zh" else f"{named}, {local:%H:%M} ({place})"
    return Markdown(f"[{clock}](<time:{token}Z>)")


@lru_cache(maxsize=4096)
def money(amount: Money, language: str) -> str:
    """Return an amount as speakers write it, never rounded: 万 and 亿 only where they say it exactly."""
    units = amount.units
    for power, unit in ((8, "亿"), (4, "万")) if language == "zh" else ():
        short = units.scaleb(-power)
        if abs(short) >= 1 and short == round(short, 2):
            return _currency(short, amount.currency, f"¤#,##0.##{unit}", language)
    return exact(amount, language)


@lru_cache(maxsize=4096)
def exact(amount: Money, language: str) -> str:
    """Return an amount in plain figures, as sums are set out that somebody checks."""
    if amount.units == amount.units.to_integral_value():
        return _currency(amount.units, amount.currency, "¤#,##0", language)
    return format_currency(amount.units, amount.currency, locale=language)


def _currency(number: Decimal, currency: str, pattern: str, language: str) -> str:
    return format_currency(number, currency, pattern, locale=language, currency_digits=False)
