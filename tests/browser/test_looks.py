"""How the page looks, and what it lets in: phone, light and dark, what people typed, what others serve."""

import pytest
from playwright.sync_api import expect

CONTRAST = """
() => {
  const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const channels = (colour) => {
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = colour;
    pixel.fillRect(0, 0, 1, 1);
    return [...pixel.getImageData(0, 0, 1, 1).data].map((value) => value / 255);
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((value, at) => value * a + under[at] * (1 - a));
  const ground = (element) => {
    if (!element) return [1, 1, 1];
    return over(channels(getComputedStyle(element).backgroundColor), ground(element.parentElement));
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const faint = [];
  for (const element of document.querySelectorAll("body *")) {
    const speaks = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!speaks || !element.checkVisibility() || element.closest("noscript, option, .hush")) continue;
    const behind = ground(element);
    const [a, b] = [light(over(channels(getComputedStyle(element).color), behind)), light(behind)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) faint.push(`${ratio.toFixed(2)} ${element.className} ${element.textContent.slice(0, 20)}`);
  }
  return faint;
}
"""
ONE = "() => document.documentElement.scrollWidth <= innerWidth && document.body.scrollWidth <= innerWidth"


def test_the_page_allows_nothing_from_elsewhere(opens):
    li = opens("li")

    assert li.response is not None
    policy = li.response.headers["content-security-policy"]
    assert policy == "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    origins = li.page.evaluate("() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin)")
    assert set(origins) == {li.demo.url}
    inline = "() => document.querySelectorAll('[style], style, script:not([src]), [onclick], [onload]').length"
    assert li.page.evaluate(inline) == 0


@pytest.mark.parametrize("who", ["li", "tom"])
def test_a_phone_never_scrolls_sideways(opens, who):
    window = opens(who, "east", phone=True)
    assert window.page.evaluate(ONE)

    for line in ("pipeline", "漏斗", "pool", "公海", "new " + "Verylongname" * 20, "请" * 300):
        window.types(line)
    window.presses("form new") if window.button("form new").count() else window.types("form new")
    expect(window.dialog).to_be_visible()
    assert window.page.evaluate(ONE)
    window.page.keyboard.press("Escape")
    window.goes_to("dm")
    assert window.page.evaluate(ONE)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(opens, dark):
    window = opens("wang", "east", dark=dark)
    window.types("漏斗")
    window.types("这句它听不懂")  # answered in private, with examples as code
    expect(window.flow.locator(".private code").first).to_be_visible()
    window.page.locator(".reply:visible").last.click()
    assert window.page.evaluate(CONTRAST) == []

    window.box.press("Escape")
    window.types("表单 new")
    window.dialog.locator("[type=submit]").click()
    expect(window.dialog.locator(".refused .error")).to_be_visible()
    assert window.page.evaluate(CONTRAST) == []

    window.goes_to("dm")
    assert window.page.evaluate(CONTRAST) == []


def test_what_people_typed_is_never_markup(opens):
    li, tom = opens("li", "east"), opens("tom", "east")
    typed = "新线索 <img src=x onerror=alert(1)> **粗** <script>alert(2)</script> [x](javascript:alert(3))"
    li.types(typed)

    name = typed.removeprefix("新线索 ")
    for window in (li, tom):
        expect(window.flow.locator(".line .text").last).to_have_text(typed)
        expect(window.flow.locator("> .post .title").last).to_contain_text(name)
        assert window.flow.locator(".card img, .text img, script, [onerror], .card strong:has-text('粗')").count() == 0
        assert window.flow.locator("a[href^='javascript']").count() == 0
    code = li.flow.locator("> .post .title").last.inner_text().split()[0]
    li.types(f"表单 progress {code}")
    expect(li.dialog.locator(".title")).to_contain_text(name)
    assert li.dialog.locator("img, script").count() == 0


def test_a_mention_of_oneself_stands_out_and_stays_in_its_line(opens):
    window = opens("tom", "global", phone=True)
    opens("amy", "global").types("kudos to Tom for the pilot")
    mention = window.flow.locator(".member.mine").last
    expect(mention).to_have_text("Tom Baker")
    expect(mention).to_have_css("display", "inline")


def test_a_board_fits_a_phone_and_ones_own_place_is_private(opens):
    window = opens("li", "east", phone=True)
    for asked in ("排行榜 今年", "排行榜 今年 按积分", "积分 今年"):
        window.types(asked)
    expect(window.flow.locator(".private .title").last).to_contain_text("分")
    assert window.page.evaluate(ONE)
