"""The doctor finds what is wrong and says what helps."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import literal, select, text

from bot import doctor
from storage import schema
from tests.chat import START


@pytest.fixture
def installed(monkeypatch, tmp_path):
    """An empty folder with no settings but a key."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "SECRET_KEY", "ZONE", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(f"BATON_{name}", raising=False)
    return tmp_path


@pytest.fixture
def practice(installed, monkeypatch, chat):
    """A chat whose store the doctor looks at."""
    monkeypatch.setenv("BATON_DATABASE_URL", chat.url)
    monkeypatch.setenv("BATON_SECRET_KEY", chat.settings.key())
    monkeypatch.setattr("storage.inspection.CLOCK", select(literal(START)))  # the database's clock stands still too
    return chat


def examined(now: datetime = START) -> dict[str, tuple[str, str]]:
    return {check.name: (check.state, check.says) for check in doctor.examine(now)}


def wrong(now: datetime = START) -> list[tuple[str, str]]:
    """State and words of everything that is not well."""
    return [(check.state, check.says) for check in doctor.examine(now) if check.state != "ok"]


def changes(chat, *statements: str) -> None:
    with chat.store.write() as db:
        for statement in statements:
            db.execute(text(statement))


def test_a_sound_store_has_nothing_to_cure(practice):
    practice.has_deal("Acme", owner="li")

    found = {name: state for name, (state, _) in examined().items()}

    found.pop("calendar", None)  # what is known of next year depends on the library's age
    expected = dict.fromkeys(
        ("settings", "key", "database", "schema", "clock", "outbox", "timers", "local", "slack", "wecom"), "ok"
    )
    assert found == expected | ({"writing": "ok"} if practice.store.sqlite else {})


def test_what_waits_too_long_is_named_with_its_age(practice):
    practice.handle("li", "help")
    practice.handle("mei", "new anyway Acme")
    changes(practice, "UPDATE timers SET due = '2026-11-23 01:00:00.000000+00:00'")

    found = examined(START + timedelta(hours=3))

    assert found["outbox"] == ("warn", f"{waiting(practice)} waiting; the oldest waits for 3 hours")
    assert found["timers"][0] == ("ok" if practice.value("SELECT count(*) FROM timers") == 0 else "warn")


def waiting(chat) -> int:
    return int(chat.value("SELECT count(*) FROM outbox WHERE state = 'waiting'"))


def test_late_timers_are_named(practice):
    practice.has_deal("Acme", owner="li")
    changes(practice, "UPDATE timers SET due = '2026-11-23 01:00:00.000000+00:00'")

    assert examined(START + timedelta(minutes=7))["timers"] == ("warn", "the oldest is 7 minutes late")


def test_unknown_and_dead_posts_are_listed(practice):
    practice.says("li", "help")
    practice.says("li", "help")
    changes(
        practice,
        "UPDATE outbox SET state = 'unknown' WHERE id = 1",
        "UPDATE outbox SET state = 'dead', error = 'channel_not_found' WHERE id = 2",
    )

    assert [check.cure for check in doctor.examine(START) if check.name == "posts"] == [
        "See that local works and that this server reaches it. What is asked again is answered; baton doctor lists"
        " the posts.",
        "Look whether it arrived; it is not said twice.",
    ]
    listed = [(state, says) for state, says in wrong(START + timedelta(days=3)) if says.startswith("post ")]

    assert listed == [
        ("warn", "post 2 (answer:2) through local is dead, 3 days old: channel_not_found"),
        ("warn", "post 1 (answer:1) through local is unknown, 3 days old"),
    ]


def test_people_nobody_can_reach_and_teams_nobody_leads_are_named(practice):
    changes(
        practice,
        "DELETE FROM bindings WHERE \"user\" IN ('li', 'zhang')",
        "UPDATE members SET roles = '{\"rep\": \"2026-01-01\"}' WHERE handle IN ('kim', 'ann')",
    )

    assert [says for _, says in wrong() if "makes up" not in says] == [
        "no door leads to li, zhang",
        "Huarui has no admin",
        "us has no manager",
    ]


def test_values_in_quotes_and_misspelt_names_are_told_without_their_values(installed, monkeypatch):
    monkeypatch.setenv("BATON_SLACK_BOT_TOKEN", '"xoxb-1-abc"')
    monkeypatch.setenv("BATON_SLACK_TOKEN", "xoxb-2-abc")
    monkeypatch.setenv("BATON_WECOM_CORPID", "ww12")
    monkeypatch.setenv("BATON_SLACK_API_URL", "http://127.0.0.1:9/api/")

    found = [check for check in doctor.examine(START) if check.name == "settings"]
    assert [(check.state, check.says, check.cure) for check in found[1:]] == [
        (
            "bad",
            "BATON_SLACK_BOT_TOKEN stands in quotes or between spaces",
            "Take them away: only a shell does so by itself, not an env file.",
        ),
        ("warn", "nobody reads BATON_SLACK_TOKEN", "Is it BATON_SLACK_BOT_TOKEN that is meant?"),
        ("warn", "nobody reads BATON_WECOM_CORPID", "Is it BATON_WECOM_CORP_ID that is meant?"),
    ]


