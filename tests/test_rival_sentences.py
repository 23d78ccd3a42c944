"""What can be read in two ways, or says more than its reading explains, is asked and changes nothing."""

import time

import pytest

from handlers.commands import COMMANDS
from handlers.language.understanding import understand
from handlers.language.words import Question
from sales.refusal import Refused
from tests.test_reading import SCENE, meant


@pytest.mark.parametrize(
    "line",
    ["Acme or Zenith Labs signed today, not sure which one", "Acme is 130k or maybe 150k"],
)
def test_of_two_that_are_offered_one_is_asked_for(line):
    assert isinstance(meant(line), Question)


@pytest.mark.parametrize("text", ["x" * 64_000, "Acme to Tom, " * 5_000, "won " * 16_000, "华重转给Tom，" * 8_000])
def test_a_text_longer_than_a_sentence_takes_no_time(text):
    began = time.thread_time()
    try:
        assert understand(text, SCENE, COMMANDS) is None
    except Refused as refused:
        assert refused.reason == "too_long"
    assert time.thread_time() - began < 0.05
