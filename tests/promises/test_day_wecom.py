"""The day of twenty people is the same day in WeCom over the long connection as in the local chat."""

import pytest

from tests.promises import day
from tests.promises.day_wecom import WecomDay, differences

pytestmark = pytest.mark.usefixtures("patience")


def test_the_day_is_the_same_in_wecom(local_day, databases):
    with databases.fresh("sqlite") as url:
        driver = WecomDay(url, "socket")
        try:
            assert differences(local_day, (day.live(driver), driver.business())) == []
            # A card can be changed once; that its code is spent, a bot learns by trying.
            assert {refused.call for refused in driver.wecom.refused} <= {"message/update_template_card"}
            assert driver.wecom.dropped == []
            assert driver.wecom.gateway.lost == []
        finally:
            driver.close()
