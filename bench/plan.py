"""Turns recorded driver calls into a plan that makes the same calls for any other claim."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.recording import COMMIT, Call, Row

# Recorded ids lie above this, so that none is mistaken for a count, a step or a revision.
MARKED = 1_000_000
# How far a running number may have moved on from where it stood.
NEAR = 1_000
LONG = re.compile(r"[0-9]{7,}")

Facts = Mapping[str, Any]
Results = list[list[Row]]
Value = Callable[[Facts, Results], Any]


@dataclass(frozen=True)
class Step:
    """One call of the driver, with the parts of its parameters that differ from claim to claim."""

    writer: bool
    statement: str
    many: bool
    rows: int
    counts: bool
    bind: Callable[[Facts, Results], Any]

    @property
    def commits(self) -> bool:
        """Whether this ends a transaction."""
        return self.statement == COMMIT


def plan(calls: Sequence[Call], facts: Facts) -> list[Step]:
    """Return the steps that repeat these calls; `facts` is what was known of the claim before the first of them."""
    known = _Known(facts)
    steps = []
    for call in calls:
        steps.append(Step(call.writer, call.statement, call.many, len(call.rows), call.counts, known.bind(call)))
        known.add(call.rows)
    return steps


@dataclass
class _Known:
    """Where a recorded value came from: the facts of the claim, or a cell of an earlier result."""

    facts: Facts
    results: list[list[Row]] = field(default_factory=list)
    cells: dict[Any, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, value in self.facts.items():
            self.cells[value] = _fact(name)

    def add(self, rows: list[Row]) -> None:
        """Remember the rows a call gave; the first place a value is seen at is where it comes from."""
        place = len(self.results)
        self.results.append(rows)
        for row_no, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str | int) and self._marked(value):
                    self.cells.setdefault(value, _cell(place, row_no, column))

    def bind(self, call: Call) -> Callable[[Facts, Results], Any]:
        """Return what builds a call's parameters."""
        if not call.many:
            return self._row(call.parameters)
        rows = [self._row(row) for row in call.parameters]
        return lambda facts, results: [row(facts, results) for row in rows]

    def _row(self, parameters: Any) -> Callable[[Facts, Results], Any]:
        if isinstance(parameters, Mapping):
            fixed = dict(parameters)
            moving = [(name, found) for name, value in fixed.items() if (found := self._source(value)) is not None]
            return lambda facts, results: fixed | {name: value(facts, results) for name, value in moving}
        values = [(value, self._source(value)) for value in parameters]
        return lambda facts, results: tuple(
            value if source is None else source(facts, results) for value, source in values
        )

    def _source(self, value: Any) -> Value | None:
        """Return where a value comes from; None when it is the same for every claim."""
        if isinstance(value, str | int) and self._marked(value):
            return self.cells.get(value) or (self._moved(value) if isinstance(value, int) else self._written(value))
        return None

    def _moved(self, value: int) -> Value:
        """A running number: where it stood, and by how much it moved on."""
        stood = max(known for known in self.cells if isinstance(known, int) and known <= value)
        if value - stood > NEAR:
            raise ValueError(f"where does {value} come from?")
        source, by = self.cells[stood], value - stood
        return lambda facts, results: source(facts, results) + by

    def _written(self, text: str) -> Value:
        """A text with values of the claim in it, such as an answer's words."""
        known = {str(value): source for value, source in self.cells.items() if str(value) in text}
        pattern = "|".join(re.escape(value) for value in sorted(known, key=len, reverse=True))
        parts = [known.get(piece, piece) for piece in re.split(f"({pattern})", text) if piece]
        return lambda facts, results: "".join(
            part if isinstance(part, str) else str(part(facts, results)) for part in parts
        )

    def _marked(self, value: str | int) -> bool:
        """Whether a value belongs to this one claim."""
        if isinstance(value, int):
            return value > MARKED
        return LONG.search(value) is not None or any(str(fact) in value for fact in self.facts.values())


def _fact(name: str) -> Value:
    return lambda facts, _results: facts[name]


def _cell(place: int, row: int, column: int) -> Value:
    return lambda _facts, results: results[place][row][column]
