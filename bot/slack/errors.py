"""Why Slack did not take a post: whether it may have arrived, when to try again, and what helps."""

import re
import ssl
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from bot.platform import CannotPost

# What an admin can do about what will never work as it is; the words stand in the template `_cure`.
CURES = {
    **dict.fromkeys(("not_in_channel", "channel_not_found"), "invite"),
    "is_archived": "archived",
    **dict.fromkeys(("account_inactive", "token_revoked", "token_expired", "invalid_auth", "not_authed"), "reinstall"),
    **dict.fromkeys(("org_login_required", "team_access_not_granted", "access_denied"), "reinstall"),
    **dict.fromkeys(("missing_scope", "not_allowed_token_type", "no_permission"), "scope"),
    **dict.fromkeys(("user_not_found", "user_disabled", "cannot_dm_bot", "messages_tab_disabled"), "gone"),
    **dict.fromkeys(("restricted_action", "restricted_action_read_only_channel"), "restricted"),
    **dict.fromkeys(("restricted_action_non_threadable_channel", "restricted_action_thread_locked"), "restricted"),
    **dict.fromkeys(("restricted_action_thread_only_channel", "ekm_access_denied"), "restricted"),
    **dict.fromkeys(("msg_too_long", "msg_blocks_too_long", "no_text", "invalid_blocks"), "fault"),
    **dict.fromkeys(("invalid_blocks_format", "invalid_arguments", "invalid_metadata_format"), "fault"),
}
# Slack's own troubles; it says of these that part of the work may have been done.
TROUBLES = ("internal_error", "fatal_error", "service_unavailable", "request_timeout")
CODE = re.compile(r"[a-z][a-z0-9_]{1,80}")
BUSY = ("ratelimited", "rate_limited")
SHORTEST_REST = timedelta(seconds=1)


def cannot(error: Exception, *, key: str, now: datetime) -> CannotPost:
    """Return what the sender needs to know of a failed call; a 429 stops `key`."""
    if not isinstance(error, SlackApiError):
        return CannotPost(_of_network(error), arrived=not _never_left(error), outage=_never_left(error))
    status, code = int(error.response.status_code), code_of(error)
    if status == 429 or code in BUSY:
        return resting(error.response.headers, key=key, now=now)
    if status >= 500 or code in TROUBLES:
        return CannotPost(code or f"HTTP {status}", arrived=True, outage=True)
    if not code:  # a page in between that is not Slack's
        return CannotPost(f"HTTP {status}, and no answer of Slack's", arrived=True, outage=True)
    if CURES.get(code) == "reinstall":
        return removed(code)
    return CannotPost(code, arrived=False, final=code in CURES, cure=CURES.get(code, ""))


def removed(why: str) -> CannotPost:
    """Return that a workspace has taken our access back: what waits leaves once it lets us in again."""
    return CannotPost(why, arrived=False, outage=True, cure="reinstall")


def code_of(error: SlackApiError) -> str:
    """Return Slack's word for what went wrong; nothing where the SDK puts a sentence about a page that is no answer."""
    found = str(error.response.get("error") or "")
    return found if CODE.fullmatch(found) else ""


def why(error: Exception) -> str:
    """Return Slack's word for what went wrong, else what kind of thing did."""
    return (isinstance(error, SlackApiError) and code_of(error)) or type(error).__name__


def resting(headers: Mapping[str, str], *, key: str, now: datetime) -> CannotPost:
    """Return a 429: until when its key must rest."""
    named = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
    rest = timedelta(seconds=int(named)) if named.isascii() and named.isdigit() else SHORTEST_REST
    return CannotPost("ratelimited", arrived=False, outage=True, again_at=now + max(rest, SHORTEST_REST), stop=key)


def _never_left(error: Exception) -> bool:
    """Whether the request surely did not reach Slack: urllib wraps only what fails before the answer is awaited."""
    reason = error.reason if isinstance(error, URLError) else None
    return isinstance(reason, OSError) and not isinstance(reason, ConnectionResetError | BrokenPipeError)


def _of_network(error: Exception) -> str:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ssl.SSLError):
        return "no secure connection"
    words = {ConnectionRefusedError: "connection refused", TimeoutError: "timed out"}
    found = next((said for kind, said in words.items() if isinstance(reason, kind)), "")
    return found or ("connection lost" if isinstance(reason, OSError) else type(reason).__name__)
