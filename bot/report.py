"""`baton report`: the numbers of the chat, for programs and for a terminal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import Connection

from bot.home import home
from handlers.forecasting import closed_of, conversion_of, forecast_of, paces_of, pipeline_of
from handlers.listing import lost_of
from handlers.views import View
from sales import rates as rules
from sales.money import Money
from sales.periods import days
from sales.rates import Sum, total
from sales.responding import Length, Times
from storage import boards, workspaces
from storage.configs import Configs

Row = dict[str, object]


class CannotReport(Exception):
    """What was asked makes no report; says why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report, from which day to which, of which team, by which clock."""

    name: str
    first: date
    last: date
    team: str | None = None
    zone: str | None = None


def report(db: Connection, asked: Asked, *, now: datetime) -> dict[str, object]:
    """Return a report as the document that `--json` prints; both days belong to it."""
    make = REPORTS.get(asked.name)
    if make is None:
        raise CannotReport(f"there is no report {asked.name!r}: choose one of {', '.join(REPORTS)}")
    if asked.last < asked.first:
        raise CannotReport(f"{asked.last} lies before {asked.first}")
    view = _view(db, asked, now=now)
    head: Row = {
        "report": asked.name,
        "from": asked.first.isoformat(),
        "to": asked.last.isoformat(),
        "zone": str(view.zone),
        "as_of": now.isoformat(timespec="seconds"),
    }
    return head | ({} if asked.team is None else {"team": view.teams[0].name}) | make(view)


def lines(document: dict[str, object]) -> list[str]:
    """Return a report as lines for a terminal."""
    rows, totals = document["rows"], document.get("totals")
    assert isinstance(rows, list)
    title = f"{document['report']}, {document['from']} to {document['to']} ({document['zone']})"
    found = [title, *_table(rows)]
    return (
        [*found, *(f"{name}: {_cell(value)}" for name, value in totals.items())] if isinstance(totals, dict) else found
    )


def _view(db: Connection, asked: Asked, *, now: datetime) -> View:
    workspace = home(db)
    if workspace is None:
        raise CannotReport("the store is empty: there is nobody to report about")
    teams = workspaces.all_teams(db, workspace=workspace.id)
    past = workspaces.past_teams(db, workspace=workspace.id)
    if asked.team is not None:
        teams = tuple(team for team in (*teams, *past) if team.name.casefold() == asked.team.casefold())
        past = ()
        if not teams:
            names = ", ".join(team.name for team in workspaces.all_teams(db, workspace=workspace.id))
            raise CannotReport(f"there is no team {asked.team!r}: choose one of {names}")
    zone = asked.zone or (teams[0].zone if asked.team is not None else workspace.zone)
    if zone not in available_timezones():
        raise CannotReport(f"{zone!r} is no time zone: they are written like Asia/Shanghai")
    config = Configs().of(db, workspace=workspace.id, version=workspace.config_version)
    period = days(asked.first, asked.last)
    return View(*(db, workspace, config, now, teams, ZoneInfo(zone)), period=period, named=True, past=past)


def _leaderboard(view: View) -> Row:
    known = view.rates
    won = boards.won_by_member(view.db, workspace=view.workspace.id, teams=view.scope.teams, **view.span())
    sums = [total(one.amounts, known) for one in won]
    currency = rules.shared(sums, known)
    found = [(one, total(one.amounts, known, to=currency)) for one in won]
    found.sort(key=lambda pair: (-pair[1].worth.minor, pair[0].member.name))
    values = [value.worth.minor for _, value in found]
    return {
        "rows": [
            {
                "rank": values.index(value.worth.minor) + 1,
                "member": one.member.name,
                "won": one.count,
                **_money(value.worth),
                **_unrated(value),
            }
            for one, value in found
        ]
    }


def _pipeline(view: View) -> Row:
    found, known = pipeline_of(view), view.rates
    closed = found.closed or closed_of(view)
    currency = rules.shared([found.value, closed.won.value], known)
    won, lost = closed.won.count, closed.lost.count
    return {
        "rows": [
            {
                "stage": row.stage.key,
                "deals": row.count,
                **_in(row.value, currency),
                "weighted": _number(_of(row.weighted, currency)),
                "days": row.average,
                "longest": row.longest,
                "stuck": row.stuck,
            }
            for row in found.stages
        ],
        "totals": {
            "won": won,
            "lost": lost,
            "open": found.count,
            "win_rate": round(won / (won + lost), 4) if won + lost else None,
            **_in(closed.won.value, currency),
        },
    }


def _forecast(view: View) -> Row:
    found = forecast_of(view)
    parts = (("won", found.won), ("commit", found.commit), ("best", found.best), ("open", found.every))
    currency = rules.shared([part.value for _, part in parts], view.rates)
    rows = [{"kind": name, "deals": part.count, **_in(part.value, currency)} for name, part in parts]
    return {
        "rows": rows,
        "totals": {
            "committed": _number(_of(found.committed, currency)),
            "expected": _number(_of(found.expected, currency)),
            "best": _number(_of(found.at_best, currency)),
            "currency": currency,
            "without_date": len(found.undated),
            "without_amount": len(found.unpriced),
            "date_passed": len(found.passed),
        },
    }


def _conversion(view: View) -> Row:
    found = conversion_of(view)
    won, lost = found.closed.won.count, found.closed.lost.count
    return {
        "rows": [
            {
                "stage": row.stage.key,
                "entered": row.entered,
                "went_on": row.went_on,
                "won": row.won,
                "lost": row.lost,
                "still": row.still,
                "rate": round(row.went_on / row.entered, 4),
            }
            for row in found.passages
        ],
        "totals": {"won": won, "lost": lost, "win_rate": round(won / (won + lost), 4) if won + lost else None},
    }


def _lost(view: View) -> Row:
    found = lost_of(view)
    currency = rules.shared([found.lost.value], view.rates)
    rows = [{"reason": one.key, "deals": one.count, **_in(one.value, currency)} for one in found.reasons]
    return {"rows": rows, "totals": {"deals": found.lost.count, **_in(found.lost.value, currency)}}


def _response(view: View) -> Row:
    return {
        "rows": [
            {"member": pace.name, **_times("contact", pace.contacts), **_times("answer", pace.answers)}
            for pace in paces_of(view)
        ]
    }


REPORTS: dict[str, Callable[[View], Row]] = {
    "leaderboard": _leaderboard,
    "pipeline": _pipeline,
    "forecast": _forecast,
    "conversion": _conversion,
    "lost": _lost,
    "response": _response,
}


def _times(what: str, found: Times | None) -> Row:
    """Working minutes: the median and the 90th percentile."""
    if found is None:
        return {f"{what}s": 0, f"{what}_median": None, f"{what}_ninetieth": None}
    median, ninetieth = map(_minutes, (found.median, found.ninetieth))
    return {f"{what}s": found.count, f"{what}_median": median, f"{what}_ninetieth": ninetieth}


def _minutes(length: Length) -> int:
    return length.hours * 60 + length.minutes


def _in(sum: Sum, currency: str) -> Row:
    """A sum as it stands in rows: in one currency, and beside it what has no rate."""
    return _money(_of(sum, currency)) | _unrated(sum)


def _of(sum: Sum, currency: str) -> Money:
    """A sum as one amount of a currency that is the only one typed, or the base currency."""
    if sum.worth.currency == currency:
        return sum.worth
    return next((amount for amount in sum.amounts if amount.currency == currency), Money(0, currency))


def _money(amount: Money) -> Row:
    return {"value": _number(amount), "currency": amount.currency}


def _unrated(sum: Sum) -> Row:
    left = {amount.currency: _number(amount) for amount in sum.apart}
    return {"unrated": left} if left else {}


def _number(amount: Money) -> int | float:
    """An amount in whole units, for JSON: a whole number where it is one."""
    units = amount.units
    return int(units) if units == units.to_integral_value() else float(units)


def _table(rows: Sequence[Row]) -> list[str]:
    if not rows:
        return ["(nothing)"]
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [names, *([_cell(row.get(name)) for name in names] for row in rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(names))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool() | str():
            return str(value)
        case int():
            return f"{value:,}"
        case float():
            return f"{value:,.2f}" if value > 1 else f"{value:.4f}"
        case dict():
            return " ".join(f"{key} {_cell(one)}" for key, one in value.items())
    return str(value)
