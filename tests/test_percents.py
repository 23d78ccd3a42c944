"""Shares and chances as people write them, one phrase a line: what is written, then the percentages in it."""

import pytest

from handlers.language.spans.percents import find_percents
from handlers.language.spans.rules import plain
from tests.patience import takes_linear_time

PHRASES = """
60% = 60
75 pct = 75
80 per cent = 80
at eighty percent = 80
seventy-five percent = 75
one hundred percent = 100
thirty percent down = 30
百分之七十五 = 75
百分之百 = 100
七成把握 = 70
九成了，就等审批 = 90
九成九 = 99
七成半 = 75
把握大概七八成 = 70
70-80% = 70
from 60% to 75% = 60 75
从五成提到七成 = 50 70
概率提到65 = 65
赢率65 = 65
概率从60提到75 = 60 75
prob now 70 = 70
odds up from 40 to 60 = 40 60
50-50 right now = 50
fifty fifty = 50
首付三成 = 30
万一成了 =
谈了三成交了一个 =
三七分成 =
概率高，60万 =
概率60万 =
七成交付 =
第三成员 =
"""


@pytest.mark.parametrize("line", PHRASES.strip().splitlines())
def test_a_percentage_is_read_as_those_who_write_it_mean_it(line):
    text, _, expected = line.rpartition(" =")
    assert [span.value for span in sorted(find_percents(plain(text)), key=lambda one: one.start)] == [
        int(said) for said in expected.split()
    ]


@pytest.mark.parametrize("piece", ["概率从到", "9", "九", "one hundred and ", "概率 提到 6"])
def test_percentages_are_found_in_linear_time(piece):
    takes_linear_time(lambda text: list(find_percents(plain(text))), piece)
