"""A minute of people and ticks pulling at the same deals."""

from tests.promises.tugs import tug
from tests.soak.sizes import size


def test_four_processes_that_turn_and_tick_on_the_same_deals_lose_and_double_nothing(databases):
    with databases.fresh("postgres") as url:
        tugged = tug(url, seconds=size(60, short=20))
    print(f"{tugged.turns} turns, {tugged.late} of them late at first: {dict(tugged.fates)}")
    assert (tugged.wrong, tugged.fates.keys() <= {"done", "refused"}) == ((), True)
    assert tugged.late <= tugged.turns / 20  # only the machine decides how many
