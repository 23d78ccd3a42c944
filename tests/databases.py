"""Fresh stores for tests: a copy of one migrated SQLite file, or of one migrated PostgreSQL database."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from storage import schema

POSTGRES = os.environ.get("BATON_TEST_POSTGRES", "")


class Databases:
    """Makes empty, migrated stores quickly; one per test worker."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = f"template_{uuid4().hex}"
        self._made = False

    @contextmanager
    def fresh(self, kind: str) -> Iterator[str]:
        """Yield the URL of an empty store of this kind; it is gone afterwards."""
        with self._sqlite() if kind == "sqlite" else self._postgres() as url:
            yield url

    @contextmanager
    def _sqlite(self) -> Iterator[str]:
        template = self._folder / "template.db"
        if not template.exists():
            schema.migrate(f"sqlite:///{template}")
        path = self._folder / f"{uuid4().hex}.db"
        shutil.copy(template, path)
        yield f"sqlite:///{path}"

    @contextmanager
    def _postgres(self) -> Iterator[str]:
        url = make_url(POSTGRES)
        if not self._made:
            self._run(f"CREATE DATABASE {self._template}")
            schema.migrate(url.set(database=self._template).render_as_string(hide_password=False))
            self._made = True
        name = f"test_{uuid4().hex}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {self._template}")
        try:
            yield url.set(database=name).render_as_string(hide_password=False)
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    @staticmethod
    def _run(statement: str) -> None:
        url = make_url(POSTGRES).set(drivername="postgresql")
        with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as db:
            db.execute(statement)
