"""Nothing that Slack was told is done is lost when the server dies, and nothing Slack has is said twice but what may be."""

from tests.promises.slack_kills import kill_after_acknowledging, kill_between


def test_what_was_acknowledged_is_done_once_and_answered(databases, tmp_path):
    with databases.fresh("sqlite") as url:
        counted = kill_after_acknowledging(url, tmp_path, "http", kills=3)
    print(counted)
    assert (counted.kills, counted.lost, counted.wrong) == (3, (), ())


def test_what_slack_had_when_the_server_died_is_there_and_only_what_may_is_there_twice(databases, tmp_path):
    with databases.fresh("sqlite") as url:
        counted = kill_between(url, tmp_path, kills=3)
    print(counted)
    assert (counted.kills, counted.lost, counted.wrong) == (3, (), ())
    assert counted.doubled.keys() <= {"reminder room"}
