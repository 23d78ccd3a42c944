"""What leaves for Slack: where it is said, what becomes of it when Slack refuses, loses or forbids it."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from structlog.testing import capture_logs

from bot.doors import platforms
from bot.settings import Settings
from bot.vault import Vault, new_key
from storage import members, outbox, timers, workspaces
from storage.outbox import Saying
from storage.store import Store
from tests.chat import PEOPLE, START, ZONE
from tests.slack import Slack
from tests.slack.baton import Baton

CREW = tuple(person for person in PEOPLE if person.handle in ("li", "wang", "mei", "ann"))
CHANNELS = {"east": ["li", "wang", "mei"], "us": ["ann", "mei"]}


def founds(baton, db):
    workspace = workspaces.create(
        db, name="Huarui", zone=ZONE, language="en", currency="CNY", doors_open=[("slack", baton.team.id)], now=START
    )
    teams = {
        name: workspaces.add_team(db, workspace=workspace, name=name, zone=ZONE, language="en") for name in CHANNELS
    }
    for name, team in teams.items():
        workspaces.add_room(
            db, workspace=workspace, team=team, door="slack", tenant=baton.team.id, channel=baton.rooms[name].id,
            name=name, language="en",
        )  # fmt: skip
    for person in CREW:
        workspaces.add_member(
            db, workspace=workspace, handle=person.handle, name=person.name, roles=dict.fromkeys(person.roles, "2026"),
            teams_of=[teams[person.team]], language=person.language, zone=ZONE,
            users=[("slack", baton.team.id, baton.people[person.handle].id)], now=START,
        )  # fmt: skip
    timers.once(db, workspace=workspace, subject_kind="workspace", subject=workspace, kind="rhythm", due=START)


@pytest.fixture
def baton(databases):
    """Four people in two channels of Slack, the double as strict as it is."""
    with databases.fresh("sqlite") as url, Baton(url, "http", people=CREW, rooms=CHANNELS, begins=founds) as found:
        yield found


def waits(baton, key, kind="answer", *, room=None, to=None, text="", **more):
    """Put a post into the outbox, for a room, for a person, or for a person in a room."""
    member = None if to is None else baton.value("SELECT id FROM members WHERE handle = :to", to=to)
    place = None if room is None else baton.value("SELECT id FROM rooms WHERE name = :room", room=room)
    said = Saying(
        workspace=1, key=key, kind=kind, door="slack", tenant=baton.team.id, text=text or key, language="en",
        created_at=baton.now, room=place, member=member, **more,
    )  # fmt: skip
    with baton.program.store.write() as db:
        assert outbox.say(db, said) is not None


def plan(baton, place, kind, **more):
    """Have what is posted in a room or to a person go wrong."""
    id = baton.rooms[place].id if place in baton.rooms else baton.people[place].id
    baton.slack.faults.plan("chat.postMessage", kind, match=lambda args: args["channel"] == id, **more)


def later(baton, **span):
    baton.now += timedelta(**span)
    baton.sends()


def says(baton, who, words):
    """Say something in the channel of the east; on a busy machine a turn may be late, and Slack brings it again."""
    delivery = baton.slack.mentions(baton.people[who], baton.rooms["east"], words)
    for num in (1, 2, 3):
        delivery = delivery if delivery.ok else delivery.repeat(num)
    assert delivery.ok


def states(baton):
    return {row["key"]: row["state"] for row in baton.rows("SELECT key, state FROM outbox")}


def seen(baton, who):
    return [one.title for one in baton.slack.sees(baton.people[who])]


def asked(baton, method):
    return [call for call in baton.slack.calls if call.method == method]


def test_a_claimed_deals_button_disappears_for_everybody(baton):
    slack, li, wang = baton.slack, baton.people["li"], baton.people["wang"]
    says(baton, "mei", "new anyway Acme")
    baton.settle()
    card = next(one for one in slack.sees(wang) if "D-1001" in one.title)
    assert card.buttons["Claim"] == "claim D-1001"

    for _ in range(3):  # on a busy machine the first turns may be late: then nothing is done, and one presses again
        if baton.value("SELECT owner FROM deals") is None:
            slack.presses(li, card, "Claim")
    baton.settle()
    (now,) = [one for one in slack.sees(wang) if one.id == card.id]
    assert ("Claim" in now.buttons, now.title) == (False, "D-1001 Acme · Li")
    assert [call.error for call in asked(baton, "chat.update")] == [None]


def test_what_a_person_alone_reads_in_a_room_is_seen_by_them_only(baton):
    slack, li = baton.slack, baton.people["li"]
    says(baton, "li", "my deals")
    baton.settle()
    (private,) = [one for one in slack.sees(li) if one.kind == "ephemeral"]
    assert (private.title, private.people) == ("You hold no deals right now", frozenset({li.id}))
    assert [call.method for call in slack.calls if call.method.startswith("chat.")] == ["chat.postEphemeral"]


def test_a_press_is_answered_at_the_address_that_came_with_it(baton):
    slack, li = baton.slack, baton.people["li"]
    waits(baton, "card", room="east", text="Look\n\n[My deals](<do:my deals>)")
    baton.settle()
    slack.presses(li, slack.sees(li)[-1], "My deals")
    baton.settle()
    assert [call.args["response_type"] for call in asked(baton, "response_url")] == ["ephemeral"]
    assert asked(baton, "chat.postEphemeral") == []
    assert [one.kind for one in slack.sees(li)] == ["post", "ephemeral"]


def test_an_address_that_works_no_more_is_left_for_the_next_way(baton):
    slack, li = baton.slack, baton.people["li"]
    waits(baton, "card", room="east", text="Look\n\n[My deals](<do:my deals>)")
    baton.settle()
    baton.presses("li", slack.sees(li)[-1], "My deals")
    slack.api.calls.clear()
    for hook in slack.hooks.values():
        hook["uses"] = 5
    baton.settle()
    assert [call.status for call in asked(baton, "response_url")] == [404]
    assert [call.error for call in asked(baton, "chat.postEphemeral")] == [None]


@pytest.mark.parametrize(("minutes", "shown"), [(0, ["hello"]), (30, [])])
def test_where_baton_is_no_member_the_address_that_came_along_still_leads_there(baton, minutes, shown):
    east, li = baton.rooms["east"], baton.people["li"]
    east.members.discard("U0BATON")
    route = Vault(baton.settings.key()).lock({"response_url": baton.slack.hook(east, li.id)})
    waits(baton, "hello", room="east", route=route)
    baton.now += timedelta(minutes=minutes)
    baton.settle()
    assert [one.title for one in baton.slack.sees(li) if one.kind == "post"] == shown


def test_who_is_not_in_the_room_is_told_directly(baton):
    waits(baton, "only for you", room="us", to="li")
    baton.settle()
    (said,) = baton.slack.sees(baton.people["li"])
    assert (said.title, said.place[0], said.kind) == ("only for you", "D", "post")


def test_a_milestone_in_a_thread_is_also_shown_in_the_channel(baton):
    waits(baton, "root", room="east")
    baton.settle()
    root = baton.value("SELECT id FROM outbox WHERE key = 'root'")
    for key, milestone in (("quiet", False), ("loud", True)):
        waits(baton, key, room="east", thread=root, milestone=milestone)
    baton.settle()
    said = {one.title: one for one in baton.slack.sees(baton.people["li"])}
    assert [(said[key].thread, said[key].broadcast) for key in ("quiet", "loud")] == [
        (said["root"].ts, False),
        (said["root"].ts, True),
    ]


def test_what_stood_under_a_card_somebody_deleted_is_said_in_the_channel(baton):
    waits(baton, "root", room="east")
    baton.settle()
    baton.rooms["east"].messages.clear()
    waits(baton, "reply", room="east", thread=baton.value("SELECT id FROM outbox WHERE key = 'root'"))
    baton.settle()
    assert baton.slack.sees(baton.people["li"])[-1].thread is None
    assert states(baton)["reply"] == "sent"


def test_a_card_somebody_deleted_needs_no_new_face(baton):
    says(baton, "mei", "new anyway Acme")
    baton.settle()
    baton.rooms["east"].messages.clear()
    says(baton, "li", "claim D-1001")
    baton.settle()
    assert [call.error for call in asked(baton, "chat.update")] == ["message_not_found"]
    assert set(states(baton).values()) == {"sent"}


def test_a_direct_card_is_drawn_anew_where_it_stands(baton):
    waits(baton, "vote", "card", to="li", about_kind="deal", about=1)
    says(baton, "mei", "new anyway Acme")
    baton.settle()
    assert baton.value("SELECT message FROM outbox WHERE key = 'vote'").startswith("D")
    says(baton, "li", "claim D-1001")
    baton.settle()
    assert "D-1001 Acme · Li" in [one.title for one in baton.slack.sees(baton.people["li"]) if one.place[0] == "D"]


PERMANENT = {
    "channel_not_found": "Invite Baton to the channel",
    "not_in_channel": "Invite Baton to the channel",
    "is_archived": "The channel is archived.",
    "missing_scope": "Install Baton again with all the rights",
    "msg_too_long": "This is a fault in Baton",
    "restricted_action": "Only some may post in this channel.",
}


@pytest.mark.parametrize(("error", "helps"), PERMANENT.items())
def test_what_will_never_work_dies_once_and_an_admin_hears_the_cure(baton, error, helps):
    for key in ("one", "two"):
        waits(baton, key, room="east")
    plan(baton, "east", "error", error=error, times=2)
    baton.settle()
    assert {key: state for key, state in states(baton).items() if key in ("one", "two")} == {
        "one": "dead",
        "two": "dead",
    }
    told = [one for one in baton.slack.sees(baton.people["ann"]) if "could not be delivered" in one.title]
    assert [f"What helps: {helps}" in one.text for one in told] == [True]


@pytest.mark.parametrize("error", ["account_inactive", "token_revoked", "invalid_auth"])
def test_what_waits_for_a_new_token_is_kept_and_an_admin_hears_the_cure_once(baton, error):
    for key in ("one", "two"):
        waits(baton, key, room="east")
        waits(baton, f"{key} again", room="us")
    plan(baton, "east", "error", error=error, times=1)
    plan(baton, "us", "error", error=error, times=1)
    baton.settle()
    told = [one for one in baton.slack.sees(baton.people["ann"]) if "all of it is kept" in one.title]
    assert ["What helps: Install Baton in the workspace again" in one.text for one in told] == [True]
    later(baton, minutes=30)
    assert {state for key, state in states(baton).items() if not key.startswith("held")} == {"sent"}


def test_a_revoked_token_is_no_endless_talk_about_itself(baton):
    baton.team.state = "token_revoked"
    for key in ("one", "two"):
        waits(baton, key, room="east")
        waits(baton, f"{key} for li", to="li")
    for _ in range(50):
        later(baton, minutes=30)
    # One a day and kind of refusal; each was to leave by the very door it tells of.
    alerts = {key: state for key, state in states(baton).items() if key.startswith("held")}
    assert len(alerts) <= 3 and set(alerts.values()) == {"skipped"}
    assert {state for key, state in states(baton).items() if key not in alerts} == {"waiting"}
    assert not [key for key in states(baton) if key.startswith("dead")]


@pytest.mark.parametrize("error", ["user_not_in_channel", "some_new_error", "internal_error", "fatal_error"])
def test_what_may_work_later_is_tried_again(baton, error):
    waits(baton, "hello", to="li")
    baton.slack.faults.plan("chat.postMessage", "error", error=error)
    baton.settle()
    assert (states(baton), seen(baton, "li")) == ({"hello": "sent"}, ["hello"])


def test_a_busy_channel_rests_as_long_as_slack_says_and_the_others_go_on(baton):
    slack = baton.slack
    slack.rests(baton.rooms["east"], 30)
    for no in range(3):
        waits(baton, f"east {no}", room="east")
        waits(baton, f"us {no}", room="us")
    began = baton.now
    for _ in range(80):
        later(baton, milliseconds=500)
    at = [(call.at - began.timestamp(), call.args["channel"]) for call in asked(baton, "chat.postMessage")]
    east = baton.rooms["east"].id
    assert [moment for moment, place in at if place == east and 1 < moment < 30] == []
    assert max(moment for moment, place in at if place != east) < 5
    assert len(slack.busy) == 1
    assert seen(baton, "li") == ["east 0", "east 1", "east 2"]


def test_nothing_is_said_faster_than_slack_takes_it(baton):
    for no in range(12):
        waits(baton, f"east {no}", room="east")
        waits(baton, f"li {no}", to="li")
        waits(baton, f"aside {no}", room="east", to="wang")
    baton.settle(step=0.5)
    assert baton.slack.busy == []
    assert seen(baton, "mei") == [f"east {no}" for no in range(12)]


@pytest.mark.parametrize(("scopes", "copies"), [({"channels:history"}, 1), (set(), 2)])
def test_a_lost_answer_is_looked_up_where_slack_lets_us_read(baton, scopes, copies):
    baton.team.scopes |= scopes
    waits(baton, "hello", room="east")
    baton.slack.faults.plan("chat.postMessage", "reset", stored=True)
    baton.settle()
    assert (states(baton), seen(baton, "li")) == ({"hello": "sent"}, ["hello"] * copies)
    assert {call.method for call in baton.slack.calls if "history" in call.method} == {"conversations.history"}


def test_a_lost_reply_is_looked_up_in_its_thread(baton):
    baton.team.scopes |= {"channels:history"}
    waits(baton, "root", room="east")
    baton.settle()
    waits(baton, "reply", room="east", thread=baton.value("SELECT id FROM outbox WHERE key = 'root'"))
    baton.slack.faults.plan("chat.postMessage", "reset", stored=True)
    baton.settle()
    assert seen(baton, "li") == ["root", "reply"]
    assert [call.error for call in asked(baton, "conversations.replies")] == [None]


def test_a_lost_direct_message_is_looked_up_once_somebody_was_spoken_to(baton):
    waits(baton, "before", to="li")
    baton.settle()
    waits(baton, "hello", "reminder", to="li")
    baton.slack.faults.plan("chat.postMessage", "reset", stored=True)
    baton.settle()
    assert seen(baton, "li") == ["before", "hello"]
    assert baton.value("SELECT message FROM outbox WHERE key = 'hello'").startswith("D")


def test_a_look_that_fails_says_nothing_twice(baton):
    baton.team.scopes |= {"channels:history"}
    waits(baton, "hello", room="east")
    baton.slack.faults.plan("chat.postMessage", "reset", stored=True)
    baton.slack.faults.plan("conversations.history", "status", status=503, times=3)
    baton.slack.faults.plan("conversations.history", "busy", seconds=20)
    for _ in range(200):
        later(baton, seconds=5)
    assert (states(baton), seen(baton, "li")) == ({"hello": "sent"}, ["hello"])
    assert len(asked(baton, "chat.postMessage")) == 1


@pytest.mark.parametrize("kind", ["status", "garbage", "hang"])
def test_slacks_own_trouble_is_an_outage_and_a_digest_is_never_said_twice(baton, kind):
    for key, class_ in (("nudge", "reminder"), ("digest", "digest")):
        waits(baton, key, class_, room="east" if key == "digest" else None, to="li" if key == "nudge" else None)
    for place in ("east", "li"):
        plan(baton, place, kind, seconds=4)
    for _ in range(3):
        later(baton, seconds=60)
    assert states(baton) == {"nudge": "sent", "digest": "unknown"}


def test_slack_away_is_no_try(baton):
    waits(baton, "hello", to="li")
    address = baton.slack._server.server_address
    baton.slack._server.close()
    for _ in range(40):
        later(baton, minutes=20)
    (row,) = baton.rows("SELECT state, tries, error FROM outbox")
    assert row == {"state": "waiting", "tries": 0, "error": "connection refused"}
    assert address is not None


def test_the_library_tries_nothing_by_itself(baton):
    waits(baton, "hello", "digest", room="east")
    baton.slack.faults.plan("chat.postMessage", "reset", stored=True)
    baton.settle()
    assert (len(asked(baton, "chat.postMessage")), states(baton)) == (1, {"hello": "unknown"})


def test_blocks_that_slack_refuses_are_said_as_text(baton):
    waits(baton, "hello", room="east", text="Hello\n\nAll of it")
    baton.slack.faults.plan("chat.postMessage", "error", error="invalid_blocks")
    baton.settle()
    assert [one.text for one in baton.slack.sees(baton.people["li"])] == ["Hello\nAll of it"]


def test_a_person_slack_knows_nothing_of_is_told_about_to_an_admin(baton):
    waits(baton, "hello", to="li")
    with baton.program.store.write() as db:
        db.exec_driver_sql("DELETE FROM bindings WHERE member = (SELECT id FROM members WHERE handle = 'li')")
    baton.settle()
    assert states(baton)["hello"] == "dead"
    assert any("gets nothing from me in Slack" in title for title in seen(baton, "ann"))


def test_only_whom_a_card_mentions_is_pinged(baton):
    with baton.program.store.read() as db:
        found = {member.handle: member.id for member in members.everybody(db, workspace=1, now=START)}
    waits(baton, "hi", room="east", text=f"[Li](<member:{found['li']}>), please\n\nWang and \\<!channel\\> read along")
    baton.settle()
    (said,) = baton.slack.sees(baton.people["wang"])
    assert (said.pings, said.links) == ((f"@{baton.people['li'].id}",), ())
    assert said.alone == "Li, please\nWang and &lt;!channel&gt; read along"


def test_no_words_and_no_token_reach_a_log(baton):
    waits(baton, "hello", room="east", text="Zanzibar pays 7 million")
    waits(baton, "again", to="li", text="Zanzibar pays 7 million")
    baton.slack.faults.plan("chat.postMessage", "reset")
    baton.slack.faults.plan("chat.postMessage", "garbage")
    with capture_logs() as logs:
        baton.settle()
    assert len(logs) >= 2
    assert [line for line in logs if "Zanzibar" in str(line) or "xoxb" in str(line)] == []


PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


class Gallery(BaseHTTPRequestHandler):
    """A server with one picture, and one page that is none."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "image/png" if self.path == "/chart" else "text/html")
        self.end_headers()
        self.wfile.write(PNG)

    def log_message(self, *_):
        pass


