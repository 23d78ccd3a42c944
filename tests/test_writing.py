"""The page of what people can write: every line of its tables is an example."""

import re
from pathlib import Path

import pytest

from bench.understanding.__main__ import tried
from bench.understanding.entries import load

EXAMPLES = Path(__file__).parent / "data" / "understanding"
PAGE = (Path(__file__).parent.parent / "docs" / "writing.md").read_text(encoding="utf-8")
SHOWN = [text for text in re.findall(r"^\| (.+?) \| .*\|$", PAGE, re.MULTILINE) if text != "You write"]


@pytest.fixture(scope="module")
def examples():
    fixture, entries = load(EXAMPLES)
    return fixture, {entry.text: entry for entry in entries}


def test_every_line_of_the_page_is_an_example_that_rules_may_be_tuned_on(examples):
    _, known = examples
    assert [text for text in SHOWN if text not in known] == []
    untouched = [text for text in SHOWN if known[text].half == "untouched" and not known[text].id.startswith("S0")]
    assert untouched == []


def test_every_line_of_the_page_is_read_as_it_says(examples):
    fixture, known = examples
    found = tried(fixture, [known[text] for text in SHOWN])
    assert [one.entry.text for one in found if not one.verdict.right or one.verdict.silent_miswrite] == []
