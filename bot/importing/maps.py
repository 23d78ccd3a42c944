"""Maps of columns: shipped ones for exports of well-known systems, saved ones, and what is typed."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from sqlalchemy import Connection

from bot.importing.headers import Told
from bot.importing.refusal import FileRefused
from sales.values import Workspace
from storage import intake

FOLDER = files("bot.importing") / "systems"


def shipped(kind: str) -> dict[str, Told]:
    """Return the maps that come with Baton."""
    found = {}
    for file in sorted(FOLDER.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            document = tomllib.loads(file.read_text("utf-8"))
            if document["kind"] == kind:
                found[file.name.removesuffix(".toml")] = read(document)
    return found


def read(document: Mapping[str, Any]) -> Told:
    """Return a map as it is kept in a file or in the store."""
    return Told(document.get("columns", {}), document.get("set", {}), document.get("values", {}))


def document(told: Told) -> dict[str, Any]:
    """Return a map as it is kept in the store."""
    values = {name: dict(known) for name, known in told.values.items()}
    return {"columns": dict(told.columns), "set": dict(told.constants), "values": values}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person importing says at the command line."""

    maps: Sequence[str] | None = None
    sets: Sequence[str] | None = None
    values: Sequence[str] | None = None
    save_map: str | None = None
    zone: str | None = None
    days: str | None = None
    encoding: str | None = None
    dry: bool = False
    anyway: bool = False


def told(db: Connection, workspace: Workspace | None, kind: str, asked: Asked) -> tuple[Told, dict[str, str]]:
    """Return what the options say together, and the columns they name; what is typed holds over a named map."""
    if asked.days not in (None, "dmy", "mdy"):
        raise FileRefused(f"--days {asked.days}: write dmy (day first) or mdy (month first)")
    named, columns = Told(), {}
    for option in asked.maps or ():
        column, sign, name = option.rpartition("=")
        if sign:
            columns[column.strip()] = name.strip()
        else:
            named = _named(db, workspace, kind, option).over(named)
    constants = dict(_parted(option, "--set field=value") for option in asked.sets or ())
    meanings: dict[str, dict[str, str]] = {}
    for option in asked.values or ():
        name, sign, change = option.partition(":")
        old, equals, new = change.rpartition("=")
        if not (sign and equals):
            raise FileRefused(f"--values {option}: write --values field:from=to, as in --values stage:Won=won")
        meanings.setdefault(name.strip(), {})[old.strip()] = new.strip()
    return Told(columns, constants, meanings).over(named), columns


def _parted(option: str, form: str) -> tuple[str, str]:
    name, sign, value = option.partition("=")
    if not sign:
        raise FileRefused(f"{option}: write {form}")
    return name.strip(), value.strip()


def _named(db: Connection, workspace: Workspace | None, kind: str, name: str) -> Told:
    saved = workspace and intake.saved_map(db, workspace=workspace.id, kind=kind, name=name)
    if saved:
        return read(saved)
    known = shipped(kind)
    if name not in known:
        others = {*known, *(intake.saved_maps(db, workspace=workspace.id, kind=kind) if workspace else ())}
        raise FileRefused(
            f"there is no map of {kind} named {name}"
            + (f"; there are: {', '.join(sorted(others))}" if others else "")
            + ". A single column is mapped with --map 'Column=field'"
        )
    return known[name]
