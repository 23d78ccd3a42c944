"""Five hundred commands and twenty deaths; thirty deaths between the platform's acceptance and our mark."""

import pytest

from tests.promises.kills import work_while_it_dies
from tests.promises.mortal import send_and_die
from tests.soak.sizes import kinds, size

KILLS, DEATHS = size(20, short=5), size(30, short=6)


@pytest.mark.parametrize("url", kinds(short="sqlite"), indirect=True)
def test_nothing_acknowledged_is_lost_or_doubled_when_the_server_is_killed(url, tmp_path):
    counted = work_while_it_dies(url, tmp_path, commands=500, kills=KILLS)
    print(counted)
    assert (counted.kills, counted.acknowledged, counted.wrong) == (KILLS, 500, ())


@pytest.mark.parametrize("url", kinds(short="postgres"), indirect=True)
@pytest.mark.parametrize("remembers", [False, True])
def test_between_acceptance_and_mark_nothing_is_lost_and_only_what_may_is_doubled(url, tmp_path, remembers):
    reckoning = send_and_die(url, tmp_path, deaths=DEATHS, remembers=remembers)
    print(reckoning)
    assert (reckoning.deaths, reckoning.lost, reckoning.wrong) == (DEATHS, {}, ())
    assert reckoning.doubled.keys() <= (set() if remembers else {"answer", "reminder", "card"})
