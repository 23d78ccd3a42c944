"""An honest WeCom: what the platform enforces, loses and shows, for a bot that takes it for the real one.

    with Wecom(clock=lambda: chat.now) as wecom:               # clock: any function, default the real time
        wecom.person("li", "李娜"); wecom.person("wang", opaque=True); wecom.person("guest", in_range=False)
        wecom.group("东区", "li", "wang", webhooks=("east",))  # the bot is in it
        settings = Settings(**wecom.settings("app", "socket", "webhooks"))   # or "callback" instead of "socket";
        environment = wecom.environment("app", "callback")                   # the same as BATON_… variables
        wecom.calls_bot("http://127.0.0.1:8000/wecom/bot").verify()          # callback instead of long connection;
        wecom.calls_app("http://127.0.0.1:8000/wecom/app", client=…)         # client: httpx-like, e.g. a TestClient

    wecom.says("li", "认领 D-1001", to="东区", mention="front"|"end"|"both"|None, kind="text"|"mixed"|"voice")
    wecom.says("li", "帮助")                                    # 1:1 with the bot
    wecom.writes("li", "帮助"); wecom.taps("li", "menu-key"); wecom.opens_app("li")   # the app
    wecom.enters("li"); wecom.rates("li", "stream-id"); wecom.polls("li", "stream-id"); wecom.again(delivery)
    wecom.presses("li", shown, "认领"); wecom.chooses("li", shown, {"question_key": "option text"})

A `Delivery` has `.attempts` (status, seconds, raw, reply, problem), `.status`, `.reply`, `.msgid`, and on the long
connection `.req_id` and `.answers` [(cmd, errcode)]. What people see: `wecom.sees("li", kind="group"|"bot"|"app")` gives
`Shown(title, text, buttons {label: key}, labels, questions, mentions, raw, quotes, card_type, edited, …)`, where `raw`
names markup this client does not render. What went wrong: `wecom.refused` (call, code, why), `wecom.dropped` (silently),
`wecom.gateway.lost` (callbacks without a connection). What was called: `wecom.calls("message/send")` (body, at, errcode).

Faults: `wecom.fails("gettoken", RESET, RESET_AFTER, HTML, status(502), hang(11), errcode(42001), None, for_ever=False)`,
`wecom.heals()`; `wecom.app.expire(42001|40014)`, `wecom.app.trusted = False` (60020); `wecom.gateway.close(1000|1006|…)`,
`.kick()`, `.raw(frame)`, `.silent = True`, `.lose_acks = n`, `.ack_seconds = s`, `.connected()`;
`wecom.bot_callback.skew = timedelta(…)`. `wecom.secrets()` lists all that no log may show.

Numbers in brackets (doc 90236) are pages of developer.work.weixin.qq.com/document/path/….
"""

from tests.wecom.corp import Place, Shown
from tests.wecom.delivering import Delivery
from tests.wecom.emulator import Wecom
from tests.wecom.faults import HTML, HTML_AFTER, RESET, RESET_AFTER, errcode, hang, status

__all__ = [
    "HTML",
    "HTML_AFTER",
    "RESET",
    "RESET_AFTER",
    "Delivery",
    "Place",
    "Shown",
    "Wecom",
    "errcode",
    "hang",
    "status",
]
