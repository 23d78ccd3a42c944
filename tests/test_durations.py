"""How long something lasts."""

import pytest

from handlers.language.spans.durations import find_durations
from tests.patience import takes_linear_time

SAID = {
    "账期30天": ["30天=30 day"],
    "质保两年": ["两年=2 year"],
    "net 30": ["net 30=30 day"],
    "90-day trial": ["90-day=90 day"],
    "三年合同，一年半质保": ["三年=3 year", "一年半=18 month"],
    "半年": ["半年=6 month"],
    "15个工作日": ["15个工作日=15 workday"],
    "valid for 2 weeks": ["2 weeks=2 week"],
    "5年10万": ["5年=5 year"],
    "三月": [],
    "3月5日": [],
    "27年3月": [],
    "周一": [],
    "3天后": [],
    "2 weeks ago": [],
    "100 users": [],
    "30万": [],
}


@pytest.mark.parametrize(("text", "expected"), SAID.items())
def test_lengths_of_time_are_found(text, expected):
    found = find_durations(text)
    assert [f"{text[one.start : one.end]}={one.count} {one.unit}" for one in found] == expected


@pytest.mark.parametrize("piece", ["1", "12 ", "一", "3年", "a ", "half "])
def test_hostile_text_takes_linear_time(piece):
    takes_linear_time(find_durations, piece)
