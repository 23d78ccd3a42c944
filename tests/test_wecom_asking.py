"""A question asked in one of WeCom's two private chats may be answered in the other."""

from datetime import timedelta

import pytest

from storage import outbox
from storage.outbox import Saying
from tests.wecom.credentials import CORP_ID
from tests.wecomdoors import Doors


@pytest.fixture
def doors(databases):
    with databases.fresh("sqlite") as url, Doors(url, "app", "callback") as doors:
        yield doors


def test_what_the_app_asked_is_answered_in_the_bots_chat(doors):
    chat = doors.chat
    with chat.store.write() as db:
        asked = Saying(
            workspace=chat.workspace, key="ask", kind="answer", door="wecom-app", tenant=CORP_ID, language="en",
            text="Stand-up?", member=chat.members["li"], created_at=chat.now, prompt="standup",
            prompt_until=chat.now + timedelta(hours=1),
        )  # fmt: skip
        assert outbox.say(db, asked) is not None

    doors.wecom.says("li", "met the buyer of Acme", to="east")
    assert doors.titles("li", kind="bot") == []
    doors.wecom.says("li", "met the buyer of Acme")
    assert doors.titles("li", kind="bot") == ["There is no stand-up to answer now"]
