"""`baton import`: files come in, and are taken back."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from bot import console

if TYPE_CHECKING:
    from bot.importing.maps import Asked
    from storage.store import Store

group = typer.Typer(
    name="import", help="Bring people and deals in from files.", invoke_without_command=True, no_args_is_help=False
)

File = Annotated[Path, typer.Argument(help="A CSV or XLSX file with a header.")]
Maps = Annotated[
    list[str] | None,
    typer.Option("--map", help="COLUMN=FIELD, or the name of a map (salesforce, zoho, hubspot, or one you saved)."),
]
SaveMap = Annotated[str | None, typer.Option("--save-map", help="Keep what is said here under a name for next time.")]
Sets = Annotated[list[str] | None, typer.Option("--set", help="FIELD=VALUE where the file says nothing.")]
Values = Annotated[list[str] | None, typer.Option("--values", help="FIELD:FROM=TO, what a value of the file means.")]
Zone = Annotated[str | None, typer.Option(help="Where the file's days begin, such as America/New_York.")]
Days = Annotated[str | None, typer.Option(help="dmy or mdy: how days such as 3/4/2026 are meant.")]
Encoding = Annotated[str | None, typer.Option(help="The file's encoding, where it cannot be told.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Answer every row, write nothing.")]
Out = Annotated[Path | None, typer.Option("--answers", help="Write the answer to every row into this CSV.")]
AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]


@group.callback()
def imports(
    context: typer.Context,
    revert: Annotated[int | None, typer.Option(help="Take the batch of this number back.")] = None,
    as_json: AsJson = False,
) -> None:
    """Bring people and deals in from files; without more words, list what was brought in."""
    if context.invoked_subcommand is not None:
        return
    if revert is None:
        _list(as_json=as_json)
    else:
        _revert(revert, as_json=as_json)


@group.command()
def members(
    file: File,
    *,
    maps: Maps = None,
    save_map: SaveMap = None,
    sets: Sets = None,
    values: Values = None,
    zone: Zone = None,
    days: Days = None,
    encoding: Encoding = None,
    dry: Dry = False,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Bring people in, with their teams and managers."""
    from bot.importing.maps import Asked

    _take("members", file, Asked(maps, sets, values, save_map, zone, days, encoding, dry), out, as_json=as_json)


@group.command()
def deals(
    file: File,
    *,
    maps: Maps = None,
    save_map: SaveMap = None,
    sets: Sets = None,
    values: Values = None,
    zone: Zone = None,
    days: Days = None,
    encoding: Encoding = None,
    dry: Dry = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="What may be a deal we know already is one of its own.")
    ] = False,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Bring deals in, open and closed ones."""
    from bot.importing.maps import Asked

    asked = Asked(maps, sets, values, save_map, zone, days, encoding, dry, anyway)
    _take("deals", file, asked, out, as_json=as_json)


def _take(kind: str, file: Path, asked: "Asked", out: Path | None, *, as_json: bool) -> None:
    from bot.clock import now
    from bot.importing.answers import sheet
    from bot.importing.taking import take

    settings = console.settings()
    with _answers(out) as keep, _store(there=asked.dry) as store:
        report = take(store, kind, file, asked, settings_zone=settings.zone, clock=now, bar=_bar)
        keep(sheet(report.answers))
    typer.echo(json.dumps(report.document(), ensure_ascii=False) if as_json else "\n".join(report.lines()))


@contextmanager
def _answers(out: Path | None) -> Iterator[Callable[[str], object]]:
    """Open the file of answers before anything is written anywhere, so that it is no surprise at the end."""
    if out is None:
        yield lambda _: None
        return
    new = not out.exists()
    with out.open("a", encoding="utf-8-sig", newline="") as opened:
        try:
            yield partial(_afresh, opened)
        except BaseException:
            if new:  # what was refused as a whole has no answers
                out.unlink()
            raise


def _afresh(opened: TextIO, text: str) -> None:
    """Write the whole of a file that is open to be added to."""
    opened.truncate(0)
    opened.write(text)


@contextmanager
def _store(*, there: bool = True) -> Iterator["Store"]:
    """Open the store, which only a real import may make."""
    from storage import schema

    if not there:
        schema.ready(console.settings().database_url, migrate_empty=True)
    store = console.store()
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _bar(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """One progress bar, where somebody watches."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    watched = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=watched, disable=not watched.is_terminal, transient=True) as progress:
        task = progress.add_task(label, total=total)
        yield lambda rows: progress.advance(task, rows)


def _revert(number: int, *, as_json: bool) -> None:
    import time
    from dataclasses import asdict

    from bot.clock import now
    from bot.home import home
    from bot.importing.reverting import revert
    from storage import intake

    with _store() as store:
        with store.read() as db:
            workspace = home(db)
            batch = None if workspace is None else intake.batch(db, workspace=workspace.id, id=number)
        if workspace is None or batch is None:
            console.fail(f"there is no batch {number}: `baton import` lists those there are")
        if batch.reverted_at is not None:
            console.fail(f"batch {number} was taken back already, at {batch.reverted_at:%Y-%m-%d %H:%M} UTC")
        done = revert(store, workspace.id, batch, clock=now, rest=time.sleep)
    typer.echo(json.dumps(asdict(done)) if as_json else done.line())


def _list(*, as_json: bool) -> None:
    from bot.home import home
    from storage import intake

    with _store() as store, store.read() as db:
        workspace = home(db)
        found = [] if workspace is None else intake.batches(db, workspace=workspace.id)
    if as_json:
        rows = [
            {
                "batch": one.id,
                "kind": one.kind,
                "file": one.file,
                "at": one.at.isoformat(),
                "counts": one.counts.get("answers", {}),
                "finished": one.finished,
                "reverted": one.reverted_at and one.reverted_at.isoformat(),
            }
            for one in found
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for one in found:
        told = ", ".join(f"{count:,} {name}" for name, count in one.counts.get("answers", {}).items() if count)
        state = "taken back" if one.reverted_at else "" if one.finished else "not finished: import the file again"
        typer.echo(f"{one.id}  {one.at:%Y-%m-%d %H:%M} UTC  {one.kind}  {one.file}  {told}  {state}".rstrip())
    if not found:
        typer.echo("Nothing was imported yet: `baton import members FILE`, then `baton import deals FILE`.")
