"""chat.*, response_url and conversations.history: what a bot says."""

import re
from collections.abc import Mapping
from typing import Any

from tests.slack import blocks
from tests.slack.state import BOT, State
from tests.slack.world import Channel, Message, Problem, Team

Args = Mapping[str, Any]


def channel_of(state: State, team: Team, args: Args, *, name: str = "channel") -> Channel:
    """The channel meant; a person's id opens the direct message with them."""
    wanted = str(args.get(name) or "")
    if wanted in team.people and not team.people[wanted].is_bot:
        if team.people[wanted].deleted:
            raise Problem("user_disabled" if name == "users" else "channel_not_found")
        return state.dm(team.people[wanted])
    if wanted not in team.channels:
        raise Problem("channel_not_found")
    return team.channels[wanted]


def _may_post(channel: Channel) -> None:
    # https://docs.slack.dev/reference/methods/chat.postMessage#errors
    if BOT not in channel.members:
        if channel.private:
            raise Problem("channel_not_found")
        if "chat:write.public" not in channel.team.scopes:
            raise Problem("not_in_channel")
    if channel.archived:
        raise Problem("is_archived")


def content(args: Args) -> tuple[str, list[dict[str, Any]]]:
    """Text and blocks of what is to be said, if Slack takes them."""
    text, given = str(args.get("text") or ""), args.get("blocks") or []
    if not text and not given and not args.get("attachments") and not args.get("markdown_text"):
        raise Problem("no_text")
    if found := blocks.faults(given, "message"):
        raise Problem("invalid_blocks", errors=found, response_metadata={"messages": found})
    if len(args.get("attachments") or ()) > 100:
        raise Problem("too_many_attachments")
    # https://docs.slack.dev/reference/methods/chat.postMessage#truncating
    return text[:40_000] or str(args.get("markdown_text") or ""), named(given)


