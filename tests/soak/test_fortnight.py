"""A whole fortnight of stand-ups, digests and praise, with two processes that die again and again."""

import pytest

from tests.promises.fortnight import live_through
from tests.soak.sizes import kinds, size

KILLS = size(20, short=8)


@pytest.mark.parametrize("url", kinds(short="postgres"), indirect=True)
def test_a_fortnight_is_decided_once_and_only_what_a_death_left_unknown_is_missing(url, tmp_path):
    reckoning = live_through(url, tmp_path, days=14, kills=KILLS)
    print(reckoning)
    assert reckoning.deaths >= KILLS // 2
    assert (reckoning.undecided, reckoning.unplanned) == ((), ())
    assert (reckoning.doubled, reckoning.strange) == ((), ())
    assert reckoning.missing <= reckoning.unknown
