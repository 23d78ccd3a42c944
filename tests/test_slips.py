"""Words of the trade with a slip in them: the line rules read has the word, what is kept stays as it was typed."""

import pytest

from handlers.language.spans.rules import plain
from handlers.language.spans.slips import mended
from tests.patience import takes_linear_time

MENDED = """
qoute for bluewave = quote
neew lead, conatct Joe = new contact
the contrct is lsot = contract lost
40 lisences = licences
secruity review = security
propsal and meetting = proposal meeting
要个抱价单 = 报价
拜仿完了 = 拜访
说方按没问题 = 方案
培训安徘在下周四 = 安排
lots of contrast, writing it down =
from a form the call moved =
the close is decoded =
对方按时付款 =
方案排期 打包价 礼拜放假 =
合同签月底 提前约 找标书 汇款 先索要 =
和同事表演时 =
qoute.example.com user@qoute.com =
"""


@pytest.mark.parametrize("line", MENDED.strip().splitlines())
def test_a_slip_in_a_word_of_the_trade_is_seen(line):
    text, _, expected = line.rpartition(" =")
    assert [word for _, _, word in mended(plain(text))] == expected.split()


@pytest.mark.parametrize("piece", ["qoute ", "lisenxes ", "抱价", "方", "a"])
def test_slips_are_found_in_linear_time(piece):
    takes_linear_time(lambda text: list(mended(text)), piece)
