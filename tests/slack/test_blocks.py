"""Block Kit's limits: what is one over is refused, what is at the limit is taken."""

import pytest

from tests.slack.blocks import faults, view_faults


def words(text: str, kind: str = "mrkdwn") -> dict:
    return {"type": kind, "text": text}


def label(text: str) -> dict:
    return words(text, "plain_text")


def button(no: int = 0, **more) -> dict:
    return {"type": "button", "action_id": f"a{no}", "text": label("Claim"), **more}


def section(**more) -> dict:
    return {"type": "section", "text": words("Acme"), **more}


def actions(number: int = 1, **more) -> dict:
    return {"type": "actions", "elements": [button(no, **more) for no in range(number)]}


def options(number: int, length: int = 5) -> list[dict]:
    return [{"text": label("x" * length), "value": f"v{no}"} for no in range(number)]


def menu(kind: str = "static_select", **more) -> dict:
    return {"type": "actions", "elements": [{"type": kind, "action_id": "m", **more}]}


def table(rows: int, columns: int = 2) -> dict:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}


def asks(**more) -> dict:
    return {"type": "input", "label": label("Note"), "element": {"type": "plain_text_input", **more}}


# what is at the limit, what is over it, and what Slack says
LIMITS = {
    "blocks": ([section()] * 50, [section()] * 51, "no more than 50 items"),
    "block_id twice": (
        [section(block_id="a"), section(block_id="b")],
        [section(block_id="a")] * 2,
        "duplicate block_id",
    ),
    "block_id": ([section(block_id="x" * 255)], [section(block_id="x" * 256)], "less than 256"),
    "action_id twice": (
        [actions(2)],
        [{"type": "actions", "elements": [button(), button()]}],
        "duplicate action_id",
    ),
    "section": ([section(text=words("x" * 3000))], [section(text=words("x" * 3001))], "less than 3001"),
    "empty text": ([section()], [section(text=words(""))], "more than 0"),
    "nothing in it": ([section()], [{"type": "section"}], "missing required field"),
    "fields": ([section(fields=[words("x")] * 10)], [section(fields=[words("x")] * 11)], "between 1 and 10"),
    "field": ([section(fields=[words("x" * 2000)])], [section(fields=[words("x" * 2001)])], "less than 2001"),
    "header": (
        [{"type": "header", "text": label("x" * 150)}],
        [{"type": "header", "text": label("x" * 151)}],
        "less than 151",
    ),
    "header's markup": (
        [{"type": "header", "text": label("x")}],
        [{"type": "header", "text": words("x")}],
        "must be plain_text",
    ),
    "context": (
        [{"type": "context", "elements": [words("x")] * 10}],
        [{"type": "context", "elements": [words("x")] * 11}],
        "between 1 and 10",
    ),
    "actions": ([actions(25)], [actions(26)], "between 1 and 25"),
    "no actions": ([actions(1)], [actions(0)], "between 1 and 25"),
    "button": ([actions(text=label("x" * 75))], [actions(text=label("x" * 76))], "less than 76"),
    "value": ([actions(value="x" * 2000)], [actions(value="x" * 2001)], "between 1 and 2000"),
    "style": ([actions(style="danger")], [actions(style="green")], "primary or danger"),
    "options": ([menu(options=options(100))], [menu(options=options(101))], "between 1 and 100"),
    "option": ([menu(options=options(1, 75))], [menu(options=options(1, 76))], "less than 76"),
    "no options": ([menu(options=options(1))], [menu()], "missing required field: options"),
    "overflow": ([menu("overflow", options=options(5))], [menu("overflow", options=options(6))], "between 1 and 5"),
    "radio": ([menu("radio_buttons", options=options(10))], [menu("radio_buttons", options=options(11))], "1 and 10"),
    "placeholder": (
        [menu(options=options(1), placeholder=label("x" * 150))],
        [menu(options=options(1), placeholder=label("x" * 151))],
        "less than 151",
    ),
    "initial": (
        [menu(options=options(2), initial_option=options(2)[1])],
        [menu(options=options(2), initial_option=options(3)[2])],
        "one of the options",
    ),
    "confirm": (
        [actions(confirm={"title": label("x" * 100), "text": label("x" * 300)})],
        [actions(confirm={"title": label("x" * 101), "text": label("x" * 300)})],
        "less than 101",
    ),
    "rows": ([table(100)], [table(101)], "between 1 and 100 rows"),
    "columns": ([table(2, 20)], [table(2, 21)], "between 1 and 20 cells"),
    "tables": ([table(1)], [table(1), table(1)], "only_one_table_allowed"),
    "markdown": (
        [{"type": "markdown", "text": "x" * 12_000}],
        [{"type": "markdown", "text": "x" * 6001}] * 2,
        "12000",
    ),
    "image": (
        [{"type": "image", "image_url": "https://x.example/a.png", "alt_text": "A board"}],
        [{"type": "image", "image_url": "https://x.example/a.png"}],
        "alt_text",
    ),
    "unknown": ([section()], [{"type": "sectoin"}], "unsupported type"),
    "max_length": ([asks(max_length=3000)], [asks(max_length=3001)], "at most 3000"),
}


@pytest.mark.parametrize("case", LIMITS)
def test_a_message_is_refused_one_over_the_limit(case):
    good, bad, why = LIMITS[case]
    assert faults(good, "message") == []
    assert why in " ".join(faults(bad, "message"))


def modal(**more) -> dict:
    return {"type": "modal", "title": label("Progress"), "submit": label("Save"), "blocks": [asks()], **more}


VIEWS = {
    "blocks": ({"blocks": [section()] * 100}, {"blocks": [section()] * 101}, "no more than 100"),
    "title": ({"title": label("x" * 24)}, {"title": label("x" * 25)}, "less than 25"),
    "submit": ({"submit": label("x" * 24)}, {"submit": label("x" * 25)}, "less than 25"),
    "submit with inputs": ({}, {"submit": None}, "missing required field: submit"),
    "private_metadata": ({"private_metadata": "x" * 3000}, {"private_metadata": "x" * 3001}, "less than 3001"),
    "callback_id": ({"callback_id": "x" * 255}, {"callback_id": "x" * 256}, "less than 256"),
    "a message's block": ({}, {"blocks": [table(2)]}, "unsupported type"),
}


@pytest.mark.parametrize("case", VIEWS)
def test_a_modal_is_refused_one_over_the_limit(case):
    good, bad, why = VIEWS[case]
    assert view_faults(modal(**good)) == []
    assert why in " ".join(view_faults(modal(**bad)))
