"""A browser window as one person uses it."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Locator, Page, Response, expect

from tests.browser.demo import Demo

expect.set_options(timeout=8_000)


class Window:
    """One person's window on one room."""

    def __init__(self, context: BrowserContext, demo: Demo, who: str, room: str) -> None:
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda said: said.type in ("error", "warning") and self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.demo = demo
        self.who = who
        self.response: Response | None = None
        self.goes_to(room)

    @property
    def box(self) -> Locator:
        return self.page.locator("#text")

    @property
    def flow(self) -> Locator:
        return self.page.locator("#flow")

    @property
    def dialog(self) -> Locator:
        return self.page.locator("dialog[open]")

    def goes_to(self, room: str) -> None:
        """Open a room by its address and wait until everything said there is shown."""
        self.response = self.page.goto(f"{self.demo.url}/?me={self.who}&room={room}")
        self.is_ready()

    def is_ready(self) -> None:
        """Wait until everything said before is shown."""
        expect(self.page.locator("#flow[aria-busy=false]")).to_be_attached()

    def types(self, text: str) -> None:
        """Type a line and send it."""
        self.box.fill(text)
        self.box.press("Enter")
        expect(self.box).to_have_value("")

    def card(self, title: str) -> Locator:
        """The post in the main flow whose title has these words."""
        return self.page.locator("#flow > .post").filter(
            has=self.page.locator(f":scope > div > .card > .title:text('{title}')")
        )

    def button(self, command: str, *, within: Locator | None = None) -> Locator:
        """The button that says this for us, in cards."""
        return (within or self.flow).locator(f"[data-command='{command}']")

    def presses(self, command: str) -> None:
        """Press the first button with this command."""
        self.button(command).first.click()

    def presses_at(self, command: str, moment: float) -> None:
        """Press a button at a moment of the clock, in milliseconds."""
        press = "([command, at]) => { setTimeout(() => document.querySelector(`[data-command='${command}']`).click(), at - Date.now()) }"
        self.page.evaluate(press, [command, moment])

    def titles(self) -> list[str]:
        """The titles of all cards in view, threads included."""
        return self.flow.locator(".card > .title").all_inner_texts()

    def focused(self, look: str) -> object:
        """What an expression says of the element that has the focus."""
        return self.page.evaluate(f"() => (element => {look})(document.activeElement)")


Opens = Callable[..., Window]
