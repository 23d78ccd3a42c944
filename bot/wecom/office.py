"""What the company's contact book says of somebody: developer.work.weixin.qq.com/document/path/90196."""

import time
from collections.abc import Callable

from bot.platform import CannotPost
from bot.wecom.api import Api
from sales.clean import clean_line

REMEMBERED_SECONDS = 300
MOST = 10_000
LONGEST_NAME = 80

NameOf = Callable[[str], str]


def nameless(_user: str) -> str:
    """Know nobody: without the app there is no contact book to ask."""
    return ""


class Office:
    """Asks the contact book for names, and remembers for some minutes what it said."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._seen: dict[str, tuple[str, float]] = {}

    def name_of(self, user: str) -> str:
        """Return somebody's name; nothing where the book knows only another id of theirs, or cannot be asked now."""
        name, at = self._seen.get(user, ("", -float(REMEMBERED_SECONDS)))
        if time.monotonic() - at < REMEMBERED_SECONDS:
            return name
        try:
            name = clean_line(str(self._api.look("user/get", {"userid": user}, key="wecom-names").get("name") or ""))
        except CannotPost:  # then they are asked for it
            name = ""
        if len(self._seen) >= MOST:
            self._seen.clear()
        self._seen[user] = name[:LONGEST_NAME], time.monotonic()
        return name[:LONGEST_NAME]
