"""Everything the bot says: in both languages, short, without loose ends, with buttons that work."""

import ast
import re
from collections.abc import Iterator
from datetime import time
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cards import Card, Listing, Paragraph, Quote, Span, Table, parse, plain, title_text
from handlers.command import Command
from handlers.commands import COMMANDS, HIDDEN
from handlers.language.typed.fields import FIELDS, find_stage, lost_reason
from handlers.language.typed.reader import read, verb_of
from handlers.language.words import Named, Scene, Words
from sales.calendar import WorkCalendar
from sales.playbook import STAGES
from sales.progress import LOST_REASONS
from templates.words import LANGUAGES, Templates
from tests.samples import samples
from tests.samples.world import EMAIL, NOW, PHONE

ROOT = Path(__file__).parents[1]
SHANGHAI = ZoneInfo("Asia/Shanghai")
WORDS = Templates()
PARTS = {name for name in WORDS.names() if name.startswith("_")}
SAID = WORDS.names() - PARTS

CALLS = {
    "Reply": 0,
    "reply": 2,
    "Drawing": 0,
    "Refused": 0,
    "announce": 1,
    "tell": 1,
    "ask": 0,
    "to_member": 2,
    "to_team": 2,
}
# Said by the edges themselves: the dispatcher, the sender, the ticker, the restorer.
AT_THE_EDGE = {
    *("ask", "broken", "dead_letter", "form_as_line", "job_broken", "late", "late_label"),
    *("greeting", "home", "home_stranger"),
    *("not_understood", "not_your_role", "pick_gone", "restored", "stranger", "too_long"),
    *("close", "choose", "hint", "more", "sure", "several", "confirm", "not_yet", "together"),
    *("answered_aside", "answer_gone", "line_refused", "line_taken", "posts_held", "type_line", "unreachable"),
}
KINDS_OF_NAMES = ("deal", "member")


def said_in_code() -> set[str]:
    """The names of all things the code says."""
    trees = (
        ast.parse(path.read_text(encoding="utf-8"))
        for folder in ("sales", "storage", "handlers", "scheduler", "bot")
        for path in (ROOT / folder).rglob("*.py")
    )
    return {name for tree in trees for node in ast.walk(tree) for name in _names(node)}


def _names(node: ast.AST) -> Iterator[str]:
    if not isinstance(node, ast.Call):
        return
    called = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if called == "Command":
        yield from (str(ast.literal_eval(word.value)) for word in node.keywords if word.arg == "form")
    place = CALLS.get(called, len(node.args))
    match node.args[place : place + 1]:
        case [ast.Constant(value=str(name))]:
            yield name
        case [ast.JoinedStr(values=[ast.FormattedValue(), ast.Constant(value=str(ending))])]:
            yield from (kind + ending for kind in KINDS_OF_NAMES)


SAMPLES = {language: samples(language) for language in LANGUAGES}


@cache
def cards(language: str, name: str) -> tuple[Card, ...]:
    """Everything a template says, with and without something to undo."""
    undoes = ("", "D-1001/7") if "undo" in WORDS.variables(name, language) else ("",)
    said = (
        WORDS.render(name, language, SHANGHAI, {"row": 7, "undo": undo, **facts})
        for facts in SAMPLES[language][name]
        for undo in undoes
    )
    return tuple(parse(text) for text in dict.fromkeys(said))


def everything(language: str) -> Iterator[tuple[str, Card]]:
    """Every card of all that is said; told with its name where it is wrong."""
    return ((name, card) for name in sorted(SAID) for card in cards(language, name))


def seen(card: Card) -> str:
    """All a person sees of a card."""
    labels = [*(button.label for button in card.buttons), *(field.label for field in card.fields)]
    options = [option.label for field in card.fields for option in field.options]
    return "\n".join((title_text(card), plain(card), *labels, *options))


def scene(language: str) -> Scene:
    """A scene in which names of colleagues are known."""
    hours = ((time(9), time(18)),)
    return Scene(
        now=NOW,
        zone=SHANGHAI,
        calendar=WorkCalendar(SHANGHAI, hours, frozenset(range(5))),
        currency=lambda _: "CNY",
        stages=STAGES,
        me=1,
        thread_deal=None,
        find_deal=lambda _: [],
        find_member=lambda name: [Named(2, "2", name)] if name in ("李娜", "Li Na") else [],
    )


