"""Block Kit's limits: what chat.postMessage and views.* refuse with `invalid_blocks` or `invalid_arguments`.

The numbers are those of https://docs.slack.dev/reference/block-kit (one page for each block, element and object).
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.slack.words import walk

Json = Mapping[str, Any]
Faults = Iterator[tuple[str, str]]
MOST = {"message": 50, "modal": 100, "home": 100}  # https://docs.slack.dev/reference/block-kit/blocks
EVERYWHERE = {"section", "header", "context", "actions", "divider", "image", "input", "rich_text", "file", "video"}
BLOCKS = {
    "message": EVERYWHERE | {"table", "data_table", "markdown", "alert", "card", "carousel", "context_actions"},
    "modal": EVERYWHERE | {"alert"},
    "home": EVERYWHERE,
}
BUTTONS, MENUS = {"button", "overflow"}, {"static_select", "multi_static_select", "external_select", "users_select"}
MENUS |= {"multi_users_select", "conversations_select", "channels_select", "radio_buttons", "checkboxes"}
PICKERS = {"datepicker", "timepicker", "datetimepicker"}
TYPED = {"plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input"}
ELEMENTS = {
    "actions": BUTTONS | MENUS | PICKERS,
    "section": BUTTONS | MENUS | PICKERS | {"image"},
    "input": MENUS | PICKERS | TYPED,
    "context": {"image", "mrkdwn", "plain_text"},
}
# element -> {field: most characters}; a label is a plain_text object
LENGTHS = {
    "action_id": 255,
    "block_id": 255,
    "url": 3000,
    "image_url": 3000,
    "alt_text": 2000,
    "accessibility_label": 75,
}
OPTIONS = {"static_select": 100, "multi_static_select": 100, "overflow": 5, "radio_buttons": 10, "checkboxes": 10}


def faults(blocks: object, surface: str) -> list[str]:
    """What Slack says of these blocks: a line for each fault with the place it stands at."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        return ["must be an array of objects [json-pointer:/blocks]"]
    found = list(_whole(blocks, surface))
    for no, block in enumerate(blocks):
        found += ((f"/blocks/{no}{place}", why) for place, why in _block(block, surface))
    return [f"[ERROR] {why} [json-pointer:{place}]" for place, why in found]


def _whole(blocks: Sequence[Json], surface: str) -> Faults:
    if len(blocks) > MOST[surface]:
        yield "/blocks", f"no more than {MOST[surface]} items allowed"
    names = Counter(block["block_id"] for block in blocks if block.get("block_id"))
    for name in (name for name, times in names.items() if times > 1):
        yield "/blocks", f"duplicate block_id: {name}"
    # action_ids need to be unique within their block: https://docs.slack.dev/reference/block-kit/block-elements
    for no, block in enumerate(blocks):
        actions = Counter(part["action_id"] for part in walk(block) if isinstance(part.get("action_id"), str))
        for name in (name for name, times in actions.items() if times > 1):
            yield f"/blocks/{no}", f"duplicate action_id: {name}"
    if sum(block.get("type") == "table" for block in blocks) > 1:
        yield "/blocks", "only_one_table_allowed"
    markdown = sum(len(str(block.get("text", ""))) for block in blocks if block.get("type") == "markdown")
    if markdown > 12_000:  # https://docs.slack.dev/reference/block-kit/blocks/markdown-block
        yield "/blocks", "markdown blocks are limited to 12000 characters together"


def _block(block: Json, surface: str) -> Faults:
    kind = block.get("type")
    if kind not in BLOCKS[surface]:
        yield "/type", f"unsupported type: {kind} on this surface"
        return
    yield from _lengths(block)
    yield from _CHECKS.get(str(kind), _nothing)(block)
    for part in walk(block):
        yield from _part(part)


def _nothing(block: Json) -> Faults:
    return iter(())


def _lengths(part: Json) -> Faults:
    for name, most in LENGTHS.items():
        value = part.get(name)
        if value is not None and not (isinstance(value, str) and len(value) <= most):
            yield f"/{name}", f"must be a string of less than {most + 1} characters"
        elif value == "" and name != "alt_text":
            yield f"/{name}", "must be more than 0 characters"


