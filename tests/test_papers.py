import pytest

from handlers.language.typed.papers import voted_for

NOMINEES = {1: {"u_li", "李娜", "娜姐", "Li Na"}, 2: {"u_chen", "陈静", "静姐", "Jing"}, 3: {"赵敏", "敏姐"}}


@pytest.mark.parametrize(
    ("paper", "who"),
    [
        ("Li Na", 1),
        ("u_chen", 2),
        ("voting Zhao Min 🗳️", 3),
        ("敏姐 all the way", 3),
        ("静姐！帮了大家太多", 2),
        ("还是投敏姐吧", 3),
        ("Jing instead of Li Na", 2),
        ("李娜改成静姐", 2),
        ("+1 for Li Na", 1),
        ("I'd go with Jing", 2),
        ("put me down for 娜姐", 1),
    ],
)
def test_a_vote_names_one_nominee_in_whatever_words(paper, who):
    assert voted_for(paper, NOMINEES) == who


@pytest.mark.parametrize(
    "paper",
    [
        "Li Na or Jing",
        "谁投了静姐",
        "静姐明天几点到客户那",
        "Jing will send the deck tomorrow",
        "不投李娜",
        "who voted for Jing?",
        "小吴",
    ],
)
def test_what_names_no_single_choice_is_no_vote(paper):
    assert voted_for(paper, NOMINEES) is None