def test_everything_the_code_says_has_its_words_in_both_languages() -> None:
    wanted = said_in_code() | AT_THE_EDGE
    assert {language: WORDS.names(language) - PARTS for language in LANGUAGES} == dict.fromkeys(LANGUAGES, wanted)


def test_both_languages_have_the_same_parts_and_each_is_used() -> None:
    for language in LANGUAGES:
        texts = [path.read_text(encoding="utf-8") for path in (ROOT / "templates" / language).glob("*.md")]
        used = {name for text in texts for name in re.findall(rf'include "{language}/(_\w+)\.md"', text)}
        assert used == PARTS == {name for name in WORDS.names(language) if name.startswith("_")}


def test_both_languages_use_the_same_facts() -> None:
    zh, en = ({name: WORDS.variables(name, language) for name in SAID | PARTS} for language in ("zh", "en"))
    assert zh == en


def test_everything_said_has_samples() -> None:
    assert {language: set(samples) for language, samples in SAMPLES.items()} == dict.fromkeys(LANGUAGES, SAID)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_stands_alone_on_a_phone(language: str) -> None:
    for name, card in everything(language):
        title = title_text(card)
        assert title.strip() == title, name
        assert 0 < len(title) <= 80, (name, title)
        assert "\n" not in title, name


KEYS = {
    *(stage.key for stage in STAGES),
    *LOST_REASONS,
    *("open", "won", "lost", "first_contact", "next_step"),
    *("closed", "cancelled", "few", "nobody"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_the_machine_is_shown(language: str) -> None:
    for name, card in everything(language):
        text = seen(card)
        loose = r"\{[{%]|[%}]\}|\bNone\b|True|False|[a-z]_[a-z]|\d{4}-\d{2}-\d{2}|&#|</?\w|\]\(|\*\*|[!！]|(?<=\S) {2}|\n{3}"
        assert re.search(loose, text) is None, (name, text)
        assert (
            re.search(r" [,.;:?]|[,.;:]{2}| [，。；：、？]|[，。；：、]{2}|^[,，.。、]", text, re.MULTILINE) is None
        ), (name, text)
        if language == "zh":
            assert not KEYS & set(re.findall(r"[a-z]+", text)), (name, text)


IN_PRIVATE = {"assigned_to_you", "deal_full", "nudge"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_room_reads_a_customers_phone_or_mail(language: str) -> None:
    for name, card in everything(language):
        if name not in IN_PRIVATE:
            assert PHONE not in seen(card).replace("12万，13900139000", "").replace("$120k, 13900139000", ""), name
            assert EMAIL not in seen(card), name


# Who is mentioned is called from whatever they do: who is praised, who is asked for help, who alone can cure a refusal.
MENTIONING = {"award_result", "kudos_done", "praise_week", "request_asked", "approval_nobody"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_called_who_need_not_act_and_is_not_praised(language: str) -> None:
    calling = {name for name, card in everything(language) if any(span.member for span in (*card.title, *spans(card)))}
    assert sorted(calling - MENTIONING) == []


# After a command's words come codes and tokens only: a deal, a member or a team, a period, a page.
TOKENS = (
    r"( ([DRQN]|AW)-\d+( \d+| all)?)?( [mt]\d+){0,2}( \d{4}(-(Q\d|W\d\d|\d\d|\d\d-\d\d))?)?( value| won| points)?"
    r"( page \d+)?"
)
COMMAND = re.compile(
    rf"(form )?[a-z]+( [a-z]+)?{TOKENS}|vote AW-\d+ [a-z0-9]+|pick \d+/\d+|undo (D-\d+|me)/\d+"
    # What puts a goal or a rate back.
    r"|goal ([mt]\d+|all) (none|[A-Z]{3} \d+(\.\d+)?|\d+ deals) 20\d\d(-Q\d|-\d\d)?( split)?"
    r"|rate [A-Z]{3} (none|\d+(\.\d+)?) from 20\d\d-\d\d-\d\d( sure)?"
)
FILLED = {
    "deal": "D-1001",
    **{"title": "Acme", "contact": "Bob", "phone": PHONE, "email": EMAIL, "source": "fair", "note": "n", "reason": "r"},
    **{"amount": "12万", "stage": "proposal", "next_step": "quote", "next_at": "周五", "close_date": "周五"},
    **{"choice": "price", "to": "Li Na", "nominee": "Li Na", "vote": "Li Na"},
    **{"items": "20 x Seat at 1,200", "discount_pct": "5%", "payment_terms": "net 30", "valid_days": "30", "step": "0"},
    **{"decision": "approve", "max_discount_pct": "5", "comment": "n", "condition": "n"},
    **{"roles": "presales", "what": "n", "due": "周五", "doc": "d", "terms": "t"},
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_is_a_command_somebody_could_have_typed(language: str) -> None:
    for name, card in everything(language):
        assert len({button.command for button in card.buttons}) == len(card.buttons), name
        if name != "ask":
            assert len(card.buttons) <= (11 if name == "vote_card" else 5), name
        for button in card.buttons:
            assert COMMAND.fullmatch(button.command), (name, button.command)
            assert len(button.command.encode()) <= 1000, name
            assert 0 < len(button.label) <= 30, (name, button.label)
            if not button.command.startswith("pick "):
                understood(button.command, language, frozenset(field.name for field in card.fields))


@cache
def understood(command: str, language: str, fields: frozenset[str]) -> None:
    """Assert that a button's command means what its first words are for, the same deal or request included."""
    verb = verb_of(command, COMMANDS)
    assert verb is not None, command
    words = read(command, scene(language), COMMANDS, {name: FILLED[name] for name in fields})
    assert isinstance(words, Words), command
    assert words.intent == verb.intent, command
    chosen = FILLED["deal"] if "deal" in fields else ""
    code = re.search(r"([DRQ]|AW)-\d+(?= \d+$| all$|$)|AW-\d+", f"{command} {chosen}".strip())
    if verb.intent == "form":
        opened = verb_of((words.command or ""), COMMANDS)
        assert opened is not None
        assert opened.form is not None
        asked = {"deal", "about", "request", "quote", "award"} & set(opened.slots)
        assert bool(asked) == (code is not None), command
    else:
        assert (words.deal or words.request or words.quote or words.award) == (code and code[0]), command


FORMS = [command for command in COMMANDS if command.form is not None]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", FORMS, ids=lambda command: command.intent)
def test_a_form_asks_for_what_its_command_reads(language: str, command: Command) -> None:
    assert command.form is not None
    for card in cards(language, command.form):
        assert {field.name for field in card.fields} <= FIELDS.keys() & FILLED.keys()
        assert all((field.kind == "choice") == bool(field.options) for field in card.fields)
        (submit,) = card.buttons[:1]
        assert verb_of(submit.command, COMMANDS) is command


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_of_a_form_is_understood(language: str) -> None:
    reasons = [option.value for option in cards(language, "form_lost")[0].fields[0].options]
    stages = [option.value for option in cards(language, "form_progress")[0].fields[0].options]
    assert reasons == [lost_reason(value) for value in reasons] == list(LOST_REASONS)
    assert stages == [find_stage(value, scene(language)) for value in stages] == [stage.key for stage in STAGES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_gives_one_example_of_every_command(language: str) -> None:
    topics = cards(language, "help_topic")
    examples = (verb_of(span.text, COMMANDS) for card in topics for span in spans(card) if span.code)
    wanted = {command.intent for command in COMMANDS} - HIDDEN
    assert sorted(example.intent for example in examples if example) == sorted(wanted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_that_is_shown_can_be_typed(language: str) -> None:
    shown = {span.text: name for name, card in everything(language) for span in spans(card) if span.code}
    for line, name in shown.items():
        if verb_of(line, COMMANDS) is not None:
            assert isinstance(read(line, scene(language), COMMANDS), Words), (name, line)


def spans(card: Card) -> Iterator[Span]:
    """The pieces of text of a card's body."""
    for block in card.blocks:
        match block:
            case Paragraph(found) | Quote(found):
                yield from found
            case Listing(items):
                yield from (span for item in items for span in item.spans)
            case Table(head, rows):
                yield from (span for row in (head, *rows) for cell in row for span in cell)
