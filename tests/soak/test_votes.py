"""Forty voters who change their minds: nothing that can be read tells whom they chose."""

import pytest

from tests.promises.sealed import lived, twins
from tests.soak.sizes import kinds, size


@pytest.mark.parametrize("kind", kinds(short="postgres"))
def test_nothing_that_can_be_read_depends_on_the_choice_of_forty(databases, tmp_path, kind):
    assert lived(lambda: databases.fresh(kind), twins(size(40, short=6), rounds=2), tmp_path) == []
