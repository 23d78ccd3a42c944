"""Column types: instants in UTC and JSON that reads the same on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache

from sqlalchemy import BigInteger, Dialect, Integer, Text
from sqlalchemy.types import TIMESTAMP, TypeDecorator

# SQLite gives row ids without reuse only to INTEGER PRIMARY KEY; PostgreSQL wants 64 bits.
Id = BigInteger().with_variant(Integer(), "sqlite")


class Instant(TypeDecorator[datetime]):
    """An aware moment, kept in UTC: timestamptz on PostgreSQL, ISO text with microseconds on SQLite."""

    impl = TIMESTAMP(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TIMESTAMP | Text:
        return Text() if dialect.name == "sqlite" else TIMESTAMP(timezone=True)

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], object]:
        return _text if dialect.name == "sqlite" else _utc

    def process_result_value(self, value: object, dialect: Dialect) -> datetime | None:
        if value is None or isinstance(value, datetime):
            return value
        return datetime.fromisoformat(str(value))


def _utc(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError(f"a moment without a zone: {value!r}")
    return value.astimezone(UTC)


@lru_cache(maxsize=64)  # one and the same moment goes into a dozen columns of a turn
def _text(value: datetime | None) -> str | None:
    value = _utc(value)
    return None if value is None else value.isoformat(" ", "microseconds")
