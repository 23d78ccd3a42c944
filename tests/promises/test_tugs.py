"""People work on deals while the tick looks at them, from several processes."""

from tests.promises.tugs import tug


def test_four_processes_that_turn_and_tick_on_the_same_deals_lose_and_double_nothing(databases):
    with databases.fresh("postgres") as url:
        tugged = tug(url, seconds=10)
    print(f"{tugged.turns} turns, {tugged.late} of them late at first: {dict(tugged.fates)}")
    assert tugged.wrong == ()
    assert tugged.fates.keys() <= {"done", "refused"}
    assert tugged.late <= tugged.turns / 20  # only the machine decides how many
