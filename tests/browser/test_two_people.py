"""The story the local chat is for: two people, two windows, one deal, in Chinese and in English."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.demo import Demo
from tests.browser.window import Window

TITLE = ":scope > div > .card > .title"
CITIES = ("Asia/Shanghai", "Asia/Dubai", "Europe/London", "America/New_York", "Pacific/Honolulu", "Pacific/Auckland")
NAMES = {"li": "李娜", "tom": "Tom Baker", "zhang": "张伟", "amy": "Amy Wong"}
CHINESE, ENGLISH = "进展 下一步明天下午3点发方案", "progress next send the offer tomorrow at 3pm"
TOMORROW = {"li": CHINESE, "zhang": CHINESE, "tom": ENGLISH, "amy": ENGLISH}


@pytest.mark.parametrize(
    ("room", "people", "help_", "company"),
    [("east", ("li", "tom"), "帮助", "海川重工"), ("global", ("amy", "zhang"), "help", "Harbor Analytics")],
    ids=["chinese", "english"],
)
def test_two_people_in_two_windows_work_on_one_deal(opens, server, room, people, help_, company):
    both = tuple(opens(who, room) for who in people)

    deal = brings_a_lead(both[0], help_, company)
    for window in both:
        expect(window.button(f"claim {deal}", within=window.card(company))).to_have_count(1)

    winner, loser = both_claim(both, server, deal)
    for window in both:
        expect(window.card(company).locator(TITLE)).to_contain_text(NAMES[winner.who])
        expect(window.button(f"claim {deal}")).to_have_count(0)
    expect(loser.card(company).locator(".post.private .title")).to_contain_text(NAMES[winner.who])
    expect(winner.card(company).locator(".post.private")).to_have_count(0)

    winner.card(company).locator(":scope > div > .reply").click()
    winner.types(TOMORROW[winner.who])
    for window in both:
        expect(window.card(company).locator(":scope > div > .card time")).to_have_count(1)

    is_reminded(winner, server, deal)
    wins(winner, room, company, deal)
    for window in both:
        expect(window.card(company).locator(TITLE)).to_contain_text(NAMES[winner.who])
        expect(window.card(company).locator(":scope > div > .card button")).to_have_count(0)
        milestones = window.flow.locator("> .milestone", has_text=NAMES[winner.who]).filter(has_text=deal)
        expect(milestones).to_have_count(2)  # claimed, won


def brings_a_lead(window: Window, help_: str, company: str) -> str:
    """Ask for help, press "new lead" there, fill the form; return the deal's code."""
    window.types(help_)
    window.presses("form new")
    window.dialog.locator("[name=title]").fill(company)
    window.dialog.locator("[name=amount]").fill("12万")
    window.dialog.locator("[type=submit]").click()
    expect(window.dialog).to_have_count(0)
    expect(window.card(company)).to_have_count(1)
    return window.card(company).locator(TITLE).inner_text().split()[0]


def both_claim(both: tuple[Window, ...], server: Demo, deal: str) -> tuple[Window, Window]:
    """Both press Claim in the same millisecond; the owner's window comes first."""
    moment = time.time() * 1000 + 300
    for window in both:
        window.presses_at(f"claim {deal}", moment)
    expect(both[0].button(f"claim {deal}")).to_have_count(0)
    owner = server.value("SELECT handle FROM members JOIN deals ON deals.owner = members.id WHERE deals.code = ?", deal)
    winner, loser = sorted(both, key=lambda window: window.who != owner)
    return winner, loser


def is_reminded(window: Window, server: Demo, deal: str) -> None:
    """The next step falls due while it is noon where its owner is, and the private room gets a dot."""
    noon = min(CITIES, key=lambda city: abs(datetime.now(ZoneInfo(city)).hour - 12))
    past = (datetime.now(UTC) - timedelta(minutes=3)).isoformat(" ", "microseconds")
    id = server.value("SELECT id FROM deals WHERE code = ?", deal)
    server.store("UPDATE members SET zone = ?, nudged_at = NULL WHERE handle = ?", noon, window.who)
    server.store("UPDATE deals SET next_at = ? WHERE id = ?", past, id)
    server.store("UPDATE timers SET due = ? WHERE kind = 'next_step' AND subject = ?", past, id)
    private = window.page.locator("nav a[data-channel=dm]")
    expect(private.locator(".dot")).to_be_visible()
    private.click()
    window.is_ready()
    expect(window.card(deal).locator("[data-command]").first).to_be_visible()


def wins(window: Window, room: str, company: str, deal: str) -> None:
    """The amount cannot be read at first: it is said at its field, and nothing typed is lost."""
    window.goes_to(room)
    window.button(f"form won {deal}", within=window.card(company)).first.click()
    amount, note = window.dialog.locator("[name=amount]"), window.dialog.locator("[name=note]")
    amount.fill("a lot")
    note.fill("signed on Friday")
    window.dialog.locator("[type=submit]").click()
    expect(amount).to_have_attribute("aria-invalid", "true")
    expect(amount).to_be_focused()
    expect(amount).to_have_value("a lot")
    expect(note).to_have_value("signed on Friday")
    expect(amount).to_have_accessible_description(window.dialog.locator(".refused .error").inner_text())
    amount.fill("13万")
    amount.press("Enter")
    expect(window.dialog).to_have_count(0)