def text(found: object, most: int, place: str = "/text", *, plain: bool = False) -> Faults:
    """A text object: 1 to `most` characters."""
    # https://docs.slack.dev/reference/block-kit/composition-objects/text-object
    if not isinstance(found, Mapping) or found.get("type") not in ("plain_text", "mrkdwn"):
        yield place, "must be a text object"
        return
    if plain and found["type"] != "plain_text":
        yield place, "must be plain_text"
    words = found.get("text")
    if not isinstance(words, str) or not words:
        yield f"{place}/text", "must be more than 0 characters"
    elif len(words) > most:
        yield f"{place}/text", f"must be less than {most + 1} characters"
    if set(found) - {"type", "text", "emoji", "verbatim"}:
        yield place, "additional property"
    if "emoji" in found and found["type"] == "mrkdwn":
        yield place, "emoji is for plain_text only"


def _section(block: Json) -> Faults:
    fields = block.get("fields")
    if block.get("text") is None and not fields:
        yield "", "missing required field: text or fields"
    if block.get("text") is not None:
        yield from text(block["text"], 3000)
    if fields is not None and not 1 <= len(fields) <= 10:
        yield "/fields", "between 1 and 10 items allowed"
    for no, field in enumerate(fields or ()):
        yield from text(field, 2000, f"/fields/{no}")
    if block.get("accessory") is not None:
        yield from _is_one_of("section", block["accessory"], "/accessory")


def _header(block: Json) -> Faults:
    yield from text(block.get("text"), 150, plain=True)


def _context(block: Json) -> Faults:
    yield from _parts("context", block, 10)
    for no, part in enumerate(block.get("elements") or ()):
        if part.get("type") in ("mrkdwn", "plain_text"):
            yield from text(part, 3000, f"/elements/{no}")


def _actions(block: Json) -> Faults:
    yield from _parts("actions", block, 25)


def _parts(kind: str, block: Json, most: int) -> Faults:
    parts = block.get("elements")
    if not isinstance(parts, list) or not 1 <= len(parts) <= most:
        yield "/elements", f"between 1 and {most} items allowed"
        return
    for no, part in enumerate(parts):
        yield from _is_one_of(kind, part, f"/elements/{no}")


def _is_one_of(kind: str, part: Json, place: str) -> Faults:
    if part.get("type") not in ELEMENTS[kind]:
        yield place, f"unsupported type: {part.get('type')}"


def _input(block: Json) -> Faults:
    yield from text(block.get("label"), 2000, "/label", plain=True)
    if block.get("hint") is not None:
        yield from text(block["hint"], 2000, "/hint", plain=True)
    yield from _is_one_of("input", block.get("element") or {}, "/element")


def _image(block: Json) -> Faults:
    if not (block.get("image_url") or block.get("slack_file")) or not block.get("alt_text"):
        yield "", "missing required field: image_url or slack_file, and alt_text"
    if block.get("title") is not None:
        yield from text(block["title"], 2000, "/title", plain=True)


def _table(block: Json) -> Faults:
    rows, data = block.get("rows"), block["type"] == "data_table"
    if not isinstance(rows, list) or not 1 + data <= len(rows) <= 100 + data:
        yield "/rows", f"between {1 + data} and {100 + data} rows allowed"
        return
    if any(not isinstance(row, list) or not 1 <= len(row) <= 20 for row in rows):
        yield "/rows", "between 1 and 20 cells allowed"
        return
    if len({len(row) for row in rows}) > 1:
        yield "/rows", "all rows must have the same number of cells"
    if len(block.get("column_settings") or ()) > 20:
        yield "/column_settings", "no more than 20 items allowed"
    if data and not block.get("caption"):
        yield "/caption", "missing required field: caption"
    for no, cell in enumerate(cell for row in rows for cell in row):
        if cell.get("type") not in ("raw_text", "raw_number", "rich_text"):
            yield f"/rows/{no}", f"unsupported type: {cell.get('type')}"
        elif cell["type"] == "raw_text" and not cell.get("text"):
            yield f"/rows/{no}", "must be more than 0 characters"
    if sum(len(part["text"]) for part in walk(rows) if isinstance(part.get("text"), str)) > 10_000:
        yield "/rows", "a table holds no more than 10000 characters"


def _rich(block: Json) -> Faults:
    if not block.get("elements"):
        yield "/elements", "missing required field: elements"
    kinds = {"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"}
    for no, part in enumerate(block.get("elements") or ()):
        if part.get("type") not in kinds:
            yield f"/elements/{no}", f"unsupported type: {part.get('type')}"
    for part in walk(block):
        if part.get("type") == "text" and not part.get("text"):
            yield "/elements", "must be more than 0 characters"


