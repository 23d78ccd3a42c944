"""What happens on a deal: contact, progress, a win, a loss, and taking it back."""

import re

import pytest

from tests.chat import titles


@pytest.fixture
def acme(chat):
    chat.has_deal("Acme", owner="li")
    return chat


def test_progress_shows_old_and_new_with_the_absolute_day(acme):
    card, answer = acme.says(
        "li",
        "progress D-1001 stage proposal, amount $120k, next send the quote on Friday, close end of month, they like it",
    )
    assert card.title == "D-1001 Acme · Li"
    assert answer.text.splitlines() == [
        "• Stage: New → Proposal",
        "• Amount: none → $120,000",
        "• Next step: none → send the quote",
        "• Next step due: none → Fri 27 Nov 2026",
        "• Expected close: none → Mon 30 Nov 2026",
        "• Note: none → they like it",
    ]


def test_progress_is_read_in_chinese_with_full_width_punctuation(acme):
    acme.says("li", "进展：Ｄ－１００１，阶段：方案；金额　５０万；下一步 演示 下周五")
    assert acme.rows("SELECT stage, amount, currency, next_step FROM deals") == [
        {"stage": "proposal", "amount": 50_000_000, "currency": "CNY", "next_step": "演示"}
    ]
    assert acme.rows("SELECT kind FROM timers WHERE subject_kind = 'deal'") == [{"kind": "next_step"}]


def test_an_amount_without_a_currency_is_in_the_deals_own(acme):
    acme.says("li", "progress D-1001 amount $120k")
    acme.says("li", "progress D-1001 amount 130k")
    assert acme.rows("SELECT amount, currency FROM deals") == [{"amount": 13_000_000, "currency": "USD"}]


def test_an_unknown_stage_is_refused_and_nothing_is_written(acme):
    (refusal,) = acme.says("li", "progress D-1001 stage dreaming, amount 50万")
    assert refusal.member == acme.members["li"]
    assert acme.rows("SELECT stage, amount FROM deals") == [{"stage": "new", "amount": None}]


def test_a_code_in_its_own_thread_can_be_left_out(chat):
    (card,) = chat.says("mei", "new Acme")
    chat.says("li", "claim", thread=card.id)
    _, answer = chat.says("li", "progress amount 50万", thread=card.id)
    assert (answer.thread, answer.title) == (card.id, "D-1001 Acme updated")


def test_a_win_closes_the_deal_and_clears_its_timers(acme):
    acme.says("li", "progress D-1001 next call on Friday")
    assert titles(acme.says("li", "成交 D-1001 48万"))[-1] == "Li 签下 D-1001 Acme，¥48万"
    assert acme.value("SELECT count(*) FROM timers WHERE subject_kind = 'deal'") == 0
    assert acme.rows("SELECT result, amount FROM deals") == [{"result": "won", "amount": 48_000_000}]


def test_a_loss_wants_its_reason(acme):
    (refusal,) = acme.says("li", "lost D-1001")
    assert acme.value("SELECT result FROM deals") == "open"
    assert refusal.member == acme.members["li"]

    acme.says("li", "lost D-1001 price, they chose the cheaper offer")
    assert acme.rows("SELECT result, lost_reason FROM deals") == [{"result": "lost", "lost_reason": "price"}]


def test_a_closed_deal_takes_no_more_progress(acme):
    acme.says("li", "won D-1001")
    (refusal,) = acme.says("li", "progress D-1001 amount 60万")
    assert refusal.member == acme.members["li"]
    assert acme.value("SELECT amount FROM deals") is None


def test_undo_takes_the_last_change_back_for_a_day(acme):
    acme.says("li", "progress D-1001 amount 50万, stage proposal")
    acme.says("li", "undo")
    assert acme.rows("SELECT stage, amount FROM deals") == [{"stage": "new", "amount": None}]


def test_undo_twice_takes_back_two_changes(acme):
    acme.says("li", "progress D-1001 amount 50万")
    acme.now = acme.now.replace(minute=5)
    acme.says("li", "progress D-1001 amount 60万")
    acme.says("li", "undo")
    acme.says("li", "undo")
    assert acme.value("SELECT amount FROM deals") is None


def test_undo_is_refused_when_somebody_changed_the_same_since(acme):
    _, answer = acme.says("li", "progress D-1001 amount 50万")
    acme.says("mei", "progress D-1001 amount 60万")
    (refusal,) = acme.presses("li", answer, "Undo")
    assert "Mei" in refusal.text
    assert acme.value("SELECT amount FROM deals") == 60_000_000


def test_nobody_undoes_what_another_did(acme):
    _, answer = acme.says("li", "progress D-1001 amount 50万")
    acme.presses("mei", answer, "Undo")
    assert acme.value("SELECT amount FROM deals") == 50_000_000


def test_undo_ends_after_a_day(acme):
    _, answer = acme.says("li", "progress D-1001 amount 50万")
    acme.passes(hours=25)
    acme.presses("li", answer, "Undo")
    assert acme.value("SELECT amount FROM deals") == 50_000_000


def test_undoing_a_new_lead_takes_it_out_of_every_list(chat):
    (card,) = chat.says("mei", "new Acme")
    chat.presses("mei", card, "Undo")
    assert titles(chat.says("li", "pool")) == ["The pool is empty"]
    assert chat.value("SELECT count(*) FROM deals WHERE reverted_at IS NOT NULL") == 1


def test_a_form_asks_and_a_wrong_field_is_told_at_the_field_with_the_text_kept(acme):
    acme.handle("li", "form won D-1001", pressed=True)
    refused = acme.handle("li", "won D-1001", fields={"amount": "lots", "note": "great"}, pressed=True)
    assert (refused.state, refused.field) == ("field", "amount")
    assert acme.value("SELECT count(*) FROM inbox WHERE delivery = 'd5'") == 0

    acme.handle("li", "won D-1001", fields={"amount": "48万", "note": "great"}, pressed=True)
    assert acme.rows("SELECT result, amount FROM deals") == [{"result": "won", "amount": 48_000_000}]


def test_a_card_and_its_change_in_one_batch_are_both_shown(chat):
    chat.handle("mei", "new Acme")
    chat.handle("li", "claim D-1001")
    assert chat.news()[0].title == "D-1001 Acme · Li"


@pytest.mark.parametrize("words", ["progress", "进展", "lost"])
def test_a_command_alone_hears_what_it_lacks_in_the_askers_language(chat, words):
    code = chat.has_deal(owner="wang")
    thread = chat.value("SELECT min(id) FROM outbox WHERE thread IS NULL")

    (said,) = chat.says("wang", words, thread=thread)
    assert code in said.title
    assert re.search(r"[\u3400-\u9fff]", said.text), said.text
