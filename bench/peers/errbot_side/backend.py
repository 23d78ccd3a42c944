"""A backend for Errbot, which runs in an environment of its own: answers leave over HTTP."""

import os
import threading
from typing import Any

import requests
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
        self._platform = f"http://127.0.0.1:{os.environ['BENCH_PLATFORM']}/post"
        self._own = threading.local()

    def serve_forever(self) -> None:
        """Open Errbot's own web server and wait until the process ends."""
        door = {"HOST": "127.0.0.1", "PORT": int(os.environ["BENCH_DOOR"]), "SSL": None}
        self.plugin_manager.set_plugin_configuration("Webserver", door)
        self.connect_callback()
        threading.Event().wait()

    def take(self, text: str) -> None:
        """Hand a message to Errbot, as a backend does that heard one."""
        self.callback_message(Message(text, frm=Somebody("@li"), to=self.bot_identifier))

    def send_message(self, msg: Any) -> None:
        """Post an answer, on a connection for each of Errbot's threads."""
        super().send_message(msg)
        if not hasattr(self._own, "session"):
            self._own.session = requests.Session()
        self._own.session.post(self._platform, json={"text": msg.body}, timeout=5)

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
