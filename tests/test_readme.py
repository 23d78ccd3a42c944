"""What the README tells a newcomer to do works, line by line."""

import re
import time
from pathlib import Path

import pytest

from bot.__main__ import cli
from bot.clock import now
from bot.demo import fill
from bot.local.door import LocalDoor
from bot.program import build
from bot.settings import Settings
from bot.turns import Turns
from bot.vault import new_key
from storage import schema

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
EXAMPLES = re.findall(r"^\| `([^`]+)`.*?\| `([^`]+)`", (ROOT / "README.md").read_text(), re.MULTILINE)


@pytest.fixture
def demo(tmp_path):
    settings = Settings(database_url=f"sqlite:///{tmp_path}/demo.db", secret_key=new_key())
    schema.migrate(settings.database_url)
    fill(settings)
    program = build(settings, clock=now, local=True)
    yield LocalDoor(program, Turns(1))
    program.close()


@pytest.mark.parametrize(("who", "room", "column"), [("tom", "global", 0), ("li", "east", 1)])
def test_every_line_to_type_does_what_it_says_in_the_demo(demo, who, room, column):
    assert EXAMPLES
    for lines in EXAMPLES:
        body = {"member": who, "channel": room, "text": lines[column]}
        _, handled = demo.take(body, time.monotonic())
        assert (lines[column], handled.state) == (lines[column], "done")


def test_every_make_target_a_page_names_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"(?:^|`)make ([a-z]+)", page.read_text(), re.MULTILINE)}
    assert named <= targets


def test_every_baton_command_a_page_names_exists():
    known = {command.name or command.callback.__name__ for command in cli.registered_commands}
    known |= {group.name or group.typer_instance.info.name for group in cli.registered_groups}
    text = "\n".join(page.read_text() for page in PAGES)
    assert set(re.findall(r"(?:`|/)baton ([a-z]+)", text)) <= known


def test_every_file_a_page_names_exists():
    text = "\n".join(page.read_text() for page in PAGES).replace("parking.py", "claiming.py").replace("park_", "claim_")
    named = set(re.findall(r"`((?:bot|handlers|sales|scheduler|storage|templates|tests|bench|docs)/[\w/.-]+)`", text))
    assert len(named) > 20
    assert sorted(name for name in named if "/." not in name and not (ROOT / name).exists()) == []
