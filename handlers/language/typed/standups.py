"""What somebody says in a stand-up, taken apart: what was done, what comes next, what is in the way."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from handlers.language.sentences.cues import any_of
from handlers.language.spans.rules import plain
from sales.clean import clean_text

PARTS = ("done", "plan", "blocker")
TRIM = " \t\n,.，。;；、:：-–—•·*|/"
_NAMES = r"stand[- ]?up|daily(?: scrum| update| report)?|scrum|check[- ]?in|(?:my |quick |morning |status )+update|eod|站会|日报|晨会|早会|夕会|晚报|早报|晨报|每日汇报|工作汇报|今日汇报|打卡"
CALLED = re.compile(rf"\W*(?:(?:my|today's|我的|我)\s*)?(?:{_NAMES})[\s,，]*")
NAMED = re.compile(
    rf"\W*(?:(?:my|today's|我的|我)\s*)?(?:{_NAMES})(?:\s+update)?\s*(?:[:：,，]|\s-+\s|\n|(?=[\u3400-\u9fff]|\s))\s*"
)

# A day or a sign begins a part and is no word of it; so does a heading before a colon, while words that say
# something themselves, such as "waiting for", stay.
_DAYS = {
    "done": any_of(
        zh="昨[天日儿]|昨(?!晚|夜) [寻琴]日 上周[一二三四五六日天末] 上个?工作日 周末 (?:周|星期)[五六日天](?=[:：]) (?:周|星期|礼拜)[一二三四五六日天](?=[我把跟去给做写跑见拜完搞和陪参]) 前天 ✅ ☑ ✔ ✓ 🟢 🏁 💪",
        en="yesterday, yday, ystd?, ytd(?=:), prev(?:ious)? day, last working day, y'day, yest, last (?:week|night|friday|fri|thursday|wednesday|tuesday|monday|working day), "
        "(?:friday|fri|monday|tuesday|wednesday|thursday)(?=:), over the weekend, (?:friday|fri|thursday|thurs|wednesday|tuesday|monday)(?= (?:i|we|was|got|did|had|met|sent)\\b), y(?=[:-]| -)",
    ),
    "plan": any_of(
        zh="今[天日儿]|今(?!年|后|次|早|晨|晚) 本日 接下来 ➡ ▶ ⏭ ⏩ 🎯 📌 🔜 📅 📝 🗓 🚀 👉 🔵",
        en="today, tdy, 2day, tod(?=:), this morning(?= i'll), up next, next up, t(?=[:-]| -)",
    ),
    "blocker": any_of(zh="卡点 阻塞点? 堵点 🚧 ⛔ ❌ 🔴 🛑 ⚠ ❗ 🆘 🧱 ✖ ✗", en="blockers?, blk, blkr, b(?=[:-]| -)"),
}
_HEADINGS = {
    "done": any_of(
        zh="已?完成(?:的|事项|情况|工作)? 搞定了? 收获 做了什么 已做 做完 进展 成果 回顾",
        en="done, did, finished, completed, wrapped(?: up)?, closed(?: out)?, shipped, past, progress, wins, accomplished, accomplishments, achieved, since (?:last|yesterday)[a-z ]*",
    ),
    "plan": any_of(
        zh="计划 打算 下一步 待办 明[天日]计划 明[天日] 要做 安排 准备 要干的 接着干 今后",
        en="plans?, planned, planning, next(?: steps?)?, doing, to ?do, focus, tomorrow, tmr, wip, in progress, working(?: on)?, ongoing, on deck, upcoming, coming up, ahead, on my plate, agenda, up(?=:), later",
    ),
    "blocker": any_of(
        zh="阻碍 障碍 困难 问题 风险 卡 堵 难点 求助 求支援 卡脖子 拦路虎 挡路的? 需要(?:帮助|支持|协调|支援)? 需求 痛点",
        en="blocked, blocks?, stuck, impediments?, obstacles?, issues?, problems?, help, needs?, asks?, risks?, challenges?, concerns?, in (?:the|my) way, waiting(?: on| for)?, road ?blocks?, pain points?, hurdles?",
    ),
}
_OWN = {
    "blocker": any_of(
        zh="卡[在住着了] 还?在等 等待 等着 等(?=.{1,12}(?:审批|批复|批准|盖章|回复|反馈|签字|确认|答复|报价|法务|领导)) 缺 差(?=一?个|人) 需要?(?=.{0,12}(?:支持|帮|协调|支援|配合|审批|解决|资源|出面|介入)) "
        "求(?=.{0,8}(?:支援|支持|帮|助|指导)) 阻碍 阻塞 受阻 困难 难点 障碍 风险 希望(?=.{0,14}(?:支持|帮|协调|支援|配合|解决)) 问题是 就是(?=.{0,12}(?:没|不|慢|缺)) 麻烦的?是 被.{1,10}卡",
        en="(?:still |being |got |i'm |we're |a bit )*blocked, (?:still |i'm |got )*stuck, (?:i'm |i am |still |just |we're )*(?:a)?waiting (?:for|on), "
        "(?:i |we |still |just |might |will |would |also |could use |do )*needs?, could use, held up, on hold, help, can'?t, cannot, missing, lacking, short of, short on, "
        "struggling with, delayed by, no (?:access|laptop|reply|response|answer|budget|approval|feedback|demo|word|time|resources?|support), blockers? (?:is|are), problem is, issue is, only (?:issue|blocker|problem)",
    ),
    "plan": any_of(
        zh="明[天日早] 准备 打算 计划 下一步 要去 将 接着 继续 下午 今晚 待会 稍后 争取 先(?=去|把|做) 想 要(?=[去给把跟和约做写出])",
        en="(?:i |we |then |and )*(?:will|'ll|shall|plan(?:ning)? to|plan(?:ning)?|gonna|want to|hope to|aim(?:ing)? to|intend to), (?:i'm |i am |we're |am )?(?:going to|gonna|about to), i'll, we'll, tomorrow, tmrw?, later, this afternoon, tonight, "
        "(?:i'm |i am |still |now |then |currently |continue |keep |be )*(?:working on|(?:moving )?on to|moving to|moving|focus(?:ing|sed)? on|focus(?:ing)?|prepping|preparing|continuing|drafting|writing|building|heading|starting|tackling|onto|next is|next|doing), continue",
    ),
    "done": any_of(
        zh="已经? 完成 做完 搞定 搞掂 刚刚? 跑了 弄完 写完 整理完",
        en="(?:i |we |just |already |have |had )*(?:finished|completed|wrapped(?: up)?|closed out|did|done with)",
    ),
}
_LATER = any_of(
    zh="今[天日] 明[天日] 听日 今晚 下午 本周 这周 下周",
    en="today, tomorrow, tmrw?, tonight, this afternoon, this week, next week, later, eod, next(?=\\W*$)",
)
_HAPPENED = any_of(
    zh="了(?!解) 过(?=\\W|$) 完(?=\\W|$) 已 刚",
    en="met, sent, did, had, got, went, saw, spoke, ran, gave, wrote, made, took, held, built, done, was, were, \\w{3,}ed",
)
# Behind what comes next: a state that nobody plans.
_TROUBLE = any_of(
    zh="没(?!问题|事) 未 缺 不(?:给|回|批|签|配合|同意|够|足|通|行|稳|清|来|让|接|理|明确|积极|到位|支持|懂) 无法 差 慢 卡 拖 难(?!得) 少 太 紧 堵 等.{0,8}(?:批|回|签|复|审|字|章) 需要 冇 唔 阻 坏 催 担心 掉线 崩 故障 报错 连不上 登不上 打不开",
    en="not, no, n't, late, slow\\w*, delay\\w*, stalled, pending, missing, lack\\w*, waiting, stuck, blocked, down, broken, unclear, short, need\\w*, without, still, nobody, unresponsive, silent, ghosted, stubborn, risk\\w*, trouble, issue, problem, overdue, expired, wrong",
)
NO = r"无|没有|没|暂无|冇|木有|没啥|none|no|nothing|nope|nil|n/?a|nada|zero|all clear|clear|all good|-|—|×|0"
_FREE = re.compile(
    r"(?:其他|其它|一切|都|目前|暂时|现在|暂|就|and|but|currently|otherwise|everything|'s|also|so far|rest|i have|i've got|have|got|there (?:are|is)|is|are|s|\s)*"
    r"(?:(?:没有?|无|冇|木有|未有|暂无)(?:什么|啥|任何|遇到|其他|大|需要|明显|\s)*(?:卡点|卡壳|卡住|卡的|阻塞|阻碍|障碍|困难|问题|风险|难点|堵点|需要协调|支持|求助|阻滞|异常|block(?:er)?s?)的?|(?:不|没|冇|无)(?:嘢|有?啥|什么)?(?:卡|堵)|正常(?:推进)?|(?:很|挺|蛮)?顺利?|(?:卡点|问题|困难|阻碍)(?:是)?(?:无|没有|冇)"
    r"|(?:no|zero|0|without|w/o) (?:current |real |major |big |other |known |any )*(?:blockers?|blocks?|blockages?|impediments?|issues?|problems?|obstacles?|concerns?|risks?|help needed|asks?|blocking)|no help needed|nothing (?:is |really )?(?:blocking|blocked|blocks|stuck|in (?:the|my) way|major|else|holding)(?: me| us| up)*|not (?:blocked|stuck)(?: on anything)?|unblocked|blocked (?:by|on) (?:nothing|none|no ?one)|blockers? (?:none|nil|nope|no|nothing|n/?a)"
    r"|all (?:clear|good|fine|green|ok(?:ay)?|on track|smooth)|(?:going )?smooth(?:ly)?|on track|good to go|clear|fine|green)"
    r"(?:的|了|啦|哈|呢|～|~|now|here|yet|today|at the moment|from me|on my side|rn|for now|目前|现在|\s|[👍🙏😊😄🎉✅💪!！])*"
)
_CUT = re.compile(
    r"[\n,，;；。!！?？…|]+|\.(?=\s|$)|(?<!^)\s[-–—/]+\s|\s(?=[tb]\s?[:：])|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])|(?=[✅☑✔🟢🏁💪➡▶⏭⏩🎯📌🔜📅📝🗓🚀👉🔵🚧⛔❌🔴🛑⚠❗🆘🧱✖✗])"
)
# Where people dictate and put no commas: behind what was done begins what comes next, or what is in the way.
_RUN_ON = {
    "done": re.compile(r"(?<=\S)(?=今[天日]|接下来|明[天日])|\s(?=(?:and |then )?(?:today|tomorrow)\b(?=\s+\S))"),
    "plan": re.compile(r"(?<=\S)(?=明[天日](?=准备|打算|计划))"),
}
_RUN_INTO = re.compile(
    r"(?<=[\u3400-\u9fff])(?:目前|现在|暂时?|主要|就是)?(?:没有?|无|冇)?(?:什么|啥)?(?:卡[点在]|阻[碍塞]|困难是|问题是|(?<=[没无冇有么啥])(?:问题|困难))"
    r"|(?<=\s)(?:and |but |there are |have )?(?:no (?:blockers?|issues|impediments)|(?:i'm |we're |i am )?(?:blocked|stuck) (?:by|on)|(?<!current )(?<!other )blockers?)\b"
)
_LEAD = r"(?:(?:[-*•·>]|and|but|then|also|so|plus|as for|然后|但是?|不过|另外|还有|那|嗯|就是)\s*)*"
_STARTS = re.compile(rf"\s*{_LEAD}")
_COLON = re.compile(r"\ufe0f?\s*(?:[:：]|-+(?=\s)|(?:就是|是|is|was|the plan is to)(?![a-z]))?\s*")
_HEADED = re.compile(r"\s*(?:[:：]|-(?=\s)|(?<=[\u3400-\u9fff])[-–—=])\s*")
_GREETING = re.compile(
    r"(?:(?:hi|hey|hello|morning|good morning|gm)(?: (?:all|team|everyone|guys|folks|there))?\b|(?:大家|各位)?(?:早上好|早安|早|好)(?:啊|呀)?(?=\W))[\s,，.!！~～:：]*"
)
_NUMBER = re.compile(r"(?:^|(?<=[\n\s,，;；。]))(?:([1-3])\s*[.、)）:：](?!\d)|([①②③]))\s*")
_NOTHING = re.compile(rf"\W*(?:{NO})\W*")
_SAME = re.compile(
    r"(?:还?是?|继续|依旧|照旧|也)?(?:同样|一样|同上|同昨天|照旧|继续|same(?: again| thing| as (?:yesterday|above))?|ditto|continu(?:e|ing)(?: (?:that|with (?:that|it)))?|more of the same)\W*"
)
_AND = re.compile(r"(?:[\s,，]+(?:and|but|then|然后|但是?))+$", re.IGNORECASE)
_AHEAD = any_of(zh="准备 打算 将 明天 要去", en="will, going to, i'll, plan(?:ning)? to, tomorrow")
QUICK = {
    "nothing": (
        "nothing",
        "nothing new",
        "nothing to report",
        "no news",
        "没有新情况",
        "没新情况",
        "没有新进展",
        "没什么",
    ),
    "listed": (
        "listed",
        "as listed",
        "as planned",
        "same as planned",
        "照单",
        "照单进行",
        "照计划",
        "按计划",
        "按计划进行",
    ),
}
_CHAT = re.compile(
    r"(?:ok(?:ay)?|thanks?|thank you|thx|got it|sure|great|hi|hello|morning|good morning|好的?|收到|谢谢|多谢|嗯+|早|早上好|👍|🙏|👌)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of an answer between its commas: which part it belongs to, and where its own words begin and end."""

    part: str | None
    start: int
    end: int
    headed: bool = False