@pytest.mark.parametrize(("month", "named"), [(10, []), (11, [2041]), (12, [2041])])
def test_next_years_working_days_are_missed_from_november_on(installed, monkeypatch, quick_chat, month, named):
    monkeypatch.setenv("BATON_DATABASE_URL", quick_chat.url)
    monkeypatch.setattr("sales.calendar.year_known", lambda country, year: year <= 2040)

    says = [says for _, says in wrong(datetime(2040, month, 15, tzinfo=UTC)) if "makes up" in says]

    assert says == [f"the working days CN makes up in {year} are not known" for year in named]


def test_a_clock_that_is_wrong_is_noticed_on_postgres(practice):
    found = examined(START + timedelta(minutes=5))["clock"]

    assert found == (
        ("ok", "one machine, one clock") if practice.store.sqlite else ("bad", "300 s apart from the database's")
    )


def test_a_schema_of_another_program_is_named(practice):
    changes(practice, "UPDATE alembic_version SET version_num = '9999'")

    assert examined()["schema"] == ("bad", "made by a newer Baton")
    assert doctor.code(doctor.examine(START)) == 1


def test_settings_of_the_database_that_are_not_ours_are_named(installed, monkeypatch, quick_chat):
    monkeypatch.setenv("BATON_DATABASE_URL", quick_chat.url)
    monkeypatch.setattr("storage.inspection.PRAGMAS", {"synchronous": 3})

    assert examined()["writing"] == ("bad", "synchronous is 2 and should be 3")


def test_a_new_folder_has_no_store_and_no_key_yet_and_gets_none_from_looking(installed):
    found = examined()

    assert found["database"] == ("warn", "there is no store at baton.db")
    assert found["key"] == ("ok", "is made at the first start, in baton.key")
    assert list(installed.iterdir()) == []


def test_files_others_can_read_are_named(installed):
    (installed / "baton.key").write_text("x")
    (installed / "baton.toml").write_text('zone = "UTC"')
    schema.migrate("sqlite:///baton.db")
    for name in ("baton.key", "baton.toml", "baton.db"):
        (installed / name).chmod(0o644)

    assert ("warn", "baton.db can be read by others") in wrong()
    found = examined()
    assert found["settings"] == ("warn", "baton.toml can be read by others")
    assert found["key"][0] == "bad"


def test_a_store_that_does_not_answer_is_named_without_its_password(installed, monkeypatch):
    monkeypatch.setenv("BATON_DATABASE_URL", "postgresql://baton:hunter2@127.0.0.1:1/x")

    checks = doctor.examine(START)

    states = {check.name: check.state for check in checks}
    assert (states["database"], states["key"], doctor.code(checks)) == ("bad", "bad", 1)
    assert "hunter2" not in "\n".join(doctor.lines(checks))


@pytest.mark.parametrize("toml", [b"zone : UTC", b"zone = '\xff'", b"zoen = 'UTC'", b"database_url = 'x'"])
def test_settings_that_cannot_be_read_are_the_only_finding(installed, toml):
    (installed / "baton.toml").write_bytes(toml)

    assert [(check.name, check.state) for check in doctor.examine(START)] == [("settings", "bad")]


@pytest.mark.parametrize("key", [b"", b"hunter2", b"\xff\xfe"])
def test_a_file_that_holds_no_key_is_a_finding(installed, key):
    (installed / "baton.key").write_bytes(key)
    (installed / "baton.key").chmod(0o600)

    assert examined()["key"] == ("bad", "baton.key holds no secret key: `baton key` prints a new one")


def test_a_store_that_is_none_is_a_finding_and_the_doors_are_looked_at_all_the_same(installed):
    (installed / "baton.db").write_bytes(b"This is no database." * 99)

    found = examined()
    assert (found["database"][0], found["slack"][0]) == ("bad", "ok")


def test_the_document_for_programs_says_the_same(practice):
    checks = doctor.examine(START)

    told = doctor.document(checks)

    assert told["ok"] is True
    assert [check["name"] for check in told["checks"]] == [check.name for check in checks]
    assert schema.newest() in next(check.says for check in checks if check.name == "schema")
