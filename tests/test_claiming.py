"""A lead arrives and is taken, given back, given on."""

from tests.chat import titles


def test_the_second_claimer_is_told_the_lead_is_taken(chat):
    chat.has_deal("Acme")

    taken = chat.says("li", "claim D-1001")
    assert titles(taken) == ["D-1001 Acme is yours, Li", "D-1001 Acme · Li"]
    assert titles(chat.says("wang", "认领 d-1001")) == ["D-1001 Acme 已由 Li 负责"]


def test_the_owner_is_reminded_once_when_first_contact_is_overdue(chat):
    chat.has_deal("Acme", owner="li")

    assert titles(chat.passes(hours=9)) == ["Li, D-1001 Acme is waiting for its first contact"]
    assert chat.passes(minutes=30) == []
