"""Sentences are read at once, however many deals there are; among ten thousand in tests/soak/test_reading_time.py."""

import pytest

from bench.reading import readings
from bench.stores import Size

MOST_SECONDS = 1.0


@pytest.mark.alone
def test_no_sentence_takes_a_second_to_read(databases):
    with databases.fresh("sqlite") as url:
        (taken,) = readings(url, Size(30, 300), 1)
    assert max(taken) < MOST_SECONDS
