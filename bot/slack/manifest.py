"""The manifest a Slack app is made from: for a socket, or for an address of ours that Slack calls."""

from urllib.parse import urlsplit

# What is asked for and why stands in docs/slack.md; the optional ones may be refused at installation.
SCOPES = (
    "app_mentions:read",
    "channels:read",
    "chat:write",
    "commands",
    "im:history",
    "users:read",
    "users:read.email",
    "files:write",
    "groups:read",
)
OPTIONAL = ("users:read.email", "files:write", "groups:read")
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "member_joined_channel",
    "message.im",
    "tokens_revoked",
    "user_change",
)


class NoAddress(ValueError):
    """Slack calls only addresses that begin with https:// and name a host."""


def manifest(url: str | None = None) -> str:
    """Return the manifest as YAML: Socket Mode without an address, else HTTP at this address."""
    base = None if url is None else _base(url)
    return "\n".join([*_features(base), *_oauth(base), *_settings(base), ""])


def _features(base: str | None) -> list[str]:
    calls = [] if base is None else [f"      url: {base}/slack/events"]
    return [
        "_metadata:",
        "  major_version: 2",
        "  minor_version: 1",
        "display_information:",
        "  name: Baton",
        "  description: Every deal has exactly one owner, everyone can see who, and nothing waits unnoticed.",
        '  background_color: "#1f3a5f"',
        "features:",
        "  app_home:",
        "    home_tab_enabled: true",
        "    messages_tab_enabled: true",
        "    messages_tab_read_only_enabled: false",
        "  bot_user:",
        "    display_name: Baton",
        "    always_online: true",
        "  shortcuts:",
        "    - name: Log progress",
        "      type: global",
        "      callback_id: log_progress",
        "      description: Say what is new on one of your deals",
        "    - name: Make this a lead",
        "      type: message",
        "      callback_id: make_lead",
        "      description: Turn this message into a lead",
        "  slash_commands:",
        "    - command: /baton",
        *calls,
        "      description: Claim a lead, say what is new, ask for a quote",
        "      usage_hint: claim D-1001 | my deals | help",
        "      should_escape: true",
    ]


def _oauth(base: str | None) -> list[str]:
    redirect = [] if base is None else ["  redirect_urls:", f"    - {base}/slack/oauth_redirect"]
    scopes = [f"      - {scope}" for scope in SCOPES]
    optional = [f"      - {scope}" for scope in OPTIONAL]
    return ["oauth_config:", *redirect, "  scopes:", "    bot:", *scopes, "    bot_optional:", *optional]


def _settings(base: str | None) -> list[str]:
    calls = [] if base is None else [f"    request_url: {base}/slack/events"]
    return [
        "settings:",
        "  event_subscriptions:",
        *calls,
        "    bot_events:",
        *(f"      - {event}" for event in EVENTS),
        "  interactivity:",
        "    is_enabled: true",
        *calls,
        "  org_deploy_enabled: false",
        f"  socket_mode_enabled: {'true' if base is None else 'false'}",
        "  token_rotation_enabled: false",
    ]


def _base(url: str) -> str:
    parts = urlsplit(url.strip())
    plain = parts.scheme == "https" and parts.hostname and not (parts.query or parts.fragment or parts.username)
    if not plain or not url.strip().isascii() or any(letter.isspace() or letter in "'\"{}#" for letter in url.strip()):
        raise NoAddress(url)
    return url.strip().rstrip("/")
