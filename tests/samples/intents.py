"""Samples of what is asked before it is written, and of what is understood but not done yet."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.questions import Choice
from handlers.explaining import Part, Value
from handlers.language.shape import SIGNS
from handlers.language.typed.fields import REASONS
from handlers.language.words import Words
from sales.money import money
from sales.periods import Period
from sales.playbook import STAGES
from templates.words import Markdown
from tests.samples.world import FRIDAY, Facts, World

KINDS = tuple(SIGNS)
LATER = (
    *("lead_dispute", "reminder_set", "reminder_snooze", "csat_record", "pulse_answer", "retro_note"),
    *("best_practice_add", "best_practice_search", "mentor_assign", "capability_set", "admin_rule", "export"),
    *("deal_unmade", "something_else"),
)


def facts(world: World) -> dict[str, list[Facts]]:
    """The questions of the gate, what comes later, and several things in one line."""
    more = money(Decimal(900_000), "CNY")
    said = Words("progress_update", deal="D-1002", note=world.why, next_step=world.step, amount=more)
    doubts = ("jump", "currency", "unsure", "which", "day", "company", "note")
    asked: list[Facts] = [{"doubt": doubt, "words": said, "deal": world.worked} for doubt in doubts]
    asked += [
        {"doubt": "unsure", "words": Words(intent, deal=code), "deal": deal}
        for intent in ("deal_won", "deal_lost", "progress_update")
        for code, deal in (("D-1002", world.worked), (None, None))
    ]
    asked.append({"doubt": "note", "words": replace(said, amount=None, next_step=None), "deal": world.worked})
    month = Period("month", date(2027, 3, 1), date(2027, 3, 31))
    full = replace(said, probability=70, next_at=FRIDAY, close_date=FRIDAY)
    asked += [
        {"doubt": "note", "words": words, "deal": world.worked, "stage": stage}
        for words in (full, replace(said, close_period=month))
        for stage in (STAGES[0], None)
    ]
    asked += [
        {"doubt": "unsure", "words": Words("deal_lost", choice=key, reason=world.why), "deal": world.worked}
        for key in REASONS
    ]
    kinds = [*REASONS]
    lost = Words("deal_lost", deal="D-1002", choice="other", reason=world.why)
    asked += [
        {"doubt": "reason", "words": lost, "deal": world.worked, "reasons": some} for some in (kinds[:4], kinds[4:])
    ]
    acts = ("lead_claim", "lead_release", "lead_assign", "lead_transfer", "collab_add")
    asked += [{"doubt": "unsure", "words": Words(intent, deal="D-1002"), "deal": world.worked} for intent in acts]
    asked.append({"doubt": "note", "words": Words("lead_create", title=world.name, amount=more), "deal": None})
    acts = ("lead_assign", "lead_transfer", "collab_add")
    asked += [
        {"doubt": "reading", "words": Words(intent, deal="D-1002"), "deal": world.worked, "whom": whom}
        for intent in acts
        for whom in ([world.name], [world.name, world.name])
    ]
    asked.append(
        {
            "doubt": "reading",
            "words": Words("help_request", deal="D-1002", to=1),
            "deal": world.worked,
            "whom": [world.name],
        }
    )
    wishes = (
        Words("help_request", deal="D-1002", what=world.why, roles=("presales", "legal"), at=FRIDAY, due=FRIDAY),
        Words("contract_request", deal="D-1002", doc="MSA", terms=world.why, role="legal"),
        Words("quote_request", deal="D-1002", product=world.name, qty=20),
        Words("lead_create", title=world.name, contact=world.name),
    )
    asked += [{"doubt": "reading", "words": words, "deal": world.worked if words.deal else None} for words in wishes]
    asked = [{"stage": None, "whom": [], "reasons": [], "discount": "12.5"} | one for one in asked]
    read = (Value(amount=more), Value(at=FRIDAY), Value(text=world.why))
    choices = [Choice(1, f"D-1001 {world.name}")]
    return {
        "explain_what": [{}],
        "explained": [
            {"likely": likely, "parts": parts, "intent": intent, "known": known, "values": made, "asks": asks}
            for likely, parts, intent, known, made, asks in (
                ([("ignore", 71), ("query", 9)], (), None, False, (), False),
                (
                    [("deal_won", 90), ("progress_update", 4)],
                    tuple(Part(kind, world.name) for kind in KINDS),
                    "deal_won",
                    True,
                    read,
                    False,
                ),
                ([("progress_update", 55), ("ask", 30)], (), "progress_update", True, read, True),
                ([("csat_record", 97), ("kudos", 1)], (), "csat_record", False, (), False),
            )
        ],
        "ask": [
            {"unclear": unclear, "name": world.li.name, "readings": readings}
            for unclear in ("member", "deal", "which", "missing", "bulk", "when")
            for readings in (choices, [])
        ],
        "confirm": asked,
        "not_yet": [{"intent": intent} for intent in LATER],
        "several": [{"parts": (Markdown("**D-1001**"), Markdown("**D-1002**"))}],
    }
