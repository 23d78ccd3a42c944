"""The double is as strict as Slack: every rule it enforces fails a bot that breaks it."""

import time

import httpx2
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.slack import Clock, Slack
from tests.slack.server import METHODS
from tests.slack.world import SCOPES

BUTTON = {"type": "button", "text": {"type": "plain_text", "text": "Claim"}, "value": "claim D-1", "action_id": "claim"}
ACTIONS = {"type": "actions", "elements": [BUTTON]}
NOTE = {
    "type": "input",
    "block_id": "note",
    "label": {"type": "plain_text", "text": "Note"},
    "element": {"type": "plain_text_input", "action_id": "said"},
}
MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Progress"},
    "submit": {"type": "plain_text", "text": "Save"},
    "blocks": [NOTE],
}


class Town:
    """One workspace with Li and Wang in the channel east, and a bot's client."""

    def __init__(self, slack: Slack, clock: Clock) -> None:
        self.slack, self.clock = slack, clock
        self.team = slack.team()
        self.li = slack.person(self.team, "li", name="Li", email="li@example.com")
        self.wang = slack.person(self.team, "wang", name="王芳", locale="zh-CN")
        self.east = slack.channel(self.team, "east", [self.li, self.wang])
        self.client = self.as_bot(self.team)

    def as_bot(self, team, **more) -> WebClient:
        return WebClient(team.token, base_url=self.slack.api_url, **{"retry_handlers": [], "timeout": 5, **more})

    def says(self, text: str = "Hello", **more):
        """Say something in a channel, a second after the last thing."""
        self.clock.passes(seconds=1)
        return self.client.chat_postMessage(channel=self.east.id, text=text, **more)


@pytest.fixture
def town():
    clock = Clock()
    with Slack(clock=clock, wall=clock) as slack:
        yield Town(slack, clock)


def refusal(call, *args, **more) -> str:
    """The error a call is answered with."""
    with pytest.raises(SlackApiError) as caught:
        call(*args, **more)
    return caught.value.response["error"]


# https://docs.slack.dev/authentication/tokens and the page of each method


def test_a_token_that_is_unknown_missing_or_revoked_is_refused(town):
    assert refusal(WebClient("xoxb-wrong", base_url=town.slack.api_url).auth_test) == "invalid_auth"
    assert refusal(WebClient(base_url=town.slack.api_url).auth_test) == "not_authed"
    town.client.auth_revoke()
    assert refusal(town.says) == "token_revoked"


@pytest.mark.parametrize("name", [name for name, method in METHODS.items() if method.scope])
def test_a_method_is_refused_without_its_scope(town, name):
    town.team.scopes = SCOPES - {METHODS[name].scope}
    assert refusal(town.client.api_call, name) == "missing_scope"


def test_the_address_of_a_person_is_told_only_with_its_scope(town):
    assert town.client.users_info(user=town.li.id)["user"]["profile"]["email"] == "li@example.com"
    assert town.client.users_lookupByEmail(email="LI@example.com")["user"]["id"] == town.li.id
    assert refusal(town.client.users_lookupByEmail, email="no@example.com") == "users_not_found"
    town.team.scopes = SCOPES - {"users:read.email"}
    assert "email" not in town.client.users_info(user=town.li.id)["user"]["profile"]
    assert "locale" not in town.client.users_info(user=town.li.id)["user"]
    assert town.client.users_info(user=town.wang.id, include_locale=True)["user"]["locale"] == "zh-CN"


def test_an_event_comes_only_with_its_scope(town):
    town.slack.speaks(lambda path, body, headers: (200, {}, b""))
    town.team.scopes = SCOPES - {"app_mentions:read"}
    with pytest.raises(AssertionError, match="without app_mentions:read"):
        town.slack.mentions(town.li, town.east, "help")


# https://docs.slack.dev/reference/methods/chat.postMessage, …/chat.update, …/chat.postEphemeral


