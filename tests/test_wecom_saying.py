"""What leaves for WeCom: by the app, by a group's webhook, by the bot; what it counts, refuses, loses and cannot show."""

from dataclasses import fields

import pytest

from bot import doctor
from bot.cards import parse
from bot.program import build
from bot.vault import Vault
from bot.wecom.templatecards import card_of
from storage.sending import Post
from tests.test_templates import cards
from tests.wecom import RESET, RESET_AFTER, errcode, status
from tests.wecom.corp import Place
from tests.wecom.credentials import CORP_ID
from tests.wecom.talking import Trigger
from tests.wecomfirm import Firm, speaks

CARD = "D-1001 Acme\n\nLook at it.\n\n[Claim](<do:claim D-1001>) [Help](<do:help>)"
BOARD = "Board\n\n| Who | Won |\n| --- | --- |\n| [Li](<member:{li}>) | 3 |\n| Wang | 1 |"


@pytest.fixture
def firm(databases):
    with databases.fresh("sqlite") as url, Firm(url) as firm:
        yield firm


def sent(firm, path):
    return [call.body for call in firm.wecom.calls(path)]


def test_a_card_for_one_person_is_a_card_of_the_app_and_is_changed_by_its_code(firm):
    firm.says("card", CARD, to="li")
    firm.sends()
    (shown,) = firm.wecom.sees("li", kind="app")
    assert (shown.title, shown.text, shown.card_type) == ("D-1001 Acme", "Look at it.", "button_interaction")
    assert shown.buttons == {"Claim": "0:claim D-1001", "Help": "0:help"}
    assert (firm.wecom.refused, firm.wecom.dropped) == ([], [])


def test_what_a_card_cannot_hold_is_markdown_with_lines_to_type(firm):
    firm.says(
        "long", f"D-1001 Acme\n\n{'Long words. ' * 20}\n\n[Claim](<do:claim D-1001>) [Note](<ask:log D-1001>)", to="li"
    )
    firm.sends()
    (shown,) = firm.wecom.sees("li", kind="app")
    assert shown.text.splitlines()[-2:] == ["Claim: reply claim D-1001", "Note: reply log D-1001 …"]
    assert (shown.buttons, shown.raw) == ({}, ())


def test_more_buttons_than_a_card_has_are_a_choice_that_does_what_the_button_would(firm):
    buttons = " ".join(f"[Person {no}](<do:vote AW-1 p{no}>)" for no in range(1, 9))
    firm.says("many", f"AW-1: vote\n\nNobody sees it.\n\n{buttons}", to="li")
    firm.sends()
    (shown,) = firm.wecom.sees("li", kind="app")
    assert shown.card_type == "vote_interaction"
    assert [text for _, text in shown.questions[0].options] == [f"Person {no}" for no in range(1, 9)]
    assert firm.wecom.refused == []


@pytest.mark.parametrize("code", [60020, 40001, 42001, 48002])
def test_what_is_refused_for_settings_is_kept_told_once_and_leaves_when_it_is_set_right(firm, code):
    speaks(firm, "ann")
    firm.wecom.fails("message/send", errcode(code), for_ever=True)
    for no, who in enumerate(("li", "wang", "mei")):
        firm.says(f"post{no}", to=who)
    firm.passes(minutes=18, step=10)
    assert firm.states() == dict.fromkeys(("post0", "post1", "post2"), "waiting")
    # Round the door that is shut: Ann hears of it from the bot.
    assert firm.told() == [("ann", "wecom-bot", "Nothing leaves through wecom-app for now; all of it is kept")]
    assert "Nothing leaves through wecom-app for now; all of it is kept" in firm.sees("ann", "bot")

    firm.wecom.heals()
    firm.passes(minutes=1, step=10)
    assert set(firm.states().values()) == {"sent"}
    assert [firm.sees(who, "app") for who in ("li", "wang", "mei")] == [["post0"], ["post1"], ["post2"]]


