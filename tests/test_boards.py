"""The board: who won what in a period, ties, gaps, and nobody named at the bottom."""

from datetime import UTC, datetime
from decimal import Decimal

from sales.money import money
from storage import boards


def won(chat, since, until, teams=("east", "us")):
    """Member, count and sum per currency, straight from storage."""
    with chat.store.read() as db:
        rows = boards.won_by_member(
            db,
            workspace=chat.workspace,
            since=datetime.fromisoformat(since).replace(tzinfo=UTC),
            until=datetime.fromisoformat(until).replace(tzinfo=UTC),
            teams=[chat.teams[team] for team in teams],
        )
    return {row.member.name: (row.count, [amount for amount, _ in row.amounts]) for row in rows}


def test_a_won_deal_counts_for_who_owned_it_when_it_closed(chat):
    for owner, amount in (("li", "¥30万"), ("li", "$2k"), ("wang", "¥10万"), ("zhang", "")):
        code = chat.has_deal("Acme", owner=owner)
        chat.says(owner, f"won {code} {amount}")
    chat.has_deal("Beta", owner="li")
    found = won(chat, "2026-11-23", "2026-11-24")
    assert found == {
        "Li": (2, [money(Decimal(300_000), "CNY"), money(Decimal(2_000), "USD")]),
        "Zhang": (1, []),
        "王芳": (1, [money(Decimal(100_000), "CNY")]),
    }
    assert won(chat, "2026-11-23", "2026-11-24", teams=["us"]) == {}
    assert won(chat, "2026-11-24", "2026-11-25") == {}
