"""What a person reads on a screen of Block Kit, what it pings and links to, and what they can press."""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.slack.world import Element

Json = Mapping[str, Any]
TOKEN = re.compile(r"<([^<>]+)>")
BARE_PING = re.compile(r"(?<![\w@.])@(?:here|channel|everyone)\b")
BARE_LINK = re.compile(r"\bhttps?://[^\s<>|]+")
STYLE = re.compile(r"(?<!\w)([*_~`])(?=\S)([^\n]+?)(?<=\S)\1(?!\w)")


def lines(blocks: list[dict[str, Any]], name: Callable[[str], str]) -> list[str]:
    """Every line of words on the screen, in order."""
    found = [line for block in blocks for line in _block(block, name)]
    return [line for line in "\n".join(found).split("\n") if line.strip()]


def _block(block: Json, name: Callable[[str], str]) -> Iterator[str]:
    match block["type"]:
        case "section":
            yield from (shown(text, name) for text in (block.get("text"), *block.get("fields", ())) if text)
        case "header":
            yield shown(block["text"], name)
        case "context":
            yield from (part.get("alt_text") or shown(part, name) for part in block["elements"])
        case "image":
            yield block["alt_text"]
        case "markdown":
            yield block["text"]
        case "input":
            yield shown(block["label"], name)
        case "rich_text":
            yield from (_rich(part, name) for part in block["elements"])
        case "table" | "data_table":
            yield from (" · ".join(_cell(cell, name) for cell in row) for row in block["rows"])


def _cell(cell: Json, name: Callable[[str], str]) -> str:
    if cell["type"] == "rich_text":
        return " ".join(_rich(part, name) for part in cell["elements"])
    return str(cell.get("text", cell.get("value", "")))


RICH: dict[str, Callable[[Json, Callable[[str], str]], str]] = {
    "text": lambda part, name: str(part["text"]),
    "link": lambda part, name: str(part.get("text") or part["url"]),
    "user": lambda part, name: "@" + name(part["user_id"]),
    "broadcast": lambda part, name: "@" + str(part["range"]),
    "channel": lambda part, name: "#" + str(part["channel_id"]),
    "date": lambda part, name: str(part.get("fallback") or part["timestamp"]),
    "emoji": lambda part, name: f":{part['name']}:",
    "rich_text_list": lambda part, name: "\n".join("• " + _rich(item, name) for item in part["elements"]),
}


def _rich(part: Json, name: Callable[[str], str]) -> str:
    if part["type"] in RICH:
        return RICH[part["type"]](part, name)
    return "".join(_rich(item, name) for item in part.get("elements", ()))


def shown(text: Json, name: Callable[[str], str]) -> str:
    """A text object as it is shown."""
    # https://docs.slack.dev/messaging/formatting-message-text
    return mrkdwn(text["text"], name) if text["type"] == "mrkdwn" else str(text["text"])


def mrkdwn(text: str, name: Callable[[str], str]) -> str:
    """Slack's markup as it is shown: labels for links, names for mentions, fallbacks for dates."""

    def show(match: re.Match[str]) -> str:
        target, _, label = match[1].partition("|")
        if target.startswith("@"):
            return "@" + (label or name(target[1:]))
        if target.startswith("!"):
            return label or "@" + target[1:]
        return label or target

    return html.unescape(STYLE.sub(r"\2", TOKEN.sub(show, text)))


def pings(blocks: list[dict[str, Any]], text: str) -> list[str]:
    """Whom a message notifies; the top-level text counts only where there are no blocks."""
    found = list(_targets({"type": "mrkdwn", "text": text, "verbatim": True})) if not blocks else []
    for part in walk(blocks):
        found += _targets(part)
    return [target for target in found if target[0] in "@!"]


def links(blocks: list[dict[str, Any]], text: str) -> list[str]:
    """Where a message leads to."""
    found = list(_targets({"type": "mrkdwn", "text": text, "verbatim": True})) if not blocks else []
    for part in walk(blocks):
        found += _targets(part)
    return [target for target in found if target[0] not in "@!"]


