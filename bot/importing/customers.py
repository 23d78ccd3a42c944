"""The companies a file's rows speak of: known ones by any spelling of their name, new ones made once."""

from collections import defaultdict
from datetime import datetime

from rapidfuzz import fuzz
from sqlalchemy import Connection

from sales.names import company_key, compare
from storage import counters, customers, intake

# Below this two keys are never one company's but for an abbreviation or a beginning; it spares the close look.
WORTH_A_LOOK = 60.0


class Customers:
    """Every customer's name, kept while a file is read."""

    def __init__(self, workspace: int) -> None:
        self._workspace = workspace
        self._last = 0
        self._by_key: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._met: dict[str, int] = {}
        self._alike: dict[str, list[int]] = {}
        self._before: dict[str, list[tuple[int, str, str]]] | None = None

    def refresh(self, db: Connection) -> None:
        """Learn of the customers that came since; those of the first look are the ones a new name may resemble."""
        found = intake.customers_after(db, workspace=self._workspace, after=self._last)
        for id, name in found:
            self._by_key[company_key(name)].append((id, name))
            self._last = max(self._last, id)
        if self._before is None:
            self._before = defaultdict(list)
            for id, name in found:
                self._before[company_key(name)[:1]].append((id, name, company_key(name)))

    def known(self, name: str) -> int | None:
        """Return the customer of this name, however it is spelt."""
        if name not in self._met:
            same = (id for id, other in self._by_key.get(company_key(name), ()) if compare(name, other) == "same")
            found = next(same, None)
            if found is None:
                return None
            self._met[name] = found
        return self._met[name]

    def meet(self, db: Connection, name: str, *, now: datetime) -> int:
        """Return the customer of this name, who is made where there is none; of two who bring it at once, one does."""
        found = self.known(name)
        if found is None:
            counters.next_number(db, workspace=self._workspace, kind="customer", first=1)
            self.refresh(db)
            found = self.known(name)
        if found is None:
            found = customers.create(db, workspace=self._workspace, name=name, now=now)
            self.refresh(db)
        return found

    def alike(self, name: str) -> list[int]:
        """Return the customers known before this file whose name may mean the same company, unless one is the same."""
        if self.known(name) is not None:
            return []
        if name not in self._alike:
            self._alike[name] = [
                id for id, other in self._resembling(company_key(name)) if compare(name, other) == "ask"
            ]
        return self._alike[name]

    def _resembling(self, key: str) -> list[tuple[int, str]]:
        signs = frozenset(key)
        near = (self._before or {}).get(key[:1], ())
        return [(id, name) for id, name, other in near if _near(key, other, signs)]


def _near(key: str, other: str, signs: frozenset[str]) -> bool:
    if key.startswith(other) or other.startswith(key) or fuzz.ratio(key, other) >= WORTH_A_LOOK:
        return True
    return not key.isascii() and (signs <= frozenset(other) or frozenset(other) <= signs)  # 中石化, 中国石油化工