def named(given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Blocks as they are kept: each with an id, each interactive element with one."""
    kept = []
    for no, block in enumerate(given):
        parts = [
            {**part, "action_id": part.get("action_id") or f"a{no}-{place}"}
            if part.get("type") not in ("mrkdwn", "plain_text", "image") and block["type"] in ("actions",)
            else part
            for place, part in enumerate(block.get("elements", ()))
        ]
        kept.append({**block, "block_id": block.get("block_id") or f"b{no}"} | ({"elements": parts} if parts else {}))
    return kept


def _metadata(args: Args) -> dict[str, Any] | None:
    # https://docs.slack.dev/messaging/message-metadata
    given = args.get("metadata")
    if given is None:
        return None
    if not isinstance(given, dict) or not given.get("event_type") or not isinstance(given.get("event_payload"), dict):
        raise Problem("invalid_metadata_format")
    return given


def _thread(channel: Channel, args: Args) -> str | None:
    """The parent's ts; a reply's is refused."""
    ts = args.get("thread_ts")
    if not ts:
        return None
    parent = channel.messages.get(str(ts))
    if parent is None or parent.thread_ts not in (None, parent.ts):
        raise Problem("cannot_reply_to_message")
    return str(ts)


def post_message(state: State, team: Team, args: Args) -> dict[str, Any]:
    """chat.postMessage."""
    channel = channel_of(state, team, args)
    _may_post(channel)
    text, given = content(args)
    thread = _thread(channel, args)
    state.paces.channel(f"{team.id}:{channel.id}")
    broadcast = args.get("reply_broadcast") in (True, "true", "1")
    message = Message(state.ts(), BOT, text, given, thread, _metadata(args), broadcast=broadcast, bot_id=team.bot_id)
    channel.messages[message.ts] = message
    state.show(channel, message)
    return {"channel": channel.id, "ts": message.ts, "message": message.payload(team.id)}


def post_ephemeral(state: State, team: Team, args: Args) -> dict[str, Any]:
    """chat.postEphemeral: for members of the channel only, and seen only by whose client is open."""
    # https://docs.slack.dev/reference/methods/chat.postEphemeral
    channel = channel_of(state, team, args)
    _may_post(channel)
    user = str(args.get("user") or "")
    if user not in team.people or user not in channel.members:
        raise Problem("user_not_in_channel")
    text, given = content(args)
    state.paces.channel(f"{team.id}:{channel.id}:{user}")
    thread = _thread(channel, args)
    message = Message(state.ts(), BOT, text, given, thread, only_for=user, bot_id=team.bot_id)
    channel.ephemerals[message.ts] = message
    if thread is None or any(other.thread_ts == thread for other in channel.messages.values()):
        state.show(channel, message)
    return {"message_ts": message.ts}


def update(state: State, team: Team, args: Args) -> dict[str, Any]:
    """chat.update: own messages by channel id and ts; text without blocks takes the blocks away."""
    # https://docs.slack.dev/reference/methods/chat.update
    channel = team.channels.get(str(args.get("channel") or ""))
    if channel is None:
        raise Problem("channel_not_found")
    message = channel.messages.get(str(args.get("ts") or ""))
    if message is None or message.deleted:
        raise Problem("message_not_found")
    if message.user != BOT:
        raise Problem("cant_update_message")
    if channel.archived:
        raise Problem("is_archived")
    text, given = content(args)
    if len(text) > 4000:
        raise Problem("msg_too_long")
    message.text, message.blocks, message.rev = text, given, message.rev + 1
    message.metadata = _metadata(args) or message.metadata
    state.show(channel, message)
    return {"channel": channel.id, "ts": message.ts, "text": text, "message": message.payload(team.id)}


def delete(state: State, team: Team, args: Args) -> dict[str, Any]:
    """chat.delete: own messages."""
    channel = channel_of(state, team, args)
    message = channel.messages.get(str(args.get("ts") or ""))
    if message is None or message.deleted:
        raise Problem("message_not_found")
    if message.user != BOT:
        raise Problem("cant_delete_message")
    message.deleted, message.rev = True, message.rev + 1
    state.show(channel, message)
    return {"channel": channel.id, "ts": message.ts}


def permalink(state: State, team: Team, args: Args) -> dict[str, Any]:
    """chat.getPermalink."""
    channel = channel_of(state, team, args)
    ts = str(args.get("message_ts") or "")
    if ts not in channel.messages:
        raise Problem("message_not_found")
    address = f"https://{team.id.lower()}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
    # https://docs.slack.dev/reference/methods/chat.getPermalink: a reply's names its thread as well.
    if thread := channel.messages[ts].thread_ts:
        address += f"?thread_ts={thread}&cid={channel.id}"
    return {"channel": channel.id, "permalink": address}


def history(state: State, team: Team, args: Args) -> dict[str, Any]:
    """conversations.history and .replies: newest first, metadata only when asked for."""
    # https://docs.slack.dev/reference/methods/conversations.history
    channel = channel_of(state, team, args)
    scope = "im:history" if channel.peer else "groups:history" if channel.private else "channels:history"
    if scope not in team.scopes:
        raise Problem("missing_scope", needed=scope, provided=",".join(sorted(team.scopes)))
    if BOT not in channel.members:
        raise Problem("not_in_channel")
    oldest, latest = float(args.get("oldest") or 0), float(args.get("latest") or 1e12)
    thread = args.get("ts")
    found = [
        message.payload(team.id) | ({"metadata": message.metadata} if _all(args) and message.metadata else {})
        for message in channel.messages.values()
        if oldest <= float(message.ts) <= latest
        and not message.deleted
        and (thread in (message.ts, message.thread_ts) if thread else message.thread_ts is None or message.broadcast)
    ]
    limit = min(int(args.get("limit") or 100), 999)
    newest = sorted(found, key=lambda message: str(message["ts"]), reverse=not thread)
    return {"messages": newest[:limit], "has_more": len(found) > limit, "response_metadata": {"next_cursor": ""}}


def _all(args: Args) -> bool:
    return args.get("include_all_metadata") in (True, "true", "1", 1)


def respond(state: State, key: str, args: Args) -> dict[str, Any]:
    """A response_url: five uses within thirty minutes, ephemeral unless told otherwise."""
    # https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
    hook = state.hooks.get(key)
    if hook is None:
        raise Problem("no_hook")
    if state.clock() - hook["at"] > 30 * 60:
        raise Problem("expired_url")
    if hook["uses"] >= 5:
        raise Problem("used_url")
    channel, message = hook["channel"], hook["message"]
    if args.get("delete_original") and message is not None:
        hook["uses"] += 1
        message.deleted, message.rev = True, message.rev + 1
        state.show(channel, message)
        return {}
    text, given = content(args)
    state.paces.channel(f"{channel.team.id}:{channel.id}:{hook['user']}")
    hook["uses"] += 1
    if message is not None and args.get("replace_original", True) and not args.get("thread_ts"):
        message.text, message.blocks, message.rev = text, given, message.rev + 1
        state.show(channel, message)
        return {}
    only = None if args.get("response_type") == "in_channel" else hook["user"]
    team = channel.team
    said = Message(state.ts(), BOT, text, given, args.get("thread_ts"), only_for=only, bot_id=team.bot_id)
    (channel.messages if only is None else channel.ephemerals)[said.ts] = said
    state.show(channel, said)
    return {}


UPLOAD = re.compile(r"^[CGDZ][A-Z0-9]{8,}$")


def upload_url(state: State, team: Team, args: Args) -> dict[str, Any]:
    """files.getUploadURLExternal."""
    # https://docs.slack.dev/messaging/working-with-files#uploading_files
    if not args.get("filename") or int(args.get("length") or 0) <= 0:
        raise Problem("invalid_arguments")
    id = f"F{state.number():08d}"
    state.uploads[id] = {"team": team, "name": args["filename"], "length": int(args["length"]), "bytes": None}
    return {"upload_url": f"{state.base}/upload/{id}", "file_id": id}


def complete_upload(state: State, team: Team, args: Args) -> dict[str, Any]:
    """files.completeUploadExternal: shares what was uploaded, in channels the bot is in."""
    files = []
    for given in args.get("files") or ():
        upload = state.uploads.get(given.get("id"))
        if upload is None or upload["team"] is not team or upload["bytes"] is None:
            raise Problem("file_not_found")
        files.append({"id": given["id"], "title": given.get("title") or upload["name"], "name": upload["name"]})
    if not files:
        raise Problem("invalid_arguments")
    wanted = args.get("channel_id")
    if wanted:
        if not UPLOAD.match(str(wanted)) or wanted not in team.channels or BOT not in team.channels[wanted].members:
            raise Problem("channel_not_found")
        channel = team.channels[wanted]
        thread = _thread(channel, args)
        state.paces.channel(f"{team.id}:{channel.id}")
        comment = str(args.get("initial_comment") or "")
        message = Message(state.ts(), BOT, comment, [], thread, bot_id=team.bot_id, files=files)
        channel.messages[message.ts] = message
        state.show(channel, message)
    # The shares come later, after a scan: the answer has none.
    return {"files": [{"id": file["id"], "title": file["title"]} for file in files]}
