"""How Slack tells a bot: signatures, retries, time-outs, and exactly one of several sockets."""

import json
import time
from collections import Counter
from contextlib import ExitStack
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import Clock as Watch
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web import WebClient
from websockets.sync.client import connect

from tests.slack import Clock, Slack
from tests.slack.test_double import Town


class Bot:
    """A bot behind HTTP that checks what Slack signed and writes down what it was told."""

    def __init__(self, slack: Slack, clock: Clock) -> None:
        self._verifier = SignatureVerifier(slack.signing_secret, _Watch(clock))
        self.told: list[dict] = []
        self.retries: list[str | None] = []
        self.answer: tuple[int, bytes] = (200, b"")

    def __call__(self, path, body, headers):
        found = {name.lower(): value for name, value in headers.items()}
        if not self._verifier.is_valid_request(body, found):
            return 401, {}, b""
        text = body.decode()
        form = parse_qs(text) if "urlencoded" in found["content-type"] else {}
        self.told.append(json.loads(form["payload"][0] if "payload" in form else "{}" if form else text))
        self.retries.append(found.get("x-slack-retry-num"))
        return self.answer[0], {}, self.answer[1]


class _Watch(Watch):
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock()


@pytest.fixture
def town():
    clock = Clock()
    with Slack(clock=clock, wall=clock) as slack:
        slack.gateway.patience = 0.3
        yield Town(slack, clock)


@pytest.fixture
def bot(town):
    bot = Bot(town.slack, town.clock)
    town.slack.speaks(bot)
    return bot


# https://docs.slack.dev/authentication/verifying-requests-from-slack


def test_what_slack_signs_is_good_and_what_it_did_not_is_not(town, bot):
    assert town.slack.mentions(town.li, town.east, "help").ok
    body, kind = b'{"type": "event_callback"}', {"Content-Type": "application/json"}
    assert town.slack.raw(body, kind | town.slack.sign(body))[0] == 200
    assert town.slack.raw(body + b" ", kind | town.slack.sign(body))[0] == 401
    assert town.slack.raw(body, kind | town.slack.sign(body, secret="another"))[0] == 401
    assert town.slack.raw(body, kind | town.slack.sign(body, at=town.clock() - 301))[0] == 401
    assert town.slack.raw(body, kind)[0] == 401


# https://docs.slack.dev/apis/events-api#error-handling


def test_an_event_comes_again_until_it_is_acknowledged(town, bot):
    bot.answer = (500, b"")
    first = town.slack.mentions(town.li, town.east, "help")
    began = town.clock()
    assert not first.insist().ok
    assert bot.retries == [None, "1", "2", "3"]
    assert town.clock() - began == 360
    assert len({told["event_id"] for told in bot.told}) == 1


def test_a_lost_event_is_known_by_its_retry_only(town, bot):
    assert town.slack.mentions(town.li, town.east, "help", lost=True).insist((0,)).ok
    assert bot.retries == ["1"]


def test_a_bot_that_is_slow_is_a_bot_that_failed(town):
    town.slack.speaks_http("http://127.0.0.1:9")  # nobody listens there
    assert town.slack.mentions(town.li, town.east, "help").status is None
    assert not town.slack.commands(town.li, town.east, "help").ok
    assert [(seen.kind, "operation_timeout" in seen.title) for seen in town.slack.news()] == [("notice", True)]


# https://docs.slack.dev/interactivity/implementing-slash-commands


def test_the_answer_to_a_command_is_for_who_asked_unless_it_says_otherwise(town, bot):
    bot.answer = (200, b'{"text": "Your deals"}')
    town.slack.commands(town.li, town.east, "my deals")
    bot.answer = (200, b'{"text": "For all", "response_type": "in_channel"}')
    town.slack.commands(town.li, town.east, "board")
    assert [seen.title for seen in town.slack.sees(town.li)] == ["Your deals", "For all"]
    assert [seen.title for seen in town.slack.sees(town.wang)] == ["For all"]


def test_what_a_person_types_comes_escaped(town, bot):
    town.slack.mentions(town.li, town.east, f"new <Acme> & <@{town.wang.id}>")
    assert bot.told[0]["event"]["text"] == f"<@U0BATON> new &lt;Acme&gt; &amp; <@{town.wang.id}>"


