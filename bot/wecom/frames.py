"""What comes over the long connection is done like a callback, and answered by its req_id."""

from collections.abc import Mapping
from typing import Any

import structlog

from bot.wecom.codec import Malformed
from bot.wecom.line import RESPOND, Declined, Unacked, Unsent, Wire
from bot.wecom.reading import BotReader
from bot.wecom.taking import Taking

log = structlog.get_logger()


class Frames:
    """Takes the frames of one bot."""

    def __init__(self, reader: BotReader, taking: Taking, wire: Wire) -> None:
        self._reader = reader
        self._taking = taking
        self._wire = wire

    def take(self, req_id: str, body: Mapping[str, Any], arrived: float) -> None:
        """Do what a frame asks, and answer it while its req_id is good."""
        try:
            message = self._reader.read(body, req_id=req_id)
        except Malformed as malformed:
            log.warning("callback malformed", lacks=str(malformed))
            return
        if message is None:
            return
        taken = self._taking.take(message, arrived)
        if taken.reply is None:
            return
        try:
            self._wire.call(RESPOND[message.route.data["kind"]], taken.reply.body, req_id=req_id)
        except (Unsent, Unacked, Declined) as failure:
            # Its row is leased to us for a moment; when that lapses the sender says it by the next way there is.
            log.warning("answer did not leave", why=str(failure) or type(failure).__name__)
            return
        if taken.after is not None:
            taken.after()
