"""The rules of a vote: who wins, what may be told of how many papers, when people are reminded; and sealed papers."""

from collections import Counter
from dataclasses import asdict
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.vault import Vault, new_key
from sales.awarding import ABSTAIN, FEWEST, TOTALS_FROM, Result, closing_time, count, needed_of, reminder_due
from sales.refusal import Refused
from storage.sealing import Seals
from tests.chat import START

CHOICES = st.lists(st.integers(0, 4), max_size=40)


@given(CHOICES, st.integers(0, 60), st.integers(0, 100))
def test_a_result_tells_no_more_than_the_papers_allow(choices, others, quorum):
    eligible = len(choices) + others
    found = count(choices, eligible=eligible, quorum=quorum)
    tally = Counter(choice for choice in choices if choice != ABSTAIN)
    enough = len(choices) >= max(FEWEST, needed_of(eligible, quorum))
    best = max(tally.values(), default=0)
    assert found.outcome == ("few" if not enough else "won" if tally else "nobody")
    assert set(found.winners) == ({who for who, votes in tally.items() if votes == best} if enough and tally else set())
    assert dict(found.totals) == (dict(tally) if found.winners and len(choices) >= TOTALS_FROM else {})
    assert (found.voted, found.eligible) == (len(choices), eligible)


@given(CHOICES, st.randoms())
def test_the_order_of_papers_decides_nothing(choices, random):
    shuffled = random.sample(choices, len(choices))
    assert count(choices, eligible=40, quorum=10) == count(shuffled, eligible=40, quorum=10)


@given(st.integers(0, 1000), st.integers(0, 100))
def test_a_quorum_is_never_below_three_and_never_rounded_down(eligible, quorum):
    needed = needed_of(eligible, quorum)
    assert needed >= FEWEST
    assert needed == FEWEST or (needed - 1) * 100 < eligible * quorum <= needed * 100


@pytest.mark.parametrize(
    ("choices", "winners", "totals"),
    [
        ([1, 1, 2], (1,), ()),
        ([1, 2, 3], (1, 2, 3), ()),
        ([1, 1, 2, 2], (1, 2), ()),
        ([1, 1, 2, 2, 3], (1, 2), ((1, 2), (2, 2), (3, 1))),
        ([0, 0, 0, 0, 2], (2,), ((2, 1),)),
    ],
)
def test_who_wins_and_what_is_told(choices, winners, totals):
    assert count(choices, eligible=6, quorum=33) == Result("won", len(choices), 6, 3, winners, totals)


def test_when_people_are_reminded():
    week = START + timedelta(days=7)
    assert reminder_due(START, week, hours=24) == week - timedelta(hours=24)
    assert reminder_due(START, START + timedelta(hours=2), hours=24) == START + timedelta(hours=1)


@pytest.mark.parametrize("days", [-1, 0, 61])
def test_a_vote_ends_in_the_near_future(days):
    with pytest.raises(Refused):
        closing_time(START + timedelta(days=days), usual=START, now=START)


@pytest.fixture
def seals():
    return Seals(Vault(new_key()))


def test_papers_are_read_back_by_their_own_ballot_and_nobody_elses(seals):
    key, other = seals.new_key(), seals.new_key()
    papers = [(member, seals.seal(key, member % 3, ballot=1, member=member)) for member in range(1, 9)]
    assert list(seals.open(key, papers, ballot=1)) == [member % 3 for member in range(1, 9)]
    assert list(seals.open(key, papers, ballot=2)) == []
    assert list(seals.open(other, papers, ballot=1)) == []
    assert list(seals.open(key, [(member % 8 + 1, sealed) for member, sealed in papers], ballot=1)) == []


@given(st.integers(0, 2**63 - 1))
def test_every_paper_is_as_long_as_every_other(choice):
    seals = Seals(Vault(SECRET))
    assert len(seals.seal(KEY, choice, ballot=1, member=1)) == len(seals.seal(KEY, 1, ballot=10**9, member=10**9)) == 36


SECRET = new_key()
KEY = Seals(Vault(SECRET)).new_key()


def test_two_papers_of_one_choice_have_nothing_in_common(seals):
    key = seals.new_key()
    papers = {seals.seal(key, 5, ballot=1, member=1) for _ in range(1000)}
    assert len(papers) == len({paper[:12] for paper in papers}) == len({paper[12:] for paper in papers}) == 1000


def test_a_paper_that_was_tampered_with_says_nothing(seals):
    key = seals.new_key()
    paper = seals.seal(key, 5, ballot=1, member=1)
    spoilt = [paper[:at] + bytes([paper[at] ^ 1]) + paper[at + 1 :] for at in range(len(paper))]
    assert [choice for bad in spoilt for choice in seals.open(key, [(1, bad)], ballot=1)] == []
    assert list(seals.open(key, [(1, b""), (1, paper[:20])], ballot=1)) == []


def test_a_result_holds_nothing_per_person():
    result = count([1, 1, 2, 2, 3, 0], eligible=9, quorum=33)
    assert asdict(result) == {
        "outcome": "won",
        "voted": 6,
        "eligible": 9,
        "needed": 3,
        "winners": (1, 2),
        "totals": ((1, 2), (2, 2), (3, 1)),
    }