def test_a_restart_after_a_setting_was_mended_looks_at_once(firm):
    firm.wecom.fails("message/send", errcode(60020), for_ever=True)
    firm.says("one", to="li")
    firm.passes(minutes=10, step=10)
    firm.wecom.heals()
    restarted = build(firm.settings, clock=lambda: firm.now, local=False, threads=4)
    restarted.sender.drain()
    restarted.close()
    assert firm.sees("li", "app") == ["one"]


def test_the_doctor_says_why_posts_wait(firm):
    firm.wecom.fails("message/send", errcode(60020), for_ever=True)
    firm.says("one", to="li")
    firm.says("two", to="wang")
    firm.sends()
    with firm.program.store.read() as db:
        (found,) = doctor._kept_back(db, firm.now)
    assert (found.name, found.state) == ("outbox", "warn")
    assert found.says == "2 posts wait because wecom-app did not take them: errcode 60020"
    assert "企业可信IP" in found.cure


def test_after_45009_everybody_rests_and_nothing_is_lost(firm):
    firm.wecom.fails("message/send", errcode(45009))
    firm.says("one", to="li")
    firm.sends()
    firm.says("two", to="wang")
    firm.passes(minutes=4, step=10)
    assert len(sent(firm, "message/send")) == 1
    firm.passes(minutes=2, step=10)
    assert (firm.sees("li", "app"), firm.sees("wang", "app")) == (["one"], ["two"])
    assert firm.told() == []


@pytest.mark.parametrize(
    "fault", [RESET, RESET_AFTER, status(502), errcode(-1)], ids=lambda fault: f"{fault.kind}{fault.after}"
)
@pytest.mark.parametrize("words", ["plain", CARD], ids=["text", "card"])
def test_what_may_have_arrived_is_seen_once(firm, fault, words):
    firm.wecom.fails("message/send", fault)
    firm.says("one", words, to="li")
    firm.passes(minutes=1)
    assert len(firm.sees("li", "app")) == 1
    assert firm.states() == {"one": "sent"}


def test_an_answer_equal_to_the_one_before_is_seen_as_well(firm):
    for key in ("one", "two", "three"):
        firm.says(key, "Your deals\n\nNone is open.", to="li")
        firm.sends()
    assert firm.sees("li", "app") == ["Your deals"] * 3
    assert firm.wecom.dropped == []


@pytest.mark.parametrize("kind", ["digest", "praise", "reminder"])
def test_what_nobody_asked_for_avoids_the_crowded_minutes(firm, kind):
    firm.now = firm.now.replace(minute=30)
    firm.says("unasked", to="li", kind=kind)
    firm.says("asked", to="wang")
    firm.sends()
    assert (firm.sees("li", "app"), firm.sees("wang", "app")) == ([], ["asked"])
    firm.passes(minutes=2)
    assert firm.sees("li", "app") == ["unasked"]


def test_praise_in_a_group_calls_the_praised_by_its_webhook(firm):
    words = f"Well done, [Li](<member:{firm.members['li']}>)\n\n[Li](<member:{firm.members['li']}>) won D-1001."
    firm.says("praise", words, room="east", door="wecom-bot", kind="praise")
    firm.sends()
    (shown,) = firm.wecom.sees("wang", kind="group")
    assert (shown.by, shown.mentions, shown.raw) == ("webhook:east", frozenset({"li"}), ())


def test_a_board_is_a_table_and_its_people_are_called_after_it(firm):
    firm.says("board", BOARD.format(li=firm.members["li"]), room="east", door="wecom-bot", kind="digest")
    firm.sends()
    table, call = firm.wecom.sees("wang", kind="group")
    assert (table.text, table.raw, table.mentions) == ("Who · Won\n\nLi · 3\nWang · 1", (), frozenset())
    assert call.mentions == frozenset({"li"})


