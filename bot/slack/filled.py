"""What was filled in: the fields of a form, what it carries along, and the message a shortcut takes its words from."""

import json
from collections.abc import Mapping

from bot.slack.payload import Body, part, string
from bot.slack.texts import plain

LONGEST_TYPED = 2_900


def carried_by(view: Body) -> Body:
    """Return what a form carries along: the command it fills in, and where it was asked for."""
    try:
        carried = json.loads(string(view, "private_metadata") or "{}")
    except (ValueError, RecursionError):
        return {}
    return carried if isinstance(carried, Mapping) else {}


def fields(view: Body, *, empty: bool = False) -> dict[str, str]:
    """Return what was filled in, by the name of its block; with `empty`, what was left empty too."""
    values = part(part(view, "state"), "values")
    found: dict[str, str] = {}
    for name, elements in values.items():
        for element in elements.values() if isinstance(elements, Mapping) else ():
            said = value(element) if isinstance(element, Mapping) else ""
            if said or empty:
                found[str(name)] = said
    return found


def fields_of(body: Body) -> set[str]:
    """Return the fields a submitted form has."""
    return set(fields(part(body, "view"), empty=True))


def first_field(body: Body) -> str | None:
    """Return the first field of a submitted form, where anything can be said to who filled it in."""
    view = part(body, "view")
    blocks = view.get("blocks")
    inputs = [block for block in blocks if isinstance(block, Mapping)] if isinstance(blocks, list) else []
    named = [string(block, "block_id") for block in inputs if block.get("type") == "input"]
    return next(filter(None, [*named, *fields(view, empty=True)]), None)


def value(element: Body) -> str:
    """Return what an element of a form or a message stands for now."""
    chosen = element.get("selected_options")
    if isinstance(chosen, list):
        return ", ".join(string(option, "value") for option in chosen if isinstance(option, Mapping))
    names = ("value", "selected_date", "selected_time", "selected_user", "selected_conversation", "selected_channel")
    said = next(filter(None, (string(element, name) for name in names)), "")
    return said or string(part(element, "selected_option"), "value")


def message_of(body: Body) -> str:
    """Return the text of the message a shortcut was used on, short enough to be a form's field.

    A pressed button comes with the message it stands in too, but that is our own card and nobody's note.
    """
    used_on = body.get("type") == "message_action"
    return plain(string(part(body, "message"), "text"))[:LONGEST_TYPED] if used_on else ""
