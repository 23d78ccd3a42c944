"""What a day is that a line names, learned from the words around it; and what is done where they speak against a reading."""

import pytest

from handlers.language.sentences.kinds import kind_of, role_at, told_in
from handlers.language.shape import Shape
from tests.test_reading import SCENE


def likeliest(line):
    shape = Shape(line, SCENE)
    place, _ = next(shape.all("date"))
    return next(iter(role_at(shape, place)))


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


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        (
            "demo went well, their legal is stuck on the liability clause, she presents it upstairs on Friday",
            ["note", "blocker", "next_step"],
        ),
        ("rang Dave, our champion is leaving in March, security review passed", ["note", "risk", "milestone"]),
        ("演示效果不错，他们法务一直不松口，周四内部过会", ["note", "blocker", "next_step"]),
        ("聊了半小时，竞品报价比我们低，我回头改一版方案", ["note", "risk", "next_step"]),
    ],
)
def test_each_clause_of_a_report_is_what_its_words_and_those_around_it_say(line, kinds):
    shape = Shape(line, SCENE)
    clauses = told_in(shape, shape.clauses())
    assert [kind_of(shape, clauses, index) for index in range(len(clauses))] == kinds


def test_a_day_whose_words_speak_against_its_field_is_asked(quick_chat):
    quick_chat.has_deal("Acme", owner="li")
    (asked,) = quick_chat.says("li", "Acme 120k 12/20")
    assert asked.title == "D-1001 Acme: shall I write this down?"
    assert asked.text.startswith("I am not sure what the day stands for.")
    assert "Next step due: Sun 20 Dec 2026" in asked.text

    *_, written = quick_chat.says("li", "Acme 120k, closes 12/20")
    assert "Expected close: none → Sun 20 Dec 2026" in written.text
