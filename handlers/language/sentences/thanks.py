"""Thanks and praise for colleagues."""

import re

from handlers.language.sentences.cues import any_of, asked
from handlers.language.sentences.meaning import Meaning, Said, deals_in, left_over, members_in
from handlers.language.sentences.trimming import trimmed
from handlers.language.shape import Clause, Shape, signs
from handlers.language.words import Mention

# Said to thank: these words are no part of what it is for.
_THANKS = any_of(
    """谢谢 感谢 多谢 谢了 谢啦 谢过 蟹蟹 3q 3Q 三克油 谢(?=<member>|过|啦|！|!|$) 感恩 感激 唔该晒 居功至伟 惊艳 多谢晒 点赞 点个赞 赞一个 给个赞 大赞 赞(?=<member>|！|!|$|，) 表扬 夸(?!张|大|奖|客户)
    辛苦(?:了|啦|你了|您了)? 鼓掌 鼓个掌 撒花 比心 ^向(?=<member>学习) 致敬 致谢 鸣谢 respect 记(?:一|个|大|头)功 加鸡腿 功不可没 加个鸡腿 小红花 👍 🙏 👏 🙌 🏆 💪 ❤️ 💐 🌹""",
    r"""kudos, kudo, thanks, thank, thankyou, thanx, thnx, thks, thx, tks, ty, tysm, tyvm, appreciate[ds]?, appreciation, grateful,
    gratitude, shout[- ]?outs?(?: goes)?(?: out)?, props, hats off, hat tip, tip of the hat, h/t, big ups?, bravo, cheers,
    (?:much|mad|total|huge|big) respect, respect to, (?:round of )?applause, high[- ]five, gold star, give it up for, credit to,
    (?:all )?credit goes, all the credit, three cheers, (?:great|good|nice|super|excellent|fantastic|amazing|awesome|brilliant|stellar|solid|incredible|
    outstanding|fab|top) (?:job|work|one|stuff|effort|teamwork), well done, well played, way to go, nicely done, congrats, congratulations,
    (?:give|giving) <member>[^.,;]{0,24} a (?:big |huge |round |warm )*(?:hand|clap|shout[- ]?out|pat|cheer|applause), (?:good|fair play|nice one|bravo|kudos) on <member>, credit where (?:(?:it'?s|credit is) )?due, (?:a |the )?(?:big |huge |warm )*(?:hand|clap|applause|cheer) (?:for|to)(?= <member>), much appreciated, much obliged, indebted, take a bow, a pat on the back, fair play to, good on(?= <member>), bow down, salute, praise, recogni[sz]e(?=[^,.;]{0,6}<member>), recogni[sz]ing, recognition (?:for|to), \+1 for""",
)
# Said of what somebody did or is: these words are what it is for.
_PRAISE = any_of(
    """优秀 漂亮(?!话) 干得好 干得漂亮 做得好 好样的 给力 多亏 幸亏 要不是 若不是 还好有 全靠 太顶 顶呱呱 功臣 功劳 立功 出力 帮了我 帮了大忙 帮(?:了)?(?:我)?(?:大|很大|个大)忙 棒 太强 太猛 强(?=！)
    靠谱 厉害 牛(?!奶|津|市|肉|排) 威武 <member>(?:真|很|挺|也|这次|表现|干得|做得|最近)*不错 赞不绝口 太稳 神速 (?<=<member>)太(?=[^，,。贵慢晚]{1,4}了) 天衣无缝 救命恩人 救(?:了)?(?:我|场|急|命) 大力支持 太好用 神助攻 大神 没话说 没得说 yyds 绝了 暖心 仗义 够意思 进步(?:很大|飞快|神速|明显|真快|好快) 要是没有<member> 学到了 受教
    得(?:真|很|太|特别|非常|超|又快又|飞)?(?:好|快|漂亮|细|细致|及时|稳|到位|专业|精彩|出色|认真|完美|顺|利索|飞快)(?!\\w?[不没]) 救场 顶上来 顶住 没有<member>[^，,。]{0,16}(?:不|没|悬|黄|难) 幸好有 好在有 全亏 真亏 必须夸 值得(?:表扬|学习|点赞) 用心 贴心 耐心 拼(?=[！!了]|$) 帅(?=[！!呆气]|$) 满分 出色 精彩
    劳苦功高 雪中送炭 给.{0,4}(?:记|算)一功 模范 榜样 大腿 （?力挺我 真棒 好棒 最棒 够拼""",
    r"""saved (?:me|us|my|the|our), came through(?: for| big| again), bail(?:ed|ing) (?:me|us) out, stepp(?:ed|ing) up, jump(?:ed|ing) in, stayed late, all[- ]nighter,
    above and beyond, extra mile, crush(?:ed|ing) it, kill(?:ed|ing) it, smash(?:ed|ing) it, nail(?:ed|ing) it, nail(?:ed|ing) the, knocked it out of the park,
    pulled (?:it |that )?off, rocks?, rock(?:ed|ing), legend(?:ary)?, life ?saver, (?:a|an absolute|such a|total|real) (?:gem|star|hero|champ|beast|machine|pro|genius|rockstar|wizard|joy),
    godsend, wizard, hero, rock ?star, super ?star, mvp, champ(?:ion)?, (?:huge|big|massive|great|super|such a|incredible|real|tremendous) help, super helpful, so helpful,
    helped (?:me|us|a lot|out|save|so much), owe (?:<member>|you|him|her|them)[^.,;]{0,12} (?:one|big|beer|coffee|drink|lunch|dinner|pint), (?:a|some) (?:beer|coffee|drink|lunch|pint) (?:for|to) <member>,
    (?:couldn'?t|could not|can'?t|wouldn'?t|would not|would never|never)[^.;]{0,50}without, if (?:it )?(?:weren'?t|wasn'?t|not) for, deserves? (?:a |an |some |big |all the |huge )*(?:credit|medal|praise|recognition|shout[- ]?out|raise|round|cookie|thanks|kudos|applause|hand),
    awesome, amazing, brilliant, fantastic, stellar, incredible, impressive, impressed, superb, phenomenal, unreal, on fire, (?:went|gone|goes) out of (?:his|her|their) way, bl(?:ew|own) (?:the |our )?(?:client|customer|room|buyers?|prospects?|us|me|them|everyone|committee|team)s? away, masterclass, flawless, spot on, class act, hit it out of the park,
    took one for the team, above and beyond, put in (?:a|the|some) (?:extra|great|solid|serious|huge)[^.,;]{0,12}(?:shift|hours|work|effort), worth (?:his|her|their) weight, second to none, love working with, pleasure (?:working|to work),
    stayed (?:up|on|back|behind), went to bat for (?:me|us), damn steady, steady lah, so steady, pulled through, solid work, what a (?:guy|gal|star|legend|teammate|colleague|pro|hero|champ|save|effort|team player), superb, outstanding, <member>[^.,;]{0,12} (?:was|is|has been|been) (?:so |really |absolutely |super |truly |just |such a )*(?:great(?! (?:at|with|in|for) )|good(?! (?:at|with|in|for) )|helpful|kind|patient|excellent(?! (?:at|with|in) )|terrific|gold|clutch|solid(?! (?:at|with|in|on) )|generous|wonderful),
    got (?:me|us) (?:through|out|over)(?: of)?, you'?re a (?:star|legend|lifesaver|gem|hero), made (?:my|our) (?:day|week|life|job), couldn'?t ask for, a big hand, (?:big |huge |warm )?(?:hand|clap|applause|cheer|hats off) (?:for|to) <member>, teammate of, real team player, carried (?:me|us|the), backed me up, had my back, save[ds]? the day""",
)
# Asked for, supposed or said of others: no praise.
_NONE = any_of(
    """提前谢 提前感谢 先谢 麻烦(?=<member>|你|您|帮) 别谢 别客气 如果 不用谢 没(?:有)?(?:帮|谢) 谢绝 答谢(?:会|宴|酒) 感谢信 谢谢大家(?!.{0,6}<member>) 能不能 可不可以
    辛苦<member>(?:帮|跑|发|看|确认|去|跟|明天|今天|下|把|给|联系|安排|下周|下午|今晚|待会) <member>(?:说|觉得|反馈|表示|问|提到)""",
    r"""in advance, no thanks, thank you for your (?:order|business|payment|email|call|time), (?:please|pls|plz)(?! (?:thank|give|say|pass|join|send|help me thank|recogni[sz]e)),
    (?:can|could|would|will) (?:you|<member>), not (?:amazing|great|awesome|impressed|a fan|helpful), if(?! it weren'?t| not for| it wasn'?t),
    <member> (?:says|said|thinks|told|asks|asked|reports?)""",
)
_MOCKED = re.compile(r"\bfor nothing\b|\bthanks a lot for (?:not|never|breaking|missing|forgetting)")
# Thanks that go on with a complaint are praise only if the writer says so.
_BACKHANDED = any_of(
    """(?<!不)但是? 不过 可是 就是(?=[^，,。]{0,6}[不没太晚慢]) 下次 [又还]?没(?=[发做回来交给写改弄完到修]) 又(?:忘|晚|迟|不|错) 忘了 迟到 白(?:等|跑|忙) 搞砸 丢了 黄了 耽误
    害(?:得|我|死) 呵呵 讽刺""",
    r"""but, however, although, except, too bad, next time, forgot, mess(?:ed)?, late again, never(?! (?:could|would)), screw(?:ed|ing), blew, ruined, delayed us,
    lost, cost us, missed the, missed our, broke, delayed, sarcas\w+""",
)
_NO_COMPLAINT = re.compile(
    r"(?:would|could|might)(?:'ve| have)? lost|never lost|last but not least|not only|not to mention|(?:could|would)(?:n'?t| not| never)|not just|never could|if not for|but also|nothing but"
)
_SIDE = re.compile(r"\s*(?:和|跟|与|、|,|，|&|\+|/|and|plus|还有|以及|as well as|and also)*\s*@?")
_TO = r"(?:\s|,|，|to|our|goes|go|going|out|for|from|all|so much|very much|a lot|a ton|big|huge|again|is due|the|@|一下|一波|给|我们|咱们|的|我|大|特别|部门|老师|同事|my|of|[:：]|-|~|～)*"
_NEXT = signs(rf"{_TO}(?P<who><member>)")
# Who hands something on and says thanks praises nobody.
_HANDED = any_of(
    "转给 派给 分给 交给 移交 划给 拨给 给<member>跟 → ->",
    "hand(?:ing|s)?, send(?:ing)?, transfer(?:ring)?, (?:re)?assign(?:ing)?, give(?! it up)(?!s)[^.,;]{0,30} to, pass(?:ing)?, over to, disput(?:e|ing), →, ->",
)
_WHAT_FOR = re.compile(r" ?(?:so much |a lot |very much )?(?:for |你|您)")
_POLITE = re.compile(
    r"(?:\W|谢谢|谢了|谢啦|多谢|感谢|辛苦|了|啦|哈|大家|[👍🙏👏❤💪🌹]|\ufe0f|thank(?:s| you)?|thx|ty|tks|thanx|cheers|all|guys|team|so much|a lot|again|in advance|!)+"
)
# What somebody goes on to say they will do themselves, or wants done: the courtesy before it praises nobody.
_OWN_PART = re.compile(
    r"[，,。.!！;；]\s?(?:那)?(?:\ue000)?(?:这单|这个|单子)?(?:就)?(?:还是)?我(?:来|去|会|先|这就|马上)(?!说|晚)|[，,.!;]\s?(?:i'?ll|i will|i can|let me|we'?ll|i'?m going to|i got it from here)(?![a-z])"
)
_DID = any_of(
    "帮 了 过 得 陪 替",
    r"[a-z]{3,}ed, helped, did, made, got, took, ran, kept, gave, went, wrote, built, found, came, stood, brought, held",
)
_LEAD = any_of(
    "的? 了 给 因为 大家 你 您 他 她 帮忙的 一直以来 昨天(?=晚上) 嗯 我想 我要 真的 今天 又",
    """for(?: all)?, because, to, who, so much, a lot, a ton, big time, on, in, the, your, you, with, that, s, again, very much, everyone, all, just,
    i, we, want to, would like to, wanted to, had, was, is, really, guys, team, say, also, ever so much, a bunch, loads, heaps, from, as, at""",
)
_TAIL = any_of(
    "了 啦 啊 呀 哦 哈 的 给 大家",
    "to, for, the, a, big, huge, many, so, really, i, we, and, want to, say, just, my, wanted to, go, goes, out, of, s, is, was, it'?s",
)


