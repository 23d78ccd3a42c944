"""The command line says what went wrong in one sentence, and what people printed is what the program does."""

import json
import os
import stat
import subprocess
import sys

import pytest

from bot.rightstable import table
from bot.settings import Settings
from tests.forge import run
from tests.running import ROOT


def baton(folder, *arguments: str, **settings: str) -> tuple[int, str, str]:
    """Run a command in a folder; exit code, output and errors."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BATON_")}
    ran = run("bot", *arguments, folder=folder, env=clean | settings)
    return ran.returncode, ran.stdout, ran.stderr


NOWHERE = "postgresql://baton:hunter2@127.0.0.1:1/x"
ADDRESS = (
    "the setting BATON_DATABASE_URL (database_url in baton.toml) is wrong:"
    " it is sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE"
)


@pytest.mark.parametrize(
    ("arguments", "settings", "said"),
    [
        (("migrate",), {"BATON_DATABASE_URL": NOWHERE}, "the database does not answer: connection failed: connection to server at \"127.0.0.1\", port 1 failed: Connection refused"),
        (("serve",), {"BATON_DATABASE_URL": NOWHERE}, "BATON_SECRET_KEY must be set when the store is PostgreSQL: `baton key` prints a new one"),
        (("serve",), {"BATON_SECRET_KEY": "hunter2"}, "BATON_SECRET_KEY holds no secret key: `baton key` prints a new one"),
        (("migrate",), {"BATON_DATABASE_URL": "hunter2"}, ADDRESS),
        (("migrate",), {"BATON_DATABASE_URL": "mysql+hunter2://u:hunter2@h/x"}, ADDRESS),
        (("audit", "verify"), {}, "there is no store at baton.db: `baton serve` or `baton migrate` makes one"),
        (("backup", "x"), {}, "there is no store at baton.db"),
        (("restore", "x"), {}, "x cannot be read: No such file or directory"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_one_sentence(tmp_path, arguments, settings, said):
    code, output, errors = baton(tmp_path, *arguments, **settings)

    assert (code, output, errors) == (2, "", f"baton: {said}\n")


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ('databse_url = "hunter2"', "the setting BATON_DATABSE_URL (databse_url in baton.toml) is wrong: extra inputs are not permitted"),
        ("zone = 7", "the setting BATON_ZONE (zone in baton.toml) is wrong: input should be a valid string"),
    ],
)  # fmt: skip
def test_a_setting_that_is_wrong_is_named_and_not_quoted(tmp_path, file, said):
    (tmp_path / "baton.toml").write_text(file)

    assert baton(tmp_path, "migrate") == (2, "", f"baton: {said}\n")


def test_a_file_that_is_no_store_is_named(tmp_path):
    (tmp_path / "baton.db").write_bytes(b"Dear customer, " * 100)

    code, _, errors = baton(tmp_path, "audit", "verify")

    assert (code, errors) == (2, "baton: the database cannot be used: file is not a database\n")


def test_a_store_is_made_backed_up_brought_back_and_verified(tmp_path):
    assert baton(tmp_path, "migrate") == (0, "The store is up to date.\n", "")
    assert baton(tmp_path, "backup", "monday")[0] == 0
    assert baton(tmp_path, "restore", "monday", BATON_DATABASE_URL="sqlite:///other.db")[0] == 0

    code, output, _ = baton(tmp_path, "audit", "verify", "--json", BATON_DATABASE_URL="sqlite:///other.db")

    assert (code, json.loads(output)) == (
        0,
        {"ok": True, "rows": 0, "subjects": 0, "findings": [], "notes": [], "anchors": []},
    )


def test_the_doctor_answers_programs_and_people(tmp_path):
    code, output, _ = baton(tmp_path, "doctor", "--json")

    assert (code, json.loads(output)["ok"]) == (0, True)
    assert baton(tmp_path, "doctor")[1].splitlines()[0] == "ok    settings  from the environment"


def test_a_key_that_was_printed_is_a_key(tmp_path):
    command = [sys.executable, "-m", "bot", "key"]  # a start of its own, without what tests have imported
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()

    assert Settings(secret_key=printed).key() == printed


def test_the_key_is_made_once_for_nobody_else_to_read(tmp_path, monkeypatch):
    monkeypatch.delenv("BATON_SECRET_KEY", raising=False)
    settings = Settings(database_url=f"sqlite:///{tmp_path}/sales.db")
    old = os.umask(0)
    try:
        made = settings.key()
    finally:
        os.umask(old)

    assert settings.key() == made
    assert [(path.name, stat.S_IMODE(path.stat().st_mode)) for path in tmp_path.iterdir()] == [("sales.key", 0o600)]


def test_the_printed_rights_are_those_the_program_goes_by(tmp_path):
    assert (ROOT / "docs" / "rights.md").read_text() == table()
    assert baton(tmp_path, "rights")[1] == table()
