"""What a row of a file makes of a member: somebody new, or somebody known with more roles, another team."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from sales.names import person_key
from sales.staffing import handle_for
from sales.values import Person


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member with everything a file may say of them; roles have a start day each, teams are ids."""

    id: int
    handle: str
    name: str
    aliases: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    teams: frozenset[int] = frozenset()
    language: str = "en"
    zone: str = "UTC"
    email: str | None = None
    phone: str | None = None
    users: frozenset[tuple[str, str, str]] = frozenset()
    active: bool = True

    @property
    def person(self) -> Person:
        """The member as others name them."""
        return Person(self.id, self.name)

    @property
    def keys(self) -> frozenset[str]:
        """What they may be called, in the form names are compared in."""
        called = (self.name, self.handle, *self.aliases, *([self.email] if self.email else []))
        return frozenset(person_key(name) for name in called)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """What one row says of a member; what it says nothing of is None."""

    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    teams: frozenset[int] = frozenset()
    leads: frozenset[int] = frozenset()
    language: str | None = None
    zone: str | None = None
    email: str | None = None
    phone: str | None = None
    started: str | None = None
    handle: str | None = None
    users: frozenset[tuple[str, str, str]] = frozenset()


def hire(row: MemberRow, *, taken: Collection[str], language: str, zone: str, today: str) -> Colleague:
    """Return somebody new; who is only known as a manager is nothing else."""
    roles = row.roles or (() if row.leads and not row.teams else ("rep",))
    handle = row.handle if row.handle and row.handle not in taken else handle_for(row.name, taken)
    somebody = Colleague(id=0, handle=handle, name=row.name, language=language, zone=zone)
    return tell(somebody, replace(row, roles=roles), today=today)


def tell(known: Colleague, row: MemberRow, *, today: str) -> Colleague:
    """Return a member with what a row says; roles are only ever added, so that nobody is locked out by a file."""
    said = {name: value for name in ("language", "zone", "email", "phone") if (value := getattr(row, name))}
    roles = (*row.roles, *(("manager",) if row.leads else ()))
    # One day for all can be corrected by a file; days of their own were not made by one.
    begun = row.started if len(set(known.roles.values())) < 2 else None
    started = {role: begun or known.roles.get(role) or row.started or today for role in roles}
    # A manager may lead several teams, each of which another file may tell of.
    stay = known.teams if "manager" in known.roles or not row.teams else frozenset()
    aliases = (*known.aliases, *(alias for alias in row.aliases if alias not in known.aliases))
    return replace(
        known,
        **said,
        name=row.name,
        aliases=aliases,
        roles={**known.roles, **started},
        teams=row.teams | row.leads | stay,
        users=known.users | row.users,
        active=True,
    )
