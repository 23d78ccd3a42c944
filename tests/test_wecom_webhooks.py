"""A group's webhook: its key said in private or at the command line, kept encrypted, used, and seen nowhere."""

import io
import logging
import sys
import threading

import pytest
from sqlalchemy import text

from bot import logs
from bot.wecom.examine import checks
from tests.running import Server
from tests.test_commandline import baton
from tests.wecomdoors import Doors
from tests.wecomfirm import Firm

KEY = "693a91f6-7abc-4bc4-97a0-0ec2sifa5aaa"
ADDRESS = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"


@pytest.fixture
def doors(databases):
    with databases.fresh("sqlite") as url, Doors(url, "app", "callback") as doors:
        doors.wecom.person("ann")
        doors.wecom.corp.group("east").members.add("ann")
        doors.knows("ann")
        yield doors


def titles(doors):
    return [title for _, _, title in doors.pushed()]


def everything(doors):
    """All that is stored, as text."""
    with doors.chat.store.read() as db:
        names = db.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        return "\n".join(str(row) for name in names for row in db.execute(text(f'SELECT * FROM "{name}"')))


@pytest.mark.parametrize("said", [f"群机器人 north {KEY}", f"webhook North {ADDRESS}", f"webhook north={KEY}"])
def test_a_key_said_in_private_is_kept_encrypted_and_leads_into_the_group(doors, said):
    doors.wecom.writes("ann", said)
    assert titles(doors)[-1] in (
        "群机器人「north」的 key 存好了，加密的",
        "The key of webhook north is kept, encrypted",
    )
    doors.wecom.says("ann", "绑定 north", to="east")
    assert doors.chat.value("SELECT webhook FROM rooms WHERE door = 'wecom-bot'") == "north"
    assert doors.chat.value("SELECT count(*) FROM webhooks") == 1
    assert KEY not in everything(doors)


def test_a_key_shown_in_a_group_is_not_taken(doors):
    doors.wecom.says("ann", f"群机器人 north {KEY}", to="east")
    assert titles(doors) == ["key 别发在群里，这个我不收"]
    assert doors.chat.value("SELECT count(*) FROM webhooks") == 0
    assert KEY not in everything(doors)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("群机器人 east abc", "这个 key 不完整，没存"),
        (f"webhook north {ADDRESS[:-20]}", "That is no whole key, so I kept nothing"),
        (f"群机器人 {KEY}", "key 收到了，还差个名字"),
        ("绑定 north", "请在要绑定的企业微信群里 @ 我说这句话"),
    ],
)
def test_a_key_that_was_cut_is_answered_with_the_cure_of_keys(doors, said, answer):
    doors.wecom.writes("ann", said)
    assert titles(doors) == [answer]
    assert doors.chat.value("SELECT count(*) FROM webhooks") == 0


@pytest.mark.parametrize("given", ["eastwrongkey-eastwrongkey", f"east={KEY},west", f"west=,east={KEY}", f"={KEY}"])
def test_malformed_webhooks_of_the_settings_are_said_to_be_malformed_without_the_key(tmp_path, given):
    for command in ("doctor", "serve"):
        code, said, error = baton(tmp_path, command, BATON_WECOM_WEBHOOKS=given)
        assert code != 0
        assert "BATON_WECOM_WEBHOOKS" in said + error
        assert "is not NAME=KEY" in said + error
        assert not any(part in said + error for part in (KEY, "eastwrongkey"))


def test_only_an_admin_names_a_key_and_those_of_the_settings_stay(doors):
    doors.wecom.writes("li", f"webhook north {KEY}")
    doors.wecom.writes("ann", f"webhook EAST {KEY}")
    assert titles(doors) == ["Your role can't do this", "The key of east stands in BATON_WECOM_WEBHOOKS"]
    assert doors.chat.value("SELECT count(*) FROM webhooks") == 0


def test_a_webhook_is_forgotten(doors):
    doors.wecom.writes("ann", f"webhook north {KEY}")
    doors.wecom.writes("ann", "webhook north off")
    doors.wecom.writes("ann", "webhook north off")
    assert titles(doors)[1:] == ["The webhook north is removed", "There is no webhook called north"]
    assert doors.chat.value("SELECT count(*) FROM webhooks") == 0


@pytest.fixture
def logged():
    """Everything that is logged from now on, as a running server logs it."""
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    logs.configure(level=logging.DEBUG)
    handler = logging.getLogger().handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    stream = io.StringIO()
    handler.setStream(stream)
    yield stream
    logs.configure(level=logging.WARNING)
    logging.captureWarnings(False)
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


def test_a_group_hears_by_a_webhook_of_the_store_and_no_log_shows_its_key(databases, logged):
    with databases.fresh("sqlite") as url, Firm(url) as firm:
        key = firm.wecom.group("south", "li", webhooks=("south",)).webhooks["south"]
        seals = firm.program.dispatcher.services.seals
        with firm.program.store.write() as db:
            row = {"workspace": firm.workspace, "name": "south", "sealed": seals.lock(key)}
            db.execute(text("INSERT INTO webhooks VALUES (:workspace, :name, :sealed)"), row)
            db.execute(text("UPDATE rooms SET webhook = 'south' WHERE name = 'west'"))
        firm.says("one", room="west", door="wecom-bot")
        firm.sends()
        assert firm.wecom.sees("li", kind="group")[-1].by == "webhook:south"
        firm.wecom.corp.group("south").webhooks.clear()
        firm.says("two", room="west", door="wecom-bot")
        firm.sends()
        assert firm.states()["two"] == "dead"
        assert firm.told()[0][0] == "ann"
        found = [check for check in checks(firm.settings, firm.now) if check.name == "webhooks"]
        said = "\n".join([logged.getvalue(), str(firm.told()), str(found)])
    assert [check.state for check in found] == ["ok"]
    assert "post failed" in said
    assert key not in said


def test_the_command_line_keeps_lists_and_forgets(tmp_path):
    bot = {"BATON_WECOM_BOT_TOKEN": "token", "BATON_WECOM_BOT_AES_KEY": 43 * "a"}
    with Server(tmp_path, "serve", "--port", "0", **bot) as server:
        server.signal()
        server.ends()
    assert baton(tmp_path, "webhook", "add", "East", "--key", ADDRESS, **bot)[:2] == (
        0,
        "Kept, encrypted. In its group, say to the bot: bind East\n",
    )
    assert baton(tmp_path, "webhook", "list", **bot)[1] == "east\n"
    assert KEY.encode() not in (tmp_path / "baton.db").read_bytes()
    assert baton(tmp_path, "webhook", "remove", "EAST", **bot)[0] == 0
    assert baton(tmp_path, "webhook", "remove", "east", **bot)[2] == "baton: there is no webhook called east\n"
    short = baton(tmp_path, "webhook", "add", "east", "--key", "short")[2]
    assert short == "baton: that is no webhook's key: copy what follows key= in its address\n"
