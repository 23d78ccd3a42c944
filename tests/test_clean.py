"""What people typed, before it is stored: examples first, then what holds for any text."""

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.clean import clean_line, clean_text

FAMILY = "👩‍👩‍👧‍👦"
ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
PERSIAN = "می‌خواهم"
SPECIAL = "\0\x07\x1b\x1f\x7f\x85\x9f \t\n\r\v\f\u00a0\u2028\u3000\u200b\ufeff\u202e\u2066\u2069"
JOINING = "e\u0301\u0344\u0323\u200d\ud83d\ude00"

texts = st.text(st.one_of(st.characters(), st.characters(categories=["Cs"]), st.sampled_from(SPECIAL + JOINING)))


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("", ""),
        (" \u3000\n\t", ""),
        ("Acme Ltd", "Acme Ltd"),
        ("  华信\u3000科技 \r\n 120万\t", "华信 科技 120万"),
        ("Ac\0me\x1b[31m\x9f", "Acme[31m"),
        ("pay \u202e001 yuan\u202c \u2066now\u2069", "pay 001 yuan now"),
        ("half \ud83d an emoji", "half an emoji"),
        ("\ufeffAc\u200bme", "Acme"),
        ("Cafe\u0301", "Café"),
        ("a\u2028b\x85c\vd", "a b c d"),
        (f"{FAMILY} {ENGLAND} {PERSIAN}", f"{FAMILY} {ENGLAND} {PERSIAN}"),
        ("שלום\u200f!", "שלום\u200f!"),
    ],
)
def test_a_line_is_cleaned(typed, line):
    assert clean_line(typed) == line


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("", ""),
        ("\n\n one  two \n", "one two"),
        ("one \ntwo", "one\ntwo"),
        ("one\r\n\r\ntwo\rthree", "one\n\ntwo\nthree"),
        ("one\n \n\t\n\u3000\ntwo", "one\n\ntwo"),
        ("list:\n  - first\n", "list:\n - first"),
        ("a\u2028b\x85c", "a\nb\nc"),
        ("x\0\n\0\n\0\ny", "x\n\ny"),
    ],
)
def test_a_text_keeps_its_lines(typed, text):
    assert clean_text(typed) == text


@given(texts)
def test_cleaning_twice_is_cleaning_once(typed):
    assert clean_line(clean_line(typed)) == clean_line(typed)
    assert clean_text(clean_text(typed)) == clean_text(typed)


@given(texts)
def test_what_is_clean_can_be_stored(typed):
    for clean in (clean_line(typed), clean_text(typed)):
        assert clean.encode("utf-8").decode("utf-8") == clean
        assert unicodedata.is_normalized("NFC", clean)
        assert {letter for letter in clean if unicodedata.category(letter) in {"Cc", "Cs"}} <= {"\n"}
        assert clean == clean.strip()


@given(texts)
def test_a_line_is_the_text_with_its_lines_joined(typed):
    line = clean_line(typed)
    assert line == clean_line(clean_text(typed))
    assert len(line.splitlines()) <= 1
    assert "  " not in line


@given(texts)
def test_a_text_has_at_most_one_blank_line_in_a_row(typed):
    text = clean_text(typed)
    assert "\n\n\n" not in text
    assert " \n" not in text


@given(st.text(st.sampled_from("e\u0301\u0344\u0323"), min_size=40))
def test_a_tower_of_accents_is_cut_to_thirty(typed):
    line = clean_line(typed)
    assert clean_line(line) == line
    assert re.search("[\u0301\u0308\u0323]{31}", line) is None


def test_a_hundred_thousand_accents_take_no_time():
    began = time.perf_counter()
    assert len(clean_text("a" + "\u0300\u0323" * 50_000)) <= 31
    assert time.perf_counter() - began < 1