def _targets(part: Json) -> Iterator[str]:
    """What one part of a message leads to: a person, a broadcast, an address."""
    match part.get("type"):
        case "user" if "user_id" in part:
            yield "@" + part["user_id"]
        case "broadcast":
            yield "!" + part["range"]
        case "link" if "url" in part:
            yield part["url"]
        case "mrkdwn":
            for match in TOKEN.finditer(part["text"]):
                target = match[1].partition("|")[0]
                if not target.startswith("!date"):
                    yield target
            if not part.get("verbatim"):
                # Without verbatim Slack itself makes links and pings of bare words:
                # https://docs.slack.dev/messaging/formatting-message-text#automatic-parsing
                bare = TOKEN.sub(" ", part["text"])
                yield from ("!" + ping[1:] for ping in BARE_PING.findall(bare))
                yield from BARE_LINK.findall(bare)
        case "button" if part.get("url"):
            yield part["url"]


def walk(found: Any) -> Iterator[dict[str, Any]]:
    """Every object in a piece of JSON."""
    if isinstance(found, dict):
        yield found
        found = list(found.values())
    if isinstance(found, list):
        for part in found:
            yield from walk(part)


def elements(blocks: list[dict[str, Any]]) -> Iterator[Element]:
    """What can be pressed or chosen: buttons with their value, each option of a menu with its own."""
    for block in blocks:
        parts = [*block.get("elements", ()), *filter(None, (block.get("accessory"), block.get("element")))]
        for part in parts:
            if part.get("action_id") is None or block["type"] == "rich_text":
                continue
            if part["type"] == "button":
                yield Element(part["text"]["text"], part.get("value", ""), part["action_id"], block["block_id"], part)
            for option in (*part.get("options", ()), *_grouped(part)):
                label, value = option["text"]["text"], option.get("value", "")
                yield Element(label, value, part["action_id"], block["block_id"], {**part, "chosen": option})


def _grouped(part: Json) -> Iterator[dict[str, Any]]:
    for group in part.get("option_groups", ()):
        yield from group["options"]


def inputs(blocks: list[dict[str, Any]]) -> Iterator[tuple[str, str, dict[str, Any], bool]]:
    """A modal's inputs: label, block_id, element, optional."""
    for block in blocks:
        if block["type"] == "input":
            yield block["label"]["text"], block["block_id"], block["element"], bool(block.get("optional"))


# kind of input -> what Slack calls its content, and its beginning
CONTENT = {
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "datepicker": ("selected_date", "initial_date"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
}


def typed(element: Json) -> dict[str, Any]:
    """What stands in an input before anybody touched it."""
    name, initial = CONTENT.get(element["type"], ("value", "initial_value"))
    return {"type": element["type"], name: element.get(initial, [] if name.endswith("s") else None)}


def filled(element: Json, said: str) -> dict[str, Any]:
    """What stands in an input after a person wrote or chose something; raises AssertionError where they could not."""
    kind = element["type"]
    name, _ = CONTENT.get(kind, ("value", ""))
    given: Any = said
    if name.startswith("selected_option"):
        options = [*element.get("options", ()), *_grouped(element)]
        given = next((option for option in options if said in (option["text"]["text"], option["value"])), None)
        assert given, f"{said!r} is not among {[option['text']['text'] for option in options]}"
    elif kind == "datepicker":
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", said), "a date picker gives days only"
    else:
        assert len(said) <= element.get("max_length", 3000), "Slack's input takes no more"
    return {"type": kind, name: [given] if name.endswith("s") else given or None}


def value_of(given: Json) -> str:
    """What a person reads in an input."""
    chosen = given.get("selected_option") or {}
    several = given.get("selected_options") or given.get("selected_users") or []
    names = [part["text"]["text"] if isinstance(part, dict) else part for part in several]
    text = chosen.get("text", {}).get("text")
    return str(
        text or ", ".join(names) or given.get("selected_date") or given.get("selected_user") or given.get("value") or ""
    )
