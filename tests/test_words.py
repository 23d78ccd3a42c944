"""What a template makes of facts."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, TemplateAssertionError, TemplateNotFound, UndefinedError
from markdown_it import MarkdownIt

from sales.clean import clean_line, clean_text
from sales.money import Money
from templates.words import Markdown, Templates, escape

MORNING = "time:2026-12-04T01:00:00Z"
MORNING_AFTER = "time:2026-09-06T05:00:00Z"
SHANGHAI = ZoneInfo("Asia/Shanghai")
NAUGHTY = json.loads((Path(__file__).parent / "data" / "naughty-strings.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Person:
    id: int
    name: str


def said(template: str, language: str = "en", zone: ZoneInfo = SHANGHAI, **facts: object) -> str:
    return Templates(DictLoader({f"{language}/said.md": template})).render("said", language, zone, facts)


def shown(markdown: str) -> list[tuple[str, str]]:
    """What any reader of CommonMark with tables sees: the kind of each token and its text."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    return [(child.type, child.content) for token in tokens for child in token.children or [token]]


def test_typed_text_stays_readable_where_it_is_harmless():
    assert escape("Acme (Shanghai) Ltd. - 3.5% of $1,000, li@acme.cn, D-1001") == (
        "Acme (Shanghai) Ltd. - 3.5% of $1,000, li@acme.cn, D-1001"
    )


def test_typed_markup_is_text():
    assert escape("*a* _b_ [c](d) <e> !f &amp;") == r"\*a\* \_b\_ \[c\](d) \<e\> \!f \&amp;"
    assert escape("a|b`c\\d") == r"a\|b\`c&#92;d"
    assert escape("1. one") == r"1\. one"
    assert escape("1.5 million") == "1.5 million"
    assert escape("- minus") == r"\- minus"
    assert escape("(http://evil.example)") == r"\(http://evil.example)"


def test_a_naughty_string_is_shown_as_it_is_stored():
    for text in map(clean_line, NAUGHTY):
        inline = [("paragraph_open", ""), ("text", text), ("paragraph_close", "")]
        assert shown(escape(text)) == (inline if text else [])


@given(st.text())
def test_any_note_is_one_paragraph_of_exactly_its_text(note):
    text = clean_text(note)
    inline = [("paragraph_open", ""), ("text", text), ("paragraph_close", "")]
    assert shown(escape(text)) == (inline if text else [])


def test_what_is_markup_already_is_left_alone():
    assert said("{{ x }}", x=Markdown("**ready**")) == "**ready**"


def test_joining_markup_to_typed_text_makes_typed_text():
    assert said("{{ a ~ b }}", a=Markdown("**ready**"), b="*") == r"\*\*ready\*\*\*"


def test_whole_numbers_are_shown():
    assert said("{{ x }} of {{ y }}", x=3, y=-4) == r"3 of \-4"


@pytest.mark.parametrize("value", [None, True, 1.5, Money(1, "CNY"), datetime(2026, 1, 1, tzinfo=UTC), ["a"], object])
def test_what_has_no_words_of_its_own_is_a_mistake(value):
    with pytest.raises(TypeError, match="is a filter missing"):
        said("{{ x }}", x=value)


def test_a_missing_fact_is_a_mistake_that_is_named():
    with pytest.raises(UndefinedError, match="'deal' is undefined"):
        said("{{ deal }}")


def test_a_missing_template_is_a_mistake():
    with pytest.raises(TemplateNotFound, match="unheard_of"):
        Templates(DictLoader({})).render("unheard_of", "en", SHANGHAI, {})


@pytest.mark.parametrize("filtered", ["x|upper", "x|safe", "x|join", "x|default('')", "x|replace('a', 'b')"])
def test_other_filters_do_not_exist(filtered):
    with pytest.raises(TemplateAssertionError, match="No filter named"):
        said("{{ " + filtered + " }}", x="a")


def test_if_and_for_leave_no_empty_lines():
    template = (
        "{% if people|length > 1 %}\nSeveral\n{% else %}\nOne\n{% endif %}\n\n"
        "{% for person in people %}\n- {{ person.name }}\n{% endfor %}\n\n"
        "{% if note %}\n> {{ note }}\n{% endif %}\n\n\nEnd\n\n"
    )
    people = [Person(1, "Li"), Person(2, "Wang")]
    assert said(template, people=people, note="") == "Several\n\n- Li\n- Wang\n\nEnd"
    assert said(template, people=people[:1], note="hi") == "One\n\n- Li\n\n> hi\n\nEnd"


