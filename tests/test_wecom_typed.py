"""Where a button is a line to type, it is said in its reader's language, and does what the button would."""

import re
from dataclasses import replace

import pytest

from bot.phrases import Phrases, typed_in
from handlers.commands import COMMANDS
from handlers.language.typed.reader import read, verb_of
from templates.words import Templates
from tests.test_templates import everything, scene


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("claim D-1001", "认领 D-1001"),
        ("stages short", "流程设置 简版"),
        ("stale t1 page 2", "停滞商机 t1 第 2 页"),
        ("no such command", "no such command"),
    ],
)
def test_a_chinese_reader_is_told_the_chinese_line(command, line):
    assert typed_in(command, "zh") == line
    assert typed_in(command, "en") == command


def test_the_line_in_chinese_does_what_the_button_would():
    buttons = {(button, bool(card.fields)): name for name, card in everything("zh") for button in card.buttons}
    for (button, asks), name in buttons.items():
        command = button.command.removeprefix("form ")
        line = typed_in(command, "zh")
        assert verb_of(line, COMMANDS) is verb_of(command, COMMANDS), (name, line)
        if not button.opens_form and not asks and not command.startswith("pick "):
            meant, said = (read(text, scene("zh"), COMMANDS) for text in (command, line))
            assert replace(meant, language="zh") == replace(said, language="zh"), (name, line)
        assert line == command or re.match("[\u3400-\u9fff]", line), (name, line)


@pytest.mark.parametrize(
    ("language", "line", "more"),
    [
        ("zh", "认领：@ 机器人说 `认领 D-1001`", "……还有 2 行，@ 机器人说：接着看 7/2"),
        (
            "en",
            "认领: mention the bot and say `claim D-1001`",
            "…and 2 more lines, mention the bot and say: read on 7/2",
        ),
    ],
)
def test_in_a_group_the_bot_must_be_mentioned_to_hear(language, line, more):
    phrases = Phrases(Templates(), language, aloud=True)
    assert phrases.type("认领", "claim D-1001") == line
    assert phrases.more(2, 7) == more
