"""Days of stand-ups and digests with two ticking processes, killed and started again."""

from tests.promises.fortnight import live_through


def test_everything_is_decided_once_and_only_what_a_death_left_unknown_may_be_missing(databases, tmp_path):
    with databases.fresh("sqlite") as url:  # on PostgreSQL: tests/soak/test_fortnight.py
        reckoning = live_through(url, tmp_path, days=3, kills=4)
    print(reckoning)
    assert reckoning.deaths >= 2
    assert (reckoning.undecided, reckoning.unplanned) == ((), ())
    assert (reckoning.doubled, reckoning.strange) == ((), ())
    assert reckoning.missing <= reckoning.unknown
    assert len(reckoning.unknown) <= 16 * reckoning.deaths