def read_thanks(shape: Shape) -> Meaning | None:
    """Read thanks to a colleague."""
    line, people = shape.line, members_in(shape)
    if not people or asked(line) or _NONE.search(line):
        return None
    if _MOCKED.search(line):
        return Meaning("nothing")
    found = _found(shape)
    return None if found is None or _OWN_PART.search(line, found[0][1]) else _praise(shape, *found)


def as_kudos(shape: Shape) -> Meaning | None:
    """Return who is praised and what for."""
    people = members_in(shape)
    if not people or _MOCKED.search(shape.line):
        return None
    return _praise(shape, *(_found(shape) or ((people[0][0], people[0][0] + 1), people[0][0])))


def _praise(shape: Shape, thanks: tuple[int, int], place: int) -> Meaning:
    receivers = _beside(shape, place)
    reason = _reason(shape, thanks, [at for at, _ in receivers])
    first: Said = {"reason": reason} if reason else {}
    deals = deals_in(shape)[:1]
    doubts = ["unsure"] if backhanded(shape.text) else []
    meaning, *others = (Meaning("kudos", first | {"to": one}, deals, doubts=doubts) for _, one in receivers)
    meaning.others = others
    return meaning


def backhanded(text: str) -> bool:
    """Whether thanks turn into a complaint, or are mocking: nobody is praised in public by mistake."""
    low = text.casefold()
    return bool(_MOCKED.search(low) or _BACKHANDED.search(_NO_COMPLAINT.sub(" ", low)))


