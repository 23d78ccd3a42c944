"""What a card makes of a rendered template."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader

from bot.cards import (
    MOST_COMMAND_BYTES,
    Button,
    Card,
    Field,
    Item,
    Listing,
    Option,
    Paragraph,
    Picture,
    Quote,
    Span,
    Table,
    parse,
    plain,
    title_text,
)
from sales.clean import clean_line, clean_text
from templates.words import Templates

NAUGHTY = json.loads((Path(__file__).parent / "data" / "naughty-strings.json").read_text(encoding="utf-8"))
EVERYWHERE = """\
{{ x }}

{{ x }}

a{{ x }}b

- {{ x }}
  - {{ x }}

> {{ x }}

|{{ x }}|{{ x }}|
|---|---|
| {{ x }} | b |
|{{ x }}|{{ x }}|

[{{ x }}](<https://example.com>)

甲**{{ x }}**乙_{{ x }}_丙

1. {{ x }}

{{ person|mention }}

[{{ x }}](<do:help>)

[{{ x }}](<field:f?value={{ x|query }}>)

- [{{ x }}](<option:{{ x|query }}>)
"""
TEMPLATES = Templates(
    DictLoader(
        {
            "en/everywhere.md": EVERYWHERE,
            "en/note.md": "Title\n\n{{ x }}\n\n> {{ x }}\n\n- {{ x }}",
            "en/neighbours.md": "{{ a }}{{ b }}{{ c }}\n\n{{ a }}{{ b }}{{ c }}",
            "en/code.md": "Title\n\n{{ a }}`claim`{{ b }}`help`{{ a }}",
            "en/lines.md": "Title\n{{ a }} {{ b }}\n{{ c }}",
        }
    )
)
# Letters hardly matter to Markdown: most of what is tried is punctuation, digits, and what looks like lines.
TYPED = st.text(
    alphabet=st.one_of(st.sampled_from("\\`*_{}[]()<>#+-.!|~&=:;\"'$@^%/?, \n\t019ax甲，（"), st.characters())
)
LINES = TYPED.map(clean_line).filter(bool)


def card(name: str, **facts: object) -> Card:
    return parse(TEMPLATES.render(name, "en", ZoneInfo("Asia/Shanghai"), facts))


def everywhere(text: str) -> Card:
    one = (Span(text),)
    return Card(
        title=one,
        blocks=(
            Paragraph(one),
            Paragraph((Span(f"a{text}b"),)),
            Listing((Item(one), Item(one, level=1))),
            Quote(one),
            Table((one, one), ((one, (Span("b"),)), (one, one))),
            Paragraph((Span(text, link="https://example.com"),)),
            Paragraph((Span("甲"), Span(text, bold=True), Span("乙"), Span(text, italic=True), Span("丙"))),
            Listing((Item(one, number=1),)),
            Paragraph((Span(text, member=7),)),
        ),
        buttons=(Button(text, "help"),),
        fields=(Field("f", text, value=text, options=(Option(text, text),)),),
    )


def test_a_naughty_string_is_nothing_but_text_wherever_it_stands():
    for text in {clean_line(naughty) for naughty in NAUGHTY} - {""}:
        assert card("everywhere", x=text, person=SimpleNamespace(id=7, name=text)) == everywhere(text)


@given(LINES)
def test_any_typed_line_is_nothing_but_text_wherever_it_stands(text):
    assert card("everywhere", x=text, person=SimpleNamespace(id=7, name=text)) == everywhere(text)


@given(TYPED.map(clean_text).filter(bool))
def test_any_typed_note_keeps_its_lines_in_one_block(note):
    spans = (Span(note),)
    assert card("note", x=note) == Card((Span("Title"),), (Paragraph(spans), Quote(spans), Listing((Item(spans),))))


@given(LINES, TYPED.map(clean_line), LINES)
def test_typed_lines_side_by_side_make_no_markup_together(a, b, c):
    assert card("neighbours", a=a, b=b, c=c) == Card((Span(a + b + c),), (Paragraph((Span(a + b + c),)),))


@given(LINES, LINES)
def test_typed_lines_beside_code_leave_it_alone(a, b):
    claim, help_ = Span("claim", code=True), Span("help", code=True)
    expected = (Span(a), claim, Span(b), help_, Span(a))
    assert card("code", a=a, b=b) == Card((Span("Title"),), (Paragraph(expected),))


@given(LINES, LINES, LINES)
def test_typed_lines_below_each_other_make_no_block_together(a, b, c):
    assert card("lines", a=a, b=b, c=c) == Card((Span("Title"),), (Paragraph((Span(f"{a} {b}\n{c}"),)),))


def test_nothing_typed_leaves_the_structure_and_no_stray_marks():
    said = card("everywhere", x="", person=SimpleNamespace(id=7, name="Li"))
    assert said == Card(
        title=(Span("ab"),),  # the first line that says something
        blocks=(
            Listing((Item(()), Item((), level=1))),
            Table(((), ()), (((), (Span("b"),)), ((), ()))),
            Paragraph((Span("", link="https://example.com"),)),
            Paragraph((Span("甲"), Span("乙"), Span("丙"))),
            Listing((Item((), number=1),)),
            Paragraph((Span("Li", member=7),)),
        ),
        buttons=(Button("", "help"),),
        fields=(Field("f", "", options=(Option("", ""),)),),
    )


def test_a_card_is_read_whole():
    text = """\
# D-1001 Acme is yours, Li
Second line, still no title.

Call [Li](<member:7>) before **[Fri 4 Dec](<time:2026-12-04T01:00:00Z>)**, or [Sat](<day:2026-12-05>).
Type `claim D-1001` or see [the guide](<https://example.com/a b?c=1>).

- one
- two
  1. deep
  1. deeper

> Said
> before

| Who | Won |
|---|--:|
| Li | 3 |
| Wang | |

![A chart](<https://example.com/chart.png>)

[Contacted](<do:contacted D-1001>) [Release](<ask:release D-1001>)
"""
    expected = Card(
        title=(Span("D-1001 Acme is yours, Li"),),
        blocks=(
            Paragraph((Span("Second line, still no title."),)),
            Paragraph(
                (
                    Span("Call "),
                    Span("Li", member=7),
                    Span(" before "),
                    Span("Fri 4 Dec", bold=True, time=datetime(2026, 12, 4, 1, tzinfo=UTC)),
                    Span(", or "),
                    Span("Sat", day=date(2026, 12, 5)),
                    Span(".\nType "),
                    Span("claim D-1001", code=True),
                    Span(" or see "),
                    Span("the guide", link="https://example.com/a%20b?c=1"),
                    Span("."),
                )
            ),
            Listing(
                (
                    Item((Span("one"),)),
                    Item((Span("two"),)),
                    Item((Span("deep"),), level=1, number=1),
                    Item((Span("deeper"),), level=1, number=2),
                )
            ),
            Quote((Span("Said\nbefore"),)),
            Table(
                ((Span("Who"),), (Span("Won"),)),
                (((Span("Li"),), (Span("3"),)), ((Span("Wang"),), ())),
            ),
            Picture("https://example.com/chart.png", "A chart"),
        ),
        buttons=(
            Button("Contacted", "contacted D-1001"),
            Button("Release", "form release D-1001", opens_form=True),
        ),
    )
    assert parse(text) == expected
    assert title_text(expected) == "D-1001 Acme is yours, Li"
    assert plain(expected) == (
        "Second line, still no title.\n\n"
        "Call Li before Fri 4 Dec, or Sat.\n"
        "Type claim D-1001 or see the guide (https://example.com/a%20b?c=1).\n\n"
        "• one\n• two\n  1. deep\n  2. deeper\n\n"
        "> Said\n> before\n\n"
        "Who · Won\nLi · 3\nWang · –\n\n"
        "A chart"
    )


def test_plain_text_may_say_times_and_members_for_its_reader():
    said = parse("Title\n\n[Li](<member:7>), [Fri](<day:2026-12-04>)")
    assert plain(said, lambda span: "@li" if span.member else f"{span.day or span.text}") == "@li, 2026-12-04"


def test_a_title_is_one_line_and_never_a_block():
    assert title_text(parse("- 1. > a\n=")) == "- 1. > a"
    assert title_text(parse("\n\na&#10;b")) == "a b"
    assert parse("") == Card(())


def test_buttons_leave_the_text_they_stand_in():
    said = parse(
        "Title [A](<do:a>)\n\n- D-1001 Acme [B](<do:b>)\n- [C](<do:c>)\n\n[D](<do:d>)\n**[E](<do:e>)**\n\n"
        "| Deal | |\n|---|---|\n| D-1 | [F](<do:f>) |"
    )
    assert said == Card(
        (Span("Title"),),
        (
            Listing((Item((Span("D-1001 Acme"),)),)),
            Table(((Span("Deal"),), ()), (((Span("D-1"),), ()),)),
        ),
        tuple(Button(letter.upper(), letter) for letter in "abcdef"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "[a](<javascript:alert(1)>)",
        "[a](<data:text/html,x>)",
        "[a](<mailto:li@acme.cn>)",
        "[a](<//example.com>)",
        "[a](<HTTP://example.com>)",
        "[a](<member:li>)",
        "[a](<member:7 8>)",
        "[a](<time:now>)",
        "[a](<day:2026-12-04T09:00:00Z>)",
        "[a][b]",
        "<https://example.com>",
        "<b>a</b>",
        "https://example.com",
        "# a",
        "---",
        "* * a *",
        "```",
        "claim_done_today",
        "a &unknown; b",
    ],
)
def test_everything_else_is_plain_text(text):
    spans = [block.spans for block in parse(f"Title\n\n. {text}").blocks if isinstance(block, Paragraph)]
    assert spans == [(Span(f". {text}"),)]


def test_only_four_blocks_exist():
    text = "Title\n\n# a\n\n---\n\n```\nb\n```\n\n    c\n\nd\n===\n\n[e]: https://example.com\n\n<div>\n\n* * *"
    assert [type(block) for block in parse(text).blocks] == [Paragraph] * 7 + [Listing]


def test_a_form_has_fields_in_order():
    value, error = quote("50% & 甲\n+"), quote("Say more.")
    said = parse(
        "Release D-1001\n\n"
        f"[Reason](<field:reason?kind=lines&required&value={value}&error={error}>)\n"
        "[Amount](<field:amount?kind=money>) [On](<field:on?kind=date>) [Next](<field:next>)\n\n"
        "- [Stage](<field:stage?kind=choice&required&value=won>)\n"
        "  - [Proposal](<option:proposal>)\n"
        "  - [Won](<option:won>)\n\n"
        "[Release](<do:release D-1001>)"
    )
    assert said == Card(
        (Span("Release D-1001"),),
        (),
        (Button("Release", "release D-1001"),),
        (
            Field("reason", "Reason", "lines", True, "50% & 甲\n+", (), "Say more."),
            Field("amount", "Amount", "money"),
            Field("on", "On", "date"),
            Field("next", "Next", "line"),
            Field(
                "stage",
                "Stage",
                "choice",
                True,
                "won",
                (Option("proposal", "Proposal"), Option("won", "Won")),
            ),
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "[a](<field:a?kind=colour>)",
        "[a](<field:?kind=line>)",
        "[a](<option:a>)",
        "[a](<do:>)",
        "[a](<do: >)",
        "[a](<ask:>)",
        "[a](<do:note D-1&#10;claim D-2>)",
        f"[a](<do:{'甲' * 334}>)",
        f"[a](<ask:{'a' * (MOST_COMMAND_BYTES - 4)}>)",
        "![a](<member:7>)",
    ],
)
def test_a_control_that_makes_no_sense_is_a_mistake(text):
    with pytest.raises(ValueError, match=r"not a|not the"):
        parse(f"Title\n\n{text}")


def test_the_longest_command_fits():
    command = "a" * MOST_COMMAND_BYTES
    assert parse(f"Title\n\n[a](<do:{command}>)").buttons == (Button("a", command),)
    form = "a" * (MOST_COMMAND_BYTES - 5)
    assert parse(f"Title\n\n[a](<ask:{form}>)").buttons == (Button("a", f"form {form}", opens_form=True),)
