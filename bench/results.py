"""What a benchmark hands back: spreads, promises, and the file they are kept in."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "results.json"


@dataclass(frozen=True)
class Options:
    """How long and how often to measure."""

    runs: int = 5
    quick: bool = False
    statements: bool = False


@dataclass(frozen=True)
class Spread:
    """The median of several runs, and the least and the most of them."""

    median: float
    least: float
    most: float

    @staticmethod
    def of(values: Sequence[float]) -> "Spread":
        """Return the spread of one figure over all runs."""
        return Spread(statistics.median(values), min(values), max(values))

    def show(self, digits: int = 0, factor: float = 1.0) -> str:
        """Return it for a table: median (least–most)."""
        median, least, most = (f"{value * factor:,.{digits}f}" for value in (self.median, self.least, self.most))
        return f"{median} [dim]({least}–{most})[/dim]"

    def data(self) -> dict[str, float]:
        """Return it for the file."""
        return {"median": self.median, "min": self.least, "max": self.most}


@dataclass(frozen=True)
class Promise:
    """A ratio that must hold in the median of all runs."""

    what: str
    ratio: Spread
    bound: float
    at_most: bool = False

    @property
    def kept(self) -> bool:
        """Whether the median is on the right side of the bound."""
        return self.ratio.median <= self.bound if self.at_most else self.ratio.median >= self.bound

    def show(self) -> str:
        """Return one line for people."""
        mark = "[green]kept[/green]  " if self.kept else "[bold red]MISSED[/bold red]"
        return f"{mark} {self.what}: {self.ratio.show(2)}, promised {'≤' if self.at_most else '≥'} {self.bound}"

    def data(self) -> dict[str, Any]:
        """Return it for the file."""
        sign = "<=" if self.at_most else ">="
        return {"what": self.what, "ratio": self.ratio.data(), "promised": f"{sign} {self.bound}", "kept": self.kept}


@dataclass(frozen=True)
class Outcome:
    """What one benchmark found: figures for the file and the promises it checks."""

    figures: dict[str, Any]
    promises: Sequence[Promise] = ()

    def data(self) -> dict[str, Any]:
        """Return it for the file."""
        return {**self.figures, "promises": [promise.data() for promise in self.promises]}


def keep(name: str, machine: dict[str, Any], runs: int, outcome: Outcome, *, file: Path = FILE) -> None:
    """Write what a benchmark found into the results, leaving the others' as they are."""
    kept = json.loads(file.read_text()) if file.exists() else {}
    kept[name] = {"machine": machine, "runs": runs, **outcome.data()}
    file.write_text(json.dumps(kept, indent=2, ensure_ascii=False, sort_keys=True) + "\n")
