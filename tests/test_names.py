"""Names: what two spellings have in common, and when we say same, ask, or different."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.names import company_key, compare, likeness, person_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("华信科技股份有限公司", "华信科技"),
        ("华信科技有限责任公司", "华信科技"),
        ("北京华信科技（集团）股份有限公司", "华信科技"),
        ("江苏省苏州市华信科技有限公司", "华信科技"),
        ("华信科技集团", "华信科技"),
        ("【华信科技有限公司】", "华信科技"),
        ("客户：华信科技有限公司 王总", "华信科技"),
        ("華信科技　股份有 限公司", "华信科技"),
        ("华信科技有限公司南京分公司", "华信科技"),
        ("华信科技南京办事处", "华信科技"),
        ("华信科技(中国)有限公司", "华信科技"),
        ("西安银行股份有限公司", "西安银行"),  # without its town only the trade would be left
        ("浙江省新能源投资集团", "浙江新能源投资"),
        ("公司", "公司"),
        ("Acme Co., Ltd.", "acme"),
        ("ＡＣＭＥ　Ｉｎｃ．", "acme"),
        ("Acme GmbH & Co. KG", "acme"),
        ("Acme Pty Ltd (APAC team)", "acme"),
        ("A.B.C. Trading LLC", "abctrading"),
        ("Kulicke & Soffa", "kulickesoffa"),
        ("The Coca-Cola Company", "cocacola"),
        ("Nestlé S.A.", "nestle"),
        ("Novo Nordisk A/S", "novonordisk"),
        ("Acme (Japan) K.K.", "acme"),
        ("株式会社トヨタ", "トヨタ"),
        ("Inc.", "inc"),
        ("🚀", "🚀"),
        (" \t", ""),
    ],
)
def test_a_company_is_known_by_the_core_of_its_name(name, key):
    assert company_key(name) == key


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("华信科技", "北京华信科技股份有限公司", "same"),
        ("浙江省华信科技", "浙江华信科技有限公司", "same"),
        ("臺積電", "台积电股份有限公司", "same"),
        ("Acme, Incorporated", "ACME INC", "same"),
        ("1-800-Flowers.com, Inc.", "1 800 FLOWERS COM INC", "same"),
        ("中建三局", "中建八局", "ask"),
        ("华信科技", "华讯科技", "ask"),
        ("华信", "华讯", "ask"),
        ("北京华信科技有限公司", "上海华信科技有限公司", "ask"),
        ("华信科技有限公司南京分公司", "华信科技有限公司苏州分公司", "ask"),
        ("华信科技有限公司南京分公司", "华信科技有限公司", "ask"),
        ("微软(中国)有限公司", "微软", "ask"),
        ("Acme Japan K.K.", "Acme France SAS", "ask"),
        ("Quality Fund II, Inc.", "Quality Fund III, Inc.", "ask"),
        ("Capricorn Therapeutics", "Capricorn Theraputics Inc", "ask"),
        ("河池化工股份有限公司", "河化", "ask"),
        ("浙江锦浪新能源科技有限公司", "浙江容百新能源科技有限公司", "different"),
        ("Marker Therapeutics, Inc.", "Maze Therapeutics, Inc.", "different"),
        ("西安银行", "深圳顺络电子", "different"),
        ("Loop Media", "Green Plains Inc.", "different"),
        ("!!!", "???", "different"),
        ("", "", "different"),
    ],
)
def test_two_names_are_the_same_company_or_worth_a_question_or_different(a, b, verdict):
    assert compare(a, b) == verdict


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Acme", "Acme Cloud Services Ltd"),
        ("Acme", "Shanghai Acme Co., Ltd."),
        ("华信", "中国华信能源有限公司"),
        ("华为", "华为云"),
        ("海天瑞声", "北京海天瑞声科技股份有限公司"),
        ("华信", "北京华信"),  # two signs are too few to tell
    ],
)
def test_a_name_inside_another_is_asked_about_and_never_merged(short, long):
    assert compare(short, long) == compare(long, short) == "ask"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("王 小明", "王小明"),
        ("買買提·艾力", "买买提艾力"),
        (" Li   WEI ", "li wei"),
        ("O’Brien", "obrien"),
        ("José-María", "jose maria"),
        ("🙂", "🙂"),
    ],
)
def test_a_person_is_known_whatever_the_spaces_case_and_script(name, key):
    assert person_key(name) == key


cores = st.sampled_from(["华信科技", "海康威视", "Acme", "Blue_Ocean", "顺络电子", "Therapeutics", "医药", "3M"]).map(
    lambda core: core.replace("_", " ")
)
heads = st.sampled_from(["", "北京", "浙江省", "深圳市", "The ", "客户:"])
tails = st.sampled_from(
    [
        "",
        "股份有限公司",
        "(中国)有限公司",
        "集团",
        "有限公司南京分公司",
        " Inc.",
        " Co., Ltd.",
        " Japan K.K.",
        " 王总",
    ]
)
names = st.one_of(st.builds(lambda *parts: "".join(parts), heads, cores, tails), st.text(max_size=30))


@given(names, names)
def test_it_does_not_matter_which_name_comes_first(a, b):
    assert likeness(a, b) == likeness(b, a)
    assert 0 <= likeness(a, b) <= 100


@given(names)
def test_a_name_is_the_same_as_itself_unless_it_says_nothing(name):
    assert compare(name, name) == ("same" if company_key(name) else "different")


@given(names, names)
def test_the_same_company_always_has_the_same_key(a, b):
    assert compare(a, b) != "same" or company_key(a) == company_key(b)


@given(names)
def test_case_and_outer_spaces_do_not_matter(name):
    assert company_key(f"  {name} ") == company_key(name)
    assert person_key(f"  {name} ") == person_key(name)


@pytest.mark.parametrize("name", ["有限", "北京", "公司", "(", "a.", "华 ", "/ab/"])
def test_endless_names_take_no_time(name):
    assert isinstance(likeness(name * 20_000, "Acme"), float)
