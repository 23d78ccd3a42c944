"""Files for tests, and how they are taken in."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.importing.answers import Report
from bot.importing.maps import Asked
from bot.importing.taking import take
from storage.store import Store
from tests.chat import Chat

MAVEN = Path(__file__).parent / "data" / "maven-crm"


@contextmanager
def unwatched(_label: str, _total: int) -> Iterator:
    yield lambda _rows: None


def taken(chat: Chat, kind: str, file: Path, **asked) -> Report:
    """Take a file in at the chat's time."""
    return take(
        chat.store, kind, file, Asked(**asked), settings_zone="Asia/Shanghai", clock=lambda: chat.now, bar=unwatched
    )


def answers(report: Report) -> list[tuple[int, str, str]]:
    """Row, answer and code of each row."""
    return [(one.row, one.answer, one.code) for one in report.answers]


def reasons(report: Report) -> list[str]:
    return [one.reason for one in report.answers]


def csv_file(folder: Path, text: str, name: str = "deals.csv", encoding: str = "utf-8") -> Path:
    """Write a file and return where it is."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def maven(folder: Path, *, deals: int = 8_800) -> Path:
    """Lay the public set out in a folder, or its first deals."""
    (folder / "sales_teams.csv").write_bytes((MAVEN / "sales_teams.csv").read_bytes())
    lines = gzip.decompress((MAVEN / "sales_pipeline.csv.gz").read_bytes()).splitlines(keepends=True)
    (folder / "sales_pipeline.csv").write_bytes(b"".join(lines[: 1 + deals]))
    return folder


def open_store(folder: Path) -> Store:
    return Store(f"sqlite:///{folder}/baton.db", connections=2)
