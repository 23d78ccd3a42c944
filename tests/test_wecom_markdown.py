"""What WeCom is given of a card: inside each door's bytes and each card's fields, nothing typed being markup."""

import json
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cards import Button, Card, Paragraph, Span, Table, parse, plain, title_text
from bot.phrases import Phrases
from bot.wecom.markdown import APP, BOT, GROUP, GROUP_WIDE, Dialect, seen, text_of
from bot.wecom.templatecards import APP_WIDTHS, BOT_WIDTHS, card_of, notice_of
from handlers.continuing import weight
from sales.clean import clean_line
from templates.words import LANGUAGES, Templates
from tests.samples import samples
from tests.wecom import templatecards
from tests.wecom.rendering import show

NAUGHTY = json.loads((Path(__file__).parent / "data" / "naughty-strings.json").read_text(encoding="utf-8"))
OURS = (
    *(
        "<@li> <@all> @all",
        '<font color="warning">red</font>',
        "**bold** _it_ `code` ~~no~~",
        "[x](https://evil.example)",
    ),
    *(
        "![x](https://evil.example/x.png)",
        "# head",
        "- item",
        "1. one",
        "> quote",
        "| a | b |",
        "a\\",
        "--- ***",
        "</font>",
    ),
)
WORDS = Templates()
SHANGHAI = ZoneInfo("Asia/Shanghai")
MEMBERS = ("li", "wang")
DOORS = {"bot": BOT, "app": APP, "webhook": GROUP, "webhook_v2": GROUP_WIDE}
EVERYTHING = [
    (language, name, facts)
    for language in LANGUAGES
    for name, cases in sorted(samples(language).items())
    for facts in cases[:3]
]


def said():
    """Everything that is said, in both languages, as Markdown."""
    for language, name, facts in EVERYTHING:
        text = WORDS.render(name, language, SHANGHAI, {"row": 7, "undo": "D-1001/7", **facts})
        yield text, Phrases(WORDS, language)


def cards():
    """Everything that is said, as cards."""
    for text, phrases in said():
        yield parse(text), phrases


def naughty():
    return [text for text in (clean_line(text) for text in (*NAUGHTY, *OURS)) if text]


def test_everything_said_fits_every_door_and_shows_no_markup():
    for card, phrases in cards():
        for client, dialect in DOORS.items():
            text = text_of(card, dialect, phrases, {1: "li", 2: "wang"})
            assert 0 < len(text.encode()) <= dialect.most_bytes
            assert show(text, client, MEMBERS).raw == ()


def test_what_did_not_fit_is_counted_as_it_stands_in_what_was_said():
    wrong = []
    for text, phrases in said():
        card = replace(parse(text), buttons=())
        for dialect in DOORS.values():
            seen_there = seen(text_of(card, replace(dialect, most_bytes=1 << 20), phrases).split("\n")[1:])
            if seen_there != sum(map(weight, text.split("\n")[1:])):
                wrong.append((seen_there, text))
    assert wrong == []


def test_everything_that_is_a_template_card_is_one_wecom_takes_and_shows_whole():
    found = 0
    for card, _ in cards():
        for widths, theirs in ((BOT_WIDTHS, templatecards.BOT), (APP_WIDTHS, templatecards.APP)):
            shown = card_of(card, task_id="post-1-0-1795000000", widths=widths)
            if shown is None:
                continue
            found += 1
            assert templatecards.problem(shown) is None
            face = templatecards.face(shown, theirs)
            title, words = (
                [face.title, *face.lines[: "desc" in shown["main_title"]]],
                "\n".join(face.lines["desc" in shown["main_title"] :]),
            )
            assert "".join(title).replace(" ", "") == title_text(card).replace(" ", "")
            assert words.startswith(plain(card))
            said = (
                [button.text for button in face.buttons]
                if not face.questions
                else [t for _, t in face.questions[0].options]
            )
            marked = [line.partition(" · ") for line in words.removeprefix(plain(card)).splitlines() if line]
            labels = [label for _, _, label in marked] or said
            assert labels == [button.label for button in card.buttons]
            assert not marked or said == [mark for mark, _, _ in marked]
        assert templatecards.problem(notice_of(card, task_id="t")) is None
    assert found > 50


@pytest.mark.parametrize("client", DOORS)
def test_what_people_typed_stays_what_they_typed(client):
    for text in naughty():
        card = Card((Span(text),), (Paragraph((Span(text),)), Table(((Span(text),),), (((Span(text),),),))))
        page = show(text_of(card, DOORS[client], Phrases(WORDS, "en")), client, MEMBERS)
        assert page.mentions == frozenset()
        assert page.raw == ()
        assert page.text.split("\n")[0].strip() == text.strip()


def test_only_who_is_meant_is_called():
    card = Card((Span("Well done, "), Span("Li", member=1), Span(" <@wang>")))
    assert show(text_of(card, GROUP, Phrases(WORDS, "en"), {1: "li"}), "webhook", MEMBERS).mentions == {"li"}
    assert show(text_of(card, APP, Phrases(WORDS, "en"), {1: "li"}), "app", MEMBERS).mentions == frozenset()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", [300, 2048, 4096, 20480])
def test_a_list_that_is_too_long_ends_at_a_line_and_says_how_many_are_missing(language, room):
    lines = [f"{no} 客户 {no} 🏭 e\u0301 已报价" for no in range(2000)]
    card = Card((Span("名单"),), tuple(Paragraph((Span(line),)) for line in lines), (Button("认领", "claim D-1001"),))
    said = text_of(card, Dialect(room), Phrases(WORDS, language)).split("\n")
    shown = [line for line in said if line in lines]
    assert len("\n".join(said).encode()) <= room
    assert shown == lines[: len(shown)]
    missing = f"……还有 {2000 - len(shown)} 行" if language == "zh" else f"…and {2000 - len(shown)} more lines"
    assert said[-3:] == [missing, "", {"zh": "认领：回复 `认领 D-1001`", "en": "认领: reply `claim D-1001`"}[language]]


@pytest.mark.parametrize(
    "text", ["客" * 3000, "👩‍👩‍👧‍👦" * 300, "e\u0301" * 2000, "👍🏽" * 800, "**" * 1000, "\\" * 2000, "words " * 800]
)
@pytest.mark.parametrize("room", range(1500, 1530, 7))
def test_one_line_that_is_too_long_is_begun_and_no_character_is_cut_in_two(text, room):
    card = Card((Span("Note"),), (Paragraph((Span(text, bold=True),)),))
    said = text_of(card, Dialect(room), Phrases(WORDS, "en"))
    assert room - 60 < len(said.encode()) <= room
    page = show(said, "app", ())
    *_, begun, more = page.text.split("\n")
    assert more.startswith("…and about ") or len(text) < 300
    begun = begun.rstrip("…").removesuffix("**").rstrip()
    assert text.startswith(begun)
    rest = text[len(begun) :]
    assert not rest or rest[0] not in "\u200d\u0301\U0001f3fd"
    assert not begun.endswith("\u200d")


def test_a_link_or_a_code_that_does_not_fit_is_left_out_whole():
    link = Span("here", link=f"https://x.example/{'a' * 500}")
    card = Card((Span("Note"),), (Paragraph((Span("words " * 60), link, Span(" after"))),))
    assert show(text_of(card, Dialect(700), Phrases(WORDS, "en")), "app", ()).text.endswith(
        "words …\n…and about 890 more characters"
    )
