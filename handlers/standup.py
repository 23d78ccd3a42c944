"""The stand-up: answered in private or in the room, shown as it stands, missed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from handlers.digest import agendas
from handlers.language.typed.slots import CODE, Line
from handlers.language.words import Words
from handlers.rhythm import named_team, next_of, set_beat
from handlers.sheets import sheets_of
from handlers.turn import Reply, Turn, calendar_of
from sales import standup as rules
from sales.config import Config
from sales.digest import Agenda
from sales.news import Event
from sales.refusal import Refused
from sales.standup import Answer, Sheet, Standup
from sales.values import Deal, Member, Team
from storage import deals, digests, members, standups, workspaces
from storage.changes import DEAL_NAMES

LOOK_BACK = timedelta(days=3)
# Until then what is said in private may add to an answer; then it is news again.
ADDING = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Day:
    """What Baton knows of somebody's day before they say anything: their deals that fall due, and what they moved."""

    agenda: Agenda
    moved: tuple[Deal, ...]

    @property
    def known(self) -> bool:
        """Whether there is anything to answer "as listed" with."""
        return self.agenda.any or bool(self.moved)


def standup(turn: Turn, words: Words) -> Reply:
    """Answer today's stand-up: what you did, what comes next, what is in your way; alone it shows who said what."""
    if words.on is not None and words.standup is None and _is_setting(turn, words):
        return set_beat(turn, words, "standup")
    if words.choice is None and (words.done, words.plan, words.blocker) == (None, None, None):
        return _show(turn)
    if words.choice == "chat":
        raise Refused("standup_unsaid")
    return _answer(turn, words)


def missing(turn: Turn, words: Words) -> Reply:
    """Say who has not answered today's stand-up yet."""
    return Reply("standup_missing", {"sheets": _sheets(turn)})


def days(
    db: Connection, workspace: int, config: Config, team: Team, people: Sequence[Member], *, standup: Standup
) -> dict[int, Day]:
    """Return for each of these members what is known of their day, in a few statements for all of them."""
    now = standup.asked_at
    calendar = calendar_of(config.calendar, team.zone)
    since = calendar.add_working_days(calendar.day_start(now), -1)
    events = digests.events(db, workspace=workspace, teams=[team.id], since=since, until=calendar.day_start(now))
    touched = _touched(events)
    found = deals.named(db, workspace=workspace, ids=sorted({id for ids in touched.values() for id in ids}))
    known = {deal.id: deal for deal in found if deal.reverted_at is None}
    agenda = agendas(db, workspace, config, {member.id: member for member in people}, now=now)
    return {
        member.id: Day(agenda[member.id], tuple(known[id] for id in touched.get(member.id, ()) if id in known))
        for member in people
    }


def _touched(events: Sequence[Event]) -> dict[int, tuple[int, ...]]:
    """The deals each person changed, the last one first."""
    found: dict[int, dict[int, None]] = {}
    for event in reversed(events):
        if event.who is not None and (event.fields.keys() & set(DEAL_NAMES) or event.what == "contacted"):
            found.setdefault(event.who.id, {})[event.deal] = None
    return {who: tuple(deals) for who, deals in found.items()}


def _is_setting(turn: Turn, words: Words) -> bool:
    """Whether a time or a switch stands alone or before a team's name; else it is the beginning of an answer."""
    if words.team is None:
        return True
    return named_team(workspaces.all_teams(turn.db, workspace=turn.workspace.id), words.team) is not None


def _show(turn: Turn) -> Reply:
    return Reply("standup", {"sheets": _sheets(turn, whole=True)})


def _sheets(turn: Turn, *, whole: bool = False) -> list[Sheet]:
    """The newest stand-up of the room's team, else of each of one's own."""
    room = turn.room.team if turn.room is not None else None
    teams = turn.member.teams if room is None else {room}
    newest = _newest(turn, teams)
    if not newest:
        raise Refused("standup_none", next_at=_next(turn))
    people = members.everybody(turn.db, workspace=turn.workspace.id, now=newest[0].digest_at)
    return sheets_of(turn.db, turn.workspace.id, newest, turn.config, people, whole=whole)


