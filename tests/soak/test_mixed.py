"""Two reps on two platforms claim the same lead at once, two hundred times."""

import pytest

from tests.promises.mixed import MixedTeam, contested
from tests.soak.sizes import kinds, size

pytestmark = pytest.mark.usefixtures("patience")


@pytest.mark.parametrize("kind", kinds(short="postgres"))
def test_two_hundred_leads_claimed_on_two_platforms_at_once_have_one_owner_each(databases, kind):
    for _ in range(size(5, short=1)):  # nobody may hold more than fifty open deals
        with databases.fresh(kind) as url, MixedTeam(url) as team:
            assert contested(team, size(40, short=40)) == []