def test_nothing_is_posted_where_the_bot_is_not_or_nobody_may(town):
    hidden = town.slack.channel(town.team, "hidden", [town.li], bot=False, private=True)
    other = town.slack.channel(town.team, "other", [town.li], bot=False)
    town.east.archived = True
    assert refusal(town.client.chat_postMessage, channel=hidden.id, text="Hello") == "channel_not_found"
    assert refusal(town.client.chat_postMessage, channel=other.id, text="Hello") == "not_in_channel"
    assert refusal(town.client.chat_postMessage, channel="C0NOWHERE", text="Hello") == "channel_not_found"
    assert refusal(town.says) == "is_archived"


def test_a_thread_hangs_on_its_first_message_only(town):
    root = town.says()["ts"]
    reply = town.says(thread_ts=root)["ts"]
    assert refusal(town.says, thread_ts=reply) == "cannot_reply_to_message"
    assert [seen.thread for seen in town.slack.sees(town.li)] == [None, root]


def test_only_own_messages_are_changed_by_their_channel_and_within_4000_characters(town):
    ts, theirs = town.says()["ts"], town.slack.chats(town.li, town.east, "Morning")
    update = town.client.chat_update
    assert refusal(update, channel=town.east.id, ts=ts, text="x" * 4001) == "msg_too_long"
    assert refusal(update, channel=town.east.id, ts=theirs, text="x") == "cant_update_message"
    assert refusal(update, channel=town.li.id, ts=ts, text="x") == "channel_not_found"
    assert refusal(update, channel=town.east.id, ts="1.1", text="x") == "message_not_found"


def test_text_alone_takes_the_blocks_away(town):
    ts = town.says(blocks=[ACTIONS])["ts"]
    assert town.slack.news()[-1].buttons == {"Claim": "claim D-1"}
    town.client.chat_update(channel=town.east.id, ts=ts, text="Taken by Li")
    [seen] = town.slack.sees(town.wang)
    assert (seen.title, seen.buttons, seen.rev) == ("Taken by Li", {}, 2)


def test_a_text_over_40000_characters_is_cut_and_an_empty_one_refused(town):
    town.says("x" * 41_000)
    assert len(town.slack.news()[-1].text) == 40_000
    assert refusal(town.says, text="") == "no_text"


def test_an_ephemeral_post_is_for_members_and_seen_by_those_who_are_there(town):
    tom = town.slack.person(town.team, "tom")
    whisper = town.client.chat_postEphemeral
    assert refusal(whisper, channel=town.east.id, user=tom.id, text="Psst") == "user_not_in_channel"
    whisper(channel=town.east.id, user=town.li.id, text="Psst, Li")
    town.wang.present = False
    whisper(channel=town.east.id, user=town.wang.id, text="Psst, Wang")
    root = town.says()["ts"]
    town.clock.passes(seconds=1)
    whisper(channel=town.east.id, user=town.li.id, text="In a thread that is none", thread_ts=root)
    assert [seen.title for seen in town.slack.sees(town.li)] == ["Psst, Li", "Hello"]
    assert [seen.title for seen in town.slack.sees(town.wang)] == ["Hello"]


def test_an_ephemeral_post_cannot_be_changed(town):
    ts = town.client.chat_postEphemeral(channel=town.east.id, user=town.li.id, text="Psst")["message_ts"]
    assert refusal(town.client.chat_update, channel=town.east.id, ts=ts, text="Louder") == "message_not_found"


# https://docs.slack.dev/messaging/message-metadata, https://docs.slack.dev/reference/methods/conversations.history


def test_metadata_come_back_only_when_asked_for_and_with_the_scope(town):
    sent = {"event_type": "baton_post", "event_payload": {"key": "answer:1"}}
    town.says(metadata=sent)
    assert refusal(town.says, metadata={"event_type": "baton_post"}) == "invalid_metadata_format"
    assert refusal(town.client.conversations_history, channel=town.east.id) == "missing_scope"
    town.team.scopes = SCOPES | {"channels:history"}
    told = town.client.conversations_history(channel=town.east.id)["messages"]
    assert "metadata" not in told[0]
    told = town.client.conversations_history(channel=town.east.id, include_all_metadata=True)["messages"]
    assert told[0]["metadata"] == sent


# https://docs.slack.dev/apis/web-api/rate-limits


