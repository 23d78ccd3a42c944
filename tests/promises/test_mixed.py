"""One team on two platforms: a lead has one owner, and everybody is told where they are."""

from tests.promises.mixed import MixedTeam, contested


def test_two_platforms_claim_one_lead_at_once_and_one_of_them_has_it(url):
    with MixedTeam(url) as team:
        assert contested(team, 5) == []
