"""Which doors are open: those whose settings are there."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from bot.door import Door
from bot.platform import Platform
from bot.settings import Settings
from bot.vault import Vault
from storage.store import Store

if TYPE_CHECKING:
    from bot.program import Program
    from bot.turns import Turns


def platforms(settings: Settings, store: Store, vault: Vault, clock: Callable[[], datetime]) -> list[Platform]:
    """Return the platforms we can post to with these settings."""
    found: list[Platform] = []
    if settings.slack_bot_token is not None:
        from bot.slack import api, platform  # Slack's library takes a moment: only for those who use it

        token, address = settings.slack_bot_token.get_secret_value(), settings.slack_api_url
        web = api.client(address, token, seconds=platform.SECONDS)
        found.append(platform.Slack(lambda tenant: web, store, vault, clock=clock))
    return found


def open_doors(program: "Program", settings: Settings, turns: "Turns") -> list[Door]:
    """Return the doors people can come in by with these settings; nothing listens yet."""
    doors: list[Door] = []
    if settings.slack_bot_token or settings.slack_client_id:
        from bot.slack.door import SlackDoor  # Bolt takes half a second: only for those who use it

        doors.append(SlackDoor(program, settings, turns))
    from bot.wecom.doors import wecom_doors  # they stand on the program, which asks us for its platforms

    return [*doors, *wecom_doors(program, settings, turns)]
