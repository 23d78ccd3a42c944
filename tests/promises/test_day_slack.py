"""The day of twenty people is the same day in Slack, by HTTP and by Socket Mode, as in the local chat."""

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
            assert driver.slack.busy == []
        finally:
            driver.close()