def _markdown(block: Json) -> Faults:
    if not block.get("text"):
        yield "/text", "must be more than 0 characters"


_CHECKS = {
    "section": _section, "header": _header, "context": _context, "actions": _actions, "input": _input, "image": _image,
    "table": _table, "data_table": _table, "rich_text": _rich, "markdown": _markdown,
}  # fmt: skip


def _part(part: Json) -> Faults:
    """An element wherever it stands: its own lengths, and those of its objects."""
    yield from _lengths(part)
    kind = part.get("type")
    if kind == "button":
        yield from text(part.get("text"), 75, plain=True)
        if len(str(part.get("value", ""))) > 2000 or part.get("value") == "":
            yield "/value", "must be between 1 and 2000 characters"
        if part.get("style") not in (None, "primary", "danger"):
            yield "/style", "must be primary or danger"
    if kind in ("plain_text_input", "number_input") and part.get("max_length", 3000) > 3000:
        yield "/max_length", "must be at most 3000"
    if kind == "plain_text_input" and len(str(part.get("initial_value") or "")) > part.get("max_length", 3000):
        yield "/initial_value", "must be no longer than max_length"
    if kind == "image" and "elements" not in part and not part.get("alt_text"):
        yield "/alt_text", "missing required field: alt_text"
    if part.get("placeholder") is not None:
        yield from text(part["placeholder"], 150, "/placeholder", plain=True)
    if kind in OPTIONS:
        yield from _choices(part, OPTIONS[str(kind)])
    if kind and isinstance(part.get("confirm"), Mapping):  # a confirm object has a text of that name itself
        yield from _confirm(part["confirm"])


def _choices(part: Json, most: int) -> Faults:
    groups = part.get("option_groups") or ()
    for group in groups:
        yield from text(group.get("label"), 75, "/option_groups/label", plain=True)
    if len(groups) > 100:
        yield "/option_groups", "no more than 100 items allowed"
    for options in [part["options"]] if part.get("options") is not None else [group["options"] for group in groups]:
        if not 1 <= len(options) <= most:
            yield "/options", f"between 1 and {most} items allowed"
        if len({option.get("value") for option in options}) < len(options):
            yield "/options", "duplicate option value"
        for option in options:
            yield from text(option.get("text"), 75, "/options/text")
            if not 1 <= len(str(option.get("value") or "")) <= 150:
                yield "/options/value", "must be between 1 and 150 characters"
            if option.get("description") is not None:
                yield from text(option["description"], 75, "/options/description")
    if part.get("options") is None and not groups:
        yield "/options", "missing required field: options"
    initial = part.get("initial_option")
    if initial is not None and initial not in [
        *(part.get("options") or ()),
        *(o for g in groups for o in g["options"]),
    ]:
        yield "/initial_option", "must be one of the options"


def _confirm(confirm: Json) -> Faults:
    # https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
    for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        if confirm.get(name) is not None:
            yield from text(confirm[name], most, f"/confirm/{name}")


def view_faults(view: Json) -> list[str]:
    """What Slack says of a modal or home tab."""
    # https://docs.slack.dev/reference/views/modal-views and …/home-tab-views
    kind = view.get("type")
    if kind not in ("modal", "home"):
        return ["[ERROR] unsupported type [json-pointer:/type]"]
    found = faults(view.get("blocks"), str(kind))
    if kind == "modal":
        found += [f"[ERROR] {why} [json-pointer:{place}]" for place, why in _modal(view)]
    for name, most in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        if len(str(view.get(name, ""))) > most:
            found.append(f"[ERROR] must be less than {most + 1} characters [json-pointer:/{name}]")
    return found


def _modal(view: Json) -> Faults:
    yield from text(view.get("title"), 24, "/title", plain=True)
    for name in ("submit", "close"):
        if view.get(name) is not None:
            yield from text(view[name], 24, f"/{name}", plain=True)
    blocks = view.get("blocks")
    if view.get("submit") is None and isinstance(blocks, list) and any(b.get("type") == "input" for b in blocks):
        yield "/submit", "missing required field: submit, as there are input blocks"


def too_large(view: Json) -> bool:
    """Whether the view is over 250 kB."""
    # https://docs.slack.dev/reference/methods/views.open#errors
    return len(json.dumps(view, ensure_ascii=False).encode()) > 250_000