def _found(shape: Shape) -> tuple[tuple[int, int], int] | None:
    """Where the thanks stand and whom they are for: who follows them, else who stands before them, else who is named."""
    line = shape.line
    thanks = [found.span() for found in _THANKS.finditer(line)]
    for span in thanks:
        if after := _NEXT.match(line, span[1]):
            return span, after.start("who")
    if _HANDED.search(line) and not any(_WHAT_FOR.match(line, end) for _, end in thanks):
        return None
    people = [place for place, _ in members_in(shape)]
    praised = bool(_PRAISE.search(line))
    for start, end in thanks:
        before = [place for place in people if place < start]
        if before and (praised or not _is_polite(line, start, end)):
            return (start, end), before[0]
        if not before:
            return (start, end), people[0]
    return ((people[0], people[0] + 1), people[0]) if praised else None  # the praise itself says what it is for


def _is_polite(line: str, start: int, end: int) -> bool:
    """Whether a bare thank-you closes a text that tells nothing somebody did: that is for whoever reads it."""
    return bool(_POLITE.fullmatch(line, start) and not _DID.search(line, 0, start))


def _beside(shape: Shape, place: int) -> list[tuple[int, Mention]]:
    """Return a colleague and those who are named together with them."""
    people = members_in(shape)
    first = next(no for no, (at, _) in enumerate(people) if at == place)
    kept = [people[first]]
    for at, one in people[first + 1 :]:
        if not _SIDE.fullmatch(shape.line[kept[-1][0] + 1 : at]):
            break
        kept.append((at, one))
    return kept


def _reason(shape: Shape, cue: tuple[int, int], places: list[int]) -> str:
    """What it is for: what follows both the thanks and the names, else what stands between them, else before them."""
    line = shape.line
    first, last = min(cue[0], places[0]), max(cue[1], places[-1] + 1)
    between = (cue[1], places[0]) if cue[1] <= places[0] else (places[-1] + 1, cue[0])
    cuts = [found.span() for found in _THANKS.finditer(line)]
    for start, end in ((last, len(line)), between, (0, first)):
        told = trimmed(left_over(shape, Clause(start, max(start, end)), cuts), _LEAD, _TAIL)
        if len(told) > (3 if told.isascii() else 1):
            return told
    return ""
