"""Texts that break programs are only texts here: stored as shown, on both databases alike."""

from itertools import zip_longest

from tests.chat import Chat
from tests.promises.naughty import everywhere, some


def test_fifty_naughty_strings_are_text_in_every_field_and_alike_on_both_databases(databases):
    texts = some(50)
    with databases.fresh("sqlite") as one, databases.fresh("postgres") as other, Chat(one) as here, Chat(other) as there:
        for text, a, b in zip_longest(texts, everywhere(here, texts), everywhere(there, texts)):
            assert a == b, text