def quick(text: str) -> str | None:
    """Return which of the short answers a text is: nothing new, or as listed."""
    folded = text.strip(TRIM + "!！.").casefold()
    return next((name for name, words in QUICK.items() if folded in words), None)


def is_chat(text: str) -> bool:
    """Whether a text is only a courtesy, and no answer."""
    return _CHAT.fullmatch(text.strip(TRIM + "!！.~～")) is not None


def apart(text: str) -> dict[str, str]:
    """Return the parts a text names, each with what it says; "no blockers" is an empty part."""
    text = clean_text(text)
    for lead in (_GREETING, NAMED):
        if before := lead.match(plain(text)):
            text = text[before.end() :]
    found = _by_number(text) or _by_words(text) or _by_place(text)
    if not found:
        folded = plain(text)
        found = {"plan" if _AHEAD.search(folded) or _SAME.fullmatch(folded) else "done": text}
        return found | {part: "" for part in PARTS if part not in found}
    if "done" in found and _SAME.fullmatch(plain(found.get("plan", ""))):
        found["plan"] = found["done"]
    return found


def _by_number(text: str) -> dict[str, str]:
    """Numbered lines are what was done, what comes next, what is in the way, in this order."""
    marks = list(_NUMBER.finditer(text))
    numbers = ["①②③".find(mark[2]) + 1 if mark[2] else int(mark[1]) for mark in marks]
    if len(marks) < 2 or numbers != list(range(1, len(marks) + 1)) or text[: marks[0].start()].strip():
        return {}
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    said = {part: text[mark.end() : end].strip(TRIM) for part, mark, end in zip(PARTS, marks, ends, strict=False)}
    if any(piece.headed and piece.part != "blocker" for words in said.values() for piece in _pieces(words)):
        return _by_words("\n".join(said.values()))
    return {part: "" if _none(words) else words for part, words in said.items()}


