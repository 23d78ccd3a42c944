"""Two companies in one store: nothing crosses, swept over every command in every room."""

import pytest

from tests.promises.neighbours import crossings, settled
from tests.soak.sizes import SHORT, kinds


@pytest.mark.parametrize("kind", kinds(short="postgres"))
def test_no_command_of_one_company_hears_of_the_other_or_moves_anything_there(databases, kind):
    with databases.fresh(kind) as url, settled(url) as (one, other):
        assert crossings(other, one, everywhere=not SHORT) == []
