"""Thanks and praise for colleagues."""

import re

from handlers.language.sentences.cues import any_of, asked
from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in, members_in
from handlers.language.shape import Shape

_THANKS = any_of(
    zh="""谢谢 感谢 多谢 谢了 谢啦 感恩 点赞 点个赞 赞一个 给个赞 大赞 表扬 辛苦(?:了|啦)? 辛劳 给力 多亏 幸亏 好样的 优秀 漂亮
        干得好 鼓掌 撒花 救命恩人 太顶 功臣 功劳 立功 出力 帮了我 帮了大忙 感激 棒 太棒 太强 靠谱 厉害 牛(?!奶|津|市) 致谢 鸣谢
        救(?:了)?(?:我|场|急) 大力支持 帮(?:了)?(?:我)?(?:大|很大|个大)忙 👍 🙏 👏 🙌 🏆""",
    en="""kudos, thanks, thank, thankful, thx, ty, tysm, appreciated?, grateful, so grateful, shout[- ]?out, props, hats off,
        hat tip, h/t, big ups, bravo, cheers to, respect, applause, high five, gold star, give it up for, credit to, credit goes,
        deserves? (?:credit|a medal|praise|recognition), (?:great|good|nice|super) (?:job|work|one|help), well done, huge, massive,
        huge help, big help, super helpful, helped, owe, a (?:beer|coffee|drink), couldn'?t have, without , saved (?:me|us|my|the),
        came through for, bailed (?:me|us) out, stepped up, jumped in, stayed late, all[- ]nighter, above and beyond,
        crushed it, killed it, smashed it, pulled (?:it )?off, rocks?, legend, lifesaver, gem, godsend, wizard, hero, rock ?star,
        super ?star, star, mvp, awesome, amazing, brilliant, fantastic, stellar, outstanding""",
)
_FOR = re.compile(
    r"^(?:\s|,|，|:|：|!|！|～|~|for\b|because\b|的?(?:帮忙|帮助)?(?:，|,)|因为|了|to\b|who\b|-|–|so much\b|a lot\b|a ton\b|big time\b|大家?)+",
    re.IGNORECASE,
)
_MOCKED = re.compile(r"\bfor nothing\b|\bthanks a lot for (?:not|never|breaking|missing|forgetting)")
# Thanks that go on with a complaint are praise only if the writer says so.
_BACKHANDED = re.compile(
    r"\b(?:but|however|although|except|too bad|next time|forgot|mess(?:ed)?|late again|never)\b|但是?|不过|可是|就是|下次|"
    r"[又还]?没(?=[发做回来交给写改弄完到修])|又(?:忘|晚|迟|不|错)|忘了|迟到|白(?:等|跑|忙)",
    re.IGNORECASE,
)
_SIDE = re.compile(r"\s*(?:和|跟|、|,|，|&|and|还有)?\s*@?")


def read_thanks(shape: Shape) -> Meaning | None:
    """Read thanks to a colleague."""
    line, people = shape.line, members_in(shape)
    found = _THANKS.search(line)
    if (
        found is None
        or not people
        or asked(line)
        or re.search(
            r"提前|先谢|in advance|please|pls|麻烦|\bif\b|如果|别|不用谢|no thanks|\bnot\b|没(?:有)?(?:帮|谢)", line
        )
    ):
        return None
    if _MOCKED.search(line):
        return Meaning("nothing")
    place, who = next((one for one in people if 0 <= one[0] - found.end() <= 4), people[0])
    why_end = len(line)
    after = _FOR.sub("", shape.words(place + 1, why_end)).strip(TRIM)
    before = shape.words(0, place)
    said: Said = {"to": who}
    others = [(at, one) for at, one in people[1:] if _SIDE.fullmatch(line[place + 1 : at])]
    if others:
        place = others[-1][0]
    reason = after if len(after) > 1 else ""
    if found.start() > place and not reason:
        reason = ""
    if found.start() > place:
        cut = shape.words(place + 1, found.start()).strip(TRIM)
        tail = _FOR.sub("", shape.words(found.end(), why_end)).strip(TRIM)
        reason = tail if len(tail) > 3 else cut if len(cut) > 3 else shape.words(place + 1, why_end).strip(TRIM)
    if not reason:
        reason = _THANKS.sub("", before).strip(TRIM)
    if reason:
        said["reason"] = re.sub(r"^(?:的|了|给|to|who)\s*", "", reason).strip(TRIM)
    deals = deals_in(shape)
    meaning = Meaning("kudos", said, deals, doubts=["unsure"] if backhanded(shape.text) else [])
    meaning.others = [Meaning("kudos", said | {"to": one}, deals) for _, one in others]
    return meaning


def backhanded(text: str) -> bool:
    """Whether thanks turn into a complaint, or are mocking: nobody is praised in public by mistake."""
    return bool(_MOCKED.search(text.casefold()) or _BACKHANDED.search(text))
