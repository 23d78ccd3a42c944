"""Measures: python -m bench [claims] [slack] [peers] [turn] [understanding] [--runs N] [--quick] [--statements]."""

import logging
import os
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Annotated

import structlog
import typer
from rich.console import Console

from bench import machine, results
from bench.results import Options, Outcome

# What is measured, and by which module.
NAMES = {
    "turn": "bench.turn",
    "claims": "bench.claims",
    "slack": "bench.slack",
    "peers": "bench.peers",
    "understanding": "bench.reading",
}
# On a disk, not in memory: what is measured includes waiting for it.
FOLDER = Path(__file__).parent / ".stores"

Measure = Callable[[Options, Path, str, Console], Outcome]


def main(
    names: Annotated[list[str] | None, typer.Argument(help=f"Of {', '.join(NAMES)}; all when none is named.")] = None,
    runs: Annotated[int, typer.Option(help="How often to measure; results want at least 5.")] = 5,
    quick: Annotated[bool, typer.Option("--quick", help="Short runs, to try the benchmarks themselves.")] = False,
    statements: Annotated[bool, typer.Option("--statements", help="List the statements of a claim.")] = False,
) -> None:
    """Measure, print tables, write bench/results.json, and fail when a promised ratio is missed."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    console = Console(width=max(150, Console().width))
    if unknown := set(names or ()) - set(NAMES):
        raise typer.BadParameter(f"{', '.join(sorted(unknown))}: choose from {', '.join(NAMES)}")
    kept = True
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        for name in names or NAMES:
            kept &= _measure(name, Options(runs, quick, statements), Path(folder), console)
    sys.exit(0 if kept else 1)


def _measure(name: str, options: Options, folder: Path, console: Console) -> bool:
    about = machine.describe(folder)
    console.rule(f"[bold]{name}")
    console.print(" · ".join(f"{key} {value}" for key, value in about.items()), style="dim")
    measure: Measure = import_module(NAMES[name]).run
    outcome = measure(options, folder, os.environ.get("BATON_TEST_POSTGRES", ""), console)
    for promise in outcome.promises:
        console.print(promise.show())
    if not options.quick:
        results.keep(name, about, options.runs, outcome)
    return options.quick or all(promise.kept for promise in outcome.promises)


if __name__ == "__main__":
    typer.run(main)
