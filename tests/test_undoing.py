"""What is undone comes back whole: with what ended with it, and for everybody who heard of it."""

import pytest

from tests.chat import PEOPLE, Chat, Person, titles
from tests.quotechat import QuoteChat
from tests.test_requesting import heard, states

RAJ = Person("raj", "Raj", ("presales",), "east")


@pytest.fixture
def team(url):
    with Chat(url, people=(*PEOPLE, RAJ)) as chat:
        chat.has_deal("Acme", owner="li")
        yield chat


@pytest.fixture
def quotes(url):
    with QuoteChat(url) as chat:
        yield chat


def words(posts):
    return "\n".join(f"{post.title}\n{post.text}" for post in posts)


@pytest.mark.parametrize("ends", ["lost D-1001 price", "won D-1001 ¥8000", "release D-1001 no time"])
def test_what_was_asked_for_is_open_again_when_its_end_is_undone(team, ends):
    team.says("li", "ask Raj on D-1001: sizing")
    team.says("li", "offer D-1001 to Zhang")
    team.says("li", ends)
    said = team.says("li", "undo")
    assert set(states(team).values()) == {"open"}
    assert "Open again with it: R-1, R-2" in words(said)
    assert ("raj", "R-1 is needed after all: help for D-1001 Acme") in heard(team, said)
    later = heard(team, team.passes(hours=24))
    assert ("raj", "Raj, R-1 for D-1001 Acme waits for your answer") in later


def test_what_was_taken_back_by_hand_stays_off(team):
    team.says("li", "ask Raj on D-1001: sizing")
    team.says("li", "withdraw R-1")
    team.says("li", "lost D-1001 price")
    said = team.says("li", "undo")
    assert states(team) == {"R-1": "withdrawn"}
    assert "R-1" not in words(said)


def test_what_has_nobody_to_go_to_is_named_with_its_cure(team):
    team.says("li", "ask Raj on D-1001: sizing")
    team.says("li", "lost D-1001 price")
    team.store_write("UPDATE members SET active = false WHERE handle = 'raj'")
    said = team.says("li", "undo")
    assert states(team) == {"R-1": "withdrawn"}
    assert "R-1 stays off: Raj is no longer here. Ask somebody else." in words(said)


def test_quotes_are_where_they_were_when_the_end_of_their_deal_is_undone(quotes):
    quotes.quoted("20 seats")
    quotes.quoted("30 seats", offer="30 seats")
    quotes.says("li", "sent Q-302")
    before = {code: (quotes.state(code), quotes.waits(code)) for code in ("Q-301", "Q-302")}
    for ends in (f"lost {quotes.deal} price", f"won {quotes.deal} ¥36000", f"release {quotes.deal} no time"):
        quotes.says("li", ends)
        said = quotes.says("li", "撤销")
        assert {code: (quotes.state(code), quotes.waits(code)) for code in before} == before
        assert "一起恢复的：Q-301、Q-302" in words(said)
    assert "Q-302 Acme goes on after all" in titles(said)


def yes_of(posts):
    return next(post for post in posts if "Yes, write it" in post.buttons)


@pytest.mark.parametrize(
    "words", ["undo Granite", "Granite: undo", "undo D-1002", "Granite那条撤销", "undo the Granite change"]
)
def test_undo_with_a_deal_takes_back_the_last_change_of_that_deal(team, words):
    team.has_deal("Granite", owner="li")
    team.says("li", "Granite amount 135k")
    team.says("li", "Acme amount 120k")
    team.says("li", words)
    assert team.rows("SELECT title, amount FROM deals ORDER BY code") == [
        {"title": "Acme", "amount": 12_000_000},
        {"title": "Granite", "amount": None},
    ]


def test_undo_with_a_deal_one_never_changed_takes_nothing_back(team):
    team.has_deal("Granite", owner="wang")
    team.says("li", "Acme amount 120k")
    team.says("li", "undo Granite")
    assert team.value("SELECT amount FROM deals WHERE title = 'Acme'") == 12_000_000


def test_an_old_question_overwrites_nothing_newer(team):
    team.says("li", "D-1001 $100k")
    asked = yes_of(team.says("li", "D-1001 $900k"))
    team.says("li", "D-1001 $110k")
    assert titles(team.presses("li", asked, "Yes, write it")) == ["D-1001 Acme has changed since I asked"]
    assert team.value("SELECT amount FROM deals") == 110_000_00
    again = yes_of(team.says("li", "D-1001 $900k"))
    team.says("li", "D-1001 note: spoke to Bob")  # what it did not ask about may change
    team.presses("li", again, "Yes, write it")
    assert team.value("SELECT amount FROM deals") == 900_000_00


