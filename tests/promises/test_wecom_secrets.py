"""Whatever fails between us and WeCom, no secret of it can be read anywhere."""

import os
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from prometheus_client import generate_latest
from sqlalchemy import text

from tests.forge import run
from tests.promises.offices import Office
from tests.running import Server, until
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
        until(lambda: wecom.calls("gettoken"), 60)
        pages = [server.get(path)[1] for path in PAGES]
        server.signal()
        server.ends()
    return "\n".join([*pages, doctor, (folder / "log").read_text()])


def _doctor(folder, environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BATON_")}
    done = run("bot", "doctor", folder=folder, env=clean | environment, timeout=120)
    return done.stdout + done.stderr


def test_no_secret_of_wecom_can_be_read_when_everything_fails(tmp_path):
    with Wecom() as wecom:
        wecom.person("li")
        wecom.group("east", "li", webhooks=("east",))
        said = told(wecom, tmp_path)
        assert "wecom" in said
        assert [secret for secret in wecom.secrets() if secret in said] == []


@pytest.mark.parametrize("path", ["gettoken", "message/send"])
def test_no_secret_of_wecom_is_logged_or_stored_however_a_call_ends(databases, capfd, caplog, path):
    now = datetime(2026, 11, 23, 1, 7, tzinfo=UTC)
    with databases.fresh("sqlite") as url, Office(url, people=1, clock=lambda: now) as office:
        for no, fault in enumerate(FAULTS):
            office.wecom.fails(path, fault)
            office.says_to_all(f"words {no}")
            for _ in range(5):
                now += timedelta(minutes=1)
                office.settles()
            office.wecom.app.expire()
        with office.program.store.read() as db:
            rows = db.execute(text("SELECT key, error, cure, text FROM outbox")).all()
        metrics = generate_latest(office.program.metrics.registry).decode()
        said = "\n".join([*capfd.readouterr(), caplog.text, metrics, *map(str, rows)])
        assert len(office.wecom.calls(path)) >= len(FAULTS)
        assert "post failed" in said
        assert [secret for secret in office.wecom.secrets() if secret in said] == []
