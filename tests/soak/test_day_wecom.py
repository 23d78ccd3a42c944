"""The day's commands once more over WeCom's callback."""

import pytest

from tests.promises import day
from tests.promises.day_local import LocalDay
from tests.promises.day_wecom import WecomDay, differences

pytestmark = pytest.mark.usefixtures("patience")


def test_the_day_is_the_same_over_wecoms_callback(databases):
    lived = []
    for open_door in (LocalDay, lambda url: WecomDay(url, "callback")):
        with databases.fresh("sqlite") as url:
            driver = open_door(url)
            lived.append((day.live(driver), driver.business()))
            driver.close()
    assert differences(*lived) == []
