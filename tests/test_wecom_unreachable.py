"""Who cannot be reached: written down, told to admin and manager once, forgotten as soon as something arrives."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot import doctor
from storage import unreachable
from tests.wecom import errcode
from tests.wecomfirm import Firm, speaks


@pytest.fixture
def firm(databases):
    with databases.fresh("sqlite") as url, Firm(url) as firm:
        yield firm


def listed(firm):
    with firm.program.store.read() as db:
        return [(one.name, one.door) for one in unreachable.listed(db, workspace=firm.workspace)]


def lose(firm, how):
    li = firm.wecom.corp.people["li"]
    if how == "nobody":
        del firm.wecom.corp.people["li"]
    li.in_range, li.licensed = how != "abroad", how != "unlicensed"
    return li


@pytest.mark.parametrize("how", ["nobody", "abroad", "unlicensed"])
def test_who_cannot_be_reached_is_told_once_to_admin_and_manager(firm, how):
    lose(firm, how)
    for key in ("one", "two"):
        firm.says(key, to="li")
    firm.says("three", to="wang")
    firm.sends()
    firm.passes(days=9, step=259_200)
    firm.says("four", to="li")
    firm.sends()
    assert firm.states() == {"one": "dead", "two": "dead", "three": "sent", "four": "dead"}
    assert [(who, title) for who, _, title in firm.told()] == [
        ("mei", "Li gets nothing from me in WeCom"),
        ("ann", "Li gets nothing from me in WeCom"),
    ]
    assert listed(firm) == [("Li", "wecom-app")]


def test_whoever_is_reached_again_is_forgotten_and_told_anew_the_next_time(firm):
    li = lose(firm, "abroad")
    firm.says("one", to="li")
    firm.sends()
    li.in_range = True
    firm.says("two", to="li")
    firm.sends()
    assert listed(firm) == []
    firm.passes(hours=1, step=1800)
    li.in_range = False
    firm.says("three", to="li")
    firm.sends()
    assert listed(firm) == [("Li", "wecom-app")]
    assert len(firm.told()) == 4


def test_what_others_hear_settles_nothing(firm):
    lose(firm, "abroad")
    firm.says("one", to="li")
    firm.sends()
    firm.says("two", to="wang")
    firm.says("three", room="east", door="wecom-bot")
    firm.sends()
    assert listed(firm) == [("Li", "wecom-app")]


def test_the_doctor_names_them_with_the_cure(firm):
    lose(firm, "abroad")
    firm.says("one", to="li")
    firm.sends()
    with firm.program.store.read() as db:
        (found,) = (
            check
            for check in doctor._workspace(db, firm.workspace, firm.now + timedelta(hours=3))
            if "reached" in check.says
        )
    assert (found.state, found.says) == ("warn", "wecom-app has not reached Li for 3 hours: errcode 81013")
    assert "可见范围" in found.cure


def test_who_never_opened_the_bots_chat_is_named_with_what_they_can_do(firm):
    firm.says("one", to="li", door="wecom-bot")
    firm.passes(seconds=10)
    with firm.program.store.read() as db:
        (one,) = unreachable.listed(db, workspace=firm.workspace)
        told = db.exec_driver_sql("SELECT text FROM outbox WHERE key LIKE 'dead:%' ORDER BY id").scalars().all()
    assert (one.name, one.door, one.cure) == ("Li", "wecom-bot", "wecom_chat")
    assert told and all(text.startswith("Li") and "open the direct chat with the bot" in text for text in told)

    speaks(firm, "li")
    firm.says("two", to="li", door="wecom-bot")
    firm.passes(minutes=1)
    assert firm.states() == {"one": "dead", "two": "sent"}
    assert listed(firm) == []


def test_a_dead_letter_names_the_group_and_the_person_and_no_raw_id(firm):
    group = firm.wecom.corp.group("west").id
    with firm.program.store.write() as db:
        db.execute(text("UPDATE rooms SET name = channel WHERE name = 'west'"))
    firm.wecom.fails("message/send", errcode(40058))
    firm.says("one", to="wang")
    firm.says("two", room="west", door="wecom-bot")
    firm.passes(seconds=20)
    told = sorted(title for who, _, title in firm.told() if who == "ann")
    assert told == [
        "1 message could not be delivered: wecom-app Wang",
        "1 message could not be delivered: wecom-bot east",
    ]
    assert group not in str(told)
