"""What a day is that a line names, learned from the words around it; and what is done where they speak against a reading."""

import pytest

from handlers.language.sentences.facts import as_progress
from handlers.language.sentences.roles import role_of
from handlers.language.sentences.second import second_look
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


def test_a_day_whose_words_speak_against_its_field_is_asked(monkeypatch):
    shape = Shape("Acme demo on Friday", SCENE)
    assert second_look(shape, as_progress(shape)).doubts == []
    told = {"done": 0.98, "next": 0.01, "close": 0.005, "due": 0.003, "none": 0.002}
    monkeypatch.setattr("handlers.language.sentences.second.role_of", lambda _shape, _place: told)
    assert second_look(shape, as_progress(shape)).doubts == ["which"]
