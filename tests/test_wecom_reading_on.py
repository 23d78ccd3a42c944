"""What was cut to fit a message ends in the line that shows the rest, and nothing of it is lost."""

import re

import pytest

from handlers.continuing import last_lines
from tests.wecomfirm import Firm, speaks

READ_ON = re.compile(
    r"…and (?:about )?(\d+) more (?:lines?|characters), (?:say to me|mention the bot and say): (read on \d+/\d+)"
)
LINES = [f"D-{no} a company with quite a long name" for no in range(1000, 1200)]
LIST = (
    "Pool: 200 deals\n\nAll of them:\n\n" + "\n".join(f"- {line}" for line in LINES) + "\n\n[Claim](<do:claim D-1000>)"
)
TABLE = "Board\n\n| Deal | What |\n|---|---|\n" + "\n".join(f"| {line} | 1 |" for line in LINES)


@pytest.fixture
def firm(databases):
    with databases.fresh("sqlite") as url, Firm(url) as firm:
        yield firm


def listed(text):
    return re.findall(r"D-\d+ a company with quite a long name", text)


def asks(firm, who, line, **where):
    """What somebody reads after saying a line to the bot."""
    said = firm.wecom.says(who, line, **where)
    firm.wecom.wait(lambda: said.answers)
    firm.sends()
    return firm.wecom.sees(who, kind="group" if where.get("to") else "bot")[-1]


def test_a_list_that_was_cut_is_read_to_its_end(firm):
    firm.says("list", LIST, to="li")
    firm.sends()
    text = firm.wecom.sees("li", kind="app")[-1].text
    found = listed(text)
    count, line = READ_ON.search(text).groups()
    assert 0 < len(found) == 200 - int(count)
    rest = asks(firm, "li", line)
    assert rest.title == "Pool: 200 deals (continued)"
    assert found + listed(rest.text) == LINES


def test_one_line_that_is_longer_than_a_message_is_read_to_its_end(firm):
    words = [f"word{no}" for no in range(800)]
    firm.says("note", "Note\n\n- " + " ".join(words), to="li")
    firm.sends()
    text = firm.wecom.sees("li", kind="app")[-1].text
    begun = re.findall(r"word\d+", text)
    assert 100 < len(begun) < 800
    rest = asks(firm, "li", READ_ON.search(text)[2]).text
    assert re.findall(r"word\d+", rest) == words
    assert max(map(len, rest.splitlines())) < 320


def test_what_is_left_is_ever_less_while_reading_on(firm):
    paragraphs = [" ".join(f"word{no}x{word}" for word in range(90)) for no in range(100)]
    firm.says("note", "Note\n\n- " + "\n- ".join(paragraphs), to="li")
    firm.sends()
    text, left = firm.wecom.sees("li", kind="app")[-1].text, []
    assert "characters" in text
    while more := READ_ON.search(text):
        left.append((int(more[1]), "lines" in more[0]))
        text = asks(firm, "li", more[2]).text
    assert len(left) > 3
    assert [one for one, lines in left if not lines] == sorted({one for one, lines in left if not lines}, reverse=True)
    assert [one for one, lines in left if lines] == sorted({one for one, lines in left if lines}, reverse=True)


def test_what_is_longer_than_two_messages_is_read_on_and_on(firm):
    lines = [f"D-{no} a company with quite a long name" for no in range(1000, 3000)]
    firm.says("list", "Pool\n\n" + "\n".join(f"- {line}" for line in lines), to="li")
    firm.sends()
    text, found = firm.wecom.sees("li", kind="app")[-1].text, []
    while more := READ_ON.search(text):
        found += listed(text)
        text = asks(firm, "li", more[2]).text
    assert found + listed(text) == lines


def test_the_rest_of_a_table_in_a_group_is_a_table_and_said_there(firm):
    speaks(firm, "li", to="east")
    firm.says("board", TABLE, room="east", door="wecom-bot")
    firm.sends()
    shown = firm.wecom.sees("wang", kind="group")[-1].text
    rest = asks(firm, "wang", READ_ON.search(shown)[2], to="east")
    assert rest.text.startswith("Deal · What\n\nD-")
    assert listed(shown) + listed(rest.text) == LINES
    assert rest.raw == ()


def test_nobody_reads_on_in_what_was_said_to_others(firm):
    speaks(firm, "wang", to="west")
    firm.says("list", LIST, to="li")
    firm.says("board", TABLE, room="east", door="wecom-bot")
    firm.sends()
    private = READ_ON.search(firm.wecom.sees("li", kind="app")[-1].text)[2]
    group = READ_ON.search(firm.wecom.sees("li", kind="group")[-1].text)[2]
    for who, line, where in (
        ("wang", private, {}),
        ("wang", group, {}),
        ("wang", "read on 99999/3", {}),
    ):
        assert asks(firm, who, line, **where).title == "I have no rest of that here"
    for line in ("read on it", "read on"):
        assert asks(firm, "wang", line).title == "Nothing more to read here"


def test_a_bare_read_on_goes_on_with_the_last_cut_list_to_its_end(firm):
    speaks(firm, "li")
    lines = [f"D-{no} a company with quite a long name" for no in range(1000, 2000)]
    firm.says("list", "Pool\n\n" + "\n".join(f"- {line}" for line in lines), to="li", door="wecom-bot")
    firm.says("nudge", to="li", door="wecom-bot", kind="reminder")
    firm.passes(minutes=2, step=20)
    found = listed(next(shown.text for shown in firm.wecom.sees("li", kind="bot") if shown.title == "Pool"))
    for line in ("接着看", "Read on", "下一页"):
        found += listed(asks(firm, "li", line).text)
    assert found == lines
    assert asks(firm, "li", "read on").title == "Nothing more to read here"


def test_a_bare_read_on_in_a_group_goes_on_with_its_board(firm):
    speaks(firm, "li", to="east")
    firm.says("board", TABLE, room="east", door="wecom-bot", kind="digest")
    firm.passes(minutes=2, step=20)
    shown = firm.wecom.sees("wang", kind="group")[-1].text
    assert listed(shown) + listed(asks(firm, "wang", "接着看", to="east").text) == LINES


def test_the_rest_of_a_private_post_is_not_said_in_a_group(firm):
    speaks(firm, "li")
    firm.says("list", LIST, to="li")
    firm.sends()
    line = READ_ON.search(firm.wecom.sees("li", kind="app")[-1].text)[2]
    found = listed(firm.wecom.sees("li", kind="app")[-1].text)
    assert listed(asks(firm, "li", line, to="east").text) == []
    rest = firm.wecom.sees("li", kind="app")[-1]
    assert rest.title == "Pool: 200 deals (continued)"
    assert listed(rest.text)[0] == LINES[len(found)]


@pytest.mark.parametrize(
    ("text", "count", "rest"),
    [
        ("# T\n\na\nb\n\n- c\n- d", 2, "- c\n- d"),
        ("T\n\na&#10;b\n- c", 2, "a&#10;b\n- c"),
        ("T\n\n| a |\n|---|\n| b |\n| c |", 1, "| a |\n|---|\n| c |"),
        ("T\n\n| a |\n|---|\n| b |\n\nafter", 1, "after"),
        ("T\n\na\n\n[x](<do:y>) [z](<ask:w>)", 1, "a\n\n[x](<do:y>) [z](<ask:w>)"),
        ("T\n\na", 9, "\na"),
    ],
)
def test_the_last_lines_of_a_post_are_counted_as_people_see_them(text, count, rest):
    assert last_lines(text, count) == ("T", rest)
