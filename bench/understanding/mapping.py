"""Which stored values come from which fields of the examples, and which follow from what was done."""

from collections.abc import Mapping

# docs/understanding-score.md shows this table; a column that is not in it stands for the field of its own name.
STORED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("customers", "name"): ("company",),
    ("deals", "title"): ("company",),
    ("deals", "source"): ("source", "referrer"),
    ("deals", "amount"): ("amount", "value"),
    ("deals", "stage"): ("stage", "value"),
    ("deals", "owner"): ("to",),
    ("deals", "next_step"): ("next_step", "what"),
    ("deals", "next_at"): ("next_at", "at", "value"),
    ("deals", "close_date"): ("close_date", "close_period", "value"),
    ("deals", "probability"): ("probability", "value"),
    ("deals", "contact"): ("contact", "value"),
    ("deals", "phone"): ("phone", "value"),
    ("deals", "email"): ("email", "value"),
    ("deals", "lost_reason"): ("reason",),
    ("deals", "closed_at"): ("signed_on",),
    ("deals", "note"): (
        *(
            "note",
            "need",
            "activity",
            "milestone",
            "risk",
            "blocker",
            "payment",
            "reason",
            "referrer",
            "next_step",
            "po",
        ),
        *("activity_at", "reached", "count", "payment_due", "term_months", "signed_on", "source"),
    ),
    ("requests", "deal"): ("deal", "deals"),
    ("requests", "assignee"): ("to", "assignee"),
    ("requests", "role"): ("roles", "role"),
    ("requests", "due"): ("due", "at"),
    ("requests", "note"): ("what", "doc", "terms", "reason", "comment", "doc_owner", "start", "go_live", "at"),
    ("requests", "answer"): ("comment",),
    ("quotes", "items"): ("product", "qty"),
    ("quotes", "discount"): ("discount_pct",),
    ("quotes", "extra"): ("extra_discount_pct",),
    ("quotes", "terms"): ("payment_terms",),
    ("quotes", "state"): ("decision",),
    ("quote_versions", "discount"): ("max_discount_pct",),
    ("terms", "text"): ("terms",),
    ("helpers", "member"): ("members", "assignee"),
    ("kudos", "receiver"): ("to",),
    ("nominations", "ballot"): ("award",),
    ("papers", "sealed"): ("nominee",),
    ("members", "away_from"): ("from",),
    ("members", "away_until"): ("to",),
    ("members", "cover"): ("by",),
    ("goals", "subject"): ("who", "team"),
    **{("configs", f"{kind}_time"): ("value",) for kind in ("standup", "digest", "morning", "praise")},
    ("standup_answers", "done"): ("done", "done_text"),
    ("standup_answers", "plan"): ("plan", "plan_text"),
    ("standup_answers", "blocker"): ("blocker", "blocker_text"),
    ("standup_answers", "deals"): ("done", "plan", "blocker"),
}

_TAKEN = frozenset({"claimed_at", "contact_due", "contacted_at", "team"})
_CLOSED = frozenset({"result", "closed_at", "contacted_at", "contact_due", "next_step", "next_at", "probability"})
# What an intent changes by itself, whatever else was said.
FOLLOWS: Mapping[str, frozenset[str]] = {
    "lead_create": frozenset({"stage", "team", "customer", "result", "claimed_at", "contact_due"}),
    "lead_claim": _TAKEN,
    "lead_assign": _TAKEN,
    "lead_transfer": _TAKEN,
    "lead_release": _TAKEN | {"owner"},
    "progress_update": frozenset({"contacted_at", "contact_due"}),
    "deal_won": _CLOSED | {"stage"},
    "deal_lost": _CLOSED,
    "handover": frozenset({"text", "due"}),
    "quote_decision": frozenset(
        {"state", "answered_by", "closed_at", "discount", "total", "lines", "reason", "answer", "valid_until"}
    ),
}
# A new row of these says more of itself than was said, as long as nothing else was said of it.
NEW_ROWS = frozenset({"requests", "quotes", "kudos", "helpers", "checks", "terms", "goals", "nominations", "papers"})
FRAME = frozenset(
    {"kind", "asker", "state", "giver", "public", "metric", "role", "due", "quote", "author", "assignee", "request"}
    | {"answered_by", "given_at", "taken_at", "closed_at", "valid_until", "member", "ballot"}
)
# Said in the writer's own words: such a text that no field lists is not counted as a wrong value.
FREE = frozenset({"note", "reason", "next_step", "text", "answer", "done", "plan", "blocker", "condition", "terms"})
