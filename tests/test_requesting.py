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
    assert titles(late) == ["R-1 已经由 Raj 在处理"]


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
        ("ask Raj to check the sizing on D-1001", "help", None, "raj", "check the sizing", "2026-11-23 09:00"),
        ("请帮忙 D-1001 陈静看下方案", "help", None, "chen", "看下方案", "2026-11-23 09:00"),
    ],
)
def test_help_is_asked_for_in_many_words(team, words, kind, role, to, note, due):
    team.says("li", words)
    (row,) = team.rows("SELECT kind, role, assignee, note, due FROM requests")
    assert (row["kind"], row["role"], row["assignee"], row["note"]) == (kind, role, to and team.members[to], note)
    assert str(row["due"])[:16] == due


def test_people_of_other_teams_are_asked_one_by_one(team):
    said = team.says("li", "D-1001 needs legal: the NDA")
    (card,) = [post for post in said if post.member == team.members["sun"]]
    redrawn = team.presses("sun", card, "I'll take it", room=None)
    assert card.id in [post.id for post in redrawn]
    assert team.says("sun", "show D-1001", room=None)[0].title == "D-1001 Acme · Li"


@pytest.mark.parametrize(
    ("words", "state", "helps"),
    [
        ("R-1 on it", "open", 1),
        ("R-1 收到，我来", "open", 1),
        ("can't do R-1, I'm travelling", "declined", 0),
        ("R-1 没空", "declined", 0),
        ("R-1 done, it is in the shared drive", "answered", 1),
        ("R-1 看完了，没问题", "answered", 1),
    ],
)
def test_who_is_asked_answers_in_their_own_words_beside_the_code(team, words, state, helps):
    team.says("li", "need D-1001 wang: floor plan by Friday")
    team.says("wang", words)
    assert (states(team), team.value("SELECT count(*) FROM helpers")) == ({"R-1": state}, helps)


def test_a_role_nobody_has_is_refused(team):
    (refused,) = team.says("li", "need D-1001 marketing: a flyer")
    assert refused.title == "There is no marketing here to ask"
    assert states(team) == {}


def test_two_roles_are_asked_in_one_line(team):
    said = team.says("li", "need D-1001 presales and legal: the tender by Friday")
    assert len([post for post in said if "I'll take it" in post.buttons]) == 2
    assert {row["role"] for row in team.rows("SELECT role FROM requests")} == {"presales", "legal"}


def test_only_whom_a_request_is_for_answers_it_and_only_who_asked_takes_it_back(team):
    team.says("li", "ask Raj on D-1001: sizing")
    assert titles(team.says("zhang", "answer R-1 no idea")) == ["R-1 is for Raj to answer"]
    assert titles(team.says("raj", "withdraw R-1")) == ["R-1 is for Li to take back"]
    assert states(team) == {"R-1": "open"}
    team.says("raj", "decline R-1 no time")
    assert states(team) == {"R-1": "declined"}


def test_who_asks_is_told_what_waits_and_so_is_the_manager(team):
    team.says("li", "need D-1001 presales: architecture by Friday")
    team.says("li", "ask Raj on D-1001: sizing")
    lists = {who: team.says(who, "open requests", room=None)[0] for who in ("li", "raj", "chen", "mei", "tom")}
    assert {who: ("R-1" in post.text, "R-2" in post.text) for who, post in lists.items()} == {
        "li": (True, True),
        "raj": (True, True),
        "chen": (True, False),
        "mei": (True, True),
        "tom": (False, False),
    }


def test_a_request_is_reminded_of_then_told_to_the_manager_then_given_up(team):
    team.says("li", "ask Raj on D-1001: sizing")  # due today 18:00
    team.says("li", "contacted D-1001")
    said = heard(team, team.passes(hours=24))
    assert said == [
        ("raj", "Raj, R-1 for D-1001 Acme waits for your answer"),
        ("raj", "Raj, R-1 for D-1001 Acme waits for your answer"),
    ]
    said = heard(team, team.passes(hours=6))
    assert ("mei", "R-1 is late: help for D-1001 Acme") in said
    said = heard(team, team.passes(days=6))
    assert [one for one in said if "expired" in one[1] or "answered" in one[1]] == [
        ("east", "R-1 help for D-1001 Acme · expired"),
        ("raj", "R-1 help for D-1001 Acme · expired"),
        ("li", "Nobody answered R-1: help for D-1001 Acme"),
        ("raj", "R-1 has expired: help for D-1001 Acme"),
    ]
    assert states(team) == {"R-1": "expired"}
    assert team.rows("SELECT * FROM timers WHERE subject_kind = 'request'") == []


