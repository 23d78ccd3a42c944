"""A backend for Errbot, which runs in an environment of its own: messages in and answers out over HTTP."""

import json
import os
from typing import Any

from bench import wire
from errbot.backends.base import Message, Person  # type: ignore[import-not-found]
from errbot.core import ErrBot  # type: ignore[import-not-found]


class Somebody(Person):  # type: ignore[misc]
    """A person of the platform: a handle and nothing else."""

    def __init__(self, handle: str) -> None:
        self._handle = handle

    person = nick = aclattr = fullname = property(lambda self: self._handle)
    client = email = property(lambda self: "")

    def __str__(self) -> str:
        return self._handle


class Bench(ErrBot):  # type: ignore[misc]
    """Hands every message to Errbot as its own backends do, and posts what Errbot answers."""

    mode = "bench"

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self.bot_identifier = Somebody("@bot")
        self._post = wire.Post(int(os.environ["BENCH_PLATFORM"]))

    def serve_forever(self) -> None:
        """Take messages until the process ends."""
        self.connect_callback()
        wire.listen(int(os.environ["BENCH_DOOR"]), self._take)

    def _take(self, body: bytes) -> None:
        self.callback_message(Message(json.loads(body)["text"], frm=Somebody("@li"), to=self.bot_identifier))

    def send_message(self, msg: Any) -> None:
        """Post an answer."""
        super().send_message(msg)
        self._post(json.dumps({"text": msg.body}).encode())

    def build_reply(self, msg: Any, text: str | None = None, private: bool = False, threaded: bool = False) -> Any:
        """Return an answer to a message."""
        return Message(text, frm=msg.to, to=msg.frm, parent=msg if threaded else None)

    def build_identifier(self, text_representation: str) -> Somebody:
        """Return the person with this handle."""
        return Somebody(text_representation)

    def change_presence(self, status: str = "", message: str = "") -> None:
        """Nobody sees whether we are there."""

    def prefix_groupchat_reply(self, message: Any, identifier: Any) -> None:
        """There are no groups."""

    def query_room(self, room: str) -> None:
        """There are no rooms."""

    def rooms(self) -> list[Any]:
        """There are no rooms."""
        return []
