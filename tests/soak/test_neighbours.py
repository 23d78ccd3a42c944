"""Two companies in one store on PostgreSQL: nothing crosses, swept over every command."""

from tests.promises.neighbours import crossings, settled


def test_no_command_of_one_company_hears_of_the_other_or_moves_anything_there(databases):
    with databases.fresh("postgres") as url, settled(url) as (one, other):
        assert crossings(other, one) == []
