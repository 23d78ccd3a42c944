"""Many want the same lead at once: one gets it, the others hear who."""

import threading
from collections import Counter

import pytest

from bot.cards import parse, title_text
from storage import customers, deals, members
from tests.chat import Chat
from tests.promises.storms import Aftermath, storm
from tests.promises.unguarded import open_gates, think_twice, unlocked

ROUNDS = 5


def test_forty_leads_find_one_owner_each_when_eight_claim_at_once(url):
    after = storm(url, leads=40, claimers=8)
    assert (after.owned, after.wrong) == (40, ())


def test_nobody_gets_more_than_the_cap_in_a_storm(url, monkeypatch):
    think_twice(monkeypatch)
    assert storm(url, leads=40, claimers=8, most=3) == Aftermath(owned=24, most_held=3, wrong=())


def test_claims_from_four_processes_find_one_owner_each_within_the_cap(databases):
    with databases.fresh("postgres") as url:
        assert storm(url, leads=20, claimers=8, processes=4, most=2) == Aftermath(owned=16, most_held=2, wrong=())


def test_a_company_that_eight_people_bring_at_once_is_one_customer(url):
    with Chat(url) as chat:
        at_once(chat, "new anyway Bolt GmbH")
        assert chat.rows("SELECT count(*) AS deals, count(DISTINCT customer) AS customers FROM deals") == [
            {"deals": 8, "customers": 1}
        ]


@pytest.mark.parametrize("known", [False, True])
def test_of_eight_who_bring_a_lead_at_once_one_adds_it_and_the_others_are_asked(url, known):
    with Chat(url) as chat:
        if known:  # a customer whose last deal is over
            chat.says("mei", f"assign {chat.has_deal('Bolt GmbH')} to Li")
            chat.says("li", "lost D-1001 price")
        before = {row["id"] for row in chat.rows("SELECT id FROM outbox")}
        at_once(chat, "new Bolt")
        assert chat.value("SELECT count(*) FROM deals WHERE result = 'open'") == 1
        said = chat.rows("SELECT id, text FROM outbox WHERE kind IN ('answer', 'card')")
        told = Counter(title_text(parse(row["text"])) for row in said if row["id"] not in before)
        code = chat.value("SELECT code FROM deals WHERE result = 'open'")
        assert told == {f"{code} Bolt · in the pool": 1, f"Bolt is already {code}, in the pool": 7}


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_with_the_lock_on_the_lead_removed_the_storm_goes_wrong(databases, kind, monkeypatch):
    monkeypatch.setattr(deals, "LOCK", unlocked(deals.LOCK))
    open_gates(monkeypatch)
    assert any(storm(url, leads=20, claimers=8).wrong for url in fresh_ones(databases, kind))


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_with_the_lock_on_the_member_removed_the_cap_does_not_hold(databases, kind, monkeypatch):
    monkeypatch.setattr(members, "LOCK", unlocked(members.LOCK))
    open_gates(monkeypatch)
    think_twice(monkeypatch)
    assert any(storm(url, leads=10, claimers=1, most=3).most_held > 3 for url in fresh_ones(databases, kind))


def fresh_ones(databases, kind):
    """A store for each round: a race does not show every time."""
    for _ in range(ROUNDS):
        with databases.fresh(kind) as url:
            yield url


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_with_the_lock_on_the_customer_removed_a_lead_is_added_twice(databases, kind, monkeypatch):
    monkeypatch.setattr(customers, "LOCK", unlocked(customers.LOCK))
    open_gates(monkeypatch)
    assert any(leads_of_a_known_customer(url) > 1 for url in fresh_ones(databases, kind))


def leads_of_a_known_customer(url):
    """How many leads there are after eight people brought the same one."""
    with Chat(url) as chat:
        chat.says("mei", f"assign {chat.has_deal('Bolt GmbH')} to Li")
        chat.says("li", "lost D-1001 price")
        at_once(chat, "new Bolt")
        return chat.value("SELECT count(*) FROM deals WHERE result = 'open'")


def at_once(chat, words):
    """Eight people say the same in the same moment."""
    barrier = threading.Barrier(8)

    def says(who):
        barrier.wait(10)
        chat.handle(who, words)

    threads = [threading.Thread(target=says, args=(who,)) for who in list(chat.members)[:8]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