def _answer(turn: Turn, words: Words) -> Reply:
    open_ = _open(turn, words.standup)
    first = rules.must_be_open(open_[0] if open_ else None, next_at=_next(turn))
    given = standups.answers(turn.db, workspace=turn.workspace.id, ids=[one.id for one in open_])
    mine = [one for answers in given.values() for one in answers if one.member.id == turn.member.id]
    before = next((one for one in mine if one.at is not None), Answer(turn.member.person))
    said = dict(zip(rules.PARTS, _said(turn, words, first), strict=True))
    linked = _linked(turn, [one.team.id for one in open_], said)
    after = rules.answer(before, said=said, deals=linked, now=turn.now)
    for one in open_:
        standups.give(turn.db, one, after, workspace=turn.workspace.id, now=turn.now)
        if turn.now < one.digest_at:
            turn.settle(f"standup S-{one.id}", at=min(turn.now + ADDING, one.digest_at))
    turn.wrote = True
    shown = sorted(
        deals.named(turn.db, workspace=turn.workspace.id, ids=sorted({id for _, id in after.deals})),
        key=lambda deal: deal.id,
    )
    facts: dict[str, object] = {"answer": after, "deals": shown, "standup": first, "member": turn.member}
    facts |= {"digest_at": first.digest_clock(turn.member.zone)}
    return Reply("standup_done", facts | {"again": before.at is not None, "late": turn.now >= first.digest_at})


def _open(turn: Turn, asked: int | None) -> list[Standup]:
    """The stand-ups of one day that an answer belongs to, locked: of the question it answers, else of the newest one."""
    found = [one for one in _recent(turn, turn.member.teams) if one.closes_at > turn.now]
    day = next((one.day for one in found if one.id == asked), None) or (found[0].day if found else None)
    if asked is not None and not any(one.id == asked for one in found):
        found = []
    ids = sorted(one.id for one in found if one.day == day)
    return [standups.locked(turn.db, workspace=turn.workspace.id, id=id) for id in ids]


def _recent(turn: Turn, teams: Collection[int]) -> list[Standup]:
    since = (turn.now - LOOK_BACK).date().isoformat()
    return standups.of_teams(turn.db, workspace=turn.workspace.id, teams=teams, since=since)


def _newest(turn: Turn, teams: Collection[int]) -> list[Standup]:
    newest = {one.team.id: one for one in reversed(_recent(turn, teams))}
    return sorted(newest.values(), key=lambda one: one.team.id)


def _next(turn: Turn) -> datetime | None:
    """When one of the speaker's teams is asked next."""
    teams = [
        team for team in workspaces.all_teams(turn.db, workspace=turn.workspace.id) if team.id in turn.member.teams
    ]
    found = (next_of(turn.config, "standup", [team.id], zone=team.zone, after=turn.now) for team in teams)
    return min((at for at in found if at is not None), default=None)


def _said(turn: Turn, words: Words, standup: Standup) -> tuple[str | None, str | None, str | None]:
    """What was said; "as listed" is what Baton knew of the day, in codes and the words of the next steps."""
    if words.choice == "nothing":
        return "", "", ""
    if words.choice != "listed":
        return words.done, words.plan, words.blocker
    day = days(turn.db, turn.workspace.id, turn.config, standup.team, [turn.member], standup=standup)[turn.member.id]
    due = (*day.agenda.overdue, *day.agenda.today)
    plan = [" ".join(filter(None, (one.deal.code, one.deal.title, one.deal.next_step))) for one in due]
    return "; ".join(f"{deal.code} {deal.title}" for deal in day.moved), "; ".join(dict.fromkeys(plan)), None


def _linked(turn: Turn, teams: Collection[int], said: Mapping[str, str | None]) -> list[tuple[str, int]]:
    """The deals an answer names in each part, by code or by the beginning of a name that means one."""
    text = {part: words for part, words in said.items() if words}
    codes = {Line.code(found[0]) for words in text.values() for found in CODE.finditer(words)}
    coded = standups.coded(turn.db, workspace=turn.workspace.id, codes=codes)
    names = standups.called(turn.db, workspace=turn.workspace.id, teams=teams) if text else []
    owners = {turn.member.id, *turn.member.covers}
    found = []
    for part, words in text.items():
        by_code = [coded[code] for one in CODE.finditer(words) if (code := Line.code(one[0])) in coded]
        named = rules.named_in(CODE.sub(" ", words), names, owners=owners)
        found += [(part, id) for id in dict.fromkeys((*by_code, *named))]
    return found
