"""Thanks to colleagues, and whether one wants to be praised in public."""

import re
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from handlers.language.words import Words
from handlers.turn import Reply, Turn
from sales import kudos as rules
from sales.periods import Period, now_in
from sales.refusal import Refused
from storage import kudos as store

MOST = 10
POLITE = re.compile(r"\W*(?:thank|praise|谢谢|感谢|表扬)", re.IGNORECASE)  # said alone it asks for no list


def kudos(turn: Turn, words: Words) -> Reply:
    """Thank a colleague for something they did, a few times a day; without a name, see what you got and gave."""
    if words.change is not None:
        return _one(turn, words.change)
    if words.to is None and words.period is None and POLITE.match(turn.message.text):
        raise Refused("kudos_whom", name="")
    if words.to is None:
        return _list(turn, words.period)
    giver = turn.lock_self()
    to = turn.colleague(words.to)
    deal = turn.find(words.deal) if words.deal else None
    today = now_in("day", turn.now, ZoneInfo(giver.zone))
    given = len(store.given(turn.db, **_asked(turn, today)))
    rules.may_give(by=giver, to=to, reason=words.reason or "", given=given, policy=turn.config.kudos)
    public = turn.room is not None and to.praised
    id = store.give(
        turn.db,
        workspace=turn.workspace.id,
        giver=giver.id,
        receiver=to.id,
        deal=None if deal is None else deal.id,
        reason=words.reason or "",
        public=public,
        now=turn.now,
    )
    turn.record("member", giver.id, "kudos", {"kudos": (None, id), "to": (None, to.person)}, why=words.reason or "")
    given_now = store.find(turn.db, workspace=turn.workspace.id, id=id)
    facts = {"kudos": given_now, "to": to, "public": public}
    if not public or (turn.room is not None and turn.room.team not in to.teams):
        turn.tell(to.id, "kudos_received", {"kudos": given_now}, about=f"kudos:{id}")
    return Reply("kudos_done", facts, private=not public)


def praise_off(turn: Turn, words: Words) -> Reply:
    """Keep your name out of public boards and praise; you still see your own points and place."""
    return _praised(turn, praised=False)


def praise_on(turn: Turn, words: Words) -> Reply:
    """Be named on boards and in praise again."""
    return _praised(turn, praised=True)


def _praised(turn: Turn, *, praised: bool) -> Reply:
    before = turn.lock_self().praised
    if before != praised:
        turn.change_self(replace(turn.member, praised=praised), "praise_on" if praised else "praise_off")
    return Reply("praise_set", {"praised": praised, "changed": before != praised})


def _one(turn: Turn, code: str) -> Reply:
    found = store.find(turn.db, workspace=turn.workspace.id, id=int(code.removeprefix("K-")))
    shown = rules.may_read(found, code=code, by=turn.member)
    return Reply("kudos_one", {"kudos": shown}, private=not shown.public)


def _list(turn: Turn, period: Period | None) -> Reply:
    asked = period or now_in("month", turn.now, ZoneInfo(turn.member.zone))
    between = _asked(turn, asked)
    received, given = store.received(turn.db, **between)[::-1], store.given(turn.db, **between)[::-1]
    facts = {"received": received[:MOST], "given": given[:MOST], "got": len(received), "gave": len(given)}
    return Reply("kudos_list", facts | {"period": asked}, private=True)


def _asked(turn: Turn, period: Period) -> dict[str, Any]:
    zone = ZoneInfo(turn.member.zone)
    return {
        "workspace": turn.workspace.id,
        "member": turn.member.id,
        "since": period.since(zone),
        "until": period.until(zone),
    }
