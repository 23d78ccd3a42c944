"""Taking back one's own change."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from handlers.echo import Line, lines_of
from handlers.language.words import Words
from handlers.returning import come_back, off_since
from handlers.turn import Reply, Turn, calendar_of
from sales import undoing as rules
from sales.claiming import must_have_room
from sales.refusal import Refused
from sales.values import Change, Deal, Person
from storage import deals, history, kudos

CLOSINGS = frozenset({"won", "lost"})
# How many changes after a closing are looked through for it.
LOOKS = 8
OWN_AFFAIRS = frozenset({"language", "zone", "praise_off", "praise_on"})


def undo(turn: Turn, words: Words) -> Reply:
    """Take back your last change, the last one of a deal, or the one named, within 24 hours; an older one alone is asked."""
    code = words.deal or (words.change if words.change and "/" not in words.change else None)
    subject, no = _last_of(turn, turn.find(code)) if code else _meant(turn, words.change)
    if subject == "me":
        return _undo_setting(turn, no)
    deal = turn.lock(deal=subject, counting=_owners(turn, subject, no))
    rows = history.since(turn.db, workspace=turn.workspace.id, kind="deal", subject=deal.id, no=no)
    if "owner" not in rows[0].fields and rows[0].what != "created":
        turn.must_reach(deal, scope="own")
    undone = rules.undo(deal, rows[0], by=turn.member.id, later=rows[1:], now=turn.now)
    if undone.owner is not None and undone.owner != deal.owner and undone.open:
        must_have_room(undone.owner, holding=turn.held(undone.owner.id), policy=turn.config.claim)
    off = off_since(turn, rows[0], deal)
    stored = turn.change(deal, undone, "undone", why=f"{subject}/{no}")
    ended = come_back(turn, off, stored)
    lines = lines_of(rows[0], turn.config, backwards=True)
    return Reply("undo_done", {"deal": stored, "change": rows[0], "lines": lines, "ended": ended})


def closing_of(db: Connection, deal: Deal, *, workspace: int, by: int, now: datetime) -> str:
    """Return the token of the win or loss that closed a deal, where this member may still undo it."""
    for change in history.last(db, workspace=workspace, kind="deal", subject=deal.id, most=LOOKS):
        if change.what in CLOSINGS:
            own = change.who is not None and change.who.id == by and now - change.at < rules.UNDO_FOR
            return f"{deal.code}/{change.no}" if own else ""
    return ""


def _owners(turn: Turn, code: str, no: int) -> list[int]:
    """Whose number of deals an undo may raise: locked before the deal, like everybody who is counted."""
    deal = turn.find(code)
    rows = history.since(turn.db, workspace=turn.workspace.id, kind="deal", subject=deal.id, no=no)
    if not rows or rows[0].no != no:
        raise Refused("undo_nothing")
    before = rows[0].fields.get("owner", (None, None))[0]
    owners = {person.id for person in (before, deal.owner) if isinstance(person, Person)}
    return sorted(owners | {turn.member.id})


def _undo_setting(turn: Turn, no: int) -> Reply:
    turn.lock_self()
    rows = history.since(turn.db, workspace=turn.workspace.id, kind="member", subject=turn.member.id, no=no)
    if not rows or rows[0].no != no:
        raise Refused("undo_nothing")
    undone = rules.undo(turn.member, rows[0], by=turn.member.id, later=rows[1:], now=turn.now)
    if rows[0].what == "kudos":
        _take_back_thanks(turn, rows[0])
    turn.change_self(undone, "undone", why=f"me/{no}")
    lines = [_back(turn, line) for line in lines_of(rows[0], turn.config, backwards=True)]
    facts = {"change": rows[0], "lines": lines}
    return Reply("undo_setting", facts, private=rows[0].what in OWN_AFFAIRS)


def _back(turn: Turn, line: Line) -> Line:
    """The end of a leave is shown as it was when the leave began: the working moment one is back."""
    if line.field != "away_until":
        return line
    calendar = calendar_of(turn.config.calendar, turn.member.zone)
    old, new = (calendar.next_working_moment(at) if isinstance(at, datetime) else at for at in (line.old, line.new))
    return replace(line, old=old, new=new)


def _take_back_thanks(turn: Turn, given: Change) -> None:
    turn.wrote = True
    _, id = given.fields.get("kudos", (None, None))
    if not isinstance(id, int) or not kudos.remove(turn.db, workspace=turn.workspace.id, id=id):
        raise Refused("undo_nothing")


def _last_of(turn: Turn, deal: Deal) -> tuple[str, int]:
    """The speaker's last change of a deal that can be undone and is not itself undone."""
    changes = history.by(turn.db, workspace=turn.workspace.id, who=turn.member.id, after=turn.now - rules.UNDO_FOR)
    undone: set[str] = set()
    for kind, subject, no, what, why in changes:
        if kind != "deal" or subject != deal.id:
            continue
        if what == "undone":
            undone.add(why)
        elif what not in rules.FINAL and f"{deal.code}/{no}" not in undone:
            return deal.code, no
    raise Refused("undo_nothing", deal=deal)


def _meant(turn: Turn, named: str | None) -> tuple[str, int]:
    """The change a token names, else the speaker's last one of all."""
    if named is not None:
        code, _, number = named.partition("/")
        if number.isdecimal() and len(number) < 10:
            return ("me" if code == "ME" else code), int(number)
        raise Refused("undo_nothing")
    undone: set[str] = set()
    mine = partial(history.by, turn.db, workspace=turn.workspace.id, who=turn.member.id)
    fresh = {(kind, subject, no) for kind, subject, no, *_ in mine(after=turn.now - rules.FRESH)}
    for kind, subject, no, what, why in mine(after=turn.now - rules.UNDO_FOR):
        if kind == "workspace" or what in rules.PUT_BACK:
            if not undone:  # it is put back in its own way; what was done before it was not meant
                raise Refused("undo_final", change=Change(no, turn.member.person, what, turn.now))
            continue
        code = "me" if kind == "member" else deals.by_id(turn.db, workspace=turn.workspace.id, id=subject).code
        if what == "undone":
            undone.add(why)
        elif what not in rules.FINAL and f"{code}/{no}" not in undone:
            wanders = undone and not any(token.startswith(f"{code}/") for token in undone)
            if wanders or (kind, subject, no) not in fresh:
                # An "undo" must not wander off into another matter, or one long past, unasked.
                raise Refused("undo_other", token=f"{code}/{no}", code=code)
            return code, no
    raise Refused("undo_nothing")
