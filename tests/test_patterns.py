"""Patterns that wait for their first use find what patterns find."""

import re

import pytest

from handlers.language.patterns import compile_all, late


def test_a_late_pattern_is_a_pattern():
    names = late(r"(?P<who>[a-z]+) wins")
    assert names.pattern == r"(?P<who>[a-z]+) wins"
    assert names.search("well, li wins")["who"] == "li"
    assert names.sub(r"\g<who> won", "li wins, wang wins") == "li won, wang won"
    assert [found["who"] for found in names.finditer("li wins, wang wins")] == ["li", "wang"]


def test_every_pattern_of_ours_compiles():
    import handlers.commands  # noqa: F401

    compile_all()


def test_a_broken_one_is_noticed_when_all_are_compiled(monkeypatch):
    monkeypatch.setattr("handlers.language.patterns._WRITTEN", [])
    late("(")
    with pytest.raises(re.error):
        compile_all()
