"""auth.*, users.*, conversations.*, oauth.*, apps.*: who and what there is, and who may ask."""

import uuid
from collections.abc import Mapping
from typing import Any

from tests.slack.posts import channel_of
from tests.slack.state import BOT, State
from tests.slack.world import Channel, Problem, Team

Args = Mapping[str, Any]


def auth_test(state: State, team: Team, args: Args) -> dict[str, Any]:
    """auth.test."""
    return {
        "url": f"https://{team.id.lower()}.slack.com/", "team": team.name, "user": "baton", "team_id": team.id,
        "user_id": BOT, "bot_id": team.bot_id, "is_enterprise_install": False,
    } | ({"enterprise_id": team.enterprise} if team.enterprise else {})  # fmt: skip


def revoke(state: State, team: Team, args: Args) -> dict[str, Any]:
    """auth.revoke and apps.uninstall."""
    team.state = "token_revoked"
    return {"revoked": True}


def user_info(state: State, team: Team, args: Args) -> dict[str, Any]:
    """users.info."""
    person = team.people.get(str(args.get("user") or ""))
    if person is None:
        raise Problem("user_not_found")
    locale = args.get("include_locale") in (True, "true", "1", 1)
    return {"user": person.profile(email="users:read.email" in team.scopes, locale=locale)}


def user_by_email(state: State, team: Team, args: Args) -> dict[str, Any]:
    """users.lookupByEmail."""
    # https://docs.slack.dev/reference/methods/users.lookupByEmail
    wanted = str(args.get("email") or "").casefold()
    for person in team.people.values():
        if person.email and person.email.casefold() == wanted and not person.deleted:
            return {"user": person.profile(email=True, locale=False)}
    raise Problem("users_not_found")


def user_list(state: State, team: Team, args: Args) -> dict[str, Any]:
    """users.list: in pages, bots and deactivated people among them."""
    # https://docs.slack.dev/reference/methods/users.list#errors
    if not args.get("limit") and len(team.people) > 200:
        raise Problem("limit_required")
    locale = args.get("include_locale") in (True, "true", "1", 1)
    told = [person.profile(email="users:read.email" in team.scopes, locale=locale) for person in team.people.values()]
    page, cursor = _page(told, args)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def _page(found: list[Any], args: Args) -> tuple[list[Any], str]:
    limit, start = int(args.get("limit") or 200), int(str(args.get("cursor") or "0"))
    end = start + limit
    return found[start:end], str(end) if end < len(found) else ""


def _visible(team: Team, args: Args, *, joined: bool) -> list[Channel]:
    kinds = str(args.get("types") or "public_channel").split(",")
    if "private_channel" in kinds and "groups:read" not in team.scopes:
        raise Problem("missing_scope", needed="groups:read", provided=",".join(sorted(team.scopes)))
    return [
        channel
        for channel in team.channels.values()
        if channel.peer is None
        and ("private_channel" if channel.private else "public_channel") in kinds
        and (BOT in channel.members or not (channel.private or joined))
        and not (channel.archived and args.get("exclude_archived") in (True, "true", "1"))
    ]


def channel_list(state: State, team: Team, args: Args) -> dict[str, Any]:
    """conversations.list: public ones, and private ones the bot is in."""
    page, cursor = _page([channel.payload() for channel in _visible(team, args, joined=False)], args)
    return {"channels": page, "response_metadata": {"next_cursor": cursor}}


def own_channels(state: State, team: Team, args: Args) -> dict[str, Any]:
    """users.conversations: those the bot is in."""
    page, cursor = _page([channel.payload() for channel in _visible(team, args, joined=True)], args)
    return {"channels": page, "response_metadata": {"next_cursor": cursor}}


def channel_info(state: State, team: Team, args: Args) -> dict[str, Any]:
    """conversations.info."""
    channel = _known(state, team, args)
    return {"channel": channel.payload(args.get("include_locale") in (True, "true", "1", 1))}


def _known(state: State, team: Team, args: Args) -> Channel:
    channel = channel_of(state, team, args)
    if channel.private and BOT not in channel.members:
        raise Problem("channel_not_found")
    if channel.private and "groups:read" not in team.scopes:
        raise Problem("missing_scope", needed="groups:read", provided=",".join(sorted(team.scopes)))
    return channel


def channel_members(state: State, team: Team, args: Args) -> dict[str, Any]:
    """conversations.members."""
    page, cursor = _page(sorted(_known(state, team, args).members), args)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def open_dm(state: State, team: Team, args: Args) -> dict[str, Any]:
    """conversations.open with one person."""
    channel = channel_of(state, team, args, name="users")
    return {"channel": {"id": channel.id}}


def oauth_access(state: State, args: Args) -> dict[str, Any]:
    """oauth.v2.access: a code is good once and for ten minutes, with the same redirect_uri."""
    # https://docs.slack.dev/authentication/installing-with-oauth
    if args.get("client_id") != state.client_id:
        raise Problem("invalid_client_id")
    if args.get("client_secret") != state.client_secret:
        raise Problem("bad_client_secret")
    code = state.codes.get(str(args.get("code") or ""))
    if code is None or state.clock() - code["at"] > 600:
        raise Problem("invalid_code")
    if code["used"]:
        raise Problem("code_already_used")
    if args.get("redirect_uri") != code["redirect_uri"]:
        raise Problem("bad_redirect_uri")
    code["used"] = True
    team = code["person"].team
    team.scopes = team.scopes | code["scopes"]  # scopes are added, never taken away
    if team.state != "active":
        team.state, team.token = "active", f"xoxb-{team.id}-{uuid.uuid4().hex[:8]}"
    return {
        "access_token": team.token, "token_type": "bot", "scope": ",".join(sorted(team.scopes)), "bot_user_id": BOT,
        "app_id": "A0BATON", "team": {"id": team.id, "name": team.name}, "is_enterprise_install": False,
        "enterprise": {"id": team.enterprise, "name": "Grid"} if team.enterprise else None,
        "authed_user": {"id": code["person"].id},
    }  # fmt: skip