def test_a_button_carries_its_value_its_place_and_a_trigger_of_its_own(town, bot):
    button = {"type": "button", "text": {"type": "plain_text", "text": "Claim"}, "value": "claim D-1", "action_id": "a"}
    town.says("Acme", blocks=[{"type": "actions", "elements": [button]}])
    [card] = town.slack.news()
    for _ in range(2):
        town.slack.presses(town.li, card, "Claim")
    actions = [told["actions"][0]["value"] for told in bot.told]
    assert (actions, len({told["trigger_id"] for told in bot.told})) == (["claim D-1"] * 2, 2)
    assert bot.told[0]["container"]["channel_id"] == town.east.id
    tom = town.slack.person(town.team, "tom")
    with pytest.raises(AssertionError, match="does not see"):
        town.slack.presses(tom, card, "Claim")


# https://docs.slack.dev/apis/events-api/using-socket-mode


class Sockets:
    """A bot with so many sockets, that acknowledges or does not."""

    def __init__(self, slack: Slack, number: int, *, acknowledges: bool = True) -> None:
        self.got: list[int] = []
        self.kinds: list[str] = []
        self._acknowledges = acknowledges
        self.clients = [self._opens(slack, no) for no in range(number)]

    def _opens(self, slack: Slack, no: int) -> SocketModeClient:
        client = SocketModeClient(
            slack.app_token, web_client=WebClient(base_url=slack.api_url), ping_interval=0.3, concurrency=2
        )
        client.auto_reconnect_enabled = False

        def listen(socket, request) -> None:
            self.got.append(no)
            self.kinds.append(request.type)
            if self._acknowledges:
                socket.send_socket_mode_response(SocketModeResponse(request.envelope_id, {"text": f"from {no}"}))

        client.socket_mode_request_listeners.append(listen)
        client.connect()
        return client

    def close(self) -> None:
        for client in self.clients:
            client.close()


@pytest.fixture
def sockets(town):
    opened = []

    def open_(number: int, **more) -> Sockets:
        opened.append(Sockets(town.slack, number, **more))
        town.slack.speaks_socket(number)
        return opened[-1]

    yield open_
    town.slack.gateway.drop()
    for bot in opened:
        bot.close()


def test_exactly_one_of_several_sockets_gets_an_envelope(town, sockets):
    bot = sockets(3)
    for _ in range(12):
        assert town.slack.commands(town.li, town.east, "help").ok
    assert (len(bot.got), set(bot.kinds)) == (12, {"slash_commands"})
    assert len(Counter(bot.got)) == 3
    assert town.slack.sees(town.li)[-1].title == f"from {bot.got[-1]}"


def test_an_envelope_without_acknowledgement_failed(town, sockets):
    bot = sockets(1, acknowledges=False)
    delivery = town.slack.mentions(town.li, town.east, "help")
    assert (delivery.ok, bot.got) == (False, [0])
    town.slack.commands(town.li, town.east, "help")
    assert town.slack.sees(town.li)[-1].kind == "notice"


def test_a_socket_needs_the_apps_token_and_its_address_is_good_once(town):
    wrong = WebClient(base_url=town.slack.api_url)
    with pytest.raises(Exception, match="invalid_auth"):
        wrong.apps_connections_open(app_token="xapp-wrong")
    address = wrong.apps_connections_open(app_token=town.slack.app_token)["url"]
    with connect(address, proxy=None) as first:
        assert json.loads(first.recv())["type"] == "hello"
        with connect(address, proxy=None) as second:
            assert json.loads(second.recv())["reason"] == "too_many_websockets"


def test_a_socket_that_is_told_to_leave_or_cut_off_is_gone(town, sockets):
    sockets(1)
    town.slack.gateway.drop()
    for _ in range(100):
        if not town.slack.gateway.open:
            break
        time.sleep(0.02)
    assert not town.slack.commands(town.li, town.east, "help").ok


def test_an_app_has_ten_sockets_at_most(town):
    web = WebClient(base_url=town.slack.api_url)
    with ExitStack() as opened:
        addresses = [web.apps_connections_open(app_token=town.slack.app_token)["url"] for _ in range(11)]
        sockets = [opened.enter_context(connect(address, proxy=None)) for address in addresses]
        said = [json.loads(socket.recv()) for socket in sockets]
    assert Counter(hello["type"] for hello in said) == {"hello": 10, "disconnect": 1}
