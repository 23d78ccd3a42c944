"""A connection that compiles each statement once and from then on hands it straight to the driver."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Semaphore
from typing import Any

from sqlalchemy import Connection, Delete, Dialect, Engine, Executable, Insert, Row, Select, Update
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData
from sqlalchemy.exc import DBAPIError, MultipleResultsFound
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool
from sqlalchemy.sql.compiler import SQLCompiler

# More than there are statements; those built anew for every call push each other out.
MOST_PREPARED = 1024
WAIT_SECONDS = 2.0  # for a connection

statements: ContextVar[int] = ContextVar("statements", default=0)


class Rows(IteratorResult[*tuple[Any, ...]]):
    """The rows of a statement, or how many it changed; the one row most statements have takes no detours."""

    rowcount = -1

    def __init__(self, shape: SimpleResultMetaData, cells: list[tuple[Any, ...]]) -> None:
        super().__init__(shape, iter(cells))
        self._cells = cells

    def one_or_none(self) -> Row[*tuple[Any, ...]] | None:
        """Return the only row there is, or None."""
        if not self._cells:
            return None
        if len(self._cells) > 1:
            raise MultipleResultsFound("Multiple rows were found when one or none was required")
        shape = self._metadata
        return Row(shape, shape._effective_processors, shape._key_to_index, self._cells[0])

    def scalar_one_or_none(self) -> Any:
        """Return the first cell of the only row there is, or None."""
        row = self.one_or_none()
        return None if row is None else row[0]


@dataclass(slots=True)
class Prepared:
    """A statement as the driver takes it, and what turns our values into its values and back.

    `blank` holds the values that never change, and `given` where (a name, or a place) which of ours goes.
    """

    text: str
    blank: Any
    given: Sequence[tuple[Any, str]]
    processed: Sequence[tuple[Any, str, Callable[[Any], Any]]]
    types: Sequence[Any]
    dialect: Dialect
    shape: SimpleResultMetaData | None = field(default=None)

    def bind(self, values: Mapping[str, Any]) -> Any:
        """Return the driver's parameters, by place or by name."""
        bound = self.blank.copy()
        for place, key in self.given:
            bound[place] = values[key]
        for place, key, process in self.processed:
            bound[place] = process(values[key])
        return bound

    def rows(self, cursor: Any) -> Rows:
        """Return everything a cursor has to give."""
        if not self.types:
            nothing = Rows(NOTHING, [])
            nothing.rowcount = cursor.rowcount
            return nothing
        if self.shape is None:
            self.shape = self._shape(cursor.description)
        return Rows(self.shape, cursor.fetchall())

    def _shape(self, description: Sequence[Sequence[Any]]) -> SimpleResultMetaData:
        pairs = zip(self.types, description, strict=True)
        processors = [type_.dialect_impl(self.dialect).result_processor(self.dialect, at[1]) for type_, at in pairs]
        return SimpleResultMetaData([at[0] for at in description], _processors=processors)


NOTHING = SimpleResultMetaData(())


class QuickConnection(Connection):
    """SQLAlchemy's connection, without the work it repeats each time one and the same statement is executed."""

    until: float | None = None  # the monotonic second before which its transaction must be committed
    executed = 0
    _cursor: Any = None

    def execute(self, statement: Executable, parameters: Any = None, **options: Any) -> Any:
        """Execute a statement; its rows come back at once and as always."""
        many = isinstance(parameters, list)
        keys = tuple(parameters[0] if many else parameters or ())
        prepared = None if options else prepare(statement, self.dialect, keys, many)
        self.executed += 1
        if prepared is None:
            return super().execute(statement, parameters, **options)
        given = [prepared.bind(values) for values in parameters] if many else prepared.bind(parameters or {})
        try:
            if self._cursor is None:
                self._cursor = self.connection.cursor()
            cursor = self._cursor
            if many:
                cursor.executemany(prepared.text, given)
            else:
                cursor.execute(prepared.text, given)
            return prepared.rows(cursor)
        except self.dialect.loaded_dbapi.Error as error:
            raise self._wrapped(error, prepared.text, given) from error

    def exec_driver_sql(self, statement: str, *more: Any, **options: Any) -> Any:
        """Execute a statement in the driver's own words."""
        self.executed += 1
        return super().exec_driver_sql(statement, *more, **options)

    def _wrapped(self, error: Any, text: str, parameters: Any) -> Exception:
        """The driver's error as SQLAlchemy raises it; a connection that is lost is given up."""
        dialect = self.dialect
        lost = dialect.is_disconnect(error, self.connection.dbapi_connection, None)
        base = dialect.loaded_dbapi.Error
        if lost:
            self.invalidate(error)
        wrapped: Exception = DBAPIError.instance(
            text, parameters, error, base, hide_parameters=True, connection_invalidated=lost, dialect=dialect
        )
        return wrapped


