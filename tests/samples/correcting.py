"""Samples of what was put right in one step."""

from handlers.echo import Line
from tests.samples.world import Facts, World


def facts(world: World) -> dict[str, list[Facts]]:
    """A value or a deal that was wrong, and what is not put right."""
    lines = (Line("next_step", None, world.step), Line("note", None, world.why))
    back = tuple(Line(line.field, line.new, line.old) for line in lines)
    return {
        "correct_moved": [{"deal": world.worked, "wrong": world.claimed, "lines": lines, "back": back}],
        "correct_nothing": [{}],
        "correct_needed": [{}],
        "correct_moves_progress": [{"deal": world.worked, "change": world.change("won")}],
    }
