"""Two hundred leads, sixteen claimers, all at once."""

import pytest

from tests.promises.storms import storm
from tests.soak.sizes import kinds, size

LEADS, CAP = size(200, short=100), size(10, short=5)


@pytest.mark.parametrize("url", kinds(short="sqlite"), indirect=True)
@pytest.mark.parametrize("most", [None, CAP])
def test_sixteen_claimers_at_once_from_one_process(url, most):
    after = storm(url, leads=LEADS, claimers=16, most=most)
    print(after)
    assert (after.owned, after.wrong) == (min(LEADS, 16 * (most or LEADS)), ())


@pytest.mark.parametrize("most", [None, CAP])
def test_sixteen_claimers_at_once_from_four_processes(databases, most):
    with databases.fresh("postgres") as url:
        after = storm(url, leads=LEADS, claimers=16, processes=4, most=most)
    print(after)
    assert (after.owned, after.wrong) == (min(LEADS, 16 * (most or LEADS)), ())
