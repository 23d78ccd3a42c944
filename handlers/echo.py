"""Old → new, as every answer to a write shows it."""

from dataclasses import dataclass

from sales.config import Config
from sales.values import Change, Deal, Team

SHOWN = (
    *("owner", "team", "stage", "result", "amount", "next_step", "next_at", "close_date", "probability", "note"),
    *("lost_reason", "aliases"),
)
MEMBER_SHOWN = ("language", "zone", "away_from", "away_until", "cover", "praised")


@dataclass(frozen=True, slots=True)
class Line:
    """One field that changed, from what to what; stages as the playbook names them."""

    field: str
    old: object
    new: object


def echoed(before: Deal, after: Deal, config: Config) -> tuple[Line, ...]:
    """Return what a person should see of a change, in a fixed order."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in SHOWN)
    return tuple(_line(name, old, new, config) for name, old, new in pairs if old != new)


def lines_of(change: Change, config: Config, *, backwards: bool = False) -> tuple[Line, ...]:
    """Return what a row of history changed; backwards is what undoing it did."""
    shown = [name for name in (*SHOWN, *MEMBER_SHOWN) if name in change.fields]
    pairs = ((name, *(change.fields[name][::-1] if backwards else change.fields[name])) for name in shown)
    return tuple(_line(name, old, new, config) for name, old, new in pairs)


def _line(name: str, old: object, new: object, config: Config) -> Line:
    if name == "stage":
        return Line(name, config.stage(str(old)), config.stage(str(new)))
    if name == "team":
        return Line(name, _team_name(old), _team_name(new))
    return Line(name, None if old == "" else old, None if new == "" else new)


def _team_name(team: object) -> object:
    """What a team is called, as it is in hand or as the history keeps it."""
    match team:
        case Team():
            return team.name
        case {"team": [_, name]}:
            return name
    return team
