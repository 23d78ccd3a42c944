"""What is over one of WeCom's silent limits: together in one message, nothing lost, and seen by who runs it."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from bot.vault import Vault
from bot.wecom import examine, pace
from bot.wecom.doors import wecom_platforms
from storage.sending import Post
from tests.wecom import RESET_AFTER, errcode, status
from tests.wecom.credentials import CORP_ID
from tests.wecomfirm import START, Firm, speaks

POST = Post(**dict.fromkeys((field.name for field in fields(Post)), None) | {"kind": "answer", "id": 1})


@pytest.fixture
def firm(databases):
    with databases.fresh("sqlite") as url, Firm(url) as firm:
        yield firm


def heard(firm, kind):
    """What Li hears in one of the chats, several in one message as several."""
    for shown in firm.wecom.sees("li", kind=kind):
        yield from [line for line in shown.text.splitlines() if line.startswith("post")] or [shown.title]


@pytest.mark.parametrize(("where", "kind"), [({"to": "li"}, "app"), ({"room": "east", "door": "wecom-bot"}, "group")])
def test_what_is_over_a_limit_leaves_in_one_message_and_nothing_is_lost(firm, where, kind):
    for no in range(60):
        firm.says(f"post{no:02}", **where)
    firm.sends()
    assert list(heard(firm, kind)) == [f"post{no:02}" for no in range(60)]
    assert len(firm.sees("li", kind)) < 20
    assert set(firm.states().values()) == {"sent"}
    assert (firm.wecom.dropped, firm.wecom.refused) == ([], [])
    assert firm.counted("baton_posts_bundled_total", door="wecom-app" if kind == "app" else "wecom-bot") > 40


def test_a_conversation_with_the_bot_hears_no_more_than_wecom_lets_through(firm):
    speaks(firm, "li", to="west")
    for no in range(60):
        firm.says(f"post{no:02}", room="west", door="wecom-bot")
    firm.sends()
    assert [line for line in heard(firm, "group") if line.startswith("post")] == [f"post{no:02}" for no in range(60)]
    assert firm.wecom.refused == []


def test_a_bundle_is_never_longer_than_a_message_and_its_buttons_are_lines_to_type(firm):
    words = "\n".join(f"- Line {no} of words" for no in range(20))
    for no in range(40):
        firm.says(f"post{no:02}", f"post{no:02}\n\n{words}\n\n[Claim](<do:claim D-{no}>)", to="li")
    firm.passes(minutes=3)
    shown = firm.wecom.sees("li", kind="app")
    assert [line for one in shown for line in (one.title, *one.text.splitlines()) if line.startswith("post")] == [
        f"post{no:02}" for no in range(40)
    ]
    assert shown[-1].title.endswith("messages at once")
    assert "Claim: reply claim D-39" in shown[-1].text
    assert (firm.wecom.dropped, firm.wecom.refused) == ([], [])


def test_a_board_that_calls_people_counts_as_the_two_messages_it_is(firm):
    board = f"Board\n\n| Who |\n| --- |\n| [Li](<member:{firm.members['li']}>) |"
    for no in range(16):
        firm.says(f"board{no}", board, room="east", door="wecom-bot")
        firm.says(f"post{no:02}", room="east", door="wecom-bot")
    firm.passes(minutes=6)
    assert firm.wecom.refused == []
    assert set(firm.states().values()) == {"sent"}
    titles = firm.sees("wang", "group")
    assert (titles.count("Board"), titles.count("🏁")) == (16, 16)


def crowded(firm, *keys, **more):
    """Posts for Li behind as many as she may hear at once."""
    for no in range(13):
        firm.says(f"first{no}", to="li")
    firm.sends()
    for key in keys:
        firm.says(key, to="li", **more)


@pytest.mark.parametrize("fault", [RESET_AFTER, status(502), errcode(-1)], ids=["reset", "502", "busy"])
def test_a_bundle_that_may_have_arrived_is_seen_once(firm, fault):
    crowded(firm, "one", "two", "three")
    firm.wecom.fails("message/send", fault)
    firm.passes(minutes=1)
    assert [shown.text.split() for shown in firm.wecom.sees("li", kind="app")[13:]] == [["one", "two", "three"]]
    assert set(firm.states().values()) == {"sent"}


def test_what_cannot_be_shown_together_is_tried_alone(firm):
    crowded(firm, "one", "two")
    firm.wecom.fails("message/send", errcode(40058))
    firm.passes(minutes=1)
    assert firm.sees("li", "app")[13:] == ["one", "two"]


def test_what_stays_or_is_said_once_at_most_is_not_mixed_with_the_rest(firm):
    crowded(firm, "one")
    firm.says("praise", to="li", kind="praise")
    firm.says("card", to="li", kind="card")
    firm.passes(minutes=1)
    assert firm.sees("li", "app")[13:] == ["one", "praise", "card"]


def test_how_many_accounts_a_company_has_is_set_or_known_from_its_people(databases):
    with databases.fresh("sqlite") as url, Firm(url, "app") as firm:
        post = replace(POST, user="li", created_at=firm.now)
        for accounts, most in ((50, 50), (2, 4), (300, 300)):  # four are known
            settings = firm.settings.model_copy(update={"wecom_accounts": accounts})
            (app,) = wecom_platforms(settings, firm.program.store, Vault(settings.key()), lambda: firm.now)
            assert app.limits(post)[1].burst == 8 * most


MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("limit", "bears"),
    [
        (pace.of_one("member", POST, START), {MINUTE: 30, HOUR: 1_000}),
        (pace.of_webhook("webhook", POST, START), {MINUTE: 20}),
        *((pace.of_all("company", accounts), {DAY: 200 * accounts}) for accounts in (50, 73, 5_000)),
    ],
    ids=["member", "webhook", "company of 50", "company of 73", "company of 5000"],
)
def test_no_span_of_time_holds_more_than_wecom_bears(limit, bears):
    for span, most in bears.items():
        assert most * 0.9 <= limit.burst + span / limit.every <= most


def test_when_the_companys_day_is_nearly_used_up_everybody_hears_more_in_fewer_messages(firm):
    with firm.program.store.write() as db:
        ahead = int((firm.now + timedelta(hours=1) - timedelta(seconds=18)).timestamp() * 1000)
        db.exec_driver_sql(f"INSERT INTO limits VALUES ('wecom-app:{CORP_ID}', {ahead})")
    for no in range(12):
        firm.says(f"post{no:02}", to="li")
    firm.passes(minutes=1)
    assert list(heard(firm, "app")) == [f"post{no:02}" for no in range(12)]
    assert len(firm.sees("li", "app")) == 2
    assert set(firm.states().values()) == {"sent"}


def limits(firm):
    return [check for check in examine.checks(firm.settings, firm.now) if check.name == "limits"]


def test_how_often_posts_wait_for_a_limit_is_counted_and_a_rest_is_found_by_the_doctor(firm):
    for no in range(20):
        firm.says(f"post{no:02}", to="li", kind="card")
    firm.sends()
    assert firm.counted("baton_posts_kept_back_total", door="wecom-app") > 0
    firm.wecom.fails("message/send", errcode(45009))
    firm.passes(minutes=1)
    rests, _ = limits(firm)
    assert rests.says == f"wecom-app:{CORP_ID} rests, 4 minutes to go; nothing is lost"
    firm.passes(minutes=5)
    assert [check.state for check in limits(firm)] == ["ok"]


def test_how_much_of_each_limit_is_used_is_seen_by_the_doctor_and_in_the_metrics(firm):
    assert limits(firm) == []
    for no in range(7):
        firm.says(f"post{no}", to="li")
        firm.says(f"news{no}", room="east", door="wecom-bot")
    firm.sends()
    (seen,) = limits(firm)
    assert seen.says == "used, where fullest: member 50%, company 2%, webhook 70%; what is over one leaves together"
    with firm.program.store.read() as db:
        used = {platform.door: platform.used(db, firm.now) for platform in firm.program.platforms}
    assert used["wecom-app"]["member"] == 0.5
    assert used["wecom-bot"] == {"conversation": 0.0, "webhook": 0.7}
