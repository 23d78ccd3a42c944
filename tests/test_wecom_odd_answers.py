"""Whatever WeCom's API answers, nothing of ours breaks: posts wait, and leave when it makes sense again."""

import json

import pytest

from tests.wecom.faults import odd
from tests.wecomfirm import Firm

VALUES = (None, True, -1, 1e308, 10**400, "", "0", "x" * 100_000, "\ud800", [], [None], {}, {"a": [1]})
# Of each call the fields that are looked at.
FIELDS = {
    "gettoken": ("errcode", "access_token", "expires_in"),
    "message/send": ("errcode", "invaliduser", "unlicenseduser", "response_code"),
    "webhook/send": ("errcode",),
}
WHOLE = ("", "null", "[]", "1", '"x"', "{", "[" * 5000, '{"errcode": 0' + " " * 100_000 + "}", "{}")


def answers(path):
    good = {"errcode": 0, "access_token": "t", "expires_in": 7200} if path == "gettoken" else {"errcode": 0}
    yield from WHOLE
    yield from (json.dumps(good | {name: value}) for name in FIELDS[path] for value in VALUES)


@pytest.mark.parametrize("path", FIELDS)
def test_no_answer_of_the_api_breaks_anything(databases, path, caplog):
    with databases.fresh("sqlite") as url, Firm(url) as firm:
        for no, answer in enumerate(answers(path)):
            if path == "gettoken":
                with firm.program.store.write() as db:
                    db.exec_driver_sql("DELETE FROM tokens")
            firm.wecom.fails(path, odd(answer))
            place = {"room": "east", "door": "wecom-bot"} if path == "webhook/send" else {"to": "li"}
            firm.says(f"post{no}", **place)
            firm.passes(minutes=2, step=40)
        firm.wecom.heals()
        firm.passes(hours=1, step=300)
        assert {key: state for key, state in firm.states().items() if state not in ("sent", "dead")} == {}
    assert [record.getMessage()[:200] for record in caplog.records if record.levelname == "ERROR"] == []
