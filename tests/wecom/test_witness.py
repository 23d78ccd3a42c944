"""Somebody else's code understands our emulator: the official packages, which `.ci/run` installs by `npm ci`."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.wecom.bots import stream
from tests.wecom.credentials import APP_AES_KEY, APP_TOKEN, BOT_AES_KEY, BOT_ID, BOT_SECRET, BOT_TOKEN
from tests.wecom.emulator import Wecom

HERE = Path(__file__).parent / "node"
NODE = shutil.which("node")
MISSING = (
    "no node" if NODE is None else "" if (HERE / "node_modules").is_dir() else "no packages: npm ci in tests/wecom/node"
)

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)


@pytest.mark.parametrize("door", ["bot", "app"])
@pytest.mark.parametrize("text", ["认领 D-1001 🎉", "", "x" * 31, "y" * 32, "客户" * 5000])
def test_the_official_package_opens_what_we_seal_and_we_open_what_it_seals(wecom, door, text):
    cipher, key, token = {
        "bot": (wecom.bot_cipher, BOT_AES_KEY, BOT_TOKEN),
        "app": (wecom.app_cipher, APP_AES_KEY, APP_TOKEN),
    }[door]
    sealed = cipher.seal(text)
    query = cipher.query(sealed, timestamp=1795000000)
    asked = {"token": token, "key": key, "encrypted": sealed, "reply": json.dumps(stream(text or "-"))} | query
    done = subprocess.run(
        [NODE, "crypto.js"], cwd=HERE, input=json.dumps(asked), capture_output=True, text=True, check=True, timeout=30
    )
    told = json.loads(done.stdout)
    assert (told["message"], told["id"]) == (text, cipher.receive_id)
    assert told["signature"] == query["msg_signature"]
    assert json.loads(cipher.open(told["sealed"])) == stream(text or "-")
    assert told["sealedSignature"] == cipher.signature(query["timestamp"], query["nonce"], told["sealed"])


class Official:
    """The official bot as a process, and the lines it says."""

    def __init__(self, wecom: Wecom, secret: str = BOT_SECRET) -> None:
        command = [NODE, "bot.js", wecom.gateway.url, BOT_ID, secret]
        self.process = subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def hears(self):
        """Return the next line."""
        return json.loads(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def test_the_official_bot_can_be_talked_to(wecom):
    def titles():
        return [shown.title for shown in wecom.sees("li")]

    with Official(wecom) as official:
        assert official.hears() == {"event": "authenticated"}
        wecom.says("li", "认领 D-1001", to="东区")
        wecom.wait(lambda: titles() == ["heard: @销售助手 认领 D-1001"])
        wecom.enters("li")
        wecom.wait(lambda: titles()[1:] == ["welcome"])
        wecom.says("li", "card")
        wecom.wait(lambda: titles()[2:] == ["D-1001"])
        wecom.presses("li", wecom.sees("li")[2], "认领")
        wecom.wait(lambda: titles()[2:] == ["done: claim D-1001"])
        wecom.says("li", "push")
        wecom.wait(lambda: titles()[3:] == ["pushed"])
        wecom.says("li", "file")
        assert official.hears() == {"event": "uploaded", "media": "MEDIA0001"}
        wecom.wait(lambda: wecom.gateway.holder.pings > 2)
        assert wecom.refused == []
        wecom.gateway.kick()
        assert official.hears() == {"event": "kicked"}


def test_the_official_bot_comes_back_after_a_close(wecom):
    with Official(wecom) as official:
        for code in (1000, 1006):
            assert official.hears() == {"event": "authenticated"}
            wecom.gateway.close(code)
        assert official.hears() == {"event": "authenticated"}


def test_the_official_bot_is_refused_with_a_wrong_secret(wecom):
    with Official(wecom, "wrong") as official:
        assert "853000" in official.hears()["why"]