def _by_place(text: str) -> dict[str, str]:
    """Three lines without a word on what they are answer the three questions in their order."""
    lines = [line.strip(TRIM) for line in text.split("\n") if line.strip(TRIM)]
    return dict(zip(PARTS, lines, strict=True)) if len(lines) == len(PARTS) else {}


def _none(words: str) -> bool:
    folded = plain(words).strip(TRIM)
    return bool(_NOTHING.fullmatch(folded) or _FREE.fullmatch(folded))


def _by_words(text: str) -> dict[str, str]:
    """Cut a text where a word says what comes next: yesterday, today, blocked."""
    pieces = list(_pieces(text))
    if not any(piece.part for piece in pieces):
        return {}
    if len(pieces) == len(PARTS) and not any(piece.part for piece in pieces[:2]) and pieces[2].headed:
        second = text[pieces[1].start : pieces[1].end]
        if not _HAPPENED.search(plain(second)):  # neither says when: they answer the questions in their order
            pieces[1] = replace(pieces[1], part="plan")
    said: dict[str, list[str]] = {}
    last: _Piece | None = None
    for piece in [*pieces, None]:
        if last is not None and (piece is None or piece.headed or piece.part not in (None, last.part)):
            said.setdefault(last.part or "done", []).append(text[last.start : last.end])
            last = None
        if piece is not None:
            last = piece if last is None else _Piece(last.part, last.start, piece.end)
    return {part: "\n".join(filter(None, map(_tidy, words))) for part, words in said.items()}


