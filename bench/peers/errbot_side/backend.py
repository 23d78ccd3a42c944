"""A backend for Errbot, which runs in an environment of its own: messages in and answers out over HTTP."""

import json
import os
from typing import Any

from bench import wire
from errbot.backends.base import Message  # type: ignore[import-not-found]
from errbot.backends.null import NullBackend  # type: ignore[import-not-found]


class Bench(NullBackend):  # type: ignore[misc]
    """Hands every message to Errbot as its own backends do, and posts what Errbot answers."""

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self._post = wire.Post(int(os.environ["BENCH_PLATFORM"]))

    def serve_forever(self) -> None:
        """Take messages until the process ends."""
        self.connect_callback()
        wire.listen(int(os.environ["BENCH_DOOR"]), self._take)

    def _take(self, body: bytes) -> None:
        message = Message(json.loads(body)["text"], frm=self.build_identifier("@li"), to=self.bot_identifier)
        self.callback_message(message)

    def build_reply(self, msg: Any, text: str | None = None, private: bool = False, threaded: bool = False) -> Any:
        """Return an empty answer to a message."""
        return Message(text, frm=msg.to, to=msg.frm, parent=msg if threaded else None)

    def send_message(self, msg: Any) -> None:
        """Post an answer."""
        super().send_message(msg)
        self._post(json.dumps({"text": msg.body}).encode())