def test_two_messages_a_second_are_too_many_for_a_channel_but_not_for_two(town):
    other = town.slack.channel(town.team, "other", [town.li])
    town.says()
    with pytest.raises(SlackApiError) as caught:
        town.client.chat_postMessage(channel=town.east.id, text="Again")
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "1"
    town.client.chat_postMessage(channel=other.id, text="Elsewhere")
    town.says("Later")
    assert [call.method for call in town.slack.busy] == ["chat.postMessage"]


def test_a_channel_that_must_rest_says_how_long(town):
    town.slack.rests(town.east, 30)
    with pytest.raises(SlackApiError) as caught:
        town.says()
    assert int(caught.value.response.headers["Retry-After"]) == 29
    town.clock.passes(seconds=30)
    town.says()


@pytest.mark.parametrize(
    ("name", "args", "most"),
    [("users_list", {}, 20), ("users_info", {"user": "U000000LI"}, 100), ("conversations_list", {}, 20)],
)
def test_a_method_has_so_many_calls_a_minute(town, name, args, most):
    for _ in range(most):
        getattr(town.client, name)(**args)
    assert refusal(getattr(town.client, name), **args) == "ratelimited"
    town.clock.passes(seconds=60)
    getattr(town.client, name)(**args)


def test_a_large_workspace_tells_its_people_in_pages_only(town):
    for no in range(210):
        town.slack.person(town.team, f"p{no}")
    assert refusal(town.client.users_list) == "limit_required"
    first = town.client.users_list(limit=200)
    rest = town.client.users_list(limit=200, cursor=first["response_metadata"]["next_cursor"])
    assert (len(first["members"]), len(rest["members"]), rest["response_metadata"]["next_cursor"]) == (200, 13, "")


# https://docs.slack.dev/interactivity/handling-user-interaction


def trigger(town, who=None) -> str:
    return town.slack.trigger(town.team, (who or town.li).id)


def test_a_trigger_is_good_once_for_three_seconds_and_in_its_workspace(town):
    used, old, foreign = trigger(town), trigger(town), town.slack.trigger(town.slack.team("T0OTHER"), "U000000LI")
    town.client.views_open(trigger_id=used, view=MODAL)
    assert refusal(town.client.views_open, trigger_id=used, view=MODAL) == "exchanged_trigger_id"
    assert refusal(town.client.views_open, trigger_id=foreign, view=MODAL) == "invalid_trigger_id"
    town.clock.passes(seconds=3.1)
    assert refusal(town.client.views_open, trigger_id=old, view=MODAL) == "expired_trigger_id"


def answers(town, hook: str, **said) -> tuple[int, str | None]:
    """Post to a response_url a second later."""
    town.clock.passes(seconds=1)
    answer = httpx2.post(hook, json={"text": "Done", **said}, trust_env=False)
    return answer.status_code, answer.json().get("error")


def test_a_response_url_is_good_five_times_within_thirty_minutes(town):
    hook, old = (town.slack.hook(town.east, town.li.id) for _ in range(2))
    assert [answers(town, hook) for _ in range(6)] == [(200, None)] * 5 + [(404, "used_url")]
    town.clock.passes(minutes=30)
    assert answers(town, old) == (404, "expired_url")


def test_a_response_url_speaks_to_one_person_unless_told_otherwise(town):
    hook = town.slack.hook(town.east, town.li.id)
    answers(town, hook)
    answers(town, hook, response_type="in_channel", text="All")
    assert [seen.title for seen in town.slack.sees(town.li)] == ["Done", "All"]
    assert [seen.title for seen in town.slack.sees(town.wang)] == ["All"]


def test_a_response_url_replaces_the_message_that_was_pressed(town):
    town.says(blocks=[ACTIONS])
    [card] = town.slack.news()
    pressed = {}
    town.slack.speaks(lambda path, body, headers: pressed.update(body=body) or (200, {}, b""))
    delivery = town.slack.presses(town.li, card, "Claim")
    assert answers(town, delivery.payload["response_url"], text="Taken") == (200, None)
    assert [seen.title for seen in town.slack.sees(town.wang)] == ["Taken"]


# https://docs.slack.dev/surfaces/modals


