"""What the doctor says of Slack: the token, its scopes, the ways in, the channels, and every workspace that installed us."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.slack import examine
from bot.slack.manifest import SCOPES
from bot.vault import new_key
from storage import workspaces
from tests.slack import Clock, Slack
from tests.slackhouse import House


@pytest.fixture
def slack():
    with Slack(clock=Clock()) as slack:
        yield slack


def looked(slack: Slack, tmp_path: Path, **more) -> list[tuple[str, str]]:
    [team] = slack.teams.values()
    told = {"slack_bot_token": team.token, "slack_app_token": slack.app_token} | more
    settings = Settings(
        database_url=f"sqlite:///{tmp_path}/none.db",
        slack_api_url=slack.api_url,
        **{name: SecretStr(value) for name, value in told.items() if value},
    )
    return [(check.state, check.says) for check in examine.checks(settings, slack.clock.now)]


def test_the_doctor_finds_everything_well(slack, tmp_path):
    team = slack.team(name="Acme")
    slack.channel(team, "east", [])

    assert looked(slack, tmp_path) == [
        ("ok", "baton in Acme"),
        ("ok", "all scopes are granted"),
        ("ok", "in 1 channels"),
        ("ok", "a socket can be opened"),
    ]
    assert not (tmp_path / "none.db").exists()


def test_the_doctor_says_what_is_missing(slack, tmp_path):
    slack.team(scopes=set(SCOPES) - {"users:read.email", "im:history"})

    assert looked(slack, tmp_path, slack_app_token="xapp-wrong") == [
        ("ok", "baton in Huarui"),
        ("bad", "scopes are missing: im:history"),
        ("warn", "without users:read.email people are not matched by their address: a manager admits each"),
        ("warn", "the bot is in no channel"),
        ("bad", "Slack opens no socket: invalid_auth"),
    ]
    assert looked(slack, tmp_path, slack_app_token="")[-1] == ("bad", "nothing can come in")


def test_the_doctor_says_that_settings_are_half_done(slack, tmp_path):
    slack.team()

    only_socket = looked(slack, tmp_path, slack_bot_token="")
    assert only_socket[0] == ("bad", "ways in are set, but no token to speak by")


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"slack_client_secret": "c0ffee" * 5}, "a client secret without its id"),
        ({"slack_client_id": "12.34"}, "a client id without its secret"),
        ({"slack_client_id": "12.34", "slack_client_secret": "c0ffee" * 5}, "there is no /slack/install yet"),
    ],
)
def test_the_doctor_says_that_the_settings_of_an_installation_are_half_done(tmp_path, told, says):
    settings = Settings(database_url=f"sqlite:///{tmp_path}/none.db", **told)

    found = [check for check in examine.checks(settings, Clock().now) if check.state == "bad"]
    assert found[0].says == says and found[0].cure


def test_the_doctor_says_which_setting_holds_something_else_and_not_what(tmp_path):
    wrong = {"slack_bot_token": "xapp-1-2", "slack_app_token": "'xapp-1-2'", "slack_signing_secret": "x"}
    wrong |= {"slack_client_id": "<id>"}
    settings = Settings(database_url=f"sqlite:///{tmp_path}/none.db", slack_api_url="http://127.0.0.1:9/api/", **wrong)

    found = list(examine.checks(settings, Clock().now))
    assert [check.says for check in found[:4]] == [f"BATON_{name.upper()} holds something else" for name in wrong]
    assert not any(value in check.says for check in found for value in wrong.values() if len(value) > 1)


def test_the_doctor_says_that_a_token_is_not_one(slack, tmp_path):
    slack.team()

    assert looked(slack, tmp_path, slack_bot_token="xoxb-wrong")[0] == ("bad", "Slack refuses the token (invalid_auth)")


def is_easts_room(house: House, channel: str, name: str, *, tenant: str = "") -> None:
    """Let a channel belong to the team East."""
    with house.program.store.write() as db:
        workspaces.add_room(
            db,
            workspace=house.company(),
            team=1,
            door="slack",
            tenant=tenant or house.team.id,
            channel=channel,
            name=name,
            language="en",
        )


@pytest.fixture
def house(databases):
    with databases.fresh("sqlite") as url, House(url) as house:
        house.begins()
        yield house


def said_of(house: House, **more) -> dict[str, str]:
    settings = house.settings.model_copy(update=more)
    return {check.says: check.cure for check in examine.checks(settings, house.clock.now)}


def test_the_doctor_names_the_teams_channels_the_bot_is_not_in(house):
    is_easts_room(house, "C0GONE", "north")

    assert said_of(house)["the bot is not in north"] == "In each of them type /invite @Baton."


def test_a_private_channel_is_seen_by_the_doctor_where_that_was_granted(house):
    secret = house.slack.channel(house.team, "secret", [house.mei], private=True)
    is_easts_room(house, secret.id, "secret")
    assert "in 2 channels" in said_of(house)

    house.team.scopes -= {"groups:read"}
    assert said_of(house)["the bot is not in secret, unless private"].endswith("Or grant groups:read.")


@pytest.fixture
def offices(databases):
    """Huarui, Second and Third have installed Baton, each from a browser of theirs."""
    with databases.fresh("sqlite") as url, House(url, oauth=True) as house:
        teams = [house.team, *(house.slack.team(f"T0{name.upper()}", name=name) for name in ("Second", "Third"))]
        for team in teams:
            house.slack.channel(team, "all", [])
            assert house.installs(house.slack.person(team, "ann"), house.browser()).status_code == 200
        yield house


AGAIN = "Have an admin of theirs install Baton again at /slack/install."


def test_the_doctor_looks_at_every_workspace_that_installed_us(offices):
    said = said_of(offices)
    assert list(said) == [
        "workspaces install Baton at /slack/install",
        *(
            f"{name}: {says}"
            for name, channels in (("Huarui", 2), ("Second", 1), ("Third", 1))
            for says in (f"baton in {name}", "all scopes are granted", f"in {channels} channels")
        ),
        "POST /slack/events takes what is signed with the secret",
    ]
    assert set(said.values()) == {""}


def test_the_doctor_says_what_ails_each_of_them_and_what_helps(offices):
    huarui, second, third = offices.slack.teams.values()
    offices.slack.writes(next(one for one in huarui.people.values() if one.handle == "ann"), "add team East: Somebody")
    huarui.scopes -= {"im:history"}
    for channel in huarui.channels.values():
        channel.members.clear()
    is_easts_room(offices, "C0GONE", "north")
    is_easts_room(offices, "C0ELSE", "theirs", tenant=second.id)
    second.state = "token_revoked"
    offices.slack.uninstalls(third)

    cures = {says: cure for says, cure in said_of(offices).items() if cure}
    assert cures == {
        "Huarui: scopes are missing: im:history": AGAIN,
        "Huarui: the bot is not in north": "In each of them type /invite @Baton.",
        "Second: Slack refuses the token (token_revoked)": AGAIN,
        "Third removed Baton": f"If that was a mistake: {AGAIN}",
    }


def test_the_doctor_says_when_the_key_opens_no_token(offices):
    cures = said_of(offices, secret_key=SecretStr(new_key()))

    wanted = f"Add the key it was kept under to BATON_SECRET_KEY, after a comma. {AGAIN}"
    assert [cures[f"{name}: the key does not open its token"] for name in ("Huarui", "Second", "Third")] == [wanted] * 3


def test_the_doctor_says_that_nobody_installed_us_yet(databases):
    with databases.fresh("sqlite") as url, House(url, oauth=True) as house:
        assert said_of(house)["no workspace has installed Baton"] == "Open /slack/install in a browser."
