"""Pictures of a card, uploaded under it: Slack cannot fetch what stands on a server it does not reach."""

import time
from concurrent.futures import ThreadPoolExecutor

import httpx2
import structlog
from slack_sdk import WebClient

from bot.cards import Card, Picture

SECONDS = 10
PAUSE = 1.1
MOST_BYTES = 5_000_000
KINDS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}

log = structlog.get_logger()


class Pictures:
    """Uploads beside the posts, which wait for none: a picture that is lost leaves its words, which the card says."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="pictures")

    def share(self, web: WebClient, card: Card, *, channel: str, thread: str) -> None:
        """Begin to upload what a card shows, under the post it stands in."""
        for block in card.blocks:
            if isinstance(block, Picture):
                self._pool.submit(_share, web, block, channel, thread)


def _share(web: WebClient, picture: Picture, channel: str, thread: str) -> None:
    try:
        name, content = _fetched(picture.url)
        time.sleep(PAUSE)  # a shared file is a message more in its channel
        web.files_upload_v2(
            channel=channel, thread_ts=thread, filename=name, content=content, title=picture.alt, alt_txt=picture.alt
        )
    except Exception as error:  # the network, a right that was not granted, or no picture there
        log.warning("picture not shared", why=type(error).__name__)


def _fetched(url: str) -> tuple[str, bytes]:
    with httpx2.stream("GET", url, timeout=SECONDS) as answer:
        answer.raise_for_status()
        kind = KINDS[answer.headers.get("content-type", "").partition(";")[0]]
        content = b""
        for part in answer.iter_bytes():
            content += part
            if len(content) > MOST_BYTES:
                raise ValueError("too large a picture")
    return f"picture.{kind}", content