def test_a_stack_holds_three_modals(town):
    town.client.views_open(trigger_id=trigger(town), view=MODAL)
    for _ in range(2):
        town.client.views_push(trigger_id=trigger(town), view=MODAL)
    assert refusal(town.client.views_push, trigger_id=trigger(town), view=MODAL) == "push_limit_reached"
    assert refusal(town.client.views_push, trigger_id=trigger(town, town.wang), view=MODAL) == "not_found"


def test_an_older_hash_changes_no_view(town):
    view = town.client.views_open(trigger_id=trigger(town), view=MODAL)["view"]
    town.client.views_update(view_id=view["id"], hash=view["hash"], view=MODAL)
    update = town.client.views_update
    assert refusal(update, view_id=view["id"], hash=view["hash"], view=MODAL) == "hash_conflict"
    home = {"type": "home", "blocks": []}
    first = town.client.views_publish(user_id=town.li.id, view=home)["view"]["hash"]
    town.client.views_publish(user_id=town.li.id, view=home, hash=first)
    assert refusal(town.client.views_publish, user_id=town.li.id, view=home, hash=first) == "hash_conflict"
    town.team.home = False
    assert refusal(town.client.views_publish, user_id=town.li.id, view=home) == "not_enabled"


def test_an_external_id_is_unique_and_a_view_at_most_250_kb(town):
    named = MODAL | {"external_id": "one"}
    town.client.views_open(trigger_id=trigger(town), view=named)
    assert refusal(town.client.views_push, trigger_id=trigger(town), view=named) == "duplicate_external_id"
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}
    large = MODAL | {"blocks": [section] * 90}
    assert refusal(town.client.views_open, trigger_id=trigger(town), view=large) == "view_too_large"


def submit(town, answer: bytes, said: str = "Sent the quote"):
    """Open a modal, fill it in and submit it to a bot that answers so."""
    town.client.views_open(trigger_id=trigger(town), view=MODAL)
    town.slack.speaks(lambda path, body, headers: (200, {}, answer))
    town.slack.submits(town.li, {"Note": said})


def test_an_error_at_a_field_keeps_the_modal_and_what_was_typed(town):
    submit(town, b'{"response_action": "errors", "errors": {"note": "Say more"}}', "Too short")
    [modal] = town.slack.sees(town.li)
    assert (modal.errors, modal.fields) == ({"note": "Say more"}, {"Note": "Too short"})
    assert town.slack.modal(town.li) is not None


@pytest.mark.parametrize("answer", [b'{"response_action": "errors", "errors": {"other": "No"}}', b"oops", b'{"ok": 1}'])
def test_an_answer_that_makes_no_sense_shows_a_failure_and_keeps_the_modal(town, answer):
    submit(town, answer)
    assert town.slack.sees(town.li)[-1].kind == "notice"
    assert town.slack.modal(town.li) is not None


def test_an_empty_answer_closes_one_modal_and_a_new_view_replaces_it(town):
    submit(town, b"")
    assert town.slack.modal(town.li) is None
    submit(town, b'{"response_action": "clear"}')
    assert town.slack.modal(town.li) is None


def test_slacks_client_does_not_submit_without_what_is_required(town):
    with pytest.raises(AssertionError, match="without 'Note'"):
        submit(town, b"", "")


# https://docs.slack.dev/messaging/working-with-files


def upload(town, length: int, channel: str):
    data = b"%PDF" * 10
    place = town.client.files_getUploadURLExternal(filename="quote.pdf", length=length)
    sent = httpx2.post(place["upload_url"], content=data, trust_env=False).status_code
    assert sent == (200 if length == len(data) else 400)
    return town.client.files_completeUploadExternal(
        files=[{"id": place["file_id"], "title": "Quote"}], channel_id=channel
    )


def test_a_file_is_uploaded_whole_and_shared_where_the_bot_is(town):
    upload(town, 40, town.east.id)
    assert [seen.title for seen in town.slack.sees(town.wang)] == ["Quote"]
    assert refusal(upload, town, 41, town.east.id) == "file_not_found"
    assert refusal(upload, town, 40, town.li.id) == "channel_not_found"
    elsewhere = town.slack.channel(town.team, "elsewhere", [town.li], bot=False)
    assert refusal(upload, town, 40, elsewhere.id) == "channel_not_found"


