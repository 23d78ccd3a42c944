"""The whole list of naughty strings."""

from tests.promises.naughty import LISTED, OURS, some, unlike
from tests.soak.sizes import size


def test_every_naughty_string_is_text_in_every_field_and_alike_on_both_databases(databases):
    texts = some(size(len(LISTED) + len(OURS), short=80))
    for start in range(0, len(texts), 40):
        with databases.fresh("sqlite") as one, databases.fresh("postgres") as other:
            assert unlike(one, other, texts[start : start + 40]) == []
