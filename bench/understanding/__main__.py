"""Measures understanding: python -m bench.understanding FILE [--json OUT] [--half tuning|untouched]."""

import json
import logging
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import structlog
import typer
from rich.console import Console
from rich.table import Table

from bench.understanding.entries import Entry, load
from bench.understanding.judging import Outcome, Verdict, judge
from bench.understanding.trying import Trying, called

MEMORY = Path("/dev/shm")  # what is measured is not the disk


@dataclass(frozen=True, slots=True)
class Result:
    """An entry, what became of it, and what is to be said of that."""

    entry: Entry
    outcome: Outcome
    verdict: Verdict
    seconds: float

    def shown(self) -> dict[str, Any]:
        """Return it as JSON says it."""
        outcome, verdict = self.outcome, self.verdict
        return {
            "id": self.entry.id,
            "text": self.entry.text,
            "meant": {"intent": self.entry.intent, "fields": self.entry.fields},
            "got": {"intent": outcome.intent, "fields": outcome.fields},
            "asked": outcome.asked,
            "ignored": outcome.intent is None and not outcome.asked and not outcome.wrote,
            "refused": outcome.refused,
            "wrote": [asdict(write) for write in outcome.wrote],
            "right": verdict.right,
            "wrong_fields": verdict.wrong_fields,
            "silent_miswrite": bool(verdict.silent_miswrite),
        }


def results(path: Path, half: str = "") -> list[Result]:
    """Say every entry of a file or folder to Baton, or one half of them."""
    fixture, entries = load(path)
    return tried(fixture, [entry for entry in entries if half in ("", entry.half)])


def tried(fixture: Mapping[str, Any], entries: Sequence[Entry]) -> list[Result]:
    """Say these entries to Baton, each in a fresh copy of the fixture."""
    names, found = called(fixture), []
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        trying = Trying(Path(folder), fixture)
        for entry in entries:
            outcome, seconds = trying.outcome(entry)
            found.append(Result(entry, outcome, judge(entry, outcome, names), seconds))
        trying.close()
    return found


def score(found: Sequence[Result]) -> dict[str, Any]:
    """Return the rates: right among clear ones, asked among unclear ones, ignored among chit-chat, silent mis-writes."""
    kinds = {"asked": "ask", "ignored": "ignore"}
    rates: dict[str, Any] = {}
    for name in ("right", *kinds):
        of = [one for one in found if one.entry.intent == kinds.get(name, one.entry.intent)]
        of = of if name in kinds else [one for one in of if one.entry.intent not in kinds.values()]
        rates[name] = {"right": sum(one.verdict.right for one in of), "of": len(of)}
    clear = [one for one in found if one.entry.intent not in kinds.values() and not one.entry.outcome]
    rates["clear_but_refused"] = sum(bool(one.outcome.refused and one.outcome.intent) for one in clear)
    rates["broken"] = sum(one.outcome.refused in ("broken", "late") for one in found)
    rates["clear_but_asked"] = sum(one.outcome.asked and not one.verdict.right for one in clear)
    chat = [one for one in found if one.entry.intent == "ignore"]
    rates["chat_without_a_write"] = {"right": sum(not one.outcome.wrote for one in chat), "of": len(chat)}
    rates["silent_miswrites"] = sum(bool(one.verdict.silent_miswrite) for one in found)
    rates["median_ms"] = round(1000 * median([one.seconds for one in found] or [0]), 2)
    return rates


def main(
    file: Annotated[Path, typer.Argument(help="Examples in the form of tests/data/understanding/samples.yaml.")],
    out: Annotated[Path | None, typer.Option("--json", help="Write what became of every entry here.")] = None,
    half: Annotated[str, typer.Option(help="Only the tuning or the untouched half.")] = "",
    quiet: Annotated[bool, typer.Option("--quiet", help="Only the score.")] = False,
) -> None:
    """Say every entry to a Baton of its own and hold what became of it against what was meant."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    console = Console(width=max(150, Console().width))
    found = results(file, half)
    if not quiet:
        for one in found:
            if not one.verdict.right or one.verdict.silent_miswrite:
                console.print_json(json.dumps(one.shown(), ensure_ascii=False), indent=None)
    console.print(_table(found))
    rates = score(found)
    for name, rate in rates.items():
        console.print(f"{name}: {_rate(rate)}")
    if out is not None:
        report = {"score": rates, "entries": [one.shown() for one in found]}
        out.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")


def _table(found: Sequence[Result]) -> Table:
    table = Table("intent", "tuning", "untouched", "silent mis-writes")
    for intent in sorted({one.entry.intent for one in found}):
        rows = [one for one in found if one.entry.intent == intent]
        halves = [[one for one in rows if one.entry.half == half] for half in ("tuning", "untouched")]
        cells = [f"{sum(one.verdict.right for one in part)}/{len(part)}" for part in halves]
        table.add_row(intent, *cells, str(sum(bool(one.verdict.silent_miswrite) for one in rows) or ""))
    return table


def _rate(rate: Any) -> str:
    if not isinstance(rate, dict):
        return str(rate)
    share = f" = {rate['right'] / rate['of']:.1%}" if rate["of"] else ""
    return f"{rate['right']}/{rate['of']}{share}"


if __name__ == "__main__":
    typer.run(main)