def test_a_group_whose_webhook_is_gone_is_told_with_the_cure(firm):
    group = firm.wecom.corp.group("east")
    group.webhooks.clear()
    firm.says("one", room="east", door="wecom-bot")
    firm.sends()
    assert firm.states() == {"one": "dead"}
    assert [who for who, _, _ in firm.told()] == ["ann"]


def test_a_group_without_a_webhook_hears_the_bot_where_it_was_spoken_to(firm):
    speaks(firm, "li", to="west")
    firm.says("one", "Board\n\n| Who | Won |\n| --- | --- |\n| Li | 3 |", room="west", door="wecom-bot")
    firm.passes(seconds=10)
    shown = firm.wecom.sees("li", kind="group")[-1]
    assert (shown.by, shown.title, shown.text, shown.raw) == ("bot", "Board", "Who · Won\n\nLi · 3", ())


def test_what_one_person_may_see_never_stands_in_the_group(firm):
    speaks(firm, "li")
    said = firm.wecom.says("li", "help", to="east")
    firm.wecom.wait(lambda: said.answers)
    route = locked(firm, req_id=said.req_id, kind="message")
    firm.says("private", to="li", door="wecom-bot")
    firm.says("answer", to="li", door="wecom-bot", route=route)
    with firm.program.store.write() as db:
        db.exec_driver_sql(f"UPDATE outbox SET room = {firm.rooms['east']} WHERE key IN ('private', 'answer')")
    firm.passes(seconds=20)
    assert firm.sees("li", "bot")[-2:] == ["private", "answer"]
    assert not {"private", "answer"} & set(firm.sees("li", "group"))


def test_while_the_connection_is_down_pushes_wait_for_it(firm):
    speaks(firm, "li", to="west")
    firm.wecom.gateway.close(1006)
    firm.says("one", room="west", door="wecom-bot")
    firm.sends()
    assert firm.wecom.gateway.connected(20)
    firm.passes(seconds=10)
    assert firm.sees("li", "group")[-1] == "one"


def test_an_answer_that_missed_its_response_goes_to_the_address_that_came_with_the_message(databases):
    with databases.fresh("sqlite") as url, Firm(url, "callback") as firm:
        given = locked(firm, response_url=answer_of(firm, "li", "west"), kind="message")
        firm.says("late", CARD, room="west", door="wecom-bot", route=given)
        firm.sends()
        shown = firm.wecom.sees("li", kind="group")[-1]
        assert (shown.title, shown.buttons) == ("D-1001 Acme", {"Claim": "0:claim D-1001", "Help": "0:help"})

        firm.says("spent", room="west", door="wecom-bot", route=given)
        firm.sends()
        assert firm.states() == {"late": "sent", "spent": "dead"}


def answer_of(firm, who, group):
    """The response_url of something said to the bot in a group."""
    place = Place("group", firm.wecom.corp.group(group).id)
    trigger = Trigger("message", firm.wecom.corp.people[who], place, firm.now, said="hello")
    return f"{firm.wecom.url}/cgi-bin/aibot/response?response_code={firm.wecom.talk.url_code(trigger)}"


def locked(firm, **route):
    vault = next(platform._vault for platform in firm.program.platforms if platform.door == "wecom-bot")
    assert isinstance(vault, Vault)
    return vault.lock(route)


def test_an_answer_that_missed_its_response_goes_by_its_req_id_as_a_card(firm):
    said = firm.wecom.says("li", "help", to="west")
    firm.wecom.wait(lambda: said.answers)
    route = locked(firm, req_id=said.req_id, kind="message")
    firm.says("late", CARD, room="west", door="wecom-bot", route=route)
    firm.passes(seconds=10)
    shown = firm.wecom.sees("li", kind="group")[-1]
    assert (shown.title, shown.buttons) == ("D-1001 Acme", {"Claim": "0:claim D-1001", "Help": "0:help"})


