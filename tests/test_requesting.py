"""Asking each other: one machine from asking to its end."""

import pytest

from tests.chat import PEOPLE, Chat, Person, titles

TEAM = (
    *PEOPLE,
    Person("raj", "Raj", ("presales",), "east"),
    Person("chen", "陈静", ("presales",), "east", "zh"),
    Person("sun", "Sun", ("legal",), "us"),
)


@pytest.fixture
def team(url):
    """The team with presales of its own and a lawyer elsewhere; Li holds Acme."""
    with Chat(url, people=TEAM) as chat:
        chat.has_deal("Acme", owner="li")
        yield chat


def states(chat):
    return {row["code"]: row["state"] for row in chat.rows("SELECT code, state FROM requests ORDER BY id")}


def heard(chat, posts):
    """Who heard what: the first lines by member, or by room."""
    members = {id: handle for handle, id in chat.members.items()}
    rooms = {id: name for name, id in chat.rooms.items()}
    return [(members[post.member] if post.member else rooms[post.room], post.title) for post in posts]


def test_a_call_to_a_role_is_one_card_in_the_room_and_who_takes_it_is_shown_to_all(team):
    card = team.says("li", "need D-1001 presales: architecture by Friday")[-1]
    assert card.title == "R-1 Li needs help from presales · D-1001 Acme"
    assert ("Raj" in card.text, "陈静" in card.text, "I'll take it" in card.buttons) == (True, True, True)

    said = team.presses("raj", card, "I'll take it")
    (redrawn,) = [post for post in said if post.id == card.id]
    assert redrawn.title == "R-1 help for D-1001 Acme · Raj is on it"
    assert "I'll take it" not in redrawn.buttons
    assert ("li", "Raj is on R-1: help for D-1001 Acme") in heard(team, said)

    late = team.says("chen", "我来 R-1")
    assert titles(late) == ["R-1 已经由Raj在处理"]


def test_an_answer_closes_it_and_reaches_who_asked(team):
    team.says("li", "need D-1001 presales: architecture by Friday")
    team.says("raj", "take R-1")
    said = team.says("raj", "answer R-1 the drawing is in the shared folder", room=None)
    assert states(team) == {"R-1": "answered"}
    (told,) = [post for post in said if post.member == team.members["li"]]
    assert "the drawing is in the shared folder" in told.text
    assert titles(team.says("chen", "答复 R-1 我也看了")) == ["R-1 之前已经答复了"]


@pytest.mark.parametrize(
    ("words", "kind", "role", "to", "note", "due"),
    [
        ("need D-1001 presales: architecture by Friday", "help", "presales", None, "architecture", "2026-11-27 10:00"),
        ("D-1001 needs legal help with the NDA", "help", "legal", None, "the NDA", "2026-11-23 09:00"),
        ("求助 D-1001 售前：架构方案，周五前", "help", "presales", None, "架构方案", "2026-11-27 10:00"),
        ("需要售前支援 D-1001，周四前出架构图", "help", "presales", None, "出架构图", "2026-11-26 10:00"),
        ("ask Raj to check the sizing on D-1001", "help", None, "raj", "check the sizing on", "2026-11-23 09:00"),
        ("请帮忙 D-1001 陈静看下方案", "help", None, "chen", "看下方案", "2026-11-23 09:00"),
    ],
)
def test_help_is_asked_for_in_many_words(team, words, kind, role, to, note, due):
    team.says("li", words)
    (row,) = team.rows("SELECT kind, role, assignee, note, due FROM requests")
    assert (row["kind"], row["role"], row["assignee"], row["note"]) == (kind, role, to and team.members[to], note)
    assert str(row["due"])[:16] == due
