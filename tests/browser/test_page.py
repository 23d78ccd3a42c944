"""The page in use: first steps, dots, keyboard, a bad network, threads."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.demo import demo
from tests.browser.window import Window


@pytest.mark.parametrize(
    ("who", "room", "end"), [("ben", "global", "That is all you need"), ("fang", "east", "学会了")]
)
def test_the_guided_minute_is_walked_in_three_steps(opens, who, room, end):
    window = opens(who, room)
    guide = window.page.locator("#tries")

    for step in ("claim", "progress", "board"):
        chip = guide.locator(f"[data-step={step}]")
        expect(chip).not_to_have_class(re.compile("done"))
        chip.click()
        window.types(window.box.input_value())
    expect(guide.get_by_text(end)).to_be_visible()
    expect(window.button("points", within=window.flow)).not_to_have_count(0)
    window.page.reload()
    window.is_ready()
    expect(guide).to_be_hidden()


def test_the_guide_can_be_put_away_for_good(opens):
    raj = opens("raj", "global")

    raj.page.locator("#tries .close").click()
    raj.page.reload()
    raj.is_ready()
    expect(raj.page.locator("#tries")).to_be_hidden()


def test_a_window_remembers_who_it_is_and_speaks_their_language(opens):
    window = opens("amy")
    expect(window.page.locator("html")).to_have_attribute("lang", "en")

    window.page.get_by_label("You are").select_option("li")
    window.page.wait_for_url("**/?me=li&room=east")
    window.page.goto(f"{window.demo.url}/")
    window.page.wait_for_url("**/?me=li*")
    expect(window.page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(window.page.get_by_label("你是")).to_have_value("li")


def test_a_room_with_news_gets_a_dot_until_it_is_opened(opens):
    li, amy = opens("li", "east"), opens("amy", "dm")
    dot = amy.page.locator("nav a[data-channel=east] .dot")
    expect(dot).to_be_hidden()

    li.types("漏斗")
    expect(dot).to_be_visible()
    amy.page.locator("nav a[data-channel=east]").click()
    amy.is_ready()
    expect(dot).to_be_hidden()


def test_everything_can_be_done_with_the_keyboard_alone(opens):
    window = opens("tom", "global")
    keys, box = window.page.keyboard, window.box
    expect(box).to_be_focused()

    keys.type("new Keyboard Works, $3k")
    keys.press("Shift+Enter")
    assert box.input_value().endswith("\n")
    keys.press("Enter")
    expect(box).to_have_value("")
    card = window.card("Keyboard Works")
    expect(card).to_have_count(1)

    keys.press("ArrowUp")
    expect(box).to_have_value("new Keyboard Works, $3k")
    keys.press("ArrowDown")
    expect(box).to_have_value("")

    walks_to(window, card.locator("[data-command^=claim]"))
    outline = window.focused("getComputedStyle(element).outlineStyle + getComputedStyle(element).outlineWidth")
    assert outline == "solid2px"
    keys.press("Enter")
    expect(card.locator("[data-command^='form won']")).to_be_visible()

    walks_to(window, card.locator(":scope > div > .card [data-command^='form won']"), "Tab")
    keys.press("Enter")
    expect(window.dialog.locator("[name=amount]")).to_be_focused()
    keys.type("half typed")
    keys.press("Escape")
    expect(window.dialog).to_have_count(0)
    assert str(window.focused("element.dataset.command")).startswith("form won")
    walks_to(window, window.flow.locator(".resume"), "Tab")
    keys.press("Enter")
    expect(window.dialog.locator("[name=amount]")).to_have_value("half typed")
    keys.press("Escape")

    walks_to(window, card.locator(":scope > div > .reply"), "Shift+Tab")
    keys.press("Enter")
    expect(window.page.locator("#replying b")).to_contain_text("Keyboard Works")
    expect(box).to_be_focused()
    keys.press("Escape")
    expect(window.page.locator("#replying")).to_be_hidden()


def walks_to(window: Window, goal: Locator, key: str = "Shift+Tab") -> None:
    expect(goal).to_be_visible()
    for _ in range(60):
        if goal.evaluate("element => element === document.activeElement"):
            return
        window.page.keyboard.press(key)
    raise AssertionError(f"{key} never reaches {goal}")


def test_a_busy_server_is_asked_again_with_the_same_delivery(opens):
    li = opens("li", "east")
    sent = refuses_first(li.page, times=2)

    li.types("漏斗")
    expect(li.flow.locator(".line .text").last).to_have_text("漏斗")
    assert len(sent) == 3
    assert len(set(sent)) == 1
    li.complaints.clear()  # the browser itself notes each 503


def test_what_could_not_be_sent_stays_in_the_box(opens):
    li = opens("li", "east")
    sent = refuses_first(li.page, times=4)

    li.box.fill("公海")
    li.box.press("Enter")
    expect(li.page.locator("#trouble")).to_have_text("没发出去，请再试一次。")
    expect(li.box).to_have_value("公海")
    li.types("公海")
    expect(li.page.locator("#trouble")).to_be_empty()
    assert len(sent) == 5
    assert len(set(sent)) == 1  # it might have arrived: trying again must not do it twice
    li.complaints.clear()


def test_what_is_typed_outlives_a_reload_in_its_own_room_until_it_is_sent(opens):
    li = opens("li", "east")
    li.box.fill("新线索 写了一半")
    li.page.reload()
    li.is_ready()
    expect(li.box).to_have_value("新线索 写了一半")

    li.goes_to("dm")
    expect(li.box).to_have_value("")
    li.who = "zhang"
    li.goes_to("east")
    expect(li.box).to_have_value("")
    li.who = "li"
    li.goes_to("east")
    expect(li.box).to_have_value("新线索 写了一半")

    li.box.press("Enter")
    expect(li.box).to_have_value("")
    li.page.reload()
    li.is_ready()
    expect(li.box).to_have_value("")


def test_a_half_typed_reply_is_still_one_after_a_reload(opens):
    tom = opens("tom", "global")
    tom.types("new Halfway Ltd")
    tom.card("Halfway").locator("[data-command^=claim]").click()
    tom.card("Halfway").locator(":scope > div > .reply").click()
    tom.box.fill("progress note half")
    tom.page.reload()
    tom.is_ready()
    expect(tom.page.locator("#replying b")).to_contain_text("Halfway")
    tom.box.press("Enter")
    expect(tom.card("Halfway").locator(".replies .line", has_text="progress note half")).to_be_visible()


def refuses_first(page: Page, *, times: int) -> list[str]:
    """Answer the first messages with 503 and return the deliveries that will have been sent."""
    sent: list[str] = []

    def answer(route: Route) -> None:
        sent.append(json.loads(route.request.post_data or "")["delivery"])
        if len(sent) > times:
            route.continue_()
        else:
            route.fulfill(status=503, json={"error": "busy"})

    page.route("**/local/messages", answer)
    return sent


def test_a_pressed_button_is_busy_and_is_not_pressed_twice(opens):
    li = opens("li", "east")
    li.types("新线索 双击科技")
    button = li.card("双击科技").locator("[data-command^=claim]")
    held: list[Route] = []
    li.page.route("**/local/messages", lambda route, _request: held.append(route))

    button.dblclick()
    expect(button).to_have_attribute("aria-busy", "true")
    button.click(force=True)
    assert len(held) == 1
    held[0].continue_()
    expect(button).to_have_count(0)


def test_an_edited_card_stays_where_it_was_and_keeps_the_focus(opens):
    li = opens("li", "east")
    li.types("新线索 站得住")
    li.types("漏斗")
    last = li.flow.locator("> .post > div > .card > .title").last
    expect(last).to_contain_text("在跟")
    undo = li.card("站得住").locator("[data-command^=undo]")
    undo.focus()
    code = str(undo.get_attribute("data-command")).removeprefix("undo ").partition("/")[0]
    other = opens("zhang", "dm")
    other.types(f"认领 {code}")

    expect(li.card("张伟").filter(has_text=code)).to_have_count(1)
    expect(li.card("站得住").locator(":scope > div > .card")).to_be_focused()
    expect(last).to_contain_text("在跟")
    li.goes_to("east")
    expect(last).to_contain_text("在跟")


def test_a_long_thread_shows_its_last_two_replies(opens):
    tom = opens("tom", "global")
    tom.types("new Threadneedle")
    root = tom.card("Threadneedle")
    root.locator("[data-command^=claim]").click()
    for number in range(3):
        root.locator(":scope > div > .reply").click()
        tom.types(f"progress note call {number}")
        expect(root.locator(".replies .line", has_text=f"call {number}")).to_be_visible()

    expect(root.locator(".replies > article")).to_have_count(7)
    expect(root.locator(".replies > article:visible")).to_have_count(2)
    more = root.locator(".more")
    expect(more).to_have_accessible_name("Show 5 more")
    more.click()
    expect(root.locator(".replies > article:visible")).to_have_count(7)
    milestone = tom.flow.locator("> .milestone", has_text="Threadneedle")
    more.click()
    milestone.locator("a").click()
    expect(root.locator(".replies > article").first).to_be_visible()


def test_private_answers_are_seen_by_one_person_only(opens):
    li, tom = opens("li", "east"), opens("tom", "east")
    li.types("记录 D-1001")
    answer = li.flow.locator("> .post.private").last
    expect(answer.locator(".title")).to_contain_text("D-1001")
    expect(answer.locator(".secret")).to_have_text("只有你看得到")
    title = answer.locator(".title").inner_text()

    li.types("漏斗")
    expect(tom.flow.locator("> .line .text").last).to_have_text("漏斗")
    assert title in li.titles()
    assert title not in tom.titles()


def test_open_pages_do_not_keep_the_server_from_ending(browser, tmp_path):
    with demo(tmp_path) as server:
        context = browser.new_context()
        Window(context, server, "li", "east")
        assert server.stop() == 0
        context.close()
