"""Nothing that Slack was told is done is lost when the server dies, and nothing Slack has is said twice but what may be."""

import pytest

from tests.promises.slack_kills import kill_after_acknowledging, kill_between, town


@pytest.fixture(scope="module")
def found(databases, tmp_path_factory):
    with databases.fresh("sqlite") as url, town(url, tmp_path_factory.mktemp("kills"), "http", people=3) as found:
        yield found


def test_what_was_acknowledged_is_done_once_and_answered(found):
    counted = kill_after_acknowledging(found, kills=3)
    print(counted)
    assert (counted.kills, counted.lost, counted.wrong) == (3, (), ())


def test_what_slack_had_when_the_server_died_is_there_and_only_what_may_is_there_twice(found):
    counted = kill_between(found, kills=3)
    print(counted)
    assert (counted.kills, counted.lost, counted.wrong) == (3, (), ())
    assert counted.doubled == {}  # in private we may look up what we said, and a digest is said once at most
