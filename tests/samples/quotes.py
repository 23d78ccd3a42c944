"""Quotes in every state, with and without offers, as samples of what is said."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from handlers.commands import COMMANDS
from handlers.quotesheet import Approval
from handlers.quoting import Listed
from sales.config import Product
from sales.money import money
from sales.quoting import STATES, Item, Line, Quote, Version, Wanted, total
from sales.values import Request
from scheduler.nudge import Item as Reminded
from tests.samples.world import FRIDAY, NOW, Facts, World

EVENTS = ("offered", "approved", "cut", "rejected", "returned", "sent", "refused", "declined", "withdrawn")
NEWS = ("rejected", "returned", "cut", "declined", "accepted", "refused", "follows", "closed", "back", "withdrawn")


def facts(world: World) -> dict[str, list[Facts]]:
    """For each thing said about quotes the facts of its different cases."""
    zh = world.name == "启明机器人"
    seat, setup = ("账号", "上线实施") if zh else ("Seat", "Onboarding")
    lines = (
        Line(seat, 20, money(Decimal(1200), "CNY")),
        Line(setup, 1, money(Decimal("5000.50"), "CNY")),
    )
    terms = "账期30天" if zh else "30 days net"
    plain = Version(1, lines[:1], 0, total(lines[:1], 0), "", FRIDAY, world.wang, NOW)
    rich = Version(2, lines, 1250, total(lines, 1250), terms, FRIDAY, world.wang, NOW)
    items = (Item(seat, 20), Item(setup, 1, lines[1].unit))
    wanted = Wanted(items, 500, 200, terms, 60, world.why, needs_approval=True)
    asked = Quote(1, "Q-301", 1, world.li, "asked", Wanted(items[:1]), NOW, rev=1)
    offered = replace(asked, author=world.wang, version=1, valid_until=FRIDAY, wanted=wanted, reason=world.why)
    states = [replace(offered, state=state, sent_at=NOW) for state in STATES if state != "asked"]
    deal = world.worked
    queue = Request(
        *(7, "Q-301", "quote", 1, world.li, None, "open"),
        due=NOW + timedelta(hours=8),
        note="",
        opened_at=NOW,
        role="presales",
        quote=1,
    )
    mine, named = replace(queue, assignee=world.wang), replace(queue, assignee=world.zhang, kind="approval")
    bosses = tuple(replace(queue, kind="approval", role=role) for role in ("manager", "legal", "director"))
    said = (Approval(world.zhang, NOW, ""), Approval(world.li, NOW, world.step))
    bare: Facts = {"deal": deal, "version": None, "approvals": (), "due": queue.due, "step": 0, "steps": 0}
    waiting: list[Facts] = [
        *(
            bare | {"quote": quote, "waiting": (one,), "version": version}
            for quote, version in ((asked, None), (replace(asked, wanted=wanted), None), (offered, rich))
            for one in (queue, mine)
        ),
        *(
            bare
            | {"quote": replace(offered, state="approval", reason=reason), "waiting": of, "version": version}
            | {"approvals": approvals, "step": step, "steps": 2}
            for of in ((named,), bosses[:1], bosses, (named, *bosses[1:]))
            for version in (plain, rich)
            for approvals in ((), said)
            for step, reason in ((1, ""), (2, world.why))
        ),
    ]
    settled: list[Facts] = [
        bare | {"quote": quote, "waiting": (), "due": None, "version": version, "approvals": approvals, "deal": of}
        for quote in states
        if quote.state != "approval"
        for version, approvals in ((plain, ()), (rich, said))
        for of in (deal, world.lost_in_pool)
    ]
    cards = [*waiting, *settled]
    approved = next(card for card in settled if card["quote"] == replace(offered, state="approved", sent_at=NOW))
    opened = [cards[0], cards[4], cards[10], approved]
    forms = {command.form: command for command in COMMANDS if "quote" in command.slots and command.form is not None}
    products = (Product(seat), Product(setup))
    about: list[Facts] = [{"quote": quote, "deal": of} for quote in states for of in (deal, world.lead)]
    listed = [
        Listed(asked, deal, None, (queue,)),
        Listed(replace(offered, state="approval", code="Q-304"), deal, rich.total, bosses[:2]),
        Listed(replace(offered, state="sent", code="Q-302"), world.bare, plain.total, ()),
        Listed(replace(offered, state="approved", code="Q-303"), world.bare, plain.total, ()),
    ]
    running = Reminded("quote_valid", deal, None, replace(offered, state="sent"))
    unsent = Reminded("quote_valid", deal, None, replace(offered, state="approved", code="Q-302"))
    late = [Reminded(one.kind, deal, replace(one, code=f"Q-{no}")) for no, one in enumerate((mine, named), 303)]
    return {
        "approval_nobody": [
            {"quote": offered, "role": role, "admins": admins}
            for role in ("manager", "director", "legal")
            for admins in ((), (world.li,), (world.li, world.wang))
        ],
        "approval_no_step": [{"step": 3, "most": 2}],
        "approval_not_yours": [
            {"quote": offered, "roles": roles, "people": people}
            for roles, people in ((("manager",), ()), ((), (world.li, world.wang)), (("manager", "legal"), (world.li,)))
        ],
        "approval_own": [{"quote": offered}],
        "approval_reason_needed": [{"quote": quote} for quote in (asked, offered)],
        "discount_unreadable": [{"asked": world.why}],
        "form_as_line": [
            {"command": command, "deal": deal, "request": world.request, "quote": offered}
            for command in COMMANDS
            if command.form and "award" not in command.slots
        ],
        "form_quote": [{"deal": one, "command": None} for one in (deal, world.bare)],
        **{
            name: [
                card | {"command": command, "decision": decision, "items": items}
                for card in opened
                for decision in ("approve", "reject")
            ]
            for name, command in forms.items()
        },
        "nudge": [
            {"member": member, "items": items, "ballots": []}
            for member in (world.member, world.by)
            for items in ([running], [unsent], [late[0]], [late[1]], [running, *late], [running, unsent, *late])
        ],
        "offer_currencies": [{}],
        "offer_discounts": [{}],
        "offer_lines_missing": [{}],
        "offer_not_yours": [{"quote": offered, "role": "presales"}],
        "offer_price_missing": [{"product": seat, "products": known} for known in ((), products)],
        "quantity_unreadable": [{"asked": world.why}],
        "quote_same": [{"quote": offered, "deal": world.worked}],
        "offer_same": [{"quote": offered}],
        "offer_too_much": [{}],
        "offer_unreadable": [{"asked": world.why}],
        "offer_valid_days": [{"most": 365}],
        "offer_valid_past": [{"at": NOW - timedelta(days=2)}],
        "offer_valid_unreadable": [{"asked": world.why}],
        "quote_accepted": [
            {"quote": states[3], "deal": replace(deal, amount=rich.total), "before": before, "note": note}
            for before in (deal, replace(deal, amount=None), replace(deal, amount=rich.total))
            for note in ("", world.why)
        ],
        "quote_asked": [cards[0], cards[1]],
        "quote_card": cards,
        "quote_done": [
            card | {"event": event, "reason": reason}
            for event in EVENTS
            for card in (cards[6], cards[12], approved, *settled[-4:])
            for reason in ("", world.why)
        ],
        "quote_expired": [
            {"quote": quote, "deal": of, "late": late}
            for quote in (replace(asked, state="expired"), *(one for one in states if one.state == "expired"))
            for of in (deal, world.lost)
            for late in (True, False)
        ],
        "quote_needed": [{}],
        "quote_news": [
            one | {"event": event, "by": world.zhang, "reason": reason}
            for one in (*about[-2:], {"quote": offered, "deal": world.won}, {"quote": offered, "deal": world.lost})
            for event in NEWS
            for reason in ("", world.why)
        ],
        "quote_no_version": [{"quote": quote} for quote in (asked, offered)],
        "quote_not_now": [{"quote": quote, "wanted": "sent"} for quote in (asked, *states)],
        "quote_not_seen": about[:2],
        "quote_not_yours": [
            one | {"people": people} for one in about[:1] for people in ((), (world.li,), (world.li, world.wang))
        ],
        "quote_reason_needed": [{"quote": asked}],
        "quote_taken": [{"quote": asked, "deal": deal, "request": mine}],
        "quote_unknown": [{"code": "Q-999"}],
        "quote_unowned": [{"deal": world.lead}],
        "quote_version": [{"quote": offered, "deal": deal, "version": version} for version in (plain, rich)],
        "quote_what_needed": [{"deal": deal}],
        "quotes": [{"quotes": found} for found in ([], listed[:1], listed)],
        "request_is_quote": [{"request": queue}],
    }