def test_the_sdks_upload_arrives(town):
    town.client.files_upload_v2(channel=town.east.id, content=b"x" * 10, filename="a.png", title="A board")
    assert [seen.title for seen in town.slack.sees(town.li)] == ["A board"]


# https://docs.slack.dev/authentication/installing-with-oauth


def installs(town, **more) -> dict[str, str]:
    asked = f"client_id={town.slack.client_id}&scope=chat:write&state=s1&redirect_uri=https://bot.example/back"
    back = town.slack.approves("https://slack.com/oauth/v2/authorize?" + asked, town.li)
    code = back.partition("code=")[2].partition("&")[0]
    told = {"client_id": town.slack.client_id, "client_secret": town.slack.client_secret, "code": code}
    return told | {"redirect_uri": "https://bot.example/back"} | more


def test_a_code_is_good_once_for_ten_minutes_and_with_its_address(town):
    access = WebClient(base_url=town.slack.api_url).oauth_v2_access
    good = installs(town)
    assert access(**good)["access_token"] == town.team.token
    assert refusal(access, **good) == "code_already_used"
    assert refusal(access, **installs(town, redirect_uri="https://else.example")) == "bad_redirect_uri"
    assert refusal(access, **installs(town, client_secret="wrong")) == "bad_client_secret"
    late = installs(town)
    town.clock.passes(minutes=11)
    assert refusal(access, **late) == "invalid_code"


# Faults on demand


def test_a_bot_that_tries_again_after_a_cut_connection_says_it_twice(town):
    """The SDK's own retry after a reset doubles a post that Slack had already stored."""
    town.slack.faults.plan("chat.postMessage", "reset", stored=True)
    careless = WebClient(town.team.token, base_url=town.slack.api_url)
    town.slack.paces.on = False
    careless.chat_postMessage(channel=town.east.id, text="Hello")
    assert [seen.title for seen in town.slack.sees(town.li)] == ["Hello", "Hello"]


@pytest.mark.parametrize(
    ("kind", "more", "seen"),
    [
        ("reset", {}, []),
        ("status", {"status": 503}, []),
        ("status", {"status": 500, "stored": True}, ["Hello"]),
        ("error", {"error": "fatal_error"}, []),
        ("garbage", {"stored": True}, ["Hello"]),
        ("busy", {"seconds": 30}, []),
        ("hang", {"seconds": 2, "stored": True}, ["Hello"]),
        ("slow", {"seconds": 2, "stored": True}, ["Hello"]),
    ],
)
def test_a_planned_fault_strikes_once(town, kind, more, seen):
    town.slack.faults.plan("chat.postMessage", kind, **more)
    hasty = town.as_bot(town.team, timeout=1)
    with pytest.raises(Exception):  # noqa: B017  # whatever the SDK makes of it
        hasty.chat_postMessage(channel=town.east.id, text="Hello")
    assert [post.title for post in town.slack.sees(town.li)] == seen
    town.says("Well again")


# The ledger


def test_the_ledger_shows_whom_a_careless_text_pings_and_where_it_leads(town):
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "Lead @here <!channel> <https://x.example|Acme>"}}
    town.says("Lead", blocks=[section])
    verbatim = {"type": "section", "text": {"type": "mrkdwn", "verbatim": True, "text": "Lead @here &lt;!channel&gt;"}}
    town.says("Lead", blocks=[verbatim])
    careless, careful = town.slack.news()
    assert (careless.pings, careless.links) == (("!channel", "!here"), ("https://x.example",))
    assert (careful.pings, careful.links, careful.title) == ((), (), "Lead @here <!channel>")


def test_two_workspaces_with_equal_ids_see_their_own(town):
    other = town.slack.team("T0OTHER", name="Other")
    twin = town.slack.person(other, "li", name="Twin")
    same = town.slack.channel(other, "east", [twin])
    assert (same.id, twin.id) == (town.east.id, town.li.id)
    town.says("Ours")
    town.as_bot(other).chat_postMessage(channel=same.id, text="Theirs")
    assert [seen.title for seen in town.slack.sees(town.li)] == ["Ours"]
    assert [seen.title for seen in town.slack.sees(twin)] == ["Theirs"]


def test_the_real_clock_is_the_default():
    with Slack() as slack:
        assert abs(slack.clock() - time.time()) < 5
