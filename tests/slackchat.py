"""The chat's company behind Slack's door: requests signed as Slack signs them, and what is in the store."""

from fastapi import FastAPI
from pydantic import SecretStr
from starlette.testclient import TestClient

from bot.settings import Settings
from bot.slack.door import SlackDoor
from bot.turns import Turns
from storage import bindings, workspaces
from tests.chat import Chat
from tests.slackpayloads import SECRET, TEAM, encoded, headers

NOWHERE = "http://127.0.0.1:9/api/"
USERS = {"li": "U0LI", "wang": "U0WANG", "mei": "U0MEI", "ann": "U0ANN"}


class SlackChat:
    """The chat's people, known in Slack as well; Slack's own API is away unless an address is given."""

    def __init__(self, chat: Chat, *, api: str = NOWHERE, **more) -> None:
        self.chat = chat
        self.turns = Turns(4)
        settings = Settings(
            database_url=chat.url,
            slack_bot_token=SecretStr("xoxb-1-abc"),
            slack_signing_secret=SecretStr(SECRET),
            slack_api_url=api,
            **more,
        )
        self.door = SlackDoor(chat.program, settings, self.turns)
        self.door.tenants.begun = True
        with chat.store.write() as db:
            workspaces.open_door(db, workspace=chat.workspace, door="slack", tenant=TEAM)
            for handle, user in USERS.items():
                member = chat.members[handle]
                bindings.bind(db, workspace=chat.workspace, member=member, door="slack", tenant=TEAM, user=user)
        app = FastAPI()
        addresses = self.door.router()
        assert addresses is not None
        app.include_router(addresses)
        self.client = TestClient(app, raise_server_exceptions=True)

    def sends(self, body: dict):
        """Send a payload as Slack does."""
        raw, kind = encoded(body)
        return self.raw(raw, kind)

    def raw(self, raw: bytes, kind: str, **more: str):
        """Send these bytes, signed."""
        told = headers(raw, kind, at=self.chat.now.timestamp()) | more
        return self.client.post("/slack/events", content=raw, headers=told)

    def owner(self, code: str) -> int | None:
        """Who owns a deal."""
        return self.chat.value("SELECT owner FROM deals WHERE code = :code", code=code)

    def close(self) -> None:
        self.turns.close()
