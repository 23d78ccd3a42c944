"""Makes the README's pictures: `.venv/bin/python -m scripts.pictures`."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.demo import Demo, chromium, demo
from tests.browser.window import Window

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
MOST_BYTES = 200_000


def main() -> None:
    """Let the demo's people work for a moment and take the pictures."""
    with tempfile.TemporaryDirectory() as folder, demo(Path(folder)) as server, chromium() as browser:
        take(a_room_in_chinese(browser, server), "chat-zh.png")
        take(a_phone_in_english(browser, server), "chat-en-phone.png")


def a_room_in_chinese(browser: Browser, server: Demo) -> Window:
    """A lead comes in, two want it, its owner goes on in its thread."""
    zhang = Window(browser.new_context(), server, "zhang", "east")
    li = Window(browser.new_context(viewport={"width": 1280, "height": 800}), server, "li", "east")
    zhang.types("新线索 启明机器人，12万，展会认识的")
    card = li.card("启明机器人")
    card.locator("[data-command^=claim]").click()
    expect(card.locator(".replies .post")).to_have_count(1)
    card.locator(":scope > div > .reply").click()
    li.types("进展 阶段 方案，金额15万，下一步周五下午3点发报价")
    expect(card.locator(":scope > div > .card")).to_contain_text("15万")
    li.box.blur()
    return li


def a_phone_in_english(browser: Browser, server: Demo) -> Window:
    """The same deal team in English, on a phone."""
    phone = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=1.5, is_mobile=True, has_touch=True
    )
    amy = Window(browser.new_context(), server, "amy", "global")
    tom = Window(phone, server, "tom", "global")
    amy.types("new Vela Robotics, $120k, came from the webinar")
    card = tom.card("Vela Robotics")
    card.locator("[data-command^=claim]").tap()
    expect(card.locator(".replies .post")).to_have_count(1)
    card.locator(":scope > div > .reply").tap()
    tom.types("progress next call them tomorrow at 10:00")
    expect(card.locator(":scope > div > .card time")).to_have_count(1)
    tom.box.blur()
    return tom


def take(window: Window, name: str) -> None:
    """Take a window's picture; a README should load fast."""
    window.page.wait_for_timeout(300)  # scroll bars and spinners have gone by then
    path = PICTURES / name
    path.parent.mkdir(parents=True, exist_ok=True)
    window.page.screenshot(path=path)
    if path.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{path} is larger than {MOST_BYTES} bytes")


if __name__ == "__main__":
    main()
