"""The first minutes with Slack: the manifest an app is made from, and what it asks for."""

from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.slack import events, presence, reading
from bot.slack.manifest import EVENTS, OPTIONAL, SCOPES, NoAddress, manifest

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
    assert set(told["settings"]["event_subscriptions"]["bot_events"]) == {*events.EVENTS, "app_mention", "message.im"}
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


def test_scopes_that_may_be_refused_are_asked_for_as_optional():
    assert set(OPTIONAL) == set(presence.WITHOUT)