class Connections:
    """An engine's connections; they stay open between transactions, because opening one costs as much as two statements."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        assert isinstance(engine.pool, QueuePool)
        # Whoever waits is woken by whoever gives one back, to rest or to be closed.
        self._free = Semaphore(engine.pool.size())
        self._resting: deque[QuickConnection] = deque()

    @contextmanager
    def one(self, until: float | None = None) -> Iterator[QuickConnection]:
        """Lend a connection; one that saw anything go wrong is not lent again, nor others after a fault of the database.

        Raises TimeoutError of SQLAlchemy when none is given back in time.
        """
        if not self._free.acquire(timeout=WAIT_SECONDS):
            raise PoolTimeout("every connection is in use")
        try:
            db = self._rested() or QuickConnection(self.engine)
            db.until, db.executed = until, 0
            try:
                yield db
            except BaseException as error:
                db.close()
                if isinstance(error, DBAPIError):
                    self._rest_none()
                raise
            else:
                self._resting.append(db)
            finally:
                statements.set(statements.get() + db.executed)
        finally:
            self._free.release()

    def close(self) -> None:
        """Give every connection that rests back to the database."""
        self._rest_none()
        self.engine.dispose()

    def _rest_none(self) -> None:
        while (db := self._rested()) is not None:
            db.close()

    def _rested(self) -> QuickConnection | None:
        try:
            return self._resting.pop()
        except IndexError:
            return None


@lru_cache(maxsize=MOST_PREPARED)
def prepare(statement: Executable, dialect: Dialect, keys: tuple[str, ...], many: bool) -> Prepared | None:
    """Return a statement ready for the driver; None for what only SQLAlchemy itself can execute."""
    if not isinstance(statement, Select | Insert | Update | Delete) or statement.get_execution_options():
        return None
    compiled = statement.compile(dialect=dialect, column_keys=list(keys), for_executemany=many)
    assert isinstance(compiled, SQLCompiler)
    types = [column.type for column in statement.exported_columns]
    asked = {name: bind.key for bind, name in compiled.bind_names.items() if bind.key in keys}
    differs = any(bind.expanding or bind.literal_execute for bind in compiled.bind_names if bind.key in keys)
    if differs or compiled.insert_prefetch or compiled.update_prefetch or (many and types):
        return None
    if missing := [bind.key for bind in compiled.bind_names if bind.required and bind.key not in keys]:
        raise KeyError(f"nothing was given for {', '.join(missing)}")
    whole = compiled.construct_expanded_state(dict.fromkeys(keys))
    own = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for bind, name in compiled.bind_names.items()}
    processors = own | dict(whole.processors)
    fixed = {
        name: process(value) if (process := processors.get(name)) else value
        for name, value in whole.parameters.items()
        if name not in asked
    }
    places = whole.positiontup
    blank: Any = fixed if places is None else [fixed.get(name) for name in places]
    where = [(name, name) for name in whole.parameters] if places is None else list(enumerate(places))
    given = [(place, asked[name]) for place, name in where if name in asked and not processors.get(name)]
    processed = [
        (place, asked[name], process)
        for place, name in where
        if name in asked and (process := processors.get(name)) is not None
    ]
    return Prepared(whole.statement, blank, given, processed, types, dialect)