def _tidy(words: str) -> str:
    words = _AND.sub("", words.strip(TRIM)).strip(TRIM)
    return "" if _none(words) else words


def _pieces(text: str) -> Iterator[_Piece]:
    """Yield the pieces of an answer; one without a part of its own goes on with what was said before."""
    folded, now = plain(text), ""
    places = list(_places(folded))
    for start, end in places:
        words = folded[start:end]
        if not words.strip(TRIM):
            continue
        piece = _piece(words, now, last=end == places[-1][1] and start > places[0][0])
        now = piece.part or now
        yield _Piece(piece.part, start + piece.start, end, piece.headed)


def _places(folded: str) -> Iterator[tuple[int, int]]:
    """Yield where the pieces stand: between commas, and in what was dictated without any."""
    last = 0
    for cut in [*_CUT.finditer(folded), None]:
        end = cut.start() if cut else len(folded)
        if _FREE.fullmatch(folded[last:end].strip(TRIM)):
            yield last, end
            last = cut.end() if cut else end
            continue
        inner = {found.start() for found in _RUN_INTO.finditer(folded, last, end)}
        begun = _headed(folded[last:end])
        if begun is not None and (begun.part or "") in _RUN_ON:
            inner |= {found.start() for found in _RUN_ON[begun.part or ""].finditer(folded, last + begun.start, end)}
        for place in sorted(inner):
            if place > last:
                yield last, place
                last = place
        yield last, end
        last = cut.end() if cut else end


