"""Who speaks in Slack, for those we have not met: what users.info says of them."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import available_timezones

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.events import Event
from bot.slack.payload import part, string
from handlers.message import Profile
from sales.clean import clean_line

REMEMBERED_SECONDS = 300
MOST = 10_000
# https://docs.slack.dev/reference/methods/users.info: what no waiting changes.
FOR_GOOD = ("missing_scope", "user_not_found", "user_not_visible", "no_permission", "not_allowed_token_type")


class Unreached(Exception):
    """Slack could not say just now who somebody is."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What Slack said of somebody, and when."""

    profile: Profile
    at: float


class People:
    """Asks Slack who somebody is, and remembers for some minutes."""

    def __init__(self, client: Callable[[str], WebClient | None]) -> None:
        self._client = client
        self._seen: dict[tuple[str, str, str], Seen] = {}

    def profile(self, tenant: str, user: str) -> Profile:
        """Return what Slack says of a user; raises Unreached when it cannot say just now."""
        client = self._client(tenant)
        if client is None:  # nothing was asked, so there is nothing to remember
            return Profile()
        # A new installation brings a new token, and may be told what the last one was not.
        key = (tenant, user, client.token or "")
        seen = self._seen.get(key)
        if seen is None or time.monotonic() - seen.at > REMEMBERED_SECONDS:
            if len(self._seen) >= MOST:
                self._seen.clear()
            seen = self._seen[key] = Seen(self._asked(client, tenant, user), time.monotonic())
        return seen.profile

    def _asked(self, client: WebClient, tenant: str, user: str) -> Profile:
        try:
            told = client.users_info(user=user, include_locale=True).get("user")
        except SlackApiError as error:
            if error.response.get("error") in FOR_GOOD:
                return Profile()
            raise Unreached from None
        except Exception:  # the network: what it raises differs by platform and proxy
            raise Unreached from None
        return profile_of(told if isinstance(told, Mapping) else {}, tenant)


def profile_of(user: Mapping[str, Any], tenant: str) -> Profile:
    """Return what Slack says of a user, in our words."""
    about, locale, zone = part(user, "profile"), string(user, "locale"), string(user, "tz")
    names = ((about, "real_name"), (user, "real_name"), (about, "display_name"), (user, "name"))
    return Profile(
        name=clean_line(next(filter(None, (string(*name) for name in names)), ""))[:80],
        email=clean_line(string(about, "email"))[:320],
        language="" if not locale else "zh" if locale.startswith("zh") else "en",
        zone=zone if zone in available_timezones() else "",
        outsider=_outsider(user, tenant),
        gone=user.get("deleted") is True,
    )


def changed(event: Event) -> Profile:
    """Return what user_change says of somebody."""
    return profile_of(event.about, event.tenant)


def outsider(profile: Profile) -> Profile:
    """Return somebody of whom the payload itself says that they belong to another organisation."""
    return replace(profile, outsider=True)


def _outsider(user: Mapping[str, Any], tenant: str) -> bool:
    """Guests, bots, and people of other organisations."""
    if any(user.get(name) is True for name in ("is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")):
        return True
    enterprise, _, team = tenant.rpartition(":")
    teams = part(user, "enterprise_user").get("teams")
    theirs = [string(user, "team_id"), *(teams if isinstance(teams, list) else ())]
    return any(theirs) and not any(one in (team, enterprise) for one in theirs if one)
