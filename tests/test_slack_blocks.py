"""What Slack is given of a card: complete, inside its limits, and with nothing typed that pings, links or formats."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from slack_sdk.models import JsonObject
from slack_sdk.models.blocks import Block

from bot.cards import Button, Card, Field, Item, Listing, Option, Paragraph, Picture, Quote, Span, Table, parse
from bot.phrases import Phrases
from bot.slack.blocks import blocks_of, message
from bot.slack.modals import view_of
from sales.clean import clean_line
from templates.words import LANGUAGES, Templates, escape
from tests.samples import samples
from tests.slack.blocks import faults

NAUGHTY = json.loads((Path(__file__).parent / "data" / "naughty-strings.json").read_text(encoding="utf-8"))
PINGS = [
    "<!channel> @here",
    "<@U1> @everyone #general",
    "*bold* _it_ ~no~ `code` | >",
    "A & B <https://x.y|z>",
    ":tada:",
]
WORDS = Templates()
ENGLISH = Phrases(WORDS, "en")
SHANGHAI = ZoneInfo("Asia/Shanghai")
PEOPLE = {1: "U1", 2: "U2"}


def shown(markdown: str, language: str = "en") -> dict[str, Any]:
    return message(parse(markdown), Phrases(WORDS, language), PEOPLE)


def nodes(value: object) -> list[dict[str, Any]]:
    """Every object of a payload, whatever it stands in."""
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return [*([value] if isinstance(value, dict) else []), *(node for one in inner for node in nodes(one))]


def of_type(value: object, kind: str) -> list[dict[str, Any]]:
    return [node for node in nodes(value) if node.get("type") == kind]


def literally(value: object) -> str:
    """The words of rich text, tables and headings as they are seen."""
    return "".join(node["text"] for node in nodes(value) if isinstance(node.get("text"), str))


def checked(part: object) -> None:
    """Have the SDK look at everything in a block."""
    if isinstance(part, JsonObject):
        part.validate_json()
        for inner in vars(part).values():
            checked(inner)
    elif isinstance(part, list):
        for inner in part:
            checked(inner)


EVERYTHING = [
    pytest.param(language, name, facts, id=f"{language}-{name}-{no}")
    for language in LANGUAGES
    for name, cases in sorted(samples(language).items())
    for no, facts in enumerate(cases[:2])
]


def test_everything_said_is_inside_slacks_limits():
    for case in EVERYTHING:
        language, name, facts = case.values
        card = parse(WORDS.render(name, language, SHANGHAI, {"row": 7, "undo": "D-1001/7", **facts}))
        said = message(card, Phrases(WORDS, language), PEOPLE)
        for block in said["blocks"]:
            parsed = Block.parse(block)
            assert parsed is not None
            checked(parsed)  # the SDK knows lengths and what must be there
        buttons = of_type(said, "button")
        assert [button["value"] for button in buttons] == [button.command for button in card.buttons]
        assert len({button["action_id"] for button in buttons}) == len(buttons)
        assert len(said["blocks"]) <= 50
        assert 0 < len(said["text"]) <= 4000
        assert len(of_type(said, "table")) <= 1
        if card.fields:
            assert len(view_of(card, Phrases(WORDS, language), {})["blocks"]) <= 100


LONG = "Nominee with a very long name " * 20


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("much", [1, 30, 150])
def test_however_much_a_card_holds_slack_takes_it(language, much):
    spans = (Span(LONG), Span("", bold=True), Span("at six", time=datetime(2026, 11, 24, tzinfo=UTC)))
    row = tuple(spans for _ in range(min(much, 25)))
    blocks = (
        *(Paragraph(spans) for _ in range(much)),
        Table(row, (row,) * much),
        Table(row, ()),
        Listing((Item(()), *(Item(spans, level % 3, level) for level in range(much)))),
        Quote(spans * much),
        Picture("https://x.example/a.png", ""),
    )
    buttons = tuple(Button(LONG[: much * 2], f"withdraw R-{no}") for no in range(min(much, 40)))
    for part in (blocks, blocks[::-1], ()):
        card = Card((Span(LONG[: much * 4]),), part, buttons)
        said = message(card, Phrases(WORDS, language), PEOPLE)
        assert faults(said["blocks"], "message") == []
        assert len(said["text"]) <= 4000
        assert faults(blocks_of(card, Phrases(WORDS, language), PEOPLE, tables=False), "home") == []


def test_nothing_is_markup_of_slack():
    """Words stand in rich text, raw text and plain text only, where Slack looks for nothing."""
    for case in EVERYTHING:
        language, name, facts = case.values
        said = shown(WORDS.render(name, language, SHANGHAI, {"row": 7, "undo": "", **facts}), language)
        assert of_type(said, "mrkdwn") == []
        assert {node["emoji"] for node in of_type(said, "plain_text")} <= {False}


TYPED = sorted({clean_line(text) for text in (*NAUGHTY, *PINGS)} - {""})
LIVE = {"mrkdwn", "link", "user", "broadcast", "channel", "usergroup", "emoji", "date"}


def test_what_people_typed_is_read_and_nothing_else():
    for typed in TYPED:
        text = escape(typed)
        said = shown(f"{text} is new\n\n**{text}**\n\n- {text}\n\n> {text}\n\n|{text}|b|\n|-|-|\n|{text}|{text}|\n")
        assert not LIVE & {node["type"] for node in nodes(said["blocks"]) if "type" in node}, typed
        assert literally(said["blocks"]).count(typed) >= 7, typed
        # In the text without blocks these two are what begins and ends a ping or a link.
        assert said["text"].count("<") == said["text"].count(">") == 0, typed
        plain = said["text"].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        assert plain.count(typed) >= 7, typed


def test_a_title_over_more_is_a_heading_and_alone_a_bold_line():
    assert shown("D-1001 Acme\n\nNobody has it")["blocks"][0] == {
        "type": "header",
        "text": {"type": "plain_text", "text": "D-1001 Acme", "emoji": False},
    }
    (alone,) = shown("D-1001 Acme is yours")["blocks"]
    assert alone["elements"][0]["elements"] == [
        {"type": "text", "text": "D-1001 Acme is yours", "style": {"bold": True}}
    ]


def test_a_deadline_is_a_token_for_the_readers_own_clock():
    said = shown("Please call by [Tue, Nov 24, 18:00 (Shanghai)](<time:2026-11-24T10:00:00Z>)")
    (token,) = of_type(said["blocks"], "date")
    assert token["timestamp"] == datetime(2026, 11, 24, 10, tzinfo=UTC).timestamp()
    assert token["fallback"] == "Tue, Nov 24, 18:00 (Shanghai)"
    assert said["text"] == "Please call by Tue, Nov 24, 18:00 (Shanghai)"


def test_only_whom_the_card_mentions_and_slack_knows_is_mentioned():
    said = shown("[Li](<member:1>) thanks [Bob](<member:9>) and Wang")
    assert [user["user_id"] for user in of_type(said, "user")] == ["U1"]
    assert "Bob and Wang" in literally(said["blocks"]).replace("  ", " ")
    assert said["text"] == "Li thanks Bob and Wang"


def test_a_table_is_a_table_with_figures_on_the_right():
    said = shown("Board\n\n| Name | Won |\n|---|---|\n| **Li** | ¥120,000 |\n| Wang | – |\n")
    (table,) = of_type(said["blocks"], "table")
    assert table["column_settings"] == [{"align": "left", "is_wrapped": True}, {"align": "right", "is_wrapped": False}]
    assert [cell["type"] for cell in table["rows"][1]] == ["rich_text", "raw_text"]
    assert said["text"] == "Board\nName · Won\nLi · ¥120,000\nWang · –"


def test_a_second_table_is_a_list():
    table = "| Name | Won |\n|---|---|\n| Li | 1 |\n"
    said = shown(f"Board\n\n{table}\nBefore\n\n{table}")
    assert (len(of_type(said, "table")), len(of_type(said, "rich_text_list"))) == (1, 1)


def test_lists_keep_their_depth_and_numbers():
    card = Card(
        (Span("Plan"),), (Listing((Item((Span("a"),), 0, 3), Item((Span("b"),), 1), Item((Span("c"),), 0, 4))),)
    )
    lists = of_type(message(card, ENGLISH, {}), "rich_text_list")
    seen = [(one["style"], one["indent"], one.get("offset", 0)) for one in lists]
    assert seen == [("ordered", 0, 2), ("bullet", 1, 0), ("ordered", 0, 3)]


@pytest.mark.parametrize("rows", [3, 99, 100, 5000])
def test_what_does_not_fit_is_counted_and_nothing_is_cut(rows):
    names = [f"Customer number {no} with a long name" for no in range(rows)]
    listing = Listing(tuple(Item((Span(name),)) for name in names))
    table = Table(((Span("Name"),),), tuple(((Span(name),),) for name in names))
    for block in (listing, table, Quote((Span("\n".join(names)),)), Paragraph((Span("\n".join(names)),))):
        said = message(Card((Span("All"),), (block,)), ENGLISH, {})
        for words in (literally(said["blocks"]), said["text"]):
            whole = words.count("with a long name")
            assert words.count("Customer number") == whole > 0
            assert (f"…and {rows - whole} more line" in words) == (whole < rows)
        assert len(said["text"]) <= 4000


def test_a_line_of_forty_thousand_characters_is_left_out_whole_and_said():
    said = message(Card((Span("A note"),), (Quote((Span("x" * 40_000),)), Paragraph((Span("after"),)))), ENGLISH, {})
    assert said["text"] == "A note\n…and 2 more lines"


def test_labels_are_cut_between_words():
    said = message(Card((Span("Who"),), buttons=(Button("Nominate " * 12, "nominate AW-1"),)), ENGLISH, {})
    (button,) = of_type(said, "button")
    assert button["text"]["text"] == ("Nominate " * 8).strip() + "…"


def test_one_button_is_the_good_one_and_what_has_no_undo_asks_first():
    card = parse(
        "R-1\n\n[Take](<do:take R-1>) [Claim](<do:claim D-1>) [Back](<do:withdraw R-1>) [No](<ask:decline R-1>)"
    )
    seen = [(button.get("style"), "confirm" in button) for button in of_type(message(card, ENGLISH, {}), "button")]
    assert seen == [("primary", False), (None, False), (None, True), ("danger", False)]


def test_a_picture_has_words_for_those_who_cannot_see_it():
    card = Card((Span("Chart"),), (Picture("https://x.example/a.png", "Won by month"),))
    said = message(card, ENGLISH, {})
    assert (of_type(said, "image"), said["text"]) == ([], "Chart\nWon by month")


FORM = Card(
    (Span("What is new on D-1001"),),
    (Paragraph((Span("Now: new"),)),),
    (Button("Update", "progress D-1001"),),
    (
        Field("stage", "Stage", "choice", value="won", options=(Option("new", "New"), Option("won", "Won"))),
        Field("note", "Note", "lines", required=True, value="called"),
        Field("next_at", "Next step due", "date"),
        Field("close_date", "Close", "date", value="next Friday"),
        Field("amount", "Amount", "money"),
    ),
)


def test_a_form_is_a_modal_whose_blocks_are_named_like_its_fields():
    view = view_of(FORM, ENGLISH, {"channel": "C1", "thread": "1.2"})
    inputs = {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}
    assert {name: (block["element"]["type"], block["optional"]) for name, block in inputs.items()} == {
        "stage": ("static_select", True),
        "note": ("plain_text_input", False),
        "next_at": ("datepicker", True),
        "close_date": ("plain_text_input", True),
        "amount": ("plain_text_input", True),
    }
    assert inputs["stage"]["element"]["initial_option"]["value"] == "won"
    assert inputs["note"]["element"]["initial_value"] == "called"
    assert (view["title"]["text"], view["submit"]["text"], view["close"]["text"]) == ("Update", "Update", "Cancel")
    assert json.loads(view["private_metadata"]) == {"channel": "C1", "thread": "1.2", "command": "progress D-1001"}
    assert view_of(FORM, Phrases(WORDS, "zh"), {})["close"]["text"] == "取消"


@pytest.mark.parametrize(
    ("language", "hints"),
    [
        ("en", ["Choose", None, None, "Friday 15:00, 4 December", "$120k, 118,000, ¥80万"]),
        ("zh", ["请选择", None, None, "周五下午3点，12月4日", "12万，118000，$20k"]),
    ],
)
def test_a_form_shows_in_its_readers_language_how_a_date_and_money_may_be_written(language, hints):
    view = view_of(FORM, Phrases(WORDS, language), {})
    inputs = [block["element"] for block in view["blocks"] if block["type"] == "input"]
    assert [one.get("placeholder", {}).get("text") for one in inputs] == hints


def test_a_choice_of_more_than_a_hundred_is_in_groups():
    options = tuple(Option(f"p{no}", f"Person {no}") for no in range(250))
    field = Field("vote", "Your vote", "choice", options=options)
    (select,) = of_type(view_of(Card((Span("Vote"),), (), FORM.buttons, (field,)), ENGLISH, {}), "static_select")
    assert [len(group["options"]) for group in select["option_groups"]] == [100, 100, 50]
    assert "options" not in select


def test_a_long_draft_is_never_offered_cut_in_half():
    field = Field("items", "Products", "lines", value="x" * 3001)
    (box,) = of_type(view_of(Card((Span("Offer"),), (), FORM.buttons, (field,)), ENGLISH, {}), "plain_text_input")
    assert "initial_value" not in box
