"""A form as Slack shows it: a modal, one input block per field, named like the field so that errors show there."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from slack_sdk.models.blocks import (
    DatePickerElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    OptionGroup,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.cards import Card, Field
from bot.cards import Option as Choice
from bot.fitting import shorten
from bot.phrases import Phrases
from bot.slack.blocks import blocks_of
from bot.slack.richtext import Json

# Of docs.slack.dev (views, input elements, option object).
MOST_ON_FACE = 24
MOST_TYPED = 3_000
MOST_OPTIONS = 100
MOST_OPTION = 75
HINTED = ("money", "date")
ACTION = "value"
FORM = "form"


def view_of(card: Card, phrases: Phrases, place: Mapping[str, str]) -> Json:
    """Return the modal of a form; its metadata is `place`, as given, and the command line the form completes."""
    submit, *_ = card.buttons
    face = _plain(shorten(submit.label, MOST_ON_FACE))
    intro = Card(card.title, card.blocks)
    return View(
        type="modal",
        callback_id=FORM,
        title=face,
        submit=face,
        close=_plain(phrases.close()),
        private_metadata=json.dumps({**place, "command": submit.command}, ensure_ascii=False),
        blocks=[*blocks_of(intro, phrases, {}, tables=False), *(_input(field, phrases) for field in card.fields)],
    ).to_dict()


def _input(field: Field, phrases: Phrases) -> InputBlock:
    return InputBlock(
        block_id=field.name, label=_plain(field.label), element=_element(field, phrases), optional=not field.required
    )


def _element(field: Field, phrases: Phrases) -> InputInteractiveElement:
    if field.kind == "choice":
        return _select(field, phrases)
    if field.kind == "date" and _is_day(field.value):
        return DatePickerElement(action_id=ACTION, initial_date=field.value or None)
    return PlainTextInputElement(
        action_id=ACTION,
        multiline=field.kind == "lines",
        max_length=MOST_TYPED,
        placeholder=_plain(phrases.hint(field.kind)) if field.kind in HINTED else None,
        # Half a value would be sent back as the whole.
        initial_value=field.value if 0 < len(field.value) <= MOST_TYPED else None,
    )


def _is_day(value: str) -> bool:
    try:
        return not value or date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _select(field: Field, phrases: Phrases) -> StaticSelectElement:
    parts = [field.options[start : start + MOST_OPTIONS] for start in range(0, len(field.options), MOST_OPTIONS)]
    chosen = next((choice for choice in field.options if choice.value == field.value), None)
    return StaticSelectElement(
        action_id=ACTION,
        placeholder=_plain(phrases.choose()),
        initial_option=None if chosen is None else _option(chosen),
        options=list(map(_option, parts[0])) if len(parts) == 1 else None,
        option_groups=[_group(part) for part in parts] if len(parts) > 1 else None,
    )


def _group(part: Sequence[Choice]) -> OptionGroup:
    span = f"{shorten(part[0].label, 30)} – {shorten(part[-1].label, 30)}"
    return OptionGroup(label=_plain(span), options=list(map(_option, part)))


def _option(choice: Choice) -> Option:
    return Option(value=choice.value, text=_plain(shorten(choice.label, MOST_OPTION)))


def _plain(text: str) -> PlainTextObject:
    return PlainTextObject(text=text, emoji=False)
