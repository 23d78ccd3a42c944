"""Takes a file in, a hundred rows at a time, so that whoever uses the store meanwhile hardly notices."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection

from bot.importing.answers import Answer, Report, counted
from bot.importing.job import Begin, Job, Row
from storage import intake
from storage.intake import Batch
from storage.store import Conflict, Late, Store

AT_A_TIME = 100
TRIES = 20
# A second process that writes back to back starves the first (SQLite): it rests as long as it worked, and at least so.
REST = 0.02

Progress = Callable[[int], None]


class Intake(Protocol):
    """Answers a stretch of rows and writes what follows into the batch it begins; a dry run cannot begin one."""

    def take(
        self, db: Connection, rows: Sequence[Row], begin: Begin | None
    ) -> tuple[list[Answer], dict[str, list[object]]]: ...

    def forget(self) -> None: ...


class Run:
    """One import under way."""

    def __init__(self, store: Store, job: Job, work: Intake, *, dry: bool) -> None:
        self._store = store
        self._job = job
        self._work = work
        self._dry = dry
        self.batch: Batch | None = None
        self.answers: list[Answer] = []
        self._kept: dict[str, Any] = {}
        self._unbatched: list[Answer] = []

    def whole(self, progress: Progress) -> None:
        """Take in every row; what was taken in before an end in between stays, and the next run finishes it."""
        for rows in _stretches(self._job.rows):
            began = time.monotonic()
            self._stretch(rows)
            progress(len(rows))
            if self._store.sqlite and not self._dry:
                time.sleep(max(REST, time.monotonic() - began))
        if self.batch is not None:
            self._again(lambda: self._finish(self.batch))

    def report(self, notes: Sequence[str]) -> Report:
        """Return what became of the file."""
        return Report(
            kind=self._job.kind,
            file=self._job.table.file,
            read_as=self._job.table.read_as,
            columns=self._job.layout.columns,
            unread=self._job.layout.unread,
            dry=self._dry,
            batch=None if self.batch is None else self.batch.id,
            answers=tuple(self.answers),
            notes=tuple(notes),
            counts=counted(self.answers),
        )

    def _stretch(self, rows: Sequence[Row]) -> None:
        if self._dry:
            with self._store.read() as db:
                self.answers += self._work.take(db, rows, None)[0]
            return
        answers, batch, kept = self._again(lambda: self._write(rows))
        self.answers += answers
        if batch is not None:
            self.batch, self._kept = batch, kept

    def _again(self, work: Callable[[], Any]) -> Any:
        """Do it, again after a while when others are in the way."""
        for number in range(TRIES):
            try:
                return work()
            except (Late, Conflict):
                self._work.forget()
                if number == TRIES - 1:
                    raise
                time.sleep(REST * (number + 1))
            except BaseException:
                self._work.forget()
                raise
        raise AssertionError("unreachable")

    def _write(self, rows: Sequence[Row]) -> tuple[list[Answer], Batch | None, dict[str, Any]]:
        opened = [] if self.batch is None else [self.batch]
        with self._store.write() as db:

            def begin() -> Batch:
                if not opened:
                    opened.append(self._open(db))
                return opened[0]

            answers, kept = self._work.take(db, rows, begin)
            if not opened:  # nothing was to be written yet, and may never be
                self._unbatched += answers
                return answers, None, {}
            together = _together(self._kept or opened[0].counts, kept, counted([*self._unbatched, *answers]))
            intake.count(db, opened[0], together)
        self._unbatched = []
        return answers, opened[0], together

    def _open(self, db: Connection) -> Batch:
        """Begin a batch, or go on with the one of this file that was never finished."""
        job = self._job
        last = intake.latest(db, workspace=job.workspace.id, kind=job.kind)
        if last is not None and last.hash == job.table.hash and not last.finished:
            return last
        return intake.open_batch(
            db, workspace=job.workspace.id, kind=job.kind, file=job.table.file, hash=job.table.hash, at=job.clock()
        )

    def _finish(self, batch: Batch | None) -> None:
        if batch is not None:
            with self._store.write() as db:
                intake.count(db, batch, {**self._kept, "finished": True, "told": self._job.told})


def _together(before: Mapping[str, Any], kept: Mapping[str, Any], counts: Mapping[str, int]) -> dict[str, Any]:
    """What a batch remembers after another stretch: how rows were answered, whom it hired, what it changed."""
    answers = {name: before.get("answers", {}).get(name, 0) + number for name, number in counts.items()}
    lists = {name: [*before.get(name, []), *kept.get(name, [])] for name in ("members", "changed")}
    return {"answers": answers, **lists}


def _stretches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for at in range(0, len(rows), AT_A_TIME):
        yield rows[at : at + AT_A_TIME]
