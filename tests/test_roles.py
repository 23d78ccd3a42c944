"""What a day is that a line names, learned from the words around it; and what is done where they speak against a reading."""

import pytest

from handlers.language.sentences.roles import role_of
from handlers.language.shape import Shape
from tests.test_reading import SCENE


def likeliest(line):
    shape = Shape(line, SCENE)
    place, _ = next(shape.all("date"))
    return next(iter(role_of(shape, place)))


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Acme should sign by Dec 18", "close"),
        ("demo for Acme on Friday", "next"),
        ("met Acme's buyer last Thursday", "done"),
        ("Acme pays the deposit on Dec 10", "due"),
        ("Acme's contract with their old vendor runs until Dec 31", "none"),
        ("华重预计12月18号签", "close"),
        ("华重周五演示", "next"),
        ("上周四去了华重", "done"),
        ("华重首付款12月10号打过来", "due"),
        ("华重和老供应商的合同到12月31号", "none"),
    ],
)
def test_the_words_around_a_day_say_what_it_is(line, role):
    assert likeliest(line) == role


def test_a_day_whose_words_speak_against_its_field_is_asked(quick_chat):
    quick_chat.has_deal("Acme", owner="li")
    (asked,) = quick_chat.says("li", "Acme 120k 12/20")
    assert asked.title == "D-1001 Acme: shall I write this down?"
    assert asked.text.startswith("I am not sure what the day stands for.")
    assert "Next step due: Sun 20 Dec 2026" in asked.text

    *_, written = quick_chat.says("li", "Acme 120k, closes 12/20")
    assert "Expected close: none → Sun 20 Dec 2026" in written.text
