"""The doctor looks at each of WeCom's doors and says the cure."""

from datetime import timedelta

import pytest

from bot.settings import Settings
from bot.vault import new_key
from bot.wecom import examine
from bot.wecom.hold import lease_of
from storage import leases
from storage.store import Store
from tests.chat import START
from tests.wecom import HTML, RESET, Wecom, errcode
from tests.wecom.credentials import BOT_ID


@pytest.fixture
def wecom():
    with Wecom(clock=lambda: START) as wecom:
        wecom.person("li")
        wecom.group("east", "li", webhooks=("east",))
        yield wecom


@pytest.fixture
def url(databases):
    with databases.fresh("sqlite") as url:
        yield url


def found(wecom, url, *ways, **more):
    """Name, state, words and cure of every finding."""
    settings = Settings(database_url=url, secret_key=new_key(), **(wecom.settings(*ways) | more))
    return [(check.name, check.state, check.says, check.cure) for check in examine.checks(settings, START)]


def test_nothing_set_is_well_and_says_how_to_begin(url):
    settings = Settings(database_url=url, secret_key=new_key())
    (only,) = examine.checks(settings, START)
    assert (only.name, only.state) == ("wecom", "ok")
    assert "BATON_WECOM_BOT_ID, BATON_WECOM_BOT_SECRET" in only.says


def test_good_credentials_are_well(wecom, url):
    states = [(name, state) for name, state, *_ in found(wecom, url, "app", "callback", "socket", "webhooks")]
    expected = [("wecom-app", "ok"), ("wecom-app", "ok"), ("wecom-bot", "ok"), ("wecom-bot", "ok")]
    assert states == [*expected, ("webhooks", "warn")]


@pytest.mark.parametrize(
    ("code", "helps"), [(60020, "企业可信IP"), (40001, "BATON_WECOM_APP_SECRET"), (45009, "Too many calls")]
)
def test_the_app_is_refused_with_its_cure(wecom, url, code, helps):
    wecom.fails("gettoken", errcode(code))
    name, state, says, cure = found(wecom, url, "app")[0]
    assert (name, state, says) == ("wecom-app", "bad", f"WeCom refuses the app's credentials ({code})")
    assert helps in cure


@pytest.mark.parametrize("fault", [RESET, HTML])
def test_no_answer_is_a_finding_without_the_secret(wecom, url, fault):
    wecom.fails("gettoken", fault)
    name, state, says, cure = found(wecom, url, "app")[0]
    assert (name, state, says) == ("wecom-app", "bad", f"{wecom.url} does not answer")
    assert not any(secret in says + cure for secret in wecom.secrets())


def test_an_empty_visible_range_is_found(wecom, url):
    wecom.corp.people["li"].in_range = False
    assert found(wecom, url, "app")[0][1:3] == ("warn", "nobody may use the app")


def test_what_is_half_set_is_named(wecom, url):
    given = wecom.settings("app") | {"wecom_app_token": None}
    settings = Settings(database_url=url, secret_key=new_key(), **given)
    assert [(check.state, check.says) for check in examine.checks(settings, START)] == [
        ("ok", "speaks to its people"),
        ("warn", "hears nothing: BATON_WECOM_APP_TOKEN is not set"),
    ]


def test_a_short_key_is_found(wecom, url):
    assert found(wecom, url, "callback", wecom_bot_aes_key="short")[0][1:3] == (
        "bad",
        "an EncodingAESKey has 43 characters",
    )


def test_a_bot_that_can_never_speak_first_is_found(wecom, url):
    assert found(wecom, url, "callback")[-1][1:3] == ("warn", "by callback alone it answers, but never speaks first")


def test_a_bot_whose_secret_is_wrong_is_found_by_dialling(wecom, url):
    (line,) = found(wecom, url, "socket", wecom_bot_secret="wrong")
    assert line[:3] == ("wecom-bot", "bad", "WeCom refuses the bot's credentials (853000)")
    assert "BATON_WECOM_BOT_SECRET" in line[3]


@pytest.mark.parametrize(
    ("note", "state", "says"),
    [
        ("connected", "ok", "the long connection stands"),
        ("refused 853000", "bad", "WeCom refuses the bot's credentials (853000)"),
        ("taken", "bad", "another program holds the bot's connection"),
        ("closed 1006", "warn", "the long connection is down: closed 1006"),
    ],
)
def test_who_holds_the_connection_is_asked_and_not_kicked(wecom, url, note, state, says):
    store = Store(url, connections=1)
    with store.write() as db:
        leases.take(db, lease_of(BOT_ID), holder="serve", length=timedelta(seconds=30), now=START)
        leases.note(db, lease_of(BOT_ID), holder="serve", met=note)
    store.close()

    assert found(wecom, url, "socket")[0][1:3] == (state, says)
    assert wecom.gateway.lines == []


def test_a_webhook_no_group_is_bound_to_says_what_to_type(wecom, url):
    (webhooks,) = found(wecom, url, "webhooks")
    assert webhooks[:3] == ("webhooks", "warn", "no group is bound to east")
    assert webhooks[3].endswith(" bind east")
