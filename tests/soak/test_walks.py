"""Two thousand random steps, the books looked at after each."""

import pytest

from tests.promises.walks import walk
from tests.soak.sizes import kinds, size


@pytest.mark.parametrize("url", kinds(short="postgres"), indirect=True)
@pytest.mark.parametrize("seed", range(1000, 1000 + size(10, short=2)))
def test_the_books_balance_after_each_of_two_hundred_random_steps(url, seed):
    assert walk(url, seed=seed, steps=200) == []
