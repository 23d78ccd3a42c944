"""The day of twenty people is the same day in WeCom over the long connection as in the local chat."""

from tests.promises import day
from tests.promises.day_wecom import WecomDay, differences


def test_the_day_is_the_same_in_wecom(local_day, databases):
    with databases.fresh("sqlite") as url:
        driver = WecomDay(url, "socket")
        try:
            assert differences(local_day, (day.live(driver), driver.business())) == []
            assert driver.wecom.refused == []
            assert driver.wecom.dropped == []
            assert driver.wecom.gateway.lost == []
        finally:
            driver.close()
