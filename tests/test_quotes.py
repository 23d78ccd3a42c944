"""A quote's way in the chat: asked for, taken, offered, sent, answered by the customer, never forgotten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from sales.config import ApprovalRule
from tests.chat import titles
from tests.promises.books import faults
from tests.quotechat import QuoteChat

OFFER = "20 x Seat at ¥1,200, 5% off, terms 30 days net, valid 30 days"


@pytest.fixture
def chat(url):
    with QuoteChat(url) as chat:
        yield chat
        assert faults(chat.store, now=chat.now) == []


@pytest.fixture
def quick(databases):
    with databases.fresh("sqlite") as url, QuoteChat(url) as chat:
        yield chat
        assert faults(chat.store, now=chat.now) == []


def test_a_rep_asks_for_a_quote_and_presales_get_its_card(chat):
    said = chat.says("li", "quote D-1001 20 seats, 5% off, by tomorrow")
    cards = [post for post in said if post.title.startswith("Q-301")]
    assert {(post.room is not None, post.member) for post in cards} == {(True, None), (False, chat.members["jing"])}
    assert {post.title for post in cards} == {"Q-301 Acme · waits for presales"}
    assert "20 × seats" in cards[0].text
    assert "by Tue 24 Nov 2026, 18:00" in cards[0].text
    assert chat.waits() == [("quote", "presales", 0)]


@pytest.mark.parametrize("line", ["报价 D-1001 20个账号 95折 明天要", "报价单 D-1001 20个账号，95折，明天要"])
def test_the_same_is_asked_in_chinese(quick, line):
    quick.says("li", line)
    assert quick.waits() == [("quote", "presales", 0)]
    asked = quick.value("SELECT due FROM requests WHERE kind = 'quote'")
    assert str(asked).startswith("2026-11-24 10:00")


@pytest.mark.parametrize("line", ["quote D-1001 20 seats from Raj, 5% off", "报价 D-1001 20个账号 95折 找Raj"])
def test_a_colleague_may_be_asked_by_name(quick, line):
    quick.says("li", line)
    assert quick.waits() == [("quote", "raj", 0)]
    quick.says("raj", "offer Q-301", room=None)
    assert quick.value("SELECT total FROM quote_versions") == 22_800_00


def test_without_a_day_the_offer_is_due_in_working_hours(quick):
    quick.quoted()
    assert str(quick.value("SELECT due FROM requests WHERE kind = 'quote'")).startswith("2026-11-23 09:00")


def test_presales_take_it_and_the_others_see_it_gone(chat):
    chat.quoted()
    card, *_ = [post for post in chat.says("jing", "take Q-301", room=None) if "Take it" not in post.buttons]
    assert card.title == "Q-301 Acme · Jing makes the offer"
    assert chat.waits() == [("quote", "jing", 1)]
    assert "take" not in str([post.buttons for post in chat.says("li", "show Q-301")])


def test_an_offer_within_the_limits_is_approved_at_once_and_the_owner_gets_the_card(chat):
    chat.quoted()
    said = chat.says("jing", f"offer Q-301 {OFFER}", room=None)
    card = next(post for post in said if post.member == chat.members["li"])
    assert card.title == "Q-301 Acme · CN¥22,800 · ready to send"
    assert "Seat: 20 × CN¥1,200 = CN¥24,000" in card.text
    assert "Discount 5%: −CN¥1,200" in card.text
    assert "Valid until Wed 23 Dec 2026" in card.text
    assert list(card.buttons) == ["Sent to customer", "New version"]
    assert chat.waits() == []


def test_an_offer_takes_what_was_asked_for_and_prices_from_the_list(quick):
    quick.quoted("20个账号 95折 账期30天", offer="")
    assert (quick.state(), quick.value("SELECT total FROM quote_versions")) == ("approved", 22_800_00)
    assert quick.value("SELECT terms FROM quote_versions") == "账期30天"


def test_an_offer_in_chinese_reads_the_same(quick):
    quick.quoted()
    quick.says("jing", "报价单 Q-301 20×账号 单价1200 95折 账期30天 有效期30天", room=None)
    assert quick.value("SELECT total FROM quote_versions") == 22_800_00


def test_the_form_asks_and_offers_the_same(quick):
    asked = {
        "items": "20 seats\n1 x Onboarding at 5,000",
        "discount_pct": "5",
        "due": "tomorrow",
        "condition": "on site",
    }
    quick.says("li", "quote D-1001", fields=asked)
    assert quick.waits() == [("quote", "presales", 0)]
    fields = {"discount_pct": "8%", "payment_terms": "net 30", "valid_days": "60"}
    quick.says("jing", "offer Q-301", fields=fields, room=None)
    offered = quick.rows("SELECT discount, total, terms FROM quote_versions")
    assert offered == [{"discount": 800, "total": 26_680_00, "terms": "net 30"}]


def test_every_form_of_a_quote_opens_for_those_who_see_it_and_nobody_else(databases):
    lines = ("offer Q-301", "reject Q-301", "approve Q-301", "return Q-301", "decline Q-301", "refused Q-301")
    with databases.fresh("sqlite") as url, QuoteChat(url) as chat:
        chat.quoted(offer="15% off")
        for line in lines:
            opened = chat.handle("mei", f"form {line}", room=None)
            if opened.state == "refused":
                assert line in ("offer Q-301", "decline Q-301"), line
            else:
                assert opened.answer is not None, line
                assert opened.answer.form, line
        assert chat.handle("raj", "form offer Q-301", room=None).state == "refused"


def test_each_offer_is_a_new_version_and_old_ones_stay_readable(chat):
    chat.quoted(offer=OFFER)
    chat.says("jing", "offer Q-301 8% off", room=None)
    assert chat.card("li").title == "Q-301 Acme · CN¥22,080 · ready to send"
    assert titles(chat.says("li", "show Q-301 v1", room=None)) == ["Q-301 version 1 · CN¥22,800"]
    assert titles(chat.says("li", "查看 Q-301 第1版", room=None)) == ["Q-301 第 1 版 · ¥22,800"]
    assert titles(chat.says("li", "show Q-301 v7", room=None)) == ["Q-301 has no such version"]
    assert "same as it stands" in chat.says("jing", "offer Q-301", room=None)[0].title


def test_a_code_alone_shows_the_quote(quick):
    quick.quoted(offer=OFFER)
    assert titles(quick.says("li", "Q-301", room=None)) == ["Q-301 Acme · CN¥22,800 · ready to send"]
    assert titles(quick.says("li", "q301 sent"))[-1] == "Q-301 Acme is with the customer"


def test_accepted_by_the_customer_the_deal_takes_the_amount_and_the_owner_may_put_it_back(chat):
    chat.says("li", "progress D-1001 amount ¥30,000")
    chat.quoted(offer=OFFER)
    chat.says("li", "sent Q-301")
    answer = next(
        post for post in chat.says("li", "客户接受 Q-301") if "Q-301" in post.title and "金额改回去" in post.buttons
    )
    assert "¥30,000 → ¥22,800" in answer.text
    assert chat.value("SELECT amount FROM deals") == 22_800_00
    chat.presses("li", answer, "金额改回去")
    assert (chat.value("SELECT amount FROM deals"), chat.state()) == (30_000_00, "accepted")


def test_what_the_customer_says_is_not_read_as_an_answer_to_a_request(quick):
    quick.quoted(offer=OFFER)
    quick.says("li", "transfer D-1001 to Zhang")
    quick.says("zhang", "accept R-2", room=None)
    assert quick.state() == "approved"
    quick.says("zhang", "accepted Q-301", room=None)
    assert quick.state() == "accepted"


def test_refused_by_the_customer_the_author_hears_why_and_a_new_version_goes_on(chat):
    chat.quoted(offer=OFFER)
    chat.says("li", "sent Q-301")
    said = chat.says("li", "refused Q-301 too expensive")
    told = next(post for post in said if post.member == chat.members["jing"] and "too expensive" in post.text)
    assert told.title in ("The customer refused Q-301 Acme", "Q-301 Acme · CN¥22,800 · refused by the customer")
    chat.says("jing", "offer Q-301 9% off", room=None)
    assert chat.state() == "approved"


def test_presales_decline_with_a_reason_and_the_asker_hears_it(chat):
    chat.quoted()
    assert titles(chat.says("jing", "decline Q-301", room=None)) == ["No offer for Q-301 needs a reason"]
    said = chat.says("jing", "decline Q-301 not sold any more", room=None)
    assert any(post.member == chat.members["li"] and "not sold any more" in post.text for post in said)
    assert (chat.state(), chat.waits()) == ("declined", [])


def test_the_asker_takes_it_back_and_whoever_worked_on_it_is_told(chat):
    chat.quoted()
    chat.says("jing", "take Q-301", room=None)
    said = chat.says("li", "withdraw Q-301")
    assert "Li withdrew Q-301 Acme" in titles([post for post in said if post.member == chat.members["jing"]])
    assert (chat.state(), chat.waits()) == ("withdrawn", [])


@pytest.mark.parametrize(
    ("who", "line", "title"),
    [
        ("zhang", "quote D-1001 5 seats", "D-1001 Acme is Li's deal"),
        ("zhang", "sent Q-301", "Q-301 is not yours"),
        ("zhang", "accepted Q-301", "Q-301 is not yours"),
        ("zhang", "withdraw Q-301", "Q-301 is not yours"),
        ("zhang", "offer Q-301 50% off", "Q-301 is for presales to offer"),
        ("tom", "show Q-301", "Q-301 is for east only"),
        ("sun", "sent Q-301", "Q-301 is not yours"),
        ("li", "sent Q-999", "There is no quote Q-999"),
        ("li", "offer Q-301 5 x Boat", "Boat has no price"),
        ("li", "offer Q-301 20 x Seat at ¥10, also a pony", "This part was not understood: also a pony"),
        ("li", "offer Q-301 5% off, 10% off", "There are two discounts"),
    ],
)
def test_who_may_not_or_says_it_wrong_is_told_why(quick, who, line, title):
    quick.quoted(offer=OFFER)
    before = quick.state()
    assert title in titles(quick.says(who, line, room=None))[0] or quick.state() == before
    assert quick.says(who, line, room=None)[0].title.startswith(title.split(" Acme")[0])
    assert quick.state() == before


def test_ordinary_speech_is_no_command_of_a_quote(quick):
    for words in ("sent the proposal to Acme", "同意你的看法", "通过了POC", "approved by their board", "accepted that"):
        said = quick.says("li", words, room=None)
        assert not any("quote" in post.title.lower() for post in said), words


def test_a_lost_deal_ends_its_quotes_and_everybody_asked_is_told(chat):
    chat.quoted()
    chat.says("jing", "take Q-301", room=None)
    said = chat.says("li", "lost D-1001 price")
    assert "Q-301 Acme needs no quote any more" in titles(
        [post for post in said if post.member == chat.members["jing"]]
    )
    assert (chat.state(), chat.waits()) == ("withdrawn", [])


@pytest.mark.parametrize(("amount", "state"), [("¥22,800", "accepted"), ("¥20,000", "withdrawn")])
def test_a_deal_won_at_the_price_of_the_offer_was_won_with_it(quick, amount, state):
    quick.quoted(offer=OFFER)
    quick.says("li", "sent Q-301")
    quick.says("li", f"won D-1001 {amount}")
    assert quick.state() == state


def test_a_quote_goes_with_the_baton_to_the_new_owner(chat):
    chat.quoted(offer=OFFER)
    said = chat.says("mei", "assign D-1001 to Zhang")
    assert "The quote Q-301 Acme is yours to follow now" in titles(said)
    chat.says("zhang", "sent Q-301")
    assert chat.state() == "sent"


def test_a_quote_ends_with_the_way_into_the_pool(quick):
    quick.quoted()
    quick.says("li", "release D-1001 no budget")
    assert (quick.state(), quick.waits()) == ("withdrawn", [])


def test_nobody_in_presales_the_owner_makes_the_offer(databases):
    from tests.chat import PEOPLE

    with databases.fresh("sqlite") as url, QuoteChat(url, people=PEOPLE) as chat:
        chat.quoted()
        assert chat.waits() == [("quote", "li", 0)]
        chat.says("li", "offer Q-301", room=None)
        assert chat.state() == "approved"


def test_an_offer_runs_out_after_a_reminder_and_the_owner_is_told(chat):
    chat.quoted(offer="20 x Seat at ¥1,200, 5% off, valid 9 days")  # Wednesday 2 December
    chat.says("li", "sent Q-301")
    chat.says("li", "contacted D-1001")
    chat.now += timedelta(days=3, hours=23)
    reminded = [post for post in chat.passes(hours=2) if "Q-301" in post.title]
    assert titles(reminded) == ["Li, Q-301 Acme runs out soon"]
    chat.now += timedelta(days=5, hours=4)
    assert chat.state() == "sent"
    told = chat.passes(hours=14)
    assert chat.state() == "expired"
    assert (
        titles([post for post in told if "has expired" in post.title])
        == ["Q-301 Acme has expired; its last day was Wed 2 Dec 2026"] * 2
    )  # Li and Jing
    assert chat.passes(days=2) == []


def test_a_quote_request_nobody_answers_is_reminded_escalated_and_expires(chat):
    chat.quoted()
    chat.says("jing", "take Q-301", room=None)
    chat.says("li", "contacted D-1001")
    said = titles(chat.passes(days=8))
    assert any("Jing, Q-301" in title for title in said)
    assert any("Q-301 is late" in title for title in said)
    assert (chat.state(), chat.waits()) == ("expired", [])
    assert "Q-301 Acme has expired" in said


def test_the_list_names_what_concerns_somebody_and_open_requests_name_what_waits(chat):
    chat.quoted(offer="15% off")
    assert "Q-301 Acme" in chat.says("li", "quotes", room=None)[0].text
    assert "Q-301 Acme" in chat.says("mei", "我的报价", room=None)[0].text
    assert "Q-301: Li asks Mei for an approval" in chat.says("mei", "open requests", room=None)[0].text
    assert "no quotes" in chat.says("tom", "quotes", room=None)[0].title


def test_the_codes_of_a_quotes_requests_lead_to_the_quote(quick):
    quick.quoted()
    for line in ("show R-1", "take R-1", "decline R-1 no", "answer R-1 done", "withdraw R-1"):
        assert titles(quick.says("jing", line, room=None)) == ["That is the quote Q-301"], line


def test_buttons_vanish_for_everybody_once_it_is_decided(chat):
    asked = chat.says("li", "quote D-1001 20 seats, 15% off")
    room = next(post for post in asked if post.room is not None and post.title.startswith("Q-301"))
    offered = chat.says("jing", "offer Q-301 ", room=None)
    assert list(next(post for post in offered if post.id == room.id).buttons) == ["Approve", "Reject", "Send back"]
    decided = chat.says("mei", "approve Q-301", room=None)
    edited = [post for post in decided if post.title.startswith("Q-301 Acme")]
    assert {tuple(post.buttons) for post in edited} == {("Sent to customer", "New version")}
    assert room.id in {post.id for post in edited}


def test_two_who_offer_at_once_make_two_versions(chat):
    chat.quoted()
    chat.rules(ApprovalRule(("manager",), discount_over=9000))
    with ThreadPoolExecutor(2) as pool:
        lines = [("jing", "offer Q-301 5% off"), ("li", "offer Q-301 6% off")]
        states = list(pool.map(lambda line: chat.handle(*line, room=None).state, lines))
    assert states == ["done", "done"]
    assert chat.value("SELECT count(*) FROM quote_versions") == chat.value("SELECT version FROM quotes") == 2
