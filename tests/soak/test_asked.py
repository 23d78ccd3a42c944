"""A thousand random sequences of asking and answering: every request ends or is listed."""

import pytest

from tests.promises.asked import sequences
from tests.soak.sizes import kinds, size


@pytest.mark.parametrize("url", kinds(short="postgres"), indirect=True)
@pytest.mark.parametrize("seed", range(2000, 2000 + size(25, short=1)))
def test_every_request_of_a_thousand_random_sequences_ends_or_is_listed(url, seed):
    assert sequences(url, seed=seed, count=20, steps=20) == []
