"""Points: what people did in, what it earns by the published rules out."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sales.config import ScorePolicy
from sales.money import Money
from sales.values import Change, Person

KINDS = ("result", "process", "collaboration")
# An undo may come a day after what it takes back, so whoever asks for a period reads its history so much further.
UNDONE_UNTIL = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something a member did that may earn points.

    `about` is what it was done on: the same on the same counts once a day, and `once` (a stage that is reached) once
    at all. `ref` opens the event, `by` is the other person in it, `amount` is that of a won deal as typed, `value` in
    the workspace's currency; what is not `public` is shown to nobody else; `team` is that of a won deal.
    """

    what: str
    member: int
    at: datetime
    about: str
    ref: str = ""
    title: str = ""
    once: str = ""
    by: Person | None = None
    amount: Money | None = None
    value: Money | None = None
    note: str = ""
    public: bool = True
    team: int | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A deed that counts, and what it earned of which kind."""

    deed: Deed
    kind: str
    points: int


@dataclass(frozen=True, slots=True)
class Act:
    """A row of a deal's history, with what is needed to judge it."""

    code: str
    title: str
    created_by: int | None
    zone: str
    change: Change


def score(deeds: Iterable[Deed], *, policy: ScorePolicy, zone: ZoneInfo) -> tuple[Point, ...]:
    """Return what counts, in the order it happened: nobody earns by themselves, nor by doing the same over again."""
    counted: Counter[tuple[int, str, date]] = Counter()
    seen: set[object] = set()
    points = []
    for deed in sorted(deeds, key=_place):
        rule = policy.of(deed.what)
        day = deed.at.astimezone(zone).date()
        keys = {(deed.member, deed.what, deed.about, day), (deed.member, deed.what, deed.once or (deed.about, day))}
        today = (deed.member, deed.what, day)
        if rule is None or _alone(deed) or keys & seen or counted[today] >= rule.most_a_day:
            continue
        seen |= keys
        counted[today] += 1
        points.append(Point(deed, rule.kind, rule.points + _by_value(deed, policy)))
    return tuple(points)


def deeds_of(acts: Collection[Act], *, stages: Mapping[str, int], since: datetime, until: datetime) -> Iterator[Deed]:
    """Yield what history tells people did in a period; what was taken back, also after it, was not done."""
    undone = {act.change.why.upper() for act in acts if act.change.what == "undone"}
    for act in acts:
        change = act.change
        if change.who is None or change.what == "undone" or not since <= change.at < until:
            continue
        if f"{act.code}/{change.no}" not in undone:
            yield from _deeds(act, change.who.id, stages)


def _deeds(act: Act, who: int, stages: Mapping[str, int]) -> Iterator[Deed]:
    change = act.change

    def deed(what: str, *, once: str = "") -> Deed:
        ref = f"{act.code}/{change.no}"
        return Deed(what, who, change.at, act.code, ref, f"{act.code} {act.title}", once)

    if _in_time(change) and act.created_by != who:
        yield deed("first_contact")
    if _kept(change, ZoneInfo(act.zone), stages):
        yield deed("step_kept")
    # A first contact moves a new lead by itself and has its own points.
    if change.what != "contacted" and _forward(change, stages):
        yield deed("stage_forward", once=f"{act.code}:{change.fields['stage'][1]}")


def _in_time(change: Change) -> bool:
    """Whether this is a first contact within the time promised; to close a deal untouched is none."""
    due, _ = change.fields.get("contact_due", (None, None))
    _, at = change.fields.get("contacted_at", (None, None))
    return (
        change.what in ("contacted", "progressed") and isinstance(due, datetime) and at is not None and change.at <= due
    )


def _kept(change: Change, zone: ZoneInfo, stages: Mapping[str, int]) -> bool:
    """Whether a next step was done by its day: the deal moved on that day or the day before; to put it off is not."""
    due, _ = change.fields.get("next_at", (None, None))
    if not isinstance(due, datetime):
        return False
    step, following = change.fields.get("next_step", ("", ""))
    moved = (bool(step) and step != following) or _forward(change, stages) or "result" in change.fields
    day, last = (at.astimezone(zone).date() for at in (change.at, due))
    return moved and last - timedelta(days=1) <= day <= last


def _forward(change: Change, stages: Mapping[str, int]) -> bool:
    before, after = change.fields.get("stage", ("", ""))
    return str(before) in stages and str(after) in stages and stages[str(before)] < stages[str(after)]


def _place(deed: Deed) -> tuple[object, ...]:
    by = 0 if deed.by is None else deed.by.id
    return deed.at, deed.ref, deed.what, deed.about, deed.member, deed.once, by


def _alone(deed: Deed) -> bool:
    return deed.by is not None and deed.by.id == deed.member


def _by_value(deed: Deed, policy: ScorePolicy) -> int:
    if deed.value is None or policy.value_step <= 0:
        return 0
    return min(policy.value_most, max(0, int(deed.value.units // policy.value_step)))
