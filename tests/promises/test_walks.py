"""Whatever people say in whatever order, the books balance after each thing said."""

import pytest

from tests.promises.walks import walk


@pytest.mark.parametrize("seed", range(4))
def test_the_books_balance_after_each_of_fifty_random_steps(databases, seed):
    with databases.fresh("sqlite") as url:
        assert walk(url, seed=seed, steps=50) == []


def test_the_books_balance_on_postgresql_too(databases):
    with databases.fresh("postgres") as url:
        assert walk(url, seed=100, steps=50) == []
