"""The workspace's rules: one validated document, kept in versions."""

from datetime import datetime
from functools import cache

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, insert, select, update

from sales.config import Config
from storage.tables import configs, workspaces

READ = select(configs.c.document).where(
    configs.c.workspace == bindparam("workspace"), configs.c.version == bindparam("version")
)
INSERT = insert(configs)
NOW_VALID = update(workspaces).where(workspaces.c.id == bindparam("row")).values(config_version=bindparam("version"))


STANDARD = Config()


class Configs:
    """The rules of every workspace, read once per version."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Config] = {}

    def of(self, db: Connection, *, workspace: int, version: int) -> Config:
        """Return the rules of this version; version 0 is what Baton starts with."""
        if version == 0:
            return STANDARD
        config = self._known.get((workspace, version))
        if config is None:
            config = self._known[workspace, version] = current(db, workspace=workspace, version=version)
        return config


def current(db: Connection, *, workspace: int, version: int) -> Config:
    """Return the rules of this version from the store."""
    if version == 0:
        return STANDARD
    return _adapter().validate_python(db.execute(READ, {"workspace": workspace, "version": version}).scalar_one())


def differing(before: Config, after: Config) -> dict[str, tuple[object, object]]:
    """Return the sections that differ, as the document writes them."""
    old, new = (_adapter().dump_python(config, mode="json") for config in (before, after))
    return {name: (old[name], new[name]) for name in old if old[name] != new[name]}


def save(
    db: Connection, config: Config, *, workspace: int, version: int, by: int | None, at: datetime, why: str
) -> None:
    """Store a new version and make it the valid one."""
    document = _adapter().dump_python(config, mode="json")
    row = {"workspace": workspace, "version": version, "by": by, "at": at, "why": why, "document": document}
    db.execute(INSERT, row)
    db.execute(NOW_VALID, {"row": workspace, "version": version})


@cache
def _adapter() -> TypeAdapter[Config]:
    return TypeAdapter(Config)
