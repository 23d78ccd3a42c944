"""An empty store: the first person says their name and is asked the rest, in their language."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.demo import Demo, demo


@pytest.mark.parametrize(
    ("button", "asked", "answers", "done"),
    [
        (
            "Start",
            "Step 1 of 4: what is your company called?",
            ("Acme Trading, USD", "East: Bo Li, Mia Chen (manager)"),
            "All set: Acme Trading can start",
        ),
        (
            "开始",
            "第 1 步，共 4 步：公司叫什么？",
            ("华锐科技", "华东：李娜，王伟（主管）"),
            "设置好了，华锐科技可以开工了",
        ),
    ],
)
def test_a_company_is_ready_after_four_questions(browser: Browser, tmp_path, button, asked, answers, done):
    with demo(tmp_path, "serve", "--local") as server:
        page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
        page.goto(server.url)
        page.get_by_role("textbox").fill("Grace Ho")
        page.get_by_role("button", name=button).click()
        expect(page.locator(".post .title").last).to_have_text(asked)

        for answer in answers:
            page.locator("#text").fill(answer)
            page.locator("#text").press("Enter")
            expect(page.locator("#text")).to_have_value("")
        for command in ("setup hours", "setup stages", "stages short"):
            page.locator(f"[data-command='{command}']").last.click()

        expect(page.locator(".post .title").last).to_have_text(done)
        assert server.value("SELECT count(*) FROM members") == 3
        an_empty_room_teaches_three_things(page, server)
        page.context.close()


def an_empty_room_teaches_three_things(page: Page, server: Demo) -> None:
    page.goto(f"{server.url}/?room={server.value('SELECT channel FROM rooms')}")
    chips = page.locator("#empty .chip")
    expect(chips).to_have_count(3)
    chips.last.click()
    expect(page.locator("#text")).to_be_focused()
    page.locator("#text").press("Enter")
    expect(page.locator("#empty")).to_be_hidden()
    expect(page.locator(".post .title")).to_contain_text("Grace Ho")


def test_only_the_first_makes_the_company(browser: Browser, tmp_path):
    with demo(tmp_path, "serve", "--local") as server:
        pages = [browser.new_context().new_page() for _ in range(2)]
        for page in pages:
            page.goto(server.url)
        for page in pages:
            page.get_by_role("textbox").fill("Grace Ho")
            page.get_by_role("button", name="Start").click()
            expect(page.locator("#flow")).to_be_attached()
            page.context.close()

        assert server.value("SELECT count(*) FROM workspaces") == 1
