"""Votes by WeCom's cards: counted right, each voter's card says so, and nobody can learn a choice."""

from collections import Counter
from itertools import islice

import pytest

from tests.promises.wecom_ballot import NOMINEES, Polls

pytestmark = pytest.mark.usefixtures("patience")


HANDLES = list(NOMINEES)


def turning(shift):
    """Whom the voters choose, one after the other; with more votes for the first."""
    no = 0
    while True:
        yield HANDLES[min((no + shift) % 5, 2)]
        no += 1


def test_forty_vote_by_cards_and_change_their_minds_once(databases):
    with databases.fresh("sqlite") as url, Polls(url, 40) as polls:
        vote_twice(polls)


def vote_twice(polls):
    """Let everybody vote and change their mind, and count."""
    polls.votes(polls.voters, islice(turning(1), 40))
    assert {polls.card(voter).title for voter in polls.voters} == {"已投票：AW-1 协作之星"}

    last = list(islice(turning(0), 40))
    polls.votes(polls.voters, last)
    assert {polls.card(voter).title for voter in polls.voters} == {"已投票：AW-1 协作之星"}
    assert polls.value("SELECT count(*) FROM papers") == 40
    assert polls.wecom.refused == []

    told, counted = polls.closes(), Counter(last)
    assert told.startswith(f"协作之星是{NOMINEES[counted.most_common(1)[0][0]]}")
    assert [f"{NOMINEES[handle]} · {count}" in told for handle, count in counted.items()] == [True] * 3


def test_what_is_stored_of_a_voter_is_the_same_whomever_they_chose(databases):
    with databases.fresh("sqlite") as url, Polls(url, 13) as polls:
        polls.votes(polls.voters, islice(turning(0), 13))
        told = [polls.readable(voter) for voter in polls.voters[3:]]
    by_door = [[rows for no, rows in enumerate(told, 3) if no % 2 == odd] for odd in (0, 1)]
    for alike in by_door:
        assert len({tuple(rows) for rows in alike}) == 1
        assert len(alike[0]) >= 2


def test_on_one_card_a_voter_may_come_back_to_the_first_choice(databases):
    with databases.fresh("sqlite") as url, Polls(url, 6) as polls:
        first = polls.voters[0]
        polls.votes([first], ["bo"])
        for name in ("王芳", "Bo"):
            polls.wecom.presses(first, polls.card(first), "改投")
            polls.settles()
            polls.wecom.presses(first, polls.card(first), name)
            polls.settles()
        polls.votes(polls.voters[1:5], ["bo", "bo", "wangfang", "wangfang"])
        assert polls.closes().startswith("协作之星是Bo")
