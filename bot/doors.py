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

DOORS = ("local", "slack", "wecom-bot", "wecom-app")


def platforms(settings: Settings, store: Store, vault: Vault, clock: Callable[[], datetime]) -> list[Platform]:
    """Return the platforms we can post to with these settings."""
    found: list[Platform] = []
    if slack_is_on(settings):
        from bot.slack.platform import Slack  # its SDK takes a moment: only for those who use it
        from bot.slack.tenants import Tenants

        found.append(Slack(Tenants(settings, store, vault, clock).client, store, vault, clock=clock))
    from bot.wecom.doors import wecom_platforms  # they stand on the program, which asks us for its platforms

    return [*found, *wecom_platforms(settings, store, vault, clock)]


def slack_is_on(settings: Settings) -> bool:
    """Whether there is a token to speak with, or a way to be given some."""
    return settings.slack_bot_token is not None or settings.slack_client_id is not None


def open_doors(program: "Program", settings: Settings, turns: "Turns") -> list[Door]:
    """Return the doors people can come in by with these settings; nothing listens yet."""
    doors: list[Door] = []
    if slack_is_on(settings):
        from bot.slack.door import SlackDoor  # Bolt takes half a second: only for those who use it

        doors.append(SlackDoor(program, settings, turns))
    from bot.wecom.doors import wecom_doors  # they stand on the program, which asks us for its platforms

    return [*doors, *wecom_doors(program, settings, turns)]
