"""What may follow a command about a quote: its code, what is wanted or offered, a decision, a step."""

import re
from collections.abc import Callable

from handlers.language.spans import quotes
from handlers.language.typed.slots import Line
from handlers.language.words import Scene
from sales.refusal import Refused

WHOM = re.compile(r"\bfrom\s+|@\s*|找|请", re.IGNORECASE)


def quote(line: Line, scene: Scene) -> None:
    """Find the quote by its code."""
    if "quote" in line.said:
        return
    code = quotes.QUOTE.search(line.rest)
    if code is None:
        raise Refused("quote_needed")
    line.said["quote"] = f"Q-{int(code[1])}"
    line.take(code.start(), code.end())


def of_version(line: Line, scene: Scene) -> None:
    """Find which version of a quote, when one is named."""
    if found := quotes.VERSION.search(line.rest):
        line.said["version"] = int(found[1])


def wishes(line: Line, scene: Scene) -> None:
    """Read what a quote shall hold, of whom and until when it is wanted."""
    _whom(line, scene)
    line.said |= quotes.wishes(line.rest, scene, scene.currency(line.said.get("deal")))


def offer(line: Line, scene: Scene) -> None:
    """Read the lines of an offer, its discount, terms and how long it holds."""
    line.said |= quotes.offer(line.rest, scene, scene.currency(line.said["quote"]))


def decision(line: Line, scene: Scene) -> None:
    """Read whether an offer is approved, up to which discount, and what was said beside it."""
    line.said |= quotes.decision(line.rest, line.word)


def back(line: Line, scene: Scene) -> None:
    """Read to which step an offer goes back, and why."""
    line.said |= quotes.back(line.rest)


def _whom(line: Line, scene: Scene) -> None:
    """Take the colleague who shall make the offer, when one is named so that nobody else can be meant."""
    for found in WHOM.finditer(line.rest):
        after = line.rest[found.end() :].lstrip()
        words = after.split(maxsplit=2)
        names = (" ".join(words[:2]), *words[:1], after[:4], after[:3], after[:2])
        for name in (name.strip(" ,;，；。:：") for name in names):
            people = scene.find_member(name) if name else []
            if len(people) == 1:
                line.said["assignee"] = people[0].id
                line.take(found.start(), found.end() + line.rest[found.end() :].index(name) + len(name))
                return


QUOTE_SLOTS: dict[str, Callable[[Line, Scene], None]] = {
    function.__name__: function for function in (quote, of_version, wishes, offer, decision, back)
}