@pytest.fixture
def gallery():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Gallery)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "scopes", "shown"), [("chart", True, True), ("page", True, False), ("chart", False, False)]
)
def test_a_picture_is_uploaded_under_its_card_and_its_words_stay(baton, gallery, path, scopes, shown):
    baton.slack.paces.on = False  # its clock stands still while the picture waits its second
    if not scopes:
        baton.team.scopes -= {"files:write"}
    waits(baton, "chart", room="east", text=f"Board\n\n![Won by month]({gallery}/{path})")
    baton.settle()
    (platform,) = (one for one in baton.program.sender._platforms.values())
    platform._pictures._pool.shutdown(wait=True)
    card, *files = baton.slack.sees(baton.people["li"])
    assert (card.title, card.alone) == ("Board", "Board\nWon by month")
    assert [(file.title, file.thread) for file in files] == ([("Won by month", card.ts)] if shown else [])
    assert [upload["bytes"] for upload in baton.slack.uploads.values()] == ([PNG] if shown else [])


def test_a_picture_is_a_message_more_in_its_channel(baton):
    waits(baton, "chart", room="east", text="Board\n\n![Won](http://127.0.0.1:9/chart)")
    waits(baton, "next", room="east")
    baton.settle(step=0.5)
    first, second = (call.at for call in asked(baton, "chat.postMessage"))
    assert second - first == 2


def test_a_proxy_is_not_asked_for_this_machine(databases, monkeypatch):
    """The SDK heeds HTTP_PROXY even where NO_PROXY says not to, and SLACK_API_URL means nothing to it."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "slack.internal")
    with Slack() as slack, databases.fresh("sqlite") as url:
        settings = Settings(
            database_url=url, secret_key=new_key(), slack_bot_token=slack.team().token, slack_api_url=slack.api_url
        )
        store = Store(url)
        (platform,) = platforms(settings, store, Vault(settings.key()), lambda: START)
        assert platform._web("T0HUARUI").auth_test()["ok"]
        assert platform._web("T0HUARUI").retry_handlers == []
        store.close()
