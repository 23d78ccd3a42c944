"""Whom a sentence names: deals by any of their names, colleagues, and the customer's people, who are nobody here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.language.spans.mentions import find_names
from handlers.language.spans.pieces import index
from handlers.language.words import Named
from sales.called import deal_keys, member_keys
from tests.patience import takes_linear_time

DEALS = {
    "D-1001": ("华东重工集团", ["华重", "华东重工"], "张伟"),
    "D-1002": ("蓝海医疗器械", ["蓝海", "蓝海医疗"], "李娜"),
    "D-1003": ("蓝海物流", ["蓝海"], "王芳"),
    "D-1004": ("Acme Robotics", [], "Tom Baker"),
    "D-1006": ("北极星软件", ["Polaris"], None),
    "D-1007": ("鼎盛地产", [], "王芳"),
    "D-1008": ("Nova Foods", [], None),
    "D-1011": ("Orion Health", [], "Amy Wong"),
    "D-1012": ("Orion Freight", [], "Tom Baker"),
    "D-1013": ("天工机械", [], "王磊"),
    "D-1016": ("Zenith Labs", [], None),
    "D-1018": ("BlueWave Energy", [], "Tom Baker"),
    "D-1020": ("海纳百川科技", [], "李娜"),
    "D-1021": ("宁波海拓模具有限公司", [], None),
    "D-1022": ("Johnson & Johnson", [], None),
    "D-1023": ("中国银行", [], None),
}
PEOPLE = {
    "zhang": ("张伟", ["伟哥", "老张", "Zhang Wei"], ["rep"]),
    "li": ("李娜", ["娜姐"], ["rep"]),
    "wangf": ("王芳", ["小王", "芳芳"], ["rep"]),
    "wangl": ("王磊", ["小王", "磊哥"], ["rep"]),
    "wangq": ("王强", ["强哥"], ["manager"]),
    "liu": ("刘洋", ["刘总"], ["director"]),
    "tom": ("Tom Baker", [], ["rep"]),
    "kim": ("Kim Lee", [], ["manager"]),
    "amy": ("Amy Wong", [], ["rep"]),
    "will": ("Will Patel", [], ["presales"]),
    "jianguo": ("陈建国", [], ["delivery"]),
}


def names():
    """The index of those above."""
    ids = {name: id for id, (name, _, _) in enumerate(PEOPLE.values(), start=1)}
    for handle, (name, aliases, roles) in PEOPLE.items():
        for kind, key in member_keys(name, aliases, roles):
            yield kind, key, Named(ids[name], handle, name)
    for id, (code, (title, aliases, owner)) in enumerate(DEALS.items(), start=1):
        deal = Named(id, code, f"{code} {title}", title, ids.get(owner), owner or "")
        for kind, key in (("deal code", code), *deal_keys([title, *aliases])):
            yield kind, key, deal


LOOK = index(names())


def said(text):
    """Return what a text names as `words=who[|who] how`."""
    return [
        f"{text[found.start : found.end]}={'|'.join(sorted(one.token for one in found.named)) or found.kind} {found.how}"
        for found in find_names(text, LOOK)
    ]


SENTENCES = {
    "Orion Freigth is lost": ["Orion Freigth=D-1012 short"],
    "orion heatlh demo": ["orion heatlh=D-1011 short"],
    "Orion F called": ["Orion F=D-1012 short"],
    "orion R&D asked": ["orion=D-1011|D-1012 short"],
    "acme robotic wants a demo": ["acme robotic=D-1004 short"],
    "acmes cto called": ["acmes=D-1004 short"],
    "zenith labs is toms now": ["zenith labs=D-1016 name", "toms=tom short"],
    "give acme to Tom Bakr": ["acme=D-1004 short", "Tom Bakr=tom short"],
    "蓝海器械要改": ["蓝海器械=D-1002 name"],
    "蓝海的物流那个": ["蓝海的物流=D-1003 name"],
    "天工基械的单": ["天工基械=D-1013 short"],
    "华东 重工签了": ["华东 重工=D-1001 name"],
    "明天 工作": [],
    "陳生話得": ["陳生=contact title"],
    "对接人柯总": ["柯总=contact title"],
    "鼎盛总共三单": ["鼎盛=D-1007 short"],
    "32万总价": [],
    "华重那边方案讲完了": ["华重=D-1001 name"],
    "华东重工集团有限公司要合同": ["华东重工集团有限公司=D-1001 name"],
    "華東重工那邊": ["華東重工=D-1001 name"],
    "蓝海要改需求": ["蓝海=D-1002|D-1003 name"],
    "蓝海物流要改需求": ["蓝海物流=D-1003 name"],
    "蓝海医疗器要改需求": ["蓝海医疗器=D-1002 name"],
    "海纳那边上线了": ["海纳=D-1020 guess"],
    "海纳百川那边上线了": ["海纳百川=D-1020 short"],
    "宁波海拓那边回了": ["海拓=D-1021 guess"],
    "中行要报价": [],
    "polaris 我跟": ["polaris=D-1006 name"],
    "grabbing Zenith Labs": ["Zenith Labs=D-1016 name"],
    "zenith is stuck": ["zenith=D-1016 short"],
    "BW slipped to Q1": ["BW=D-1018 guess"],
    "bw slipped": [],
    "Blue Wave slipped": ["Blue Wave=D-1018 short"],
    "Acme's CFO said no": ["Acme's=D-1004 short"],
    "Orion needs a demo": ["Orion=D-1011|D-1012 short"],
    "orion freight, then Orion Health": ["orion freight=D-1012 name", "Orion Health=D-1011 name"],
    "Johnson & Johnson signed": ["Johnson & Johnson=D-1022 name"],
    "D-1001和d1004，还有#1008": ["D-1001=D-1001 code", "d1004=D-1004 code", "#1008=D-1008 code"],
    "D-9999 呢": ["D-9999=deal code"],
    "PO-1001 和 SKU-D1001X": [],
    "华重和北极星都签了": ["华重=D-1001 name", "北极星=D-1006 short"],
    "星辰给磊哥": ["磊哥=wangl name"],
    "小王跟一下": ["小王=wangf|wangl name"],
    "@张伟 帮忙看下": ["@张伟=zhang name"],
    "@Tom Baker please help": ["@Tom Baker=tom name"],
    "tell tom and Kim": ["tom=tom short", "Kim=kim short"],
    "Zhang Wei is on it": ["Zhang Wei=zhang name"],
    "王经理批一下": ["王经理=wangq guess"],
    "刘洋总看看": ["刘洋总=liu name"],
    "建国明天上线": ["建国=jianguo short"],
    "Will will call": ["Will=will short"],
    "will you call": [],
    "lost Nova, budget": ["Nova=D-1008 short"],
    "鼎盛 约了后天上午10点见他们刘董": ["鼎盛=D-1007 short", "刘董=contact title"],
    "鼎盛刘总说再等等": ["鼎盛=D-1007 short", "刘总=contact title"],
    "鼎盛那边的刘总说": ["鼎盛=D-1007 short", "刘总=contact title"],
    "鼎盛王芳在跟": ["鼎盛=D-1007 short", "王芳=wangf name"],
    "刘总帮忙推一下鼎盛": ["刘总=liu name", "鼎盛=D-1007 short"],
    "对方李娜要报价": [],
    "their Kim said yes": [],
    "张伟明经理来了": [],
    "王芳芳来了": ["芳芳=wangf name"],
    "今天工作安排": [],
    "今天天工那边": ["天工=D-1013 short"],
    "小王子很好看": [],
    "鼎胜地产要合同": ["鼎胜地产=D-1007 typo"],
    "北级星软件要合同": ["北级星软件=D-1006 typo"],
    "amce robotics slipped": ["amce robotics=D-1004 typo"],
    "Zenth labs slipped": ["Zenth labs=D-1016 typo"],
    "bluewve slipped": ["bluewve=D-1018 typo"],
    "nva foods": ["nva foods=D-1008 typo"],
    "onion slipped": [],
    "鼎胜那边要合同": ["鼎胜=D-1007 typo"],
    "张玮跟一下": ["张玮=zhang typo"],
    "Wang Qiang please approve": ["Wang Qiang=wangq short"],
    "Ｄ－１００１　丢单": ["Ｄ－１００１=D-1001 code"],
    "蓝海报价单": ["蓝海=D-1002|D-1003 name"],
    "提醒小王周四去天工": ["小王=wangf|wangl name", "天工=D-1013 short"],
    "下班去打球吗": [],
    "": [],
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.items())
def test_a_sentence_names_deals_and_people(text, expected):
    assert said(text) == expected


def test_who_owns_what_a_name_may_mean_is_told():
    (found,) = find_names("蓝海要改需求", LOOK)
    assert sorted((deal.token, deal.owner_name) for deal in found.named) == [("D-1002", "李娜"), ("D-1003", "王芳")]


def test_a_guess_and_a_typo_are_flagged():
    assert [find_names(text, LOOK)[0].fuzzy for text in ("BW", "鼎胜地产", "鼎盛", "D-1001")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "piece", ["a", "华", "华重", "华东重", "BlueWave ", "D-1001 ", "@", "张", "刘总", "他们", "a'", "İ", "𝟙", "- "]
)
def test_hostile_text_takes_linear_time(piece):
    takes_linear_time(lambda text: find_names(text, LOOK), piece)


PIECES = st.sampled_from([*SENTENCES, "华", "重", "总", "@", "'s", " ", "-", "，", "的"])


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=6).map("".join)))
def test_any_text_is_read_without_raising_into_spans_inside_it(text):
    ends = {"deal": 0, "member": 0, "contact": 0}
    for found in find_names(text, LOOK):
        assert ends[found.kind] <= found.start < found.end <= len(text)
        ends[found.kind] = found.end