def test_a_picture_is_seen_in_the_group(firm):
    firm.says("chart", "Chart\n\n![Deals won](https://x.example/a.png)", room="east", door="wecom-bot")
    firm.sends()
    shown = firm.wecom.sees("wang", kind="group")[-1]
    assert (shown.text, shown.raw) == ("[图片]", ())


def edit(firm, code):
    """A post that shows Li's card anew."""
    given = dict.fromkeys(field.name for field in fields(Post))
    given |= {"id": 9, "workspace": 1, "key": "edit", "kind": "edit", "door": "wecom-app", "tenant": CORP_ID}
    given |= {"user": "li", "language": "en", "rev": 1, "edits": 1, "edits_message": code, "created_at": firm.now}
    return Post(**given)


def test_a_card_is_shown_anew_by_its_code_once_and_a_spent_or_old_one_stops_nobody(firm):
    app = next(platform for platform in firm.program.platforms if platform.door == "wecom-app")
    for key in ("one", "two"):
        firm.says(key, CARD, to="li")
    firm.sends()
    first, second = firm.wecom.app.codes

    app.post(edit(firm, first), parse("D-1001 Acme · Li\n\nTaken.\n\n[Help](<do:help>)"))
    shown, other = firm.wecom.sees("li", kind="app")
    assert (shown.title, shown.buttons, shown.edited) == ("D-1001 Acme · Li", {"Help": "1:help"}, 1)
    assert (other.title, other.edited) == ("D-1001 Acme", 0)

    app.post(edit(firm, first), parse("D-1001 Acme · Wang\n\nTaken."))
    assert firm.wecom.sees("li", kind="app")[0].title == "D-1001 Acme · Li"

    app.post(edit(firm, second), parse(f"D-1001 Acme · Wang\n\n{'Long words. ' * 30}"))
    assert firm.wecom.sees("li", kind="app")[1].labels == ("D-1001…",)


ENGLISH_LEAD = "D-1001 Acme Robotics (Shanghai) is yours, Li"


@pytest.mark.parametrize("door", ["wecom-app", "wecom-bot"])
def test_a_long_english_title_is_still_a_card_and_all_of_it_is_seen(firm, door):
    speaks(firm, "li")
    firm.says("lead", f"{ENGLISH_LEAD}\n\nCall them.\n\n[Contacted](<do:contacted D-1001>)", to="li", door=door)
    firm.passes(seconds=10)
    shown = firm.wecom.sees("li", kind="app" if door == "wecom-app" else "bot")[-1]
    assert f"{shown.title} {shown.text}".split("\n")[0] == ENGLISH_LEAD
    assert list(shown.buttons) == ["Contacted"]


def test_labels_longer_than_a_button_stand_in_the_text_and_what_marks_them_is_pressed(firm):
    speaks(firm, "li")
    words = (
        "Is Tom one of us?\n\nHe wrote to me.\n\n[New colleague of ours](<do:admit N-1>) [Same as Wang Wei](<do:pool>)"
    )
    firm.says("two", words, to="li", door="wecom-bot")
    firm.says("one", "Your company?\n\nAcme.\n\n[Leave it, go on](<do:pool>)", to="li", door="wecom-bot")
    firm.passes(seconds=10)
    one, two = firm.wecom.sees("li", kind="bot")[-1], firm.wecom.sees("li", kind="bot")[-2]
    assert (two.text, list(two.buttons)) == (
        "He wrote to me.\n1 · New colleague of ours\n2 · Same as Wang Wei",
        ["1", "2"],
    )
    assert (one.text, list(one.buttons)) == ("Acme.\nOK · Leave it, go on", ["OK"])


@pytest.mark.parametrize("name", ["setup_company", "setup_team", "setup_hours", "lead_done", "claim_done"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_setup_and_the_first_lead_are_cards_in_both_languages(language, name):
    shown = [card_of(card, task_id="x") for card in cards(language, name) if card.buttons]
    assert shown and all(shown)
