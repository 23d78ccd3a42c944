"""A lead arrives and is taken, given back, given to somebody."""

from tests.chat import titles


def test_a_new_lead_stands_as_a_card_in_the_room_it_was_told_in(chat):
    (card,) = chat.says("mei", "new Acme Robotics, $120k, 13900139000, they want a demo")

    assert card.title == "D-1001 Acme Robotics · in the pool"
    assert card.buttons == {"Claim": "claim D-1001", "Undo": "undo D-1001/1"}
    assert chat.rows("SELECT title, amount, currency, phone, note FROM deals") == [
        {
            "title": "Acme Robotics",
            "amount": 12_000_000,
            "currency": "USD",
            "phone": "13900139000",
            "note": "a demo",
        }
    ]
    assert "13900139000" not in card.markdown


def test_a_card_that_stays_is_in_the_rooms_language_from_the_first_whoever_brought_it(chat):
    (card,) = chat.says("wang", "新线索 宁波海拓模具，30万")

    assert card.title == "D-1001 宁波海拓模具 · in the pool"
    assert list(card.buttons) == ["Claim", "Undo"]


def test_a_lead_told_in_private_is_shown_to_the_team(chat):
    private, card = chat.says("li", "新线索 宁波海拓模具，30万", room=None)

    assert private.member == chat.members["li"]
    assert (card.title, card.room) == ("D-1001 宁波海拓模具 · in the pool", chat.rooms["east"])


def test_a_lead_of_a_company_with_an_open_deal_is_asked_before_it_is_doubled(chat):
    chat.has_deal("Acme Robotics", owner="li")

    (question,) = chat.says("wang", "new ACME Robotics Inc., $30k")
    assert question.member == chat.members["wang"]
    assert chat.value("SELECT count(*) FROM deals") == 1

    chat.presses("wang", question, "Add anyway")
    assert chat.rows("SELECT title, amount FROM deals WHERE code = 'D-1002'") == [
        {"title": "ACME Robotics Inc.", "amount": 3_000_000}
    ]


def test_the_second_claimer_is_told_the_lead_is_taken(chat):
    chat.has_deal("Acme")

    assert titles(chat.says("li", "claim D-1001")) == ["D-1001 Acme · Li", "D-1001 Acme is yours, Li"]
    assert titles(chat.says("wang", "认领 d-1001")) == ["D-1001 Acme 已由 Li 负责"]


def test_the_claim_button_disappears_from_the_card_for_everybody(chat):
    (card,) = chat.says("mei", "new Acme")
    assert "Claim" in card.buttons

    redrawn, _ = chat.presses("li", card, "Claim")
    assert (redrawn.id, redrawn.rev) == (card.id, 1)
    assert "Claim" not in redrawn.buttons


def test_every_way_of_typing_a_claim_is_understood(chat):
    for number, line in enumerate(
        (
            "claim D-{}",
            "抢D-{}",
            "认领：d{}",
            "Ｄ－{}　认领",
            "take d-{}.",
            "我来跟 D-{}",
            "/claim #{}",
            "@Baton claim D-{}",
            "/baton claim D-{}",
        ),
        1001,
    ):
        chat.has_deal(f"Customer {number}")
        chat.says("li", line.format(number))
    assert chat.value("SELECT count(*) FROM deals WHERE owner = :li", li=chat.members["li"]) == 9


def test_a_deal_is_claimed_by_its_name(chat):
    chat.has_deal("Acme Robotics")

    assert titles(chat.says("li", "claim acme robotics"))[-1] == "D-1001 Acme Robotics is yours, Li"


def test_a_name_of_two_deals_is_asked_and_the_press_settles_it(chat):
    chat.has_deal("蓝海医疗")
    chat.has_deal("蓝海物流")

    (question,) = chat.says("li", "claim 蓝海")
    assert question.member == chat.members["li"]
    assert sorted(question.buttons) == ["D-1001 蓝海医疗", "D-1002 蓝海物流", "No, leave it"]
    assert titles(chat.presses("li", question, "D-1002 蓝海物流"))[-1] == "D-1002 蓝海物流 is yours, Li"


def test_an_answer_button_belongs_to_the_one_who_was_asked(chat):
    chat.has_deal("蓝海医疗")
    chat.has_deal("蓝海物流")
    (question,) = chat.says("li", "claim 蓝海")

    assert titles(chat.presses("zhang", question, "D-1002 蓝海物流")) == ["That question is no longer open"]
    assert chat.value("SELECT count(*) FROM deals WHERE owner IS NOT NULL") == 0


def test_a_released_deal_lies_in_the_pool_with_its_reason(chat):
    chat.has_deal("Acme", owner="li")

    chat.says("li", "退回 D-1001 没预算")
    assert chat.rows("SELECT no, member, why FROM ownership ORDER BY no") == [
        {"no": 1, "member": None, "why": ""},
        {"no": 2, "member": chat.members["li"], "why": ""},
        {"no": 3, "member": None, "why": "没预算"},
    ]
    assert titles(chat.says("wang", "公海")) == ["公海有 1 条商机"]


def test_only_the_owner_may_release(chat):
    chat.has_deal("Acme", owner="li")

    (refusal,) = chat.says("zhang", "release D-1001")
    assert refusal.member == chat.members["zhang"]
    assert chat.value("SELECT owner FROM deals") == chat.members["li"]


def test_a_manager_assigns_within_the_team_and_both_are_told(chat):
    chat.has_deal("Acme", owner="li")

    said = chat.says("mei", "assign D-1001 to 王芳 because Li is on holiday")
    assert [(post.member, post.title) for post in said if post.member] == [
        (chat.members["wang"], "Mei 把 D-1001 Acme 分给了你"),
        (chat.members["li"], "D-1001 Acme is now with 王芳"),
    ]
    assert chat.value("SELECT owner FROM deals") == chat.members["wang"]


def test_a_manager_of_another_team_does_not_assign(chat):
    chat.has_deal("Acme", owner="li")

    chat.says("kim", "assign D-1001 to Tom")
    assert chat.value("SELECT owner FROM deals") == chat.members["li"]


def test_a_won_deal_of_ones_own_is_closed_and_wants_no_news(chat):
    code = chat.has_deal("Acme", owner="li")
    chat.says("li", f"won {code} 5000 CNY", room=None)
    (answer,) = [post for post in chat.says("li", f"claim {code}", room=None) if post.member == chat.members["li"]]
    assert "Any news" not in answer.text
    assert "closed" in f"{answer.title} {answer.text}".lower() or "won" in answer.title
