"""Sentences are read at once also among ten thousand deals."""

import pytest

from bench.reading import readings
from bench.stores import Size
from tests.soak.sizes import kinds, size

MOST_SECONDS = 1.0


@pytest.mark.parametrize("kind", kinds(short="postgres"))
def test_no_sentence_takes_a_second_to_read(databases, kind):
    with databases.fresh(kind) as url:
        (taken,) = readings(url, Size(size(500, short=30), size(10_000, short=300)), 1)
    assert max(taken) < MOST_SECONDS
