"""Amounts as people write them in chat; the deal's own currency is yuan unless the test says so."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handlers.language.spans.amounts import AmountSpan, find_amounts, read_amount
from handlers.language.spans.discounts import find_discounts
from tests.patience import takes_linear_time


def shown(span):
    """Return an amount as `[~]units currency[?][ (low-high)]`, where ? means nobody said the currency."""
    about = "~" if span.approximate else ""
    said = "" if span.stated_currency else "?"
    between = "" if span.low is None or span.high is None else f" ({plain(span.low)}-{plain(span.high)})"
    return f"{about}{plain(span.amount)} {span.amount.currency}{said}{between}"


def plain(amount):
    """Return whole units without trailing zeros."""
    return f"{amount.units.normalize():f}"


CHINESE = {
    "50万": "500000 CNY?",
    "５０万": "500000 CNY?",
    "1.2亿": "120000000 CNY?",
    "1亿2千万": "120000000 CNY?",
    "一百二十万": "1200000 CNY?",
    "24万8": "248000 CNY?",
    "24万8千": "248000 CNY?",
    "24万8500": "248500 CNY?",
    "9万8": "98000 CNY?",
    "两万五": "25000 CNY?",
    "三千五": "3500 CNY?",
    "20w": "200000 CNY?",
    "20W": "200000 CNY?",
    "1.5w": "15000 CNY?",
    "30k": "30000 CNY?",
    "48万元": "480000 CNY",
    "48萬元": "480000 CNY",
    "480000元": "480000 CNY",
    "480,000元": "480000 CNY",
    "100块": "100 CNY",
    "100 块": "100 CNY",
    "100块钱": "100 CNY",
    "三块钱": "3 CNY",
    "五百块": "500 CNY",
    "¥50万": "500000 CNY",
    "￥480,000": "480000 CNY",
    "人民币50万": "500000 CNY",
    "RMB 50万": "500000 CNY",
    "50万人民币": "500000 CNY",
    "30万美元": "300000 USD",
    "30万美金": "300000 USD",
    "美金30万": "300000 USD",
    "5万欧元": "50000 EUR",
    "20万新币": "200000 SGD",
    "100万港币": "1000000 HKD",
    "8万英镑": "80000 GBP",
    "500万日元": "5000000 JPY",
    "1.2个亿": "120000000 CNY?",
    "两个亿": "200000000 CNY?",
    "一千万": "10000000 CNY?",
    "3百万": "3000000 CNY?",
    "20-30万": "~200000 CNY? (200000-300000)",
    "20到30万": "~200000 CNY? (200000-300000)",
    "20～30万": "~200000 CNY? (200000-300000)",
    "20万到30万": "~200000 CNY? (200000-300000)",
    "20万-30万元": "~200000 CNY (200000-300000)",
    "二三十万": "~200000 CNY? (200000-300000)",
    "两三百万": "~2000000 CNY? (2000000-3000000)",
    "30万左右": "~300000 CNY?",
    "大概30万": "~300000 CNY?",
    "约30万": "~300000 CNY?",
    "差不多30万": "~300000 CNY?",
    "50多万": "~500000 CNY? (500000-600000)",
    "几十万": "~200000 CNY? (200000-900000)",
    "30来万": "~300000 CNY?",
    "将近100万": "~1000000 CNY?",
    "10几万": "~110000 CNY? (110000-190000)",
    "半个亿": "50000000 CNY?",
    "上百万": "~1000000 CNY? (1000000-9000000)",
    "近百万": "~1000000 CNY?",
    "数百元": "~100 CNY (100-900)",
    "一两千元": "~1000 CNY (1000-2000)",
    "1千5百万元": "15000000 CNY",
    "叁万伍仟元整": "35000 CNY",
    "二十五万三千二百泰铢": "253200 THB",
    "五百二十万零三千": "5203000 CNY?",
    "一百三十五块六角七分钱": "135.67 CNY",
    "至少30万": "~300000 CNY?",
}

ENGLISH = {
    "$30k": "30000 USD",
    "$30K": "30000 USD",
    "¥1.2M": "1200000 CNY",
    "$1.2m": "1200000 USD",
    "$ 500": "500 USD",
    "$99": "99 USD",
    "$18,500.50": "18500.5 USD",
    "US$30k": "30000 USD",
    "USD 3 million": "3000000 USD",
    "3 million dollars": "3000000 USD",
    "3 million": "3000000 CNY?",
    "three million dollars": "3000000 USD",
    "fifty thousand": "50000 CNY?",
    "half a million dollars": "500000 USD",
    "1.2bn": "1200000000 CNY?",
    "1.2M": "1200000 CNY?",
    "500 dollars": "500 USD",
    "500 bucks": "500 USD",
    "80k euros": "80000 EUR",
    "€80k": "80000 EUR",
    "80k EUR": "80000 EUR",
    "80,000 EUR": "80000 EUR",
    "S$90k": "90000 SGD",
    "SGD 90k": "90000 SGD",
    "90k SGD": "90000 SGD",
    "HK$1.5M": "1500000 HKD",
    "£40k": "40000 GBP",
    "40k pounds": "40000 GBP",
    "A$20k": "20000 AUD",
    "20k yuan": "20000 CNY",
    "$20-30k": "~20000 USD (20000-30000)",
    "$20k-$30k": "~20000 USD (20000-30000)",
    "$20k to $30k": "~20000 USD (20000-30000)",
    "20k to 30k": "~20000 CNY? (20000-30000)",
    "between $20k and $30k": "~20000 USD (20000-30000)",
    "~$30k": "~30000 USD",
    "around $30k": "~30000 USD",
    "about 30k": "~30000 CNY?",
    "roughly $1.5 million": "~1500000 USD",
    "$30k or so": "~30000 USD",
    "a quarter million dollars": "250000 USD",
    "one and a half million": "1500000 CNY?",
    "twenty-five thousand dollars": "25000 USD",
    "five thousand three hundred dollars": "5300 USD",
    "two million five hundred thousand": "2500000 CNY?",
    "120kusd": "120000 USD",
    "15 dollars and 50 cents": "15.5 USD",
    "up to $50k": "~50000 USD",
}

IN_A_SENTENCE = {
    "新线索：宁波海拓模具，李工 13900139000，老客户海纳转介绍，预算30万左右": ["30万左右=~300000 CNY?"],
    "new lead - Sunrise Dental, 12 clinics, came from the webinar, maybe $18k": ["$18k=18000 USD"],
    "华重那边方案讲完了，下周五给反馈，金额还是50万": ["50万=500000 CNY?"],
    "BW 的 procurement 说 Fri 之前要 revised pricing，先按 $72k 走": ["$72k=72000 USD"],
    "瑞丰今天签下来了，9万8": ["9万8=98000 CNY?"],
    "demo went well, budget approved $120k, sending proposal by next Fri": ["$120k=120000 USD"],
    "12月31日前付20万": ["20万=200000 CNY?"],
    "2026年合同50万，先付10万": ["50万=500000 CNY?", "10万=100000 CNY?"],
    "从50万改成60万": ["50万=500000 CNY?", "60万=600000 CNY?"],
    "金额：50万，定金:5万": ["50万=500000 CNY?", "5万=50000 CNY?"],
    "from $20k to $30k": ["$20k=20000 USD", "$30k=30000 USD"],
    "50万一年，三年三十万": ["50万=500000 CNY?", "三十万=300000 CNY?"],
    "50万一起付，9万8签了": ["50万=500000 CNY?", "9万8=98000 CNY?"],
    "差不多二十万吧": ["差不多二十万=~200000 CNY?"],
    "一共20，300美元另付": ["300美元=300 USD"],
    "rmb 10 usd 20": ["rmb 10=10 CNY", "usd 20=20 USD"],
    "第2期款20万周五到": ["20万=200000 CNY?"],
    "20万下周付，30万分期，50万行吗": ["20万=200000 CNY?", "30万=300000 CNY?", "50万=500000 CNY?"],
    "5万平台费，8万部署": ["5万=50000 CNY?", "8万=80000 CNY?"],
    "D-1001 50万": ["50万=500000 CNY?"],
    "一期20万二期30万": ["20万=200000 CNY?", "30万=300000 CNY?"],
}

NO_AMOUNT = [
    "20套",
    "20个账号",
    "5家",
    "12 clinics",
    "3 seats",
    "30k users",
    "2万用户",
    "20万台",
    "3.5万双",
    "三千人",
    "50万人次",
    "13900139000",
    "010-65123456",
    "+1 415 555 2671",
    "D-1001",
    "Q-302",
    "PO-4500012345",
    "订单号 20261123001",
    "SKU-30k",
    "X200K",
    "A-20w",
    "70%",
    "50 percent",
    "2026-12-31",
    "12月31日",
    "下午3点半",
    "14:30",
    "3-6-1",
    "95折",
    "9折",
    "version 2.3",
    "1.2.3",
    "24/7",
    "10x",
    "4k screen",
    "401k",
    "千万别忘了",
    "万一丢了",
    "万科",
    "一块去",
    "单元测试",
    "元旦",
    "480000",
    "五百",
    "一共三个",
    "双十一",
    "三一重工",
    "in 10m",
    "100W power supply",
    "D-1001 W",
    ".5M",
    "1,5M",
    "40 000 €",
    "Q3",
    "",
]


@pytest.mark.parametrize(("text", "expected"), [*CHINESE.items(), *ENGLISH.items()])
def test_an_amount_alone_is_read(text, expected):
    span = read_amount(text, currency="CNY")
    assert span is not None
    assert shown(span) == expected


@pytest.mark.parametrize(("text", "expected"), IN_A_SENTENCE.items())
def test_amounts_are_found_in_a_sentence(text, expected):
    found = find_amounts(text, currency="CNY")
    assert [f"{text[span.start : span.end]}={shown(span)}" for span in found] == expected


@pytest.mark.parametrize("text", NO_AMOUNT)
def test_what_is_no_amount_is_left_alone(text):
    assert find_amounts(text, currency="CNY") == []


@pytest.mark.parametrize(
    ("text", "expected"), [("480000", "480000 USD?"), ("480,000.50", "480000.5 USD?"), ("五百", "500 USD?")]
)
def test_a_bare_number_that_is_the_whole_text_is_an_amount(text, expected):
    span = read_amount(text, currency="USD")
    assert span is not None
    assert shown(span) == expected


@pytest.mark.parametrize("text", ["20套", "50万左右吧我猜", "50万 60万", "abc", "", "-5", "1.2.3"])
def test_more_than_an_amount_is_not_read_as_one(text):
    assert read_amount(text, currency="CNY") is None


def test_the_yen_sign_is_yen_where_the_deal_is_in_yen():
    assert [shown(span) for span in find_amounts("¥500万", currency="JPY")] == ["5000000 JPY"]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("降了5万", "less"),
        ("加5万", "more"),
        ("cut by 10k", "less"),
        ("$5k off", "less"),
        ("再加20万", "more"),
        ("降到45万", None),
        ("加到60万", None),
        ("优惠后45万", None),
        ("50万", None),
    ],
)
def test_how_much_more_or_less_is_no_amount_itself(text, change):
    assert [span.change for span in find_amounts(text, currency="CNY")] == [change]


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("1200元/套", True),
        ("$120K/yr", True),
        ("每年12万", True),
        ("单价7千", True),
        ("$50 per seat", True),
        ("50万一起付", False),
        ("一个50万的项目", False),
        ("50万", False),
    ],
)
def test_a_price_for_one_is_not_what_a_deal_is_worth(text, each):
    assert [span.each for span in find_amounts(text, currency="CNY")] == [each]


DISCOUNTS = {
    "ten percent off": ["10"],
    "5pt discount": ["5"],
    "85% of list": ["15"],
    "9折": ["10"],
    "九折": ["10"],
    "95折": ["5"],
    "85折": ["15"],
    "8.5折": ["15"],
    "八五折": ["15"],
    "打九五折": ["5"],
    "五折": ["50"],
    "对折": ["50"],
    "半价": ["50"],
    "15% off": ["15"],
    "15 percent off": ["15"],
    "15% discount": ["15"],
    "discount of 15%": ["15"],
    "a 7.5% discount": ["7.5"],
    "half off": ["50"],
    "让利5个点": ["5"],
    "再让3个点": ["3"],
    "优惠10%": ["10"],
    "便宜五个点": ["5"],
    "给云帆出个报价单，20个账号，95折，明天要": ["5"],
    "70% likely": [],
    "不打折": [],
    "转折点": [],
    "3个点": [],
    "100折": [],
    "12.5折": [],
    "0折": [],
    "120% off": [],
}


@pytest.mark.parametrize(("text", "expected"), DISCOUNTS.items())
def test_a_discount_is_read_as_percent_off(text, expected):
    assert [span.percent_off for span in find_discounts(text)] == [Decimal(percent) for percent in expected]


HOSTILE = [
    "1",
    "1,",
    "1,234",
    "1.",
    "1-",
    "12 ",
    "$",
    "$1-",
    "-$",
    "一",
    "一百",
    "万",
    "一亿",
    "十百千万亿",
    "二三十万",
    "50万",
    "20w到",
    "30k to ",
    "million ",
    "one hundred ",
    "one ",
    "a ",
    "about ",
    "大概",
    "(",
    " ",
    "\u3000",
    "８折",
    "1折",
    "1% ",
    "𝟙",
    "İ",
    "9999999999999999999亿",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_linear_time(piece):
    takes_linear_time(read_all, piece)


def read_all(text):
    find_amounts(text, currency="CNY")
    find_discounts(text)


WORDS = st.sampled_from([*CHINESE, *ENGLISH, *NO_AMOUNT, *HOSTILE, *DISCOUNTS, "到", "-", " to ", "，", "\n"])


@given(
    st.one_of(
        st.text(max_size=60),
        st.text("一二两三十百千万亿点几半零多w块元1.5,$-", max_size=20),
        st.lists(WORDS, max_size=8).map("".join),
    )
)
@example("0亿零")
def test_any_text_is_read_without_raising_into_spans_inside_it(text):
    end = 0
    for span in find_amounts(text, currency="CNY"):
        assert isinstance(span, AmountSpan)
        assert end <= span.start < span.end <= len(text)
        assert span.low is None or span.high is None or span.low.minor <= span.high.minor
        end = span.end
    find_discounts(text)
    read_amount(text, currency="CNY")
