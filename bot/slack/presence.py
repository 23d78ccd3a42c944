"""One workspace as the doctor looks at it: the token, its scopes, and the channels we are not in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.check import Check
from bot.slack.errors import why
from bot.slack.manifest import OPTIONAL, SCOPES
from bot.slack.payload import tenant_of
from sales.values import Room

PAGE = 200
MOST_PAGES = 10
MOST_NAMED = 10
PRIVATE = "groups:read"
WITHOUT = {
    "users:read.email": "people are not matched by their address: a manager admits each",
    "files:write": "pictures are not uploaded",
    PRIVATE: "private channels have no names",
}
INVITE = "In each of them type /invite @Baton."
NETWORK = "See that this server reaches Slack: firewall, proxy, DNS."


@dataclass(frozen=True, slots=True)
class Presence:
    """A workspace we should be in; `cures` says by Slack's word for it what helps when the token is none.

    `called` stands before what is said, where several workspaces are looked at.
    """

    web: WebClient
    rooms: Sequence[Room]
    cures: dict[str, str]
    scopes_cure: str
    called: str = ""

    def checks(self) -> Iterator[Check]:
        """Look at the workspace; nothing is changed and nobody hears of it."""
        try:
            told = self.web.auth_test()
        except SlackApiError as error:
            code = why(error)
            yield self._check(
                "bad", f"Slack refuses the token ({code})", self.cures.get(code, self.cures["invalid_auth"])
            )
            return
        except Exception as error:  # what the network raises differs by platform and proxy
            yield self._check("bad", f"{self.web.base_url} does not answer: {why(error)}", NETWORK)
            return
        yield self._check("ok", f"{told.get('user')} in {told.get('team')}")
        granted = _granted(told)
        yield from self._scopes(granted)
        try:
            private = granted is None or PRIVATE in granted
            tenant = tenant_of(str(told.get("enterprise_id") or ""), str(told.get("team_id")))
            yield self._channels(tenant, private=private)
        except Exception as error:  # a scope, a limit, the network: the token's own check said what matters
            yield self._check("warn", f"channels could not be listed: {why(error)}", "Grant channels:read.")

    def _scopes(self, granted: frozenset[str] | None) -> Iterator[Check]:
        if granted is None:
            return
        missing = [scope for scope in SCOPES if scope not in granted]
        if needed := [scope for scope in missing if scope not in OPTIONAL]:
            yield self._check("bad", f"scopes are missing: {', '.join(needed)}", self.scopes_cure)
        for scope in missing:
            if scope in WITHOUT:
                yield self._check(
                    "warn", f"without {scope} {WITHOUT[scope]}", "Add it and reinstall, if you want that."
                )
        if not missing:
            yield self._check("ok", "all scopes are granted")

    def _channels(self, tenant: str, *, private: bool) -> Check:
        """Rooms that belong to a team and that the bot is not in: nothing can be posted there."""
        inside = self._joined(private=private)
        ours = [room for room in self.rooms if room.team is not None and room.tenant == tenant]
        away = [room.name for room in ours if room.channel not in inside]
        if away:
            named = ", ".join(away[:MOST_NAMED])
            if private:
                return self._check("bad", f"the bot is not in {named}", INVITE)
            return self._check("warn", f"the bot is not in {named}, unless private", f"{INVITE} Or grant {PRIVATE}.")
        if not inside:
            return self._check("warn", "the bot is in no channel", "In your team's channel type /invite @Baton.")
        return self._check("ok", f"in {len(inside)} channel{'s' if len(inside) != 1 else ''}")

    def _joined(self, *, private: bool) -> set[str]:
        """The channels we are in; Slack tells of private ones only to who may read their names."""
        kinds = "public_channel,private_channel" if private else "public_channel"
        cursor, found = "", set[str]()
        for _ in range(MOST_PAGES):
            told = self.web.users_conversations(limit=PAGE, cursor=cursor, exclude_archived=True, types=kinds)
            found |= {str(channel["id"]) for channel in told["channels"]}
            cursor = str((told.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                break
        return found

    def _check(self, state: str, says: str, cure: str = "") -> Check:
        return Check("slack", state, f"{self.called}: {says}" if self.called else says, cure)


def _granted(told: SlackResponse) -> frozenset[str] | None:
    """What a token may do stands in a header of every answer."""
    header = next((value for name, value in told.headers.items() if name.lower() == "x-oauth-scopes"), None)
    return None if header is None else frozenset(scope.strip() for scope in header.split(","))
