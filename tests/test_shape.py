"""The shape of the code: layers, purity, one table of contents, and nothing that leaks into the repository."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from handlers.commands import COMMANDS, HIDDEN
from handlers.language.typed.asking import ASKING_SLOTS
from handlers.language.typed.awards import AWARD_SLOTS
from handlers.language.typed.esteem import ESTEEM_SLOTS
from handlers.language.typed.offers import QUOTE_SLOTS
from handlers.language.typed.reader import ALL_SLOTS, read
from handlers.language.typed.scopes import SCOPE_SLOTS
from handlers.language.typed.slots import SLOTS
from handlers.language.typed.staff import STAFF_SLOTS
from handlers.language.words import Named, Scene, Words
from handlers.rights import ROLES, SCOPES
from handlers.topics import COMMON, TOPICS
from handlers.turn import calendar_of
from sales.config import Config
from tests.chat import START, ZONE

ROOT = Path(__file__).parent.parent
LAYERS = ("sales", "storage", "handlers", "templates", "scheduler", "bot")
COMPUTING = {
    "rapidfuzz",
    "opencc",
    "cn2an",
    "dateutil",
    "holidays",
    "phonenumbers",
    "email_validator",
    "babel",
}
PURE = [*(ROOT / "sales").glob("*.py"), *(ROOT / "handlers" / "language").rglob("*.py")]
MODULES = [path for layer in LAYERS for path in (ROOT / layer).rglob("*.py") if "migrations" not in path.parts]


@cache
def imports(path: Path) -> frozenset[str]:
    """The top-level packages a module imports at run time."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.partition(".")[0])
    return frozenset(found)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_folder_imports_only_folders_above_it(layer):
    below = {*LAYERS[LAYERS.index(layer) + 1 :], "tests", "bench"}
    for path in MODULES:
        if path.relative_to(ROOT).parts[0] == layer:
            assert sorted(imports(path) & below) == [], path


def test_rules_and_language_import_computing_libraries_only():
    for path in PURE:
        outside = imports(path) - set(sys.stdlib_module_names) - {"sales", "handlers"}
        assert sorted(outside - COMPUTING) == [], path
        assert sorted(imports(path) & {"random", "secrets", "socket", "sqlite3", "threading", "subprocess"}) == [], path


def test_only_the_edges_read_the_clock():
    for path in MODULES:
        if path.relative_to(ROOT).parts[0] != "bot":
            text = path.read_text()
            assert re.findall(r"datetime\.now\(|\.utcnow\(|date\.today\(|time\.time\(", text) == [], path


def scene() -> Scene:
    known = {
        "li na": Named(2, "li", "Li Na"),
        "李娜": Named(2, "li", "Li Na"),
        "acme": Named(1, "D-1001", "D-1001 Acme"),
    }

    def find(text: str) -> list[Named]:
        return [known[text.casefold()]] if text.casefold() in known else []

    return Scene(
        now=START,
        zone=ZoneInfo(ZONE),
        calendar=calendar_of(Config().calendar, ZONE),
        currency=lambda _deal: "CNY",
        stages=Config().stages,
        me=1,
        thread_deal=None,
        find_deal=find,
        find_member=find,
    )


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.intent)
def test_every_command_has_an_example_that_parses(command):
    meant = read(command.example, scene(), COMMANDS)
    assert isinstance(meant, Words)
    assert meant.intent == command.intent


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.intent)
def test_every_command_has_words_in_both_languages_a_docstring_and_rights(command):
    assert any(word.isascii() for word in command.words)
    assert any(not word.isascii() for word in command.words) or command.words == ("form", "表单")
    assert command.function.__doc__
    assert command.roles
    assert command.roles <= set(ROLES)
    assert command.scope in SCOPES
    assert command.audience in ("here", "private")


def test_no_word_stands_for_two_commands_that_no_code_tells_apart():
    kinds = {
        command: next((kind for kind in ("request", "quote") if kind in command.slots[:1]), "") for command in COMMANDS
    }
    words = [(word.casefold(), kinds[command]) for command in COMMANDS for word in command.words]
    assert sorted(word for word in set(words) if words.count(word) > 1) == []


def test_no_two_slots_have_one_name():
    parts = (SLOTS, STAFF_SLOTS, ASKING_SLOTS, QUOTE_SLOTS, SCOPE_SLOTS, ESTEEM_SLOTS, AWARD_SLOTS)
    assert len(ALL_SLOTS) == sum(map(len, parts))


def test_hidden_commands_exist():
    assert {command.intent for command in COMMANDS} >= HIDDEN


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    locked = {
        line.partition("==")[0].partition("[")[0] for line in (ROOT / "requirements.txt").read_text().splitlines()
    }
    wanted = {re.split(r"[\[<>=~!;]", name)[0].strip().lower() for name in project["dependencies"]}
    assert sorted(wanted - {name.lower() for name in locked}) == []


def test_no_committed_file_names_a_package_index_or_this_machine():
    forbidden = [
        "py" + "pi.org",
        "python" + "hosted",
        "registry." + "npmjs",
        "deb." + "debian",
        "/" + "work/",
        ".." + "/shared",
    ]
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    hits = [
        (name, word)
        for name in listed
        if name and (path := ROOT / name).is_file() and path.stat().st_size < 2_000_000
        for word in forbidden
        if word.encode() in path.read_bytes()
    ]
    assert hits == []


def test_every_command_has_its_place_in_one_topic_of_help():
    sorted_in = [intent for topic in TOPICS for intent in topic.intents]

    assert sorted(sorted_in) == sorted({command.intent for command in COMMANDS} - HIDDEN)
    assert set(COMMON) <= set(sorted_in)