def test_a_queue_nobody_takes_from_is_reminded_where_its_card_stands(team):
    team.says("li", "need D-1001 presales: sizing")
    team.says("li", "contacted D-1001")
    said = heard(team, team.passes(hours=9))
    assert said[0] == ("east", "R-1 still waits for presales: help for D-1001 Acme")


def test_who_stands_in_is_asked_reminded_and_may_answer(team):
    team.says("raj", "leave today to Friday, cover Zhang")
    said = heard(team, team.says("li", "ask Raj on D-1001: sizing by Wednesday"))
    assert [who for who, title in said if title.startswith("R-1 Li needs help")] == ["east", "raj", "zhang"]
    team.says("li", "contacted D-1001")
    assert ("zhang", "Zhang, R-1 for D-1001 Acme waits for your answer") in heard(team, team.passes(days=3))
    team.says("zhang", "answer R-1 done for Raj")
    assert states(team) == {"R-1": "answered"}


def test_a_request_goes_with_the_baton(team):
    team.says("li", "ask Raj on D-1001: sizing")
    said = heard(team, team.says("mei", "assign D-1001 to Zhang"))
    assert ("raj", "R-1 is now asked by Zhang, who has D-1001 Acme") in said
    said = heard(team, team.says("raj", "answer R-1 twelve cores"))
    assert "zhang" in [who for who, title in said if "answered R-1" in title]


@pytest.mark.parametrize("words", ["lost D-1001 price", "won D-1001 ¥8000", "release D-1001 no time", "undo D-1001/2"])
def test_what_a_deal_no_longer_needs_is_called_off_and_both_hear(team, words):
    team.says("li", "ask Raj on D-1001: sizing")
    said = heard(team, team.says("li", words))
    assert ("raj", "R-1 is off: help for D-1001 Acme") in said
    assert states(team) == {"R-1": "withdrawn"}


def test_a_signed_deal_keeps_its_contract_review_and_its_hand_over(team):
    team.says("li", "contract D-1001 framework contract to legal: payment in 60 days")
    team.says("li", "handover D-1001 to Raj: start next Monday")
    team.says("li", "won D-1001 ¥8000")
    assert states(team) == {"R-1": "open", "R-2": "open"}
    team.says("mei", "assign D-1001 to Zhang")
    assert states(team) == {"R-1": "open", "R-2": "open"}


def test_terms_go_back_and_forth_and_every_version_stays(team):
    team.says("li", "contract D-1001 framework contract to Sun: payment in 60 days by Friday")
    (row,) = team.rows("SELECT kind, note, assignee FROM requests")
    assert row == {"kind": "contract", "note": "framework contract", "assignee": team.members["sun"]}
    said = team.says("sun", "answer R-1 30 days at most", room=None)
    assert ("li", "Sun objects in R-1: contract for D-1001 Acme") in heard(team, said)
    said = team.says("li", "terms R-1 payment in 45 days")
    assert any(who == "sun" and "version 2" in title for who, title in heard(team, said))
    said = team.says("sun", "answer R-1 OK", room=None)
    assert states(team) == {"R-1": "answered"}
    (shown,) = team.says("li", "show R-1")
    assert ("v1, Li" in shown.text, "v2, Li" in shown.text) == (True, True)
    assert ("payment in 60 days" in shown.text, "payment in 45 days" in shown.text) == (True, True)
    (told,) = team.says("li", "history D-1001", room=None)
    assert "30 days at most" in told.text


@pytest.mark.parametrize("deal", ["D-1002", "BlueWave"])
@pytest.mark.parametrize(
    ("words", "doc", "terms"),
    [
        ("{} framework contract to legal: payment in 60 days", "framework contract", "payment in 60 days"),
        ("{} SLA to legal: support within 8 hours", "SLA", "support within 8 hours"),
    ],
)
def test_a_contract_typed_by_the_deals_name_is_the_one_typed_by_its_code(team, deal, words, doc, terms):
    team.has_deal("BlueWave", owner="li")
    team.says("li", "contract " + words.format(deal))
    (request,) = team.rows("SELECT note, role, due FROM requests")
    (shown,) = team.says("li", "show R-1")
    assert (request["note"], request["role"], terms in shown.text) == (doc, "legal", True)
    assert str(request["due"]).startswith("2026-11-24 08:00")


