"""Many want the same lead at once: one gets it, the others hear who."""

import threading

import pytest

from storage import deals, members
from tests.promises.crowd import PatientChat
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
    with PatientChat(url) as chat:
        messages = [chat.message("li", "new anyway Bolt GmbH") for _ in range(8)]
        threads = [threading.Thread(target=chat.program.dispatcher.handle, args=(message,)) for message in messages]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert chat.rows("SELECT count(*) AS deals, count(DISTINCT customer) AS customers FROM deals") == [
            {"deals": 8, "customers": 1}
        ]


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
