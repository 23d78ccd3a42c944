"""The power goes off in the middle of the work."""

from tests.promises.kills import work_while_it_dies
from tests.promises.mortal import send_and_die


def test_nothing_acknowledged_is_lost_or_doubled_when_the_server_is_killed(url, tmp_path):
    counted = work_while_it_dies(url, tmp_path, commands=150, kills=3)
    print(counted)
    assert (counted.kills, counted.acknowledged, counted.wrong) == (3, 150, ())
    assert counted.repeated > 0


def test_between_the_platforms_acceptance_and_our_mark_nothing_is_lost_and_only_what_may_is_doubled(url, tmp_path):
    reckoning = send_and_die(url, tmp_path, deaths=3, remembers=False)
    print(reckoning)
    assert (reckoning.deaths, reckoning.lost, reckoning.wrong) == (3, {}, ())
    assert reckoning.doubled.keys() <= {"answer", "reminder", "card"}
    assert reckoning.doubled.total() > 0


def test_where_the_platform_can_be_asked_a_death_doubles_nothing(databases, tmp_path):
    with databases.fresh("sqlite") as url:
        reckoning = send_and_die(url, tmp_path, deaths=2, remembers=True)
    assert (reckoning.deaths, reckoning.doubled, reckoning.lost, reckoning.wrong) == (2, {}, {}, ())
