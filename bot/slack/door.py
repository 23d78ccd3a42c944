"""The way in from Slack, by HTTP and by socket: one Bolt app takes what comes by either."""

import json
import threading
from collections.abc import Mapping
from itertools import chain, repeat
from typing import Any

import structlog
from fastapi import APIRouter
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError

from bot.program import Program
from bot.settings import Settings
from bot.slack import api, oauth, reading
from bot.slack.answers import Acknowledged
from bot.slack.errors import why
from bot.slack.happening import Happening
from bot.slack.home import Homes
from bot.slack.http import Addresses
from bot.slack.payload import DOOR, Malformed, string
from bot.slack.people import People
from bot.slack.socket import Socket
from bot.slack.taking import Taking
from bot.slack.tenants import Tenants
from bot.turns import Turns
from handlers.message import Message

# A first try soon, then ever more patient: a token that is refused is seldom put right within minutes.
AGAIN_SECONDS = (1, 2, 5, 10, 30, 60)
LATE_WORDS_SECONDS = 1
HANDSHAKE = "url_verification"

log = structlog.get_logger()
Body = Mapping[str, Any]


class SlackDoor:
    """Takes what comes from Slack."""

    name = DOOR

    def __init__(self, program: Program, settings: Settings, turns: Turns) -> None:
        self._program = program
        self._settings = settings
        self.tenants = Tenants(settings, program.store, program.dispatcher.services.vault, program.clock)
        people = People(self.tenants.hasty)
        self._taking = Taking(program, turns, self.tenants, people, self._say_late)
        self._homes = Homes(program, self.tenants.hasty, people)
        self._happening = Happening(program, turns, self.tenants, self._homes)
        self._flow = oauth.flow(program, settings)
        self._app = self._bolt()
        self._socket: Socket | None = None
        self._stopping = threading.Event()
        self._trouble = "not connected yet"

    def router(self) -> APIRouter | None:
        """Return the addresses Slack calls, where there is a secret to tell its calls by."""
        secret = self._settings.slack_signing_secret
        if secret is None:
            return None
        clock = self._program.clock
        left = self._program.sender.left
        return Addresses(secret.get_secret_value(), self.take, left, lambda: clock().timestamp(), self._flow).router()

    def start(self) -> None:
        """Find out where we are, and dial; Slack may be away when we start."""
        self._homes.start()
        threading.Thread(target=self._begin, name="slack-start", daemon=True).start()

    def stop(self, seconds: float) -> None:
        """Take nothing new, and finish what was taken."""
        self._stopping.set()
        self._homes.stop()
        if self._socket is not None:
            self._socket.close(seconds)

    def troubles(self) -> list[str]:
        """Return why Slack cannot reach us."""
        if self._trouble:
            return [self._trouble]
        return ["the socket is down"] if self._socket is not None and not self._socket.alive() else []

    def take(self, body: Body, arrived: float) -> Acknowledged:
        """Take a payload, verified, and return what it is acknowledged with."""
        try:
            found = reading.read(body)
        except Malformed as malformed:  # Slack would bring it again and again
            log.warning("payload not read", kind=string(body, "type")[:40] or "command", why=str(malformed))
            return Acknowledged()
        if found is None and body.get("type") != HANDSHAKE:
            return Acknowledged()  # Bolt stumbles over some that Slack never sends, and logs others whole
        # Bolt looks into the whole of a body and breaks at parts that are not what they should be; we have read it.
        known = {name: body[name] for name in ("type", "challenge") if isinstance(body.get(name), str)}
        context = {"arrived": arrived, "found": found, "body": body}
        request = BoltRequest(mode="socket_mode", body=known, context=context)
        response = self._app.dispatch(request)
        answer = request.context.get("acknowledged")
        if isinstance(answer, Acknowledged):
            return answer
        return Acknowledged(response.status, _json(response.body))

    def _bolt(self) -> App:
        """Bolt's part: its handshake, the workspace a payload is for, and one function for all that comes."""
        app = App(
            name="baton",
            token=None,
            client=api.client(self._settings.slack_api_url),
            authorize=_installed,
            process_before_response=True,
            # Ours is done before, on the raw body: Bolt's own logs what it refuses, and stumbles over what is malformed.
            request_verification_enabled=False,
            ssl_check_enabled=False,
            ignoring_self_events_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )

        def take(req: BoltRequest) -> BoltResponse:
            found, body, arrived = req.context["found"], req.context["body"], req.context["arrived"]
            said = isinstance(found, Message)
            answer = self._taking.take(found, body, arrived) if said else self._happening.take(found, arrived)
            req.context["acknowledged"] = answer
            return BoltResponse(status=answer.status)

        app.use(take)
        return app

    def _say_late(self, url: str, text: str) -> None:
        """Ask who pressed to press again; words that get lost are no harm."""
        if self.tenants.ours(url):
            said = api.hook(url, seconds=LATE_WORDS_SECONDS)
            try:
                said.send(text=text, response_type="ephemeral", replace_original=False)
            except Exception as error:  # the network
                log.info("late words lost", why=type(error).__name__)

    def _begin(self) -> None:
        for wait in chain(AGAIN_SECONDS, repeat(AGAIN_SECONDS[-1])):
            try:
                self._connect()
                self._trouble = ""
                return
            except SlackApiError as error:
                self._trouble = f"Slack says {why(error)}"
            except Exception as error:  # the network, or a store that is busy
                self._trouble = f"Slack cannot be reached: {type(error).__name__}"
            log.warning("slack not connected", why=self._trouble)
            if self._stopping.wait(wait):
                return

    def _connect(self) -> None:
        self.tenants.begin()
        token = self._settings.slack_app_token
        if token is not None:
            web = api.client(self._settings.slack_api_url)
            sender = self._program.sender
            socket = Socket(token.get_secret_value(), web, self.take, left=sender.left, back=sender.back)
            socket.connect()
            self._socket = socket
        log.info("slack connected", socket=token is not None)


def _installed(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
    """Whose payload it is; whether we know them is for the inbox to say, and asking Slack would cost a call each."""
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)


def _json(text: str) -> Body | None:
    return json.loads(text) if text.startswith("{") else None
