"""What is new on a deal: amounts, stages, next steps, days, chances, payments, what happened, what is in the way."""

import re
from itertools import pairwise

from handlers.language.opinion import opinion
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import ENDS, Meaning, deals_in
from handlers.language.sentences.telling import gathered
from handlers.language.shape import Shape
from handlers.language.words import Mention

# What is said of a company and not of our business with it, and what is said for fun.
LAUGHS = any_of(zh="哈哈+ 嘿嘿+ 😂 🤣 😅", en="haha\\w*, lmao, lol")
ASIDE = any_of(
    zh="哈哈 嘿嘿 😂 🤣 😅 🙄 签字笔 签收 股价 股票 涨停 跌停 ipo 团建 年会 抽奖 八卦 段子 笑死 真?好(?:吃|喝|玩) 别的组 我(?:家|妈|爸|老婆|老公|孩子|儿子|女儿|朋友) 食堂 地铁 天气 电影 房价 代言",
    en="haha\\w*, lmao, jk, kidding, stocks?, shares?(?= (?:price|are|is|fell|rose|down|up)), series [a-f], billboards?, lol, joke\\w*, my (?:wife|husband|kids?|mom|mum|dad|friend|neighbou?r|dog|cat|flat|landlord), weather, movie, beach, t-?shirt, mug, swag, love their",
)

_BRINGS = ("带上", "叫上", "拉上")
# That it has not ended is nothing new.
_NOT_YET = re.compile(
    r"(?:还|都|也|一直|到现在)*没有?(?:签|成交|签约|定|丢|黄)(?:呢|呀|啊|哦|嘛)?|"
    r"(?:they |we |it )?(?:still |have |has |is |are )*(?:not|haven'?t|hasn'?t|isn'?t|aren'?t) (?:been )?(?:signed|closed|won|lost|ours)(?: [\w-]+)?(?: yet)?"
)

# What only words tell may be how a deal ended, or a wish for help, and then it is no note.
MAY_BE, MAY_END = 0.15, 0.05
_TOLD = frozenset({"progress_update", "standup_answer", "ignore"})


def as_progress(shape: Shape) -> Meaning | None:
    """Read what is new, given that a text tells of progress: only values may be doubtful then, not what is meant."""
    helped = _brought(shape)
    meaning = _progress(shape, helped)
    if meaning is not None and helped is not None:
        meaning.others.append(helped)
    return meaning


def _brought(shape: Shape) -> Meaning | None:
    """Return whom somebody takes along to what is told (明天拜访，带上静姐)."""
    who = tuple(
        span.value
        for place, span in shape.all("member")
        if isinstance(span.value, Mention) and shape.line[:place].rstrip().endswith(_BRINGS)
    )
    return Meaning("collab_add", {"members": who}, deals_in(shape), needs_deal=True) if who else None


def _progress(shape: Shape, helped: Meaning | None) -> Meaning | None:
    news = gathered(shape, shape.clauses())
    notes = [note for note in news.notes if helped is None or not note.startswith(_BRINGS)]
    if notes:
        news.said["note"] = _joined(shape, notes)
    if news.more:
        news.said["more"] = news.more
    if set(news.said) == {"note"} and _NOT_YET.fullmatch(news.said["note"].casefold()):
        return None
    if set(news.said) == {"note"} and _otherwise(shape):
        news.doubts.append("note")
    if not news.said:
        return None
    return Meaning("progress_update", news.said, deals_in(shape), needs_deal=True, doubts=news.doubts)


def _otherwise(shape: Shape) -> bool:
    """Whether a line may be how a deal ended, or a wish or an order, rather than something to note."""
    chances = {intent: chance for intent, chance in opinion(shape).items() if intent not in _TOLD}
    return max(chances.values()) >= MAY_BE or max(chances[end] for end in ENDS) >= MAY_END


def _joined(shape: Shape, notes: list[str]) -> str:
    """Notes in the order they were told, one under the other but for those that stood side by side."""
    notes = sorted(notes, key=shape.text.find)
    text = notes[0]
    for before, note in pairwise(notes):
        beside = next((gap for gap in ("", " ") if f"{before}{gap}{note}" in shape.text), "\n")
        text += f"{beside}{note}"
    return text
