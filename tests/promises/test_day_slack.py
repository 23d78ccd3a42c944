"""The day of twenty people is the same day in Slack, by HTTP and by Socket Mode, as in the local chat."""

from collections import Counter

import pytest

from tests.promises import day
from tests.promises.day_slack import SlackDay


@pytest.mark.parametrize("way", ["http", "socket"])
def test_the_day_is_the_same_in_slack(local_day, databases, way):
    """Without what one platform has alone: Slack's home tab, which the driver leaves out; the local chat has nothing."""
    with databases.fresh("sqlite") as url:
        driver = SlackDay(url, way)
        try:
            assert day.differences(local_day, (day.live(driver), driver.business())) == []
            # "Please press again" and the answer to the next press come within one second of a clock that stands still.
            assert len(driver.slack.busy) <= driver.baton.late
            assert refused(driver.slack) == []
            assert untold(driver.slack) == []
            assert [seen.title for seen in driver.slack.ledger if {"!channel", "!here"} & set(seen.pings)] == []
        finally:
            driver.close()


def refused(slack) -> list[str]:
    """Calls that Slack said no to: a scope that was not minded, a shape it does not know."""
    return [f"{call.method}: {call.error}" for call in slack.calls if call.error not in (None, "ratelimited")]


def untold(slack) -> list[str]:
    """Posts whose text for screen readers leaves out a figure that is on the screen."""
    posts = [seen for seen in slack.ledger if seen.kind in ("post", "ephemeral")]
    return [seen.title for seen in posts if Counter(day.values(seen.text)) - Counter(day.values(seen.alone))]