def _headed(words: str) -> _Piece | None:
    """The part a piece begins in so many words: a day, a sign, or a heading before a colon."""
    begins = _STARTS.match(words)
    start = begins.end() if begins else 0
    for part in PARTS:
        if (day := _DAYS[part].match(words, start)) and not words[day.end() : day.end() + 1].isdecimal():
            colon = _COLON.match(words, day.end())
            return _Piece(part, colon.end() if colon else day.end(), 0, headed=True)
    for part in PARTS:
        if (heading := _HEADINGS[part].match(words, start)) and (colon := _HEADED.match(words, heading.end())):
            return _Piece(part, colon.end(), 0, headed=True)
    return None


def _piece(words: str, now: str, *, last: bool) -> _Piece:
    """The part a piece belongs to, by its first words, else by what was said before it; "" where it says none."""
    if _FREE.fullmatch(words.strip(TRIM)) or (last and _NOTHING.fullmatch(words)):
        return _Piece("blocker", len(words), 0, headed=True)
    if headed := _headed(words):
        return headed
    start = begins.end() if (begins := _STARTS.match(words)) else 0
    return _Piece(_own_part(words, start, now), start, 0)


def _own_part(words: str, start: int, now: str) -> str | None:
    """The part a piece without a heading belongs to, where its words say so."""
    for part in ("blocker", "plan", "done"):
        if _OWN[part].match(words, start) and (part, now) != ("done", "blocker"):
            return part
    if _LATER.search(words) and not _HAPPENED.search(words):
        return "plan"
    return "blocker" if now == "plan" and _TROUBLE.search(words) else None
