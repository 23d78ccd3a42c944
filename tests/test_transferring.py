"""A deal is offered to a colleague, who takes it or not."""

import pytest

from tests.chat import titles


@pytest.fixture
def acme(chat):
    chat.has_deal("Acme", owner="li")
    return chat


def owner(chat) -> int:
    return chat.value("SELECT owner FROM deals")


def test_an_offered_deal_stays_with_its_owner_until_it_is_accepted(acme):
    _, offer = acme.says("li", "transfer D-1001 to 王芳 because I am away")
    assert offer.member == acme.members["wang"]
    assert owner(acme) == acme.members["li"]

    acme.presses("wang", offer, "接受", room=None)
    assert owner(acme) == acme.members["wang"]
    assert acme.value("SELECT state FROM requests") == "answered"


def test_a_declined_deal_stays_where_it_is_and_the_asker_hears_why(acme):
    acme.says("li", "转交 D-1001 给 王芳")
    said = acme.says("wang", "婉拒 R-1 手上太多", room=None)
    assert [post.member for post in said] == [acme.members["wang"], acme.members["li"]]
    assert "手上太多" in said[1].text
    assert owner(acme) == acme.members["li"]


def test_only_the_one_asked_answers(acme):
    acme.says("li", "transfer D-1001 to 王芳")
    acme.says("zhang", "accept R-1")
    assert owner(acme) == acme.members["li"]
    assert acme.value("SELECT state FROM requests") == "open"


def test_a_second_offer_of_the_same_deal_is_refused(acme):
    acme.says("li", "transfer D-1001 to 王芳")
    acme.says("li", "transfer D-1001 to Zhang")
    assert acme.value("SELECT count(*) FROM requests") == 1


def test_an_offer_lapses_when_the_deal_moves_otherwise(acme):
    acme.says("li", "transfer D-1001 to 王芳")
    said = acme.says("mei", "assign D-1001 to Zhang")
    assert acme.members["wang"] in [post.member for post in said]
    assert acme.value("SELECT state FROM requests") == "withdrawn"

    acme.says("wang", "accept R-1")
    assert owner(acme) == acme.members["zhang"]


def test_the_owner_takes_an_offer_back(acme):
    asked, _ = acme.says("li", "transfer D-1001 to 王芳")
    acme.presses("li", asked, "Take it back")
    assert acme.value("SELECT state FROM requests") == "withdrawn"
    assert acme.value("SELECT count(*) FROM timers WHERE subject_kind = 'request'") == 0


@pytest.mark.parametrize("words", ["接受", "accept", "好的，我接", "ok, I'll take it"])
def test_the_only_thing_that_is_asked_of_somebody_needs_no_code(chat, words):
    code = chat.has_deal("Acme", owner="li")
    chat.says("li", f"transfer {code} to Zhang")
    chat.says("zhang", words, room=None)
    assert chat.value("SELECT owner FROM deals") == chat.members["zhang"]


def test_of_two_things_that_are_asked_neither_is_taken_without_its_code(chat):
    for title in ("Acme", "BlueWave"):
        chat.says("li", f"transfer {chat.has_deal(title, owner='li')} to Zhang")
    assert titles(chat.says("zhang", "accept", room=None)) == ["Which request? Please add its code"]
    assert chat.rows("SELECT DISTINCT owner FROM deals") == [{"owner": chat.members["li"]}]
    chat.says("zhang", "I'll take it", room=None)
    assert chat.rows("SELECT DISTINCT owner FROM deals") == [{"owner": chat.members["li"]}]


def test_in_a_room_i_will_take_it_is_said_to_others(chat):
    code = chat.has_deal("Acme", owner="li")
    chat.says("li", f"transfer {code} to Zhang")
    chat.says("zhang", "我接")
    assert chat.value("SELECT owner FROM deals") == chat.members["li"]
