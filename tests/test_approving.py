"""Offers above the limits: one, all, step by step, back to a step; nobody decides on their own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from sales.config import ApprovalRule
from sales.money import Money
from tests.chat import PEOPLE, Person, titles
from tests.promises.books import faults
from tests.quotechat import LEGAL, PRESALES, WORKERS, QuoteChat

ONE = ApprovalRule(("manager",), discount_over=1000)
ANY = ApprovalRule(("manager", "legal"), "one", discount_over=1000)
ALL = ApprovalRule(("manager", "legal", "director"), "all", discount_over=1000)
STEPS = ApprovalRule(("manager", "legal", "director"), "steps", discount_over=1000)
SECOND = Person("max", "Max", ("manager",), "east")


@pytest.fixture
def chat(url):
    with QuoteChat(url, people=(*WORKERS, SECOND)) as chat:
        yield chat
        assert faults(chat.store, now=chat.now) == []


def approvals(chat) -> list[tuple[str, int, int | None]]:
    """How each approval that was asked for ended, at which step, by whom."""
    rows = chat.rows("SELECT state, step, answered_by FROM requests WHERE kind = 'approval' ORDER BY id")
    return [(row["state"], row["step"], row["answered_by"]) for row in rows]


def test_above_the_limit_the_managers_of_the_team_are_asked_and_one_yes_is_enough(chat):
    chat.quoted()
    said = chat.says("jing", "offer Q-301 15% off", room=None)
    asked = {post.member for post in said if "Approve" in post.buttons and post.member}
    assert {chat.members["mei"], chat.members["max"]} <= asked
    assert not asked & {chat.members["kim"], chat.members["dora"]}
    assert chat.waits() == [("approval", "manager", 1)]
    said = chat.says("max", "approve Q-301 fine with me", room=None)
    assert titles([post for post in said if post.member == chat.members["li"]])[0].endswith("ready to send")
    assert "Approved by Max: fine with me" in chat.card("li").text
    assert (chat.state(), chat.waits()) == ("approved", [])


def test_a_second_approver_at_the_same_moment_changes_nothing_and_is_told(chat):
    chat.quoted(offer="15% off")
    with ThreadPoolExecutor(2) as pool:
        handled = list(pool.map(lambda who: chat.handle(who, "approve Q-301", room=None), ("mei", "max")))
    assert sorted(one.state for one in handled) == ["done", "refused"]
    assert "Q-301 is approved already" in titles(chat.news())
    assert [state for state, _, _ in approvals(chat)] == ["answered"]
    assert chat.value("SELECT count(*) FROM history WHERE what = 'quote_approved'") == 1


def test_a_yes_and_a_no_at_the_same_moment_have_one_effect(chat):
    chat.quoted(offer="15% off")
    with ThreadPoolExecutor(2) as pool:
        lines = [("mei", "approve Q-301"), ("max", "reject Q-301 too much")]
        states = list(pool.map(lambda line: chat.handle(*line, room=None).state, lines))
    assert sorted(states) == ["done", "refused"]
    assert chat.state() == ("approved" if states[0] == "done" else "rejected")


def test_any_of_several_roles_is_enough_and_the_others_are_let_off(chat):
    chat.rules(ANY)
    chat.quoted(offer="15% off")
    assert chat.waits() == [("approval", "manager", 1), ("approval", "sun", 1)]
    chat.says("sun", "approve Q-301", room=None)
    assert (chat.state(), chat.waits()) == ("approved", [])
    assert [state for state, _, _ in approvals(chat)] == ["withdrawn", "answered"]


def test_where_everybody_is_needed_it_waits_for_the_last(chat):
    chat.rules(ALL)
    chat.quoted(offer="15% off")
    assert chat.waits() == [("approval", who, 1) for who in ("mei", "max", "sun", "dora")]
    for who in ("mei", "max", "dora"):
        chat.says(who, "approve Q-301", room=None)
        assert chat.state() == "approval"
    assert "waits for Sun" in chat.card("li").title
    assert chat.says("mei", "approve Q-301", room=None)[0].title == "Q-301 is not yours to decide"
    chat.says("sun", "approve Q-301", room=None)
    assert chat.state() == "approved"
    assert chat.card("li").text.count("Approved by") == 4


def test_all_at_once_still_make_one_end(chat):
    chat.rules(ALL)
    chat.quoted(offer="15% off")
    with ThreadPoolExecutor(4) as pool:
        states = list(
            pool.map(lambda who: chat.handle(who, "approve Q-301", room=None).state, ("mei", "max", "sun", "dora"))
        )
    assert states == ["done"] * 4
    assert chat.state() == "approved"


def test_step_by_step_each_is_asked_when_the_one_before_said_yes(chat):
    chat.rules(STEPS)
    chat.quoted(offer="15% off")
    assert chat.waits() == [("approval", "manager", 1)]
    assert "(step 1 of 3)" in chat.card("li").text
    assert chat.says("sun", "approve Q-301", room=None)[0].title == "Q-301 is not yours to decide"
    chat.says("mei", "approve Q-301", room=None)
    assert chat.waits() == [("approval", "sun", 2)]
    chat.says("sun", "approve Q-301", room=None)
    assert chat.waits() == [("approval", "dora", 3)]
    chat.says("dora", "Q-301 approved", room=None)
    assert chat.state() == "approved"


def test_who_said_yes_is_not_asked_again_at_the_next_step(chat):
    chat.rules(ApprovalRule(("manager", "director"), "steps", discount_over=1000))
    chat.quoted(offer="15% off")
    chat.says("dora", "approve Q-301", room=None)
    assert (chat.state(), chat.waits()) == ("approved", [])


def test_back_to_a_step_its_people_decide_once_more(chat):
    chat.rules(STEPS)
    chat.quoted(offer="15% off")
    chat.says("mei", "approve Q-301", room=None)
    chat.says("sun", "return Q-301 to step 1 the terms are odd", room=None)
    assert (chat.state(), chat.waits()) == ("approval", [("approval", "manager", 1)])
    assert "the terms are odd" in chat.card("li").text
    assert "Approved by" not in chat.card("li").text
    assert titles(chat.says("max", "return Q-301 to step 2 why", room=None)) == ["There is no step 2 to go back to"]
    for who in ("max", "sun", "dora"):
        chat.says(who, "approve Q-301", room=None)
    assert chat.state() == "approved"
    assert [line for line in chat.card("li").text.splitlines() if "Approved by" in line] == [
        f"• Approved by {name}" for name in ("Max", "Sun", "Dora")
    ]


@pytest.mark.parametrize("line", ["return Q-301 to presales the discount is too high", "退回 Q-301 给售前 优惠太大"])
def test_back_to_presales_whoever_made_the_offer_makes_another(chat, line):
    chat.quoted(offer="15% off")
    said = chat.says("mei", line, room=None)
    assert (chat.state(), chat.waits()) == ("asked", [("quote", "jing", 0)])
    assert any(post.member == chat.members["jing"] and "Make offer" in post.buttons for post in said)
    chat.says("jing", "offer Q-301 8% off", room=None)
    assert chat.state() == "approved"


def test_return_of_a_deal_is_still_its_release(chat):
    chat.says("li", "return D-1001 see Q-301, no budget")
    assert chat.value("SELECT owner FROM deals") is None


def test_a_no_needs_a_reason_and_a_new_version_starts_over(chat):
    chat.quoted(offer="15% off")
    assert titles(chat.says("mei", "reject Q-301", room=None)) == ["Turning Q-301 down needs a reason"]
    said = chat.says("mei", "驳回 Q-301 优惠太大", room=None)
    heard = {post.member for post in said if post.title == "Mei rejected Q-301 Acme"}
    assert heard == {chat.members["li"], chat.members["jing"]}
    assert (chat.state(), chat.waits()) == ("rejected", [])
    chat.says("jing", "offer Q-301 12% off", room=None)
    assert (chat.state(), chat.waits()) == ("approval", [("approval", "manager", 1)])


def test_a_yes_up_to_a_discount_makes_a_version_with_it(chat):
    chat.quoted(offer="15% off")
    said = chat.says("mei", "approve Q-301 with at most 10% discount", room=None)
    assert "You approved Q-301 at 10% off: CN¥21,600" in titles(said)
    assert (chat.state(), chat.value("SELECT version FROM quotes")) == ("approved", 2)
    assert "Approved by Mei" in chat.card("li").text
    assert chat.value("SELECT total FROM quote_versions WHERE no = 1") == 20_400_00


def test_a_yes_up_to_more_than_is_given_is_just_a_yes(chat):
    chat.quoted(offer="15% off")
    chat.says("mei", "批准 Q-301 最多8折", room=None)
    assert (chat.state(), chat.value("SELECT version FROM quotes")) == ("approved", 1)


def test_a_cut_keeps_what_the_steps_before_said_yes_to(chat):
    chat.rules(ApprovalRule(("manager", "director"), "steps", discount_over=500))
    chat.quoted(offer="15% off")
    chat.says("mei", "approve Q-301", room=None)
    chat.says("dora", "approve Q-301 at 12%", room=None)
    text = chat.card("li").text
    assert chat.state() == "approved"
    assert "Approved by Mei" in text
    assert "Approved by Dora" in text


def test_the_forms_decide_the_same(chat):
    chat.quoted(offer="15% off")
    chat.says("mei", "approve Q-301", fields={"decision": "approve", "max_discount_pct": "10"}, room=None)
    assert (chat.state(), chat.value("SELECT discount FROM quote_versions WHERE no = 2")) == ("approved", 1000)
    chat.quoted(offer="15% off")
    chat.says("mei", "approve Q-302", fields={"decision": "reject", "comment": "no"}, room=None)
    assert chat.state("Q-302") == "rejected"
    chat.quoted(offer="15% off")
    chat.says("mei", "return Q-303", fields={"step": "0", "reason": "cheaper"}, room=None)
    assert chat.state("Q-303") == "asked"


def test_a_new_version_voids_what_was_said_of_the_old_one(chat):
    chat.rules(STEPS)
    chat.quoted(offer="15% off")
    chat.says("mei", "approve Q-301", room=None)
    chat.says("jing", "offer Q-301 20% off", room=None)
    assert chat.waits() == [("approval", "manager", 1)]
    assert "Approved by" not in chat.card("li").text


def test_an_approved_offer_that_changes_is_no_longer_approved(chat):
    chat.quoted(offer="5% off")
    chat.says("li", "sent Q-301")
    chat.says("jing", "offer Q-301 18% off", room=None)
    assert chat.state() == "approval"
    assert titles(chat.says("li", "accepted Q-301")) == ["Q-301 still waits for approval"]


@pytest.mark.parametrize("who", ["li", "zhang", "wang", "kim", "tom", "ann", "sun", "jing"])
@pytest.mark.parametrize("line", ["approve Q-301", "reject Q-301 no", "return Q-301 to presales no"])
def test_nobody_else_decides(databases, who, line):
    with databases.fresh("sqlite") as url, QuoteChat(url) as chat:
        chat.quoted(offer="15% off")
        assert chat.handle(who, line, room=None).state == "refused"
        assert chat.state() == "approval"


def test_a_low_price_counts_as_the_discount_it_is(chat):
    chat.quoted("20 seats", offer="20 x Seat at ¥900")
    assert chat.state() == "approval"
    chat.quoted("20 seats", offer="20 x Seat at ¥1,100")
    assert chat.state("Q-302") == "approved"


@pytest.mark.parametrize(
    ("price", "waits"),
    [
        ("¥400,000", []),
        ("¥600,000", [("approval", "manager", 1)]),
        ("SGD 5,000", [("approval", "manager", 1)]),
    ],
)
def test_a_large_amount_needs_a_yes_and_so_does_one_in_a_currency_without_a_limit(chat, price, waits):
    chat.quoted(offer=f"1 x Licence at {price}")
    assert chat.waits() == waits


def test_the_asker_may_want_a_yes_below_every_limit(chat):
    chat.quoted("20 seats, needs approval", offer="")
    assert chat.waits() == [("approval", "manager", 1)]


def test_the_only_manager_who_asked_is_not_the_one_who_approves(databases):
    people = (*PEOPLE, *PRESALES)
    with databases.fresh("sqlite") as url, QuoteChat(url, people=people) as chat:
        chat.deal = chat.has_deal("Bumble", owner="mei")
        chat.handle("mei", f"quote {chat.deal} 20 seats")
        chat.handle("jing", "offer Q-301 15% off", room=None)
        assert chat.waits() == [("approval", "dora", 1)]
        assert titles(chat.says("mei", "approve Q-301", room=None))[-1].startswith("Q-301 is your own")
        chat.says("dora", "approve Q-301", room=None)
        assert chat.state() == "approved"


def test_where_nobody_could_approve_the_offer_is_refused_and_names_the_admin(databases):
    people = (*(one for one in PEOPLE if one.handle != "dora"), *PRESALES)
    with databases.fresh("sqlite") as url, QuoteChat(url, people=people) as chat:
        chat.deal = chat.has_deal("Bumble", owner="mei")
        chat.handle("mei", f"quote {chat.deal} 20 seats")
        said = chat.says("jing", "offer Q-301 15% off", room=None)
        refusal = next(post for post in said if post.title == "Nobody can approve Q-301")
        assert "Ann" in refusal.text
        assert (chat.state(), chat.waits()) == ("asked", [("quote", "presales", 0)])


def test_rules_may_let_people_approve_their_own(databases):
    with databases.fresh("sqlite") as url, QuoteChat(url) as chat:
        chat.rules(own=True)
        chat.deal = chat.has_deal("Bumble", owner="mei")
        chat.handle("mei", f"quote {chat.deal} 20 seats")
        chat.handle("jing", "offer Q-301 15% off", room=None)
        chat.says("mei", "approve Q-301", room=None)
        assert chat.state() == "approved"


def test_whoever_stands_in_decides_for_who_is_away_but_not_on_their_own(databases):
    people = (*PEOPLE, *PRESALES, LEGAL)
    with databases.fresh("sqlite") as url, QuoteChat(url, people=people) as chat:
        chat.quoted()
        chat.says("mei", "leave today to Friday, cover Zhang")
        said = chat.says("jing", "offer Q-301 15% off", room=None)
        assert any(post.member == chat.members["zhang"] and "Approve" in post.buttons for post in said)
        chat.says("zhang", "approve Q-301", room=None)
        assert chat.state() == "approved"
        assert "Approved by Zhang" in chat.card("li").text
        chat.says("mei", "leave today to Friday, cover Li")
        chat.quoted(offer="15% off")
        assert titles(chat.says("li", "approve Q-302", room=None))[-1].startswith("Q-302 is your own")


def test_a_late_approval_is_reminded_and_told_to_who_stands_above(databases):
    with databases.fresh("sqlite") as url, QuoteChat(url) as chat:
        chat.quoted(offer="15% off")
        chat.says("li", "contacted D-1001")
        said = chat.passes(days=2)
        assert any("Q-301" in post.title for post in said if post.member == chat.members["mei"])
        late = [post for post in said if post.title.startswith("Q-301 is late: approval")]
        assert {post.member for post in late} == {chat.members["dora"]}
        said = chat.passes(days=6)
        assert (chat.state(), chat.waits()) == ("expired", [])
        assert "Q-301 Acme has expired" in titles(said)


def test_when_the_offer_runs_out_before_anybody_decided_its_approval_ends_with_it(chat):
    chat.quoted(offer="20 x Seat, 15% off, valid 1 days")
    chat.now += timedelta(hours=40)
    chat.ticks()
    chat.ticks()
    assert (chat.state(), chat.waits()) == ("expired", [])


def test_money_is_compared_in_its_own_currency(chat):
    chat.rules(ApprovalRule(("manager",), amounts_over=(Money(100_00, "USD"), Money(1_000_00, "CNY"))))
    chat.quoted(offer="1 x Hat at $90")
    chat.quoted(offer="1 x Hat at ¥900")
    chat.quoted(offer="1 x Hat at $110")
    assert [chat.state(code) for code in ("Q-301", "Q-302", "Q-303")] == ["approved", "approved", "approval"]
