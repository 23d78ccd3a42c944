"""One team on two platforms: a lead has one owner, everybody is told where they are, and both groups get the digest."""

from dataclasses import replace

import pytest

from tests.promises.mixed import MixedTeam, contested, said_in

pytestmark = pytest.mark.usefixtures("patience")


def test_two_platforms_claim_one_lead_at_once_and_one_of_them_has_it(url):
    with MixedTeam(url) as team:
        assert contested(team, 10) == []


def test_a_lead_with_two_owners_would_be_seen(databases, monkeypatch):
    def claim(deal, *, by, now, **_):
        return replace(deal, owner=by, claimed_at=now)

    monkeypatch.setattr("sales.claiming.claim", claim)
    with databases.fresh("sqlite") as url, MixedTeam(url) as team:
        (wrong,) = contested(team, 1)
        assert wrong.endswith(" 2")  # intervals of ownership


def test_the_digest_of_a_mixed_team_reaches_both_groups_with_the_words_of_both(databases):
    with databases.fresh("sqlite") as url, MixedTeam(url) as team:
        team.passes(hours=1, minutes=15)
        assert team.slack.writes(team.li, "standup met Acme, call Borealis, nothing").ok
        team.wecom.says("wang", "standup met Cobalt, send the quote, nothing")
        team.passes(hours=2)

        in_slack, in_wecom = said_in(team)
        for words in (in_slack[-1], in_wecom[-1]):
            assert words.startswith("east stand-up: 2 answered")
            assert "met Acme" in words
            assert "met Cobalt" in words
