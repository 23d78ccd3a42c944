"""A day of twenty people in two languages is the same day through every door."""

import re
from dataclasses import replace

from handlers.commands import COMMANDS
from handlers.language.typed.reader import read
from handlers.language.words import Named
from tests.promises.day_script import DAY, PEOPLE, Fills, Presses
from tests.test_shape import scene

NAMES = [person.name for person in PEOPLE]


def meant(line: str) -> str:
    """The command a line is read as, where every name means somebody or something."""
    known = replace(
        scene(),
        find_deal=lambda text: [Named(1, "D-1001", text)],
        find_member=lambda text: [Named(1, "li", text)] if text.strip() in NAMES else [],
    )
    return getattr(read(line, known, COMMANDS), "intent", "")


def test_the_day_holds_every_command():
    lines = [step.words for step in DAY if not isinstance(step, Presses | Fills)]
    lines += [step.line.removeprefix("form ") for step in DAY if isinstance(step, Fills)] + ["form new"]
    assert {command.intent for command in COMMANDS} - {meant(line) for line in lines} == set()


def test_nobody_is_told_sorry(local_day):
    seen, _ = local_day
    sorry = re.compile(r"[Ss]orry|出了点问题|went wrong")
    assert [sight.title for step in seen for sight in step.sights if sorry.search(sight.title)] == []


def test_twenty_people_in_two_languages_had_a_day(local_day):
    seen, stored = local_day
    assert {sight.person for step in seen for sight in step.sights} == {person.handle for person in PEOPLE}
    assert [(deal[0], deal[3]) for deal in stored["deals"]] == [
        ("D-1001", "won"),
        ("D-1002", "open"),
        ("D-1003", "won"),
        ("D-1004", "lost"),
        *((f"D-{code}", "open") for code in range(1005, 1009)),
    ]
    assert [award[2] for award in stored["awards"]] == ["closed", "cancelled"]
