"""Every request ends answered, declined, expired, withdrawn, or is listed: the sum of states is what was opened."""

import pytest

from tests.promises.asked import sequences


@pytest.mark.parametrize("seed", range(3))
def test_every_request_of_random_sequences_ends_or_is_listed(databases, seed):
    with databases.fresh("sqlite") as url:
        assert sequences(url, seed=seed, count=8, steps=20) == []


def test_every_request_ends_or_is_listed_on_postgresql_too(databases):
    with databases.fresh("postgres") as url:
        assert sequences(url, seed=100, count=6, steps=20) == []
