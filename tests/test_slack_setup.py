"""The first minutes with Slack: the manifest an app is made from, and what the doctor says of it."""

from pathlib import Path

import pytest
import yaml
from pydantic import SecretStr
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.settings import Settings
from bot.slack import examine, reading
from bot.slack.manifest import EVENTS, OPTIONAL, SCOPES, NoAddress, manifest
from storage import workspaces
from tests.slack import Clock, Slack
from tests.slackhouse import House

ROOT = Path(__file__).parents[1]


def test_the_manifest_in_the_repository_is_the_one_the_command_prints():
    printed = CliRunner().invoke(cli, ["slack", "manifest"]).stdout

    assert (ROOT / "slack-manifest.yaml").read_text() == printed == manifest()


def test_the_manifest_is_inside_slacks_limits_and_names_what_we_read():
    told = yaml.safe_load(manifest())
    features, bot = told["features"], told["oauth_config"]["scopes"]

    assert len(told["display_information"]["name"]) <= 35
    assert len(told["display_information"]["description"]) <= 140
    assert {one["callback_id"] for one in features["shortcuts"]} == {reading.LEAD, reading.PROGRESS}
    assert all(len(one["name"]) <= 24 for one in features["shortcuts"])
    assert [one["command"] for one in features["slash_commands"]] == ["/baton"]
    assert set(bot["bot_optional"]) <= set(bot["bot"]) == set(SCOPES)
    assert set(told["settings"]["event_subscriptions"]["bot_events"]) == {*reading.EVENTS, "app_mention", "message.im"}
    assert told["settings"]["socket_mode_enabled"] is True
    assert "url" not in manifest()


def test_the_manifest_for_http_names_our_address_wherever_slack_calls():
    told = yaml.safe_load(CliRunner().invoke(cli, ["slack", "manifest", "--url", "https://baton.example/"]).stdout)

    assert told["settings"]["event_subscriptions"]["request_url"] == "https://baton.example/slack/events"
    assert told["settings"]["interactivity"]["request_url"] == "https://baton.example/slack/events"
    assert told["features"]["slash_commands"][0]["url"] == "https://baton.example/slack/events"
    assert told["oauth_config"]["redirect_urls"] == ["https://baton.example/slack/oauth_redirect"]
    assert told["settings"]["socket_mode_enabled"] is False
    assert told["settings"]["event_subscriptions"]["bot_events"] == list(EVENTS)


@pytest.mark.parametrize(
    "url", ["http://baton.example", "baton.example", "https://", "https://a b", "https://x/?a=1", ""]
)
def test_slack_calls_no_other_address(url):
    with pytest.raises(NoAddress):
        manifest(url)
    refused = CliRunner().invoke(cli, ["slack", "manifest", "--url", url])
    assert refused.exit_code == 2


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


def test_the_doctor_says_that_a_token_is_not_one(slack, tmp_path):
    slack.team()

    assert looked(slack, tmp_path, slack_bot_token="xoxb-wrong")[0] == ("bad", "Slack refuses the token: invalid_auth")


def test_the_doctor_names_the_teams_channels_the_bot_is_not_in(databases):
    with databases.fresh("sqlite") as url, House(url) as house:
        house.begins()
        with house.program.store.write() as db:
            workspaces.add_room(
                db,
                workspace=house.company(),
                team=1,
                door="slack",
                tenant=house.team.id,
                channel="C0GONE",
                name="north",
                language="en",
            )
        said = {check.says: check.cure for check in examine.checks(house.settings, house.clock.now)}

    assert said["the bot is not in north"] == "In each of them type /invite @Baton."


def test_scopes_that_may_be_refused_are_asked_for_as_optional():
    assert set(OPTIONAL) == set(examine.WITHOUT)
