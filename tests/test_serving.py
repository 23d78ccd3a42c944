"""A real server process, seen from outside: it starts, tells the truth about itself, and ends in order."""

import signal
import socket
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import closing
from urllib.error import URLError

import psycopg
import pytest
from sqlalchemy import make_url, text

from bot.health import Health
from bot.metrics import Metrics
from storage.store import Store
from tests.chat import START
from tests.forge import run
from tests.running import OPENER, ROOT, Server, callers, until


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A demo that several tests ask; none of them stops it."""
    with Server(tmp_path_factory.mktemp("serving")) as server:
        yield server


@pytest.mark.alone
def test_it_starts_on_an_empty_store_and_the_second_time_in_under_five_seconds(tmp_path):
    with Server(tmp_path, forked=False) as first:
        first.signal()
        assert first.ends() == 0
    with Server(tmp_path, forked=False) as again:
        assert again.listening_after < 5
        assert again.get("/ready")[0] == 200
        assert again.says("li", "show D-1001") == 200


def test_health_ready_and_metrics_answer(server):
    assert server.get("/health") == (200, '{"status":"ok"}')
    assert server.get("/ready") == (200, '{"ready":true,"reasons":[]}')
    status, numbers = server.get("/metrics")
    assert status == 200
    for series in (
        'baton_turns_total{outcome="done"}',
        'baton_turns_total{outcome="refused"}',
        'baton_turns_total{outcome="broken"}',
        'baton_turns_total{outcome="late"}',
        'baton_outbox{state="waiting"}',
        'baton_outbox{state="dead"}',
        'baton_outbox_age_seconds{state="waiting"}',
        "baton_dead_letters",
        "baton_tick_lateness_seconds",
        "baton_turn_statements_count",
        "baton_turn_seconds_count",
    ):
        assert len([line for line in numbers.splitlines() if line.startswith(series + " ")]) == 1, series


def test_what_is_handled_and_refused_is_counted(server):
    def counted(outcome: str) -> float:
        lines = server.get("/metrics")[1].splitlines()
        return next(
            float(line.split()[1]) for line in lines if line.startswith(f'baton_turns_total{{outcome="{outcome}"}}')
        )

    before = counted("done"), counted("refused")
    assert server.says("li", "help") == 200
    assert server.says("li", "claim D-9999") == 200

    assert (counted("done"), counted("refused")) == (before[0] + 1, before[1] + 1)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "evil.example:80"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
    ],
)
def test_other_web_pages_are_kept_out_of_the_local_chat(server, headers, status):
    assert server.get("/local/people", **headers)[0] == status
    assert server.says("li", "help", **headers) == status


@pytest.mark.parametrize(
    ("address", "says", "offers"),
    [
        ("/?me=nobody", "Nobody here is called “nobody”", "/?me=tom"),
        ("/?me=nobody&room=east", "这里没有叫“nobody”的人", "/?me=tom&amp;room=east"),
        ("/?me=tom&room=attic", "No room is called “attic”", "/?me=tom&amp;room=east"),
        ("/?me=%3Cscript%3E", "Nobody here is called “&lt;script&gt;”", "/?me=tom"),
    ],
)
def test_who_asks_for_somebody_unknown_is_told_and_may_choose(server, address, says, offers):
    status, page = server.get(address)
    assert (status, says in page, f'href="{offers}"' in page, "<script>" in page) == (404, True, True, False)


@pytest.mark.parametrize("address", ["/", "/?me=tom", "/?room=dm", "/?me=Tom%20Baker&room=global"])
def test_who_names_nobody_or_somebody_known_gets_the_page(server, address):
    status, page = server.get(address)
    assert (status, '<textarea id="text"' in page) == (200, True)


def test_a_monitor_may_ask_by_any_name(server):
    assert server.get("/health", Host="baton.internal")[0] == 200


def command(*arguments: str, folder, **settings: str) -> subprocess.CompletedProcess[str]:
    return run("bot", *arguments, folder=folder, env={"PYTHONPATH": str(ROOT)} | settings, timeout=30)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "nowhere.example"])
@pytest.mark.parametrize("what", [("serve", "--local"), ("demo",)])
def test_the_local_chat_listens_on_this_machine_only(tmp_path, host, what):
    refused = command(*what, "--host", host, folder=tmp_path)

    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == (
        "baton: the local chat has no passwords and listens on this machine only: leave out --host\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("what", [("serve", "--local"), ("demo",)])
def test_a_port_somebody_else_has_is_named_in_a_sentence_and_nothing_is_filled(tmp_path, what):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refused = command(*what, "--port", str(port), folder=tmp_path)

    assert (refused.returncode, refused.stderr.splitlines()[-1]) == (
        2,
        f"baton: cannot listen on 127.0.0.1:{port} (address already in use): choose another with --host or --port",
    )
    with closing(sqlite3.connect(tmp_path / "baton.db")) as db:
        assert db.execute("SELECT count(*) FROM workspaces").fetchone() == (0,)


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(tmp_path, name):
    with Server(tmp_path) as server:
        server.signal(name)
        began = time.monotonic()
        took = until(lambda: server.get("/ready")[0] == 503, 1)
        assert server.get("/ready") == (503, '{"ready":false,"reasons":["stopping"]}')
        time.sleep(0.4)  # whoever asks less often finds out as well
        assert (server.get("/ready")[0], server.get("/health")[0]) == (503, 200)
        assert (server.ends(), took < 1, time.monotonic() - began < 10) == (0, True, True)
        assert server.lines()[-1]["event"] == "stopped"


def test_a_second_signal_changes_nothing(tmp_path):
    with Server(tmp_path) as server:
        for _ in range(12):
            server.signal()
            time.sleep(0.2)
            if server.process.poll() is not None:
                break
        server.signal(signal.SIGINT)
        assert server.ends() == 0
        assert [line["event"] for line in server.lines() if line["event"] in ("stopping", "stopped")] == [
            "stopping",
            "stopped",
        ]


def test_open_streams_do_not_delay_the_end(tmp_path):
    with Server(tmp_path) as server:
        heard = [OPENER.open(f"{server.address}/local/stream?member=li&channel=east", timeout=20) for _ in range(5)]
        assert heard[0].readline() != b""
        server.signal()
        began = time.monotonic()
        assert server.ends() == 0
        assert time.monotonic() - began < 4
        for stream in heard:
            stream.close()


def test_under_load_a_signal_loses_nothing(tmp_path):
    with Server(tmp_path) as server:
        acknowledged: list[str] = []

        def talks(number: int) -> None:
            for turn in range(1_000):
                delivery = f"{number}-{turn}"
                try:
                    if server.says("amy", f"new anyway Umbrella {delivery}", delivery=delivery) == 200:
                        acknowledged.append(delivery)
                except (URLError, OSError):
                    return

        threads = [threading.Thread(target=talks, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        time.sleep(1.5)
        server.signal()
        began = time.monotonic()
        until(lambda: server.get("/ready")[0] == 503, 1)
        assert server.ends() == 0
        assert time.monotonic() - began < 20
        for thread in threads:
            thread.join()

    assert len(acknowledged) > 20
    db = sqlite3.connect(tmp_path / "baton.db")
    kept = {delivery for (delivery,) in db.execute("SELECT delivery FROM inbox")}
    assert set(acknowledged) - kept == set()
    titles = [title for (title,) in db.execute("SELECT title FROM deals WHERE title LIKE 'Umbrella %'")]
    assert sorted(titles) == sorted(f"Umbrella {delivery}" for delivery in kept if "demo" not in delivery)
    unanswered = db.execute(
        "SELECT count(*) FROM inbox i WHERE NOT EXISTS"
        " (SELECT 1 FROM outbox o WHERE o.inbox = i.id AND o.state IN ('sent', 'waiting'))"
    )
    assert unanswered.fetchone() == (0,)
    assert db.execute("SELECT count(*) FROM outbox WHERE state = 'sending'").fetchone() == (0,)
    assert db.execute(
        "SELECT count(*) FROM deals d WHERE NOT EXISTS"
        " (SELECT 1 FROM history h WHERE h.subject_kind = 'deal' AND h.subject = d.id)"
    ).fetchone() == (0,)
    assert command("audit", "verify", folder=tmp_path).returncode == 0


def holds(url: str) -> Callable[[], None]:
    """Hold a whole database, as a backup or a careless operator does; call the result to let go."""
    if url.startswith("sqlite"):
        file = sqlite3.connect(make_url(url).database or "", isolation_level=None)
        file.execute("BEGIN IMMEDIATE")
        return file.close
    server = psycopg.connect(make_url(url).set(drivername="postgresql").render_as_string(hide_password=False))
    server.execute("LOCK TABLE inbox, outbox, deals, timers IN ACCESS EXCLUSIVE MODE")
    return server.close


def asks(url: str, question: str) -> object:
    store = Store(url, connections=1)
    try:
        with store.read() as db:
            return db.execute(text(question)).scalar_one()
    finally:
        store.close()


@pytest.mark.alone
def test_a_held_database_makes_nobody_wait_and_leaves_nothing_half_done(url, tmp_path):
    with Server(tmp_path, BATON_DATABASE_URL=url) as server:
        healthy: list[tuple[int, float]] = []
        done = threading.Event()

        def watches() -> None:
            while not done.wait(0.1):
                asked = time.monotonic()
                healthy.append((server.get("/health")[0], time.monotonic() - asked))

        def calls(number: int) -> tuple[int, float]:
            time.sleep((number % 4) * 0.3)
            asked = time.monotonic()
            status = server.says("amy", f"new anyway Initech {number}", delivery=f"held-{number}")
            return status, time.monotonic() - asked

        let_go = holds(url)
        held = time.monotonic()
        watcher = threading.Thread(target=watches)
        watcher.start()
        answers = callers(64, calls)
        assert time.monotonic() - held < 5, "the callers outlasted the lock, and so saw it free"
        time.sleep(5 - (time.monotonic() - held))
        let_go()
        done.set()
        watcher.join()

        assert {status for status, _ in answers} == {503}
        assert max(took for _, took in answers) < 2.5
        assert {status for status, _ in healthy} == {200}
        assert max(took for _, took in healthy) < 1
        until(lambda: server.get("/ready")[0] == 200, 10)
        assert {
            server.says("amy", f"new anyway Initech {number}", delivery=f"held-{number}") for number in range(8)
        } == {200}
        assert asks(url, "SELECT count(*) FROM deals WHERE title LIKE 'Initech%'") == 8
        assert asks(url, "SELECT count(*) FROM inbox WHERE delivery LIKE 'held-%'") == 8
        assert 'baton_turns_total{outcome="late"} 64.0' in server.get("/metrics")[1].splitlines()
        server.signal()
        assert server.ends() == 0
    assert command("audit", "verify", folder=tmp_path, BATON_DATABASE_URL=url).returncode == 0


def test_a_store_migrated_by_a_newer_program_makes_this_one_unready(tmp_path):
    with Server(tmp_path) as server:
        db = sqlite3.connect(tmp_path / "baton.db", isolation_level=None)
        db.execute("UPDATE alembic_version SET version_num = '9999'")
        until(lambda: server.get("/ready")[0] == 503, 5)
        assert server.get("/ready")[1] == (
            '{"ready":false,"reasons":["schema: the store was migrated by another version of Baton"]}'
        )


def test_health_says_what_is_wrong():
    health = Health(lambda: START)
    assert health.reasons() == ["sentences cannot be read yet: it has just started", "the tick is silent"]
    health.ticked, health.settled = START, True
    assert health.reasons() == []
    health.trouble = "database: OperationalError"
    health.sender_beat = lambda: START.replace(hour=0)
    health.stopping = True
    assert health.reasons() == ["stopping", "database: OperationalError", "the sender is silent"]


def test_every_series_is_there_before_anything_happened():
    metrics = Metrics()
    assert metrics.registry.get_sample_value("baton_turns_total", {"outcome": "broken"}) == 0
    assert metrics.registry.get_sample_value("baton_outbox", {"state": "dead"}) == 0
    assert metrics.registry.get_sample_value("baton_timer_looks_total", {"outcome": "broken"}) == 0
