"""What is said of one deal of a line is never done to the next."""

import pytest

LINES = (
    "{one}进入谈判，{other}丢了，没预算",
    "{one} in negotiation, {other} won",
    "{one} moved to proposal, {other} lost on price",
    "{one} needs a quote, {other} needs a contract",
)


@pytest.mark.parametrize("line", LINES)
def test_two_statements_in_a_line_change_nothing_and_are_asked_for_one_by_one(chat, line):
    one, other = (chat.has_deal(title, owner="li") for title in ("Acme", "Falcon"))
    before = chat.rows("SELECT * FROM deals"), chat.rows("SELECT * FROM requests")

    said = chat.says("li", line.format(one="Acme", other="Falcon"))

    assert (chat.rows("SELECT * FROM deals"), chat.rows("SELECT * FROM requests")) == before
    assert said[-1].title in ("One deal at a time, please", "一次只能操作一条商机"), (one, other)


def test_one_statement_about_a_list_of_deals_is_done_to_each(chat):
    for title in ("Acme", "Falcon"):
        chat.has_deal(title, owner="li")

    chat.says("li", "Acme and Falcon both moved to negotiation")

    assert {row["stage"] for row in chat.rows("SELECT stage FROM deals")} == {"negotiation"}
