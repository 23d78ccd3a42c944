"""Requests of every kind in every state, and who helps on a deal, as samples of what is said."""

from dataclasses import replace
from datetime import timedelta

from handlers.commands import COMMANDS
from handlers.pending import Offer
from handlers.returning import Ended
from handlers.views import Page
from sales.handing import Check
from sales.playbook import STAGES
from sales.values import Request
from scheduler.nudge import Item
from storage.helpers import Helper
from storage.terms import Version
from tests.samples.world import NOW, Facts, World

KINDS = ("help", "contract", "handover", "quote", "approval")


def facts(world: World) -> dict[str, list[Facts]]:
    """For each thing said about requests the facts of its different cases."""
    asked = Request(
        *(7, "R-7", "help", 1, world.li, world.wang, "open"),
        due=NOW + timedelta(hours=8),
        note=world.step,
        opened_at=NOW,
        role="presales",
    )
    queued = replace(asked, assignee=None)
    kinds = [replace(one, kind=kind) for kind in KINDS for one in (asked, queued)]
    taken = [replace(asked, kind=kind, step=1) for kind in KINDS]
    ended = [
        replace(asked, state=state, closed_at=NOW, answer=answer, answered_by=2)
        for state in ("answered", "declined", "expired", "withdrawn")
        for answer in ("", world.why)
    ]
    lapsed = replace(queued, state="expired", closed_at=NOW)
    every = [*kinds, *taken, *ended, lapsed, replace(asked, note=""), replace(queued, note="")]
    deal = world.worked
    helping = (Helper(world.wang, "presales", NOW), Helper(world.zhang, "legal", NOW))
    open_: list[Facts] = [{"request": request, "deal": deal} for request in (*kinds, *taken)]
    closed: list[Facts] = [{"request": request, "deal": deal, "by": world.wang} for request in ended]
    late = replace(asked, due=NOW - timedelta(hours=1))
    several = [replace(one, code=f"R-{no}") for no, one in enumerate((*kinds[:4], late), 10)]
    lists = [(), (Offer(asked, deal),), tuple(Offer(one, world.bare) for one in several)]
    queues = [(), (Offer(replace(queued, code="R-8"), deal),)]
    listed: list[Facts] = [
        {"mine": mine, "queue": queue, "asked": mine, "led": queue, "now": NOW}
        | {"counts": {"mine": len(mine) + more, "queue": len(queue), "asked": len(mine), "led": len(queue)}}
        for mine in lists
        for queue in queues
        for more in ((0, 12) if mine else (0,))
    ]
    nudged = [Item("help", deal, one) for one in (asked, replace(asked, code="R-8", kind="contract", note=""))]
    base = world.facts()
    versions = (Version(1, world.why, world.li, NOW), Version(2, world.step, world.wang, NOW))
    rows = [Check(1, world.why, NOW, None), Check(2, world.step), Check(3, world.why, NOW, NOW), Check(4, world.why)]
    contract = replace(asked, kind="contract", step=2, answer=world.why)
    handover = replace(asked, kind="handover", step=1)
    review: Facts = {"request": contract, "deal": deal, "by": world.wang, "no": 2, "terms": versions, "checks": ()}
    handing: list[Facts] = [
        {"request": one, "deal": deal, "terms": (), "checks": found}
        for one in (handover, replace(handover, assignee=None, step=0))
        for found in (rows, rows[:1], rows[2:3])
    ]
    listing: Facts = {"request": handover, "checks": rows}
    none: Facts = {"terms": (), "checks": ()}
    forms = {command.form: command for command in COMMANDS if command.form is not None}
    return {
        "contract_not_one": [{"code": "R-7"}],
        "contract_objected": [review],
        "contract_objection_done": [review],
        "contract_revised": [review, review | {"request": replace(contract, step=1)}],
        "contract_revised_done": [review],
        "contract_terms_needed": [{"request": contract}],
        "contract_what_needed": [{}],
        "form_contract": [{"deal": deal, "command": forms["form_contract"]}],
        "form_terms": [{"request": contract, "command": forms["form_terms"]}],
        "handover_checked": handing,
        "handover_line_needed": [{"request": handover}],
        "handover_lines_open": handing,
        "handover_no_line": [listing | {"no": 9}],
        "handover_not_one": [{"code": "R-7"}],
        "handover_pending": [{"deal": deal, "request": handover}],
        "handover_too_long": [{"request": handover, "most": 30}],
        "handover_which_line": [listing],
        "handover_your_turn": handing,
        "helper_added": [
            {"deal": one, "added": helping[:n], "helpers": helping} for n in (1, 2) for one in world.deals
        ],
        "helper_is_none": [{"deal": deal, "member": world.wang}],
        "helper_is_owner": [{"deal": deal, "member": world.li}],
        "helper_notes_only": [{"deal": deal}, {"deal": world.lead}],
        "helper_removed": [
            {"deal": deal, "removed": (world.li, world.wang)[:n], "helpers": left}
            for n in (1, 2)
            for left in (helping, ())
        ],
        "helper_you": [{"deal": one, "role": "presales", "by": world.li} for one in (deal, world.lead)],
        "deal_card": [*base["deal_card"], {"deal": deal, "stage": STAGES[3], "helpers": helping}],
        "deal_full": [
            *base["deal_full"],
            {"deal": deal, "stage": STAGES[3], "helpers": helping, "phone": "", "email": "", "earlier": 0},
        ],
        "my_deals": [
            *base["my_deals"],
            {"deals": [], "page": Page(0, 0), "offers": [Offer(one, deal) for one in several]},
        ],
        "nudge": [
            *base["nudge"],
            *({"member": world.member, "items": items, "ballots": []} for items in ([nudged[0]], [nudged[1]], nudged)),
            {"member": world.member, "items": [*nudged, Item("next_step", deal)], "ballots": []},
        ],
        "request_answer_done": closed,
        "request_answer_needed": [{"request": asked}],
        "request_answered": closed,
        "request_asked": [
            *(one | none | {"calls": calls} for one in open_ for calls in ((), (world.wang, world.zhang))),
            *(one | {"calls": ()} for one in (review, *handing)),
        ],
        "request_card": [
            *({"request": request, "deal": deal} | none for request in every),
            *(review | {"request": one} for one in (contract, replace(contract, state="answered", closed_at=NOW))),
            *handing,
        ],
        "request_closed": [*base["request_closed"], *({"request": request} for request in ended)],
        "request_decline_done": closed,
        "request_declined": closed,
        "request_due_past": [{"at": NOW}],
        "request_back": open_,
        "undo_done": [
            {"deal": deal, "change": world.change("lost"), "lines": [], "ended": Ended(("R-4", "Q-302"), gone)}
            for gone in ((), (asked,))
        ],
        "request_expired": [one | {"to_asker": to_asker} for one in open_ for to_asker in (True, False)],
        "request_follows": open_,
        "request_lapsed": [{"request": request, "deal": about} for request in (asked, queued) for about in world.deals],
        "request_late": [*open_, {"request": replace(asked, note=""), "deal": deal}],
        "request_mine": [{"request": request, "deal": deal} for request in taken],
        "request_nobody": [{"role": role} for role in ("presales", "legal")],
        "request_not_yours": [
            *base["request_not_yours"],
            *({"request": queued, "withdrawing": withdrawing} for withdrawing in (True, False)),
        ],
        "request_taken": [{"request": request, "deal": deal} for request in taken],
        "request_taken_before": [{"request": taken[0]}],
        "request_waits": [one for one in open_ if one["request"] in kinds[1::2]],
        "request_what_needed": [{}],
        "request_whom_needed": [{}],
        "request_withdraw_done": [{"request": request, "deal": deal} for request in (asked, queued)],
        "request_yourself": [{}],
        "requests_asked": [{"deal": deal, "requests": (queued, replace(queued, code="R-8", role="legal"))}],
        "requests_open": listed,
        "transfer_yes_or_no": [{"request": world.request, "deal": deal}],
    }