@pytest.mark.parametrize(
    ("at", "zone", "language", "label", "address"),
    [
        ("2026-12-04T01Z", "Asia/Shanghai", "en", "Fri 4 Dec 2026, 09:00 (Shanghai)", MORNING),
        ("2026-12-04T01Z", "Asia/Shanghai", "zh", "2026年12月4日 周五 09:00（上海）", MORNING),
        ("2026-12-04T01Z", "America/New_York", "en", "Thu 3 Dec 2026, 20:00 (New York)", MORNING),
        ("2026-12-04T01Z", "America/New_York", "zh", "2026年12月3日 周四 20:00（纽约）", MORNING),
        ("2026-12-03T16Z", "Asia/Shanghai", "en", "Fri 4 Dec 2026", "day:2026-12-04"),
        ("2026-12-03T16Z", "Asia/Shanghai", "zh", "2026年12月4日 周五", "day:2026-12-04"),
        ("2026-12-04T00Z", "UTC", "en", "Fri 4 Dec 2026", "day:2026-12-04"),
        # Chile moved its clocks from 00:00 to 01:00 that night: the day began at 01:00.
        ("2026-09-06T04Z", "America/Santiago", "en", "Sun 6 Sep 2026", "day:2026-09-06"),
        ("2026-09-06T05Z", "America/Santiago", "zh", "2026年9月6日 周日 02:00（圣地亚哥）", MORNING_AFTER),
    ],
)  # fmt: skip
def test_a_time_says_weekday_date_and_zone_and_carries_the_instant(at, zone, language, label, address):
    expected = f"[{label}](<{address}>)"
    instant = datetime.fromisoformat(at)
    assert said("{{ x|when(zone) }}", language, ZoneInfo(zone), x=instant) == expected
    assert said("{{ x|when(zone) }}", language, ZoneInfo(zone), x=instant.astimezone(SHANGHAI)) == expected


def test_a_time_without_a_zone_is_a_mistake():
    with pytest.raises(TypeError, match="a time without a zone"):
        said("{{ x|when(zone) }}", x=datetime(2026, 12, 4, 9, 0))


@pytest.mark.parametrize(
    ("minor", "currency", "zh", "en"),
    [
        (50_000_000, "CNY", "¥50万", "CN¥500,000"),
        (48_000_000, "CNY", "¥48万", "CN¥480,000"),
        (12_500_000, "CNY", "¥12.5万", "CN¥125,000"),
        (12_345_600, "CNY", "¥123,456", "CN¥123,456"),
        (12_345_678, "CNY", "¥123,456.78", "CN¥123,456.78"),
        (999_900, "CNY", "¥9,999", "CN¥9,999"),
        (12_000_000_000, "CNY", "¥1.2亿", "CN¥120,000,000"),
        (12_050_000_000, "CNY", "¥12,050万", "CN¥120,500,000"),
        (-50_000_000, "CNY", "-¥50万", "-CN¥500,000"),
        (0, "CNY", "¥0", "CN¥0"),
        (5, "CNY", "¥0.05", "CN¥0.05"),
        (150, "USD", "US$1.50", "$1.50"),
        (5_000_000, "JPY", "JP¥500万", "¥5,000,000"),
    ],
)
def test_money_is_said_exactly(minor, currency, zh, en):
    shown_text = {language: said("：{{ x|money }}", language, x=Money(minor, currency)) for language in ("zh", "en")}
    assert shown_text == {"zh": f"：{escape(zh)}", "en": f"：{escape(en)}"}


@pytest.mark.parametrize(
    ("name", "shown_as"),
    [("Mei Lin", "已请 Mei Lin 确认"), ("梅林", "已请梅林确认"), ("王 Bo", "已请王 Bo 确认"), ("3M", "已请3M 确认")],
)
def test_a_latin_name_in_a_chinese_line_stands_apart(name, shown_as):
    assert said("已请{{ x }}确认", "zh", x=name) == shown_as
    member = said("{% if 1 %}已请{{ x|mention }}确认{% endif %}，{{ y }}", "zh", x=Person(7, name), y="Bo")
    assert member.replace(f"[{name}](<member:7>)", name) == f"{shown_as}，Bo"


def test_a_member_is_mentioned_by_id_and_named_as_text():
    assert said("{{ x|mention }}", x=Person(7, "Li [the] *best*")) == r"[Li \[the\] \*best\*](<member:7>)"


def test_a_command_is_shown_as_code():
    assert said("{{ x|code }}", x="claim D-1001") == "`claim D-1001`"


@pytest.mark.parametrize("text", ["a`b", "a\nb", "", " "])
def test_text_that_breaks_a_code_span_is_a_mistake(text):
    with pytest.raises(ValueError, match="code span"):
        said("{{ x|code }}", x=text)


def test_a_forms_value_is_percent_encoded():
    assert said("[A](<field:a?value={{ x|query }}>)", x="50% & 甲>\n") == (
        "[A](<field:a?value=50%25%20%26%20%E7%94%B2%3E%0A>)"
    )


def test_templates_know_their_names_and_variables():
    templates = Templates(
        DictLoader(
            {
                "zh/claim_done.md": "{{ deal.due|when(zone) }}{% for one in all %}{{ one }}{% endfor %}",
                "en/claim_done.md": "{{ deal.title }}",
                "en/help.md": "Help",
                "en/notes.txt": "no template",
            }
        )
    )
    assert templates.names() == {"claim_done", "help"}
    assert templates.names("zh") == {"claim_done"}
    assert templates.variables("claim_done", "zh") == {"deal", "all"}
    assert templates.variables("help", "en") == set()


def test_the_package_brings_its_own_templates():
    folder = Path(__file__).parents[1] / "templates"
    assert Templates().names() == {path.stem for path in folder.glob("??/*.md")}