def test_a_yes_with_a_but_is_an_objection(team):
    team.says("li", "contract D-1001 framework contract to Sun: payment in 60 days")
    team.says("sun", "answer R-1 ok, but 30 days", room=None)
    assert states(team) == {"R-1": "open"}
    team.says("sun", "sign off R-1", room=None)
    assert states(team) == {"R-1": "answered"}


def test_a_hand_over_is_done_when_both_sides_confirmed_every_line(team):
    team.says("li", "handover D-1001 to Raj: start next Monday, go live 31 Jan, docs by Zhang")
    team.says("li", "add line R-1 training is booked")
    team.says("li", "check R-1 all")
    assert states(team) == {"R-1": "open"}
    (refused, *_) = team.says("raj", "answer R-1 all fine", room=None)
    assert refused.title == "R-1 has lines that are not confirmed"
    team.says("raj", "check R-1 1 2 3 4 5", room=None)
    assert states(team) == {"R-1": "open"}
    assert titles(team.says("zhang", "check R-1 6")) == ["R-1 is for Raj to answer"]
    said = heard(team, team.says("raj", "check R-1 6", room=None))
    assert states(team) == {"R-1": "answered"}
    assert ("li", "Raj answered R-1: hand-over to delivery for D-1001 Acme") in said
    assert team.value("SELECT owner FROM deals") == team.members["li"]


def test_a_helper_sees_all_writes_notes_and_changes_nothing_else(team):
    team.says("mei", "new Bumble, $120k, 13900139000")
    team.says("li", "claim D-1002")
    before = team.says("sun", "show D-1002", room=None)[0]
    assert "120" not in before.text
    said = heard(team, team.says("li", "add Sun to D-1002 as legal"))
    assert ("sun", "Li brings you in on D-1002 Bumble as legal") in said
    shown = team.says("sun", "show D-1002", room=None)[0]
    assert ("13900139000" in shown.text, "Helpers: Sun (legal)" in shown.text) == (True, True)
    assert "13900139000" not in team.says("sun", "show D-1002", room="us")[0].text
    team.says("sun", "progress D-1002 note they want an NDA", room=None)
    assert team.value("SELECT note FROM deals WHERE code = 'D-1002'") == "they want an NDA"
    (refused,) = team.says("sun", "progress D-1002 stage proposal", room=None)
    assert refused.title == "You help on D-1002 Bumble: notes are yours to write, the rest is not"
    assert titles(team.says("sun", "won D-1002", room=None))[0].startswith("D-1002 Bumble is with Li")
    team.says("sun", "need D-1002 presales: sizing", room=None)
    assert states(team) == {"R-1": "open"}
    team.says("sun", "withdraw R-1", room=None)
    team.says("li", "remove Sun from D-1002")
    assert "120" not in team.says("sun", "show D-1002", room=None)[0].text


@pytest.mark.parametrize(
    ("words", "who", "role"),
    [
        ("邀请陈静加入 D-1001 售前", ["chen"], "presales"),
        ("add Raj to D-1001 as presales", ["raj"], "presales"),
        ("invite Raj and Sun to D-1001", ["raj", "sun"], None),
        ("拉上陈静、Raj D-1001", ["chen", "raj"], "presales"),
    ],
)
def test_helpers_are_brought_in_in_many_words(team, words, who, role):
    team.says("li", words)
    rows = team.rows("SELECT member, role FROM helpers")
    assert {row["member"] for row in rows} == {team.members[one] for one in who}
    if role is not None:
        assert {row["role"] for row in rows} == {role}


def test_a_checklist_is_read_in_ones_own_language(team):
    team.says("li", "handover D-1001 to Raj: start next Monday")
    (english,) = team.says("li", "show R-1", room=None)
    (chinese,) = team.says("li", "查看 R-1", room=None)
    assert ("Contract and quote are filed" in english.text, "合同和报价已归档" in chinese.text) == (True, True)
    assert "Contract" not in chinese.text
