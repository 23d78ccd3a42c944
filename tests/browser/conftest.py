"""A server, a browser, and windows for the people of the demo."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.demo import Demo, chromium, demo
from tests.browser.window import Opens, Window

COMPUTER = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with demo(tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest.fixture
def opens(browser: Browser, server: Demo) -> Iterator[Opens]:
    """Opens windows, each a browser of its own; at the end none of them may have complained."""
    windows: list[Window] = []

    def opened(who: str, room: str = "east", *, phone: bool = False, dark: bool = False) -> Window:
        context = browser.new_context(
            viewport=PHONE if phone else COMPUTER,
            color_scheme="dark" if dark else "light",
            is_mobile=phone,
            has_touch=phone,
        )
        windows.append(Window(context, server, who, room))
        return windows[-1]

    yield opened
    complaints = [complaint for window in windows for complaint in window.complaints]
    for window in windows:
        window.page.context.close()
    assert complaints == []
