"""Slack in full: the day on PostgreSQL, fifty deaths after an acknowledgement, thirty while Slack has the post."""

import pytest

from tests.promises import day
from tests.promises.day_local import LocalDay
from tests.promises.day_slack import SlackDay, baton
from tests.promises.slack_kills import kill_after_acknowledging, kill_between, town
from tests.running import until
from tests.soak.sizes import kinds, size

ACKNOWLEDGED, BETWEEN = size(50, short=4), size(30, short=5)


@pytest.mark.parametrize("url", kinds(short="postgres"), indirect=True)
@pytest.mark.parametrize("way", ["http", "socket"])
def test_everything_acknowledged_had_its_effect_once(url, tmp_path, way):
    with town(url, tmp_path, way, people=4) as found:
        counted = kill_after_acknowledging(found, kills=ACKNOWLEDGED)
    print(counted)
    assert (counted.kills, counted.lost, counted.wrong) == (ACKNOWLEDGED, (), ())


@pytest.mark.parametrize("url", kinds(short="postgres"), indirect=True)
def test_nothing_slack_had_is_lost_and_only_what_may_is_doubled(url, tmp_path):
    with town(url, tmp_path, "http", people=BETWEEN) as found:
        counted = kill_between(found, kills=BETWEEN)
    print(counted)
    assert (counted.kills, counted.lost, counted.wrong) == (BETWEEN, (), ())
    assert counted.doubled.keys() <= {"answer room", "reminder room", "escalation room"}


def test_the_day_is_the_same_on_both_databases_and_in_slack(databases):
    lived = {}
    for kind in ("sqlite", "postgres"):
        for name, opened in (("local", LocalDay), ("slack", lambda url: SlackDay(url, "http"))):
            with databases.fresh(kind) as url:
                driver = opened(url)
                try:
                    lived[kind, name] = (day.live(driver), driver.business())
                finally:
                    driver.close()
    assert day.differences(lived["sqlite", "local"], lived["sqlite", "slack"]) == []
    assert day.differences(lived["postgres", "local"], lived["postgres", "slack"]) == []
    # The databases write moments differently; what people saw is the same.
    assert day.differences((lived["sqlite", "local"][0], {}), (lived["postgres", "local"][0], {})) == []


def test_a_socket_that_was_cut_is_opened_anew_and_what_came_meanwhile_comes_again(databases):
    with databases.fresh("sqlite") as url, baton(url, "socket") as bot:
        bot.slack.gateway.drop()
        said = bot.slack.mentions(bot.people["li"], bot.rooms["east"], "new Acme", lost=True)
        print(until(lambda: said.repeat(1, "timeout").ok, 40), "seconds without a socket")
        assert [row["title"] for row in bot.rows("SELECT title FROM deals")] == ["Acme"]