def test_a_no_closes_a_question(team):
    team.says("li", "D-1001 $100k")
    asked = yes_of(team.says("li", "D-1001 $900k"))
    assert titles(team.presses("li", asked, "No, leave it")) == ["All right, it stays as it is"]
    assert titles(team.presses("li", asked, "Yes, write it")) == ["That question is no longer open"]
    assert titles(team.presses("li", asked, "No, leave it")) == ["That question is no longer open"]
    assert team.value("SELECT amount FROM deals") == 100_000_00


def test_a_no_is_for_whoever_was_asked(team):
    team.says("li", "D-1001 $100k")
    asked = yes_of(team.says("li", "D-1001 $900k"))
    assert titles(team.presses("zhang", asked, "No, leave it")) == ["That question is no longer open"]
    team.presses("li", asked, "Yes, write it")
    assert team.value("SELECT amount FROM deals") == 900_000_00


def test_talk_about_a_closed_deal_is_no_refusal_and_its_closer_is_offered_an_undo(team):
    team.says("li", "won D-1001 ¥8000")
    assert team.says("li", "Acme: they are really happy with us") == []
    (closed,) = team.says("li", "D-1001 $9k")
    assert closed.title == "D-1001 Acme is won and can't be changed"
    assert titles(team.presses("li", closed, "Undo"))[-1] == "D-1001 Acme is open again, win undone"
    team.says("li", "won D-1001 ¥8000")
    (closed,) = team.says("mei", "D-1001 金额 9万")
    assert "撤销" not in closed.buttons


@pytest.mark.parametrize("line", ["what can you do?", "What can you do", "你能做什么", "你能做什么？", "你会做什么"])
def test_what_one_can_do_is_help(team, line):
    said = team.says("li", line, room=None)
    assert titles(said) == titles(team.says("li", "help" if line.isascii() else "帮助", room=None))


def test_ones_own_later_change_is_not_called_a_colleagues(chat):
    said = chat.says("li", "leave tomorrow, Zhang covers", room=None)
    (undo,) = (command for post in said for command in post.buttons.values() if command.startswith("undo "))
    chat.says("li", "leave 7 December, Zhang covers", room=None)
    (answer,) = chat.says("li", undo, room=None, pressed=True)
    assert answer.title == "Can't undo, you have changed it again since"
    assert "Have a word" not in answer.text


def test_a_change_of_a_deal_that_was_changed_since_names_the_deal(chat):
    chat.has_deal("Acme", owner="li")
    chat.says("li", "D-1001 amount $5k")
    no = chat.value("SELECT max(no) FROM history WHERE subject_kind = 'deal'")
    chat.says("mei", "D-1001 amount $6k")
    (answer,) = chat.says("li", f"undo D-1001/{no}", room=None)
    assert answer.title == "Can't undo on D-1001 Acme, Mei has changed it since"


@pytest.mark.parametrize("line", ["怎么撤销刚才的操作", "how do I undo that?"])
def test_who_asks_how_to_undo_undoes_nothing(quick_chat, line):
    quick_chat.has_deal("Acme", owner="li")
    quick_chat.says("li", "progress D-1001 stage qualified")
    quick_chat.says("li", line, room=None)
    assert quick_chat.value("SELECT stage FROM deals") == "qualified"


@pytest.mark.parametrize("line", ["undo undo 手滑了", "撤销 点错了", "undo, sorry!", "undo pls"])
def test_an_excuse_beside_undo_names_no_change(team, line):
    team.says("li", "progress D-1001 probability 60")
    team.says("li", line)
    assert team.value("SELECT probability FROM deals") is None


def test_an_undo_after_a_while_asks_before_it_takes_back_an_old_change(team):
    team.says("li", "progress D-1001 probability 60")
    team.passes(minutes=20)
    (asked,) = team.says("li", "undo")
    assert (asked.title, team.value("SELECT probability FROM deals")) == ("Undo your change on D-1001?", 60)
    team.presses("li", asked, "Undo it")
    assert team.value("SELECT probability FROM deals") is None
