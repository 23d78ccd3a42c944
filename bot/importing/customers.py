"""The companies a file's rows speak of: known ones by any spelling of their name, new ones made once."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import Connection

from sales.names import company_key, compare
from storage import counters, customers, intake


class Customers:
    """Every customer's name, kept while a file is read."""

    def __init__(self, workspace: int) -> None:
        self._workspace = workspace
        self._last = 0
        self._met: dict[str, int | None] = {}
        self._begins: dict[str, list[tuple[int, str]]] = defaultdict(list)

    def refresh(self, db: Connection) -> None:
        """Learn of the customers that came since."""
        for id, name in intake.customers_after(db, workspace=self._workspace, after=self._last):
            self._begins[_beginning(name)].append((id, name))
            self._last = max(self._last, id)
            self._met.clear()

    def known(self, name: str) -> int | None:
        """Return the customer of this name, however it is spelt."""
        if name not in self._met:
            self._met[name] = next(iter(self._alike(name, "same")), None)
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
        """Return the customers whose name may mean the same company."""
        return self._alike(name, "ask")

    def _alike(self, name: str, verdict: str) -> list[int]:
        return [id for id, other in self._begins[_beginning(name)] if compare(name, other) == verdict]


def _beginning(name: str) -> str:
    """What spellings of one name have in common at least: two signs of its key, which has no seat and no form."""
    return company_key(name)[:2]
