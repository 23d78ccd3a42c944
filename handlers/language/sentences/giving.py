"""Who gets a deal: assigned by a manager, or offered to a colleague by whoever holds it."""

import re

from handlers.language.sentences.acts import ASKED, REQUESTED, Act, about, act_in, ending, kind, reason, supposed
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, Said, Target, deals_in, members_in
from handlers.language.shape import Clause, Shape, signs
from handlers.language.words import Mention

_HANDS = any_of(
    zh="""转 移交 移给 移到 交给 交由 交到 交接 交(?=<member>) 分 派 指派 划 拨 丢给 甩给 塞给 挂 给(?=<member>|\\s<member>|到) (?:让|由|叫|归|换成|换|改成|改为|改由|请|找|俾|比|畀)(?=\\s?<member>)
        <member>.{0,4}(?:负责|跟进|接手|接(?!待|触|受|送|洽|近|机|站|通|到|电|口|龙|了.{0,2}电话)|盯|跟(?!我|他|她|客户|踪|对方|你)|(?:来|上|做|带|搞|拿|收)(?=吧|了(?!\\w)|啦|哈|\\W|<deal>|$)) 你接 归你 给你 你来 你跟 -> → =>
        就<member> 就由<member> 过给 转出 定给 调(?:到|给|去|往|至) (?:负责人|归属|所有者|owner)(?:设为|设成|定为|改成|改为|换成|填|写|是|为|=|：|:)?\\s?<member> <member>.{0,2}(?:主跟|主导|牵头|主责|认领|领走|扛|包) 你.{0,8}(?:接过去|接走|接手|接下|拿去|领走|跟起来|跟一下|跟吧|跟着|负责) 找<member> 派(?=\\s?<member>) 交接 接管 (?:对接人|接口人|联系人)(?:是|换|改|为).{0,2}<member> 联系<member> <deal>\\s?[:：@/—-]+\\s?<member>(?=\\W*$) <member>\\s?[:：]\\s?<deal>(?=\\W*$) <member>你(?:来|去|先)?(?:看|盯|碰|联系|跟)一?下 派(?=\\s?<member>)""",
    en="""yours, <deal> ?(?:is |= ?|: ?|should be )<member>, <member> ?[:：] ?<deal>, (?:re)?assign\\w*, giv(?:e|es|ing|en), gave, hand\\w*, pass\\w*, tran\\w*, mov(?:e|es|ing|ed), rout(?:e|ing|ed), send(?:ing)?,
        turn(?:ing)?, shift\\w*, put(?:ting)?, switch\\w*, chang(?:e|ing), to <member>, for <member>, delegat\\w*, allocat\\w*, dispatch, designat\\w*, belongs, let, new owner, owner,
        <member>.{0,14}(?:takes?|taking|owns?|owner|run|runs|get|gets|picks?|work|works|handles?|handling|have|has|lead|leads|drives?|grabs?|follows?|looks? after|is on|on it), make <member>, want <member> on, put <member> (?:down|on|in|as), <deal>['’]?s? (?:all |now )*yours, allot\\w*, (?:under|in|to|on) your (?:name|list|book|plate), inherit\\w*, <member> to (?:lead|run|own|take|have), reins, <deal> ?[/@—-]+ ?<member>(?=\\W*$), swap\\w*, <member>['’]?s? (?:lead|deal|account|baby|now), (?:can|could|would|will|please|pls) (?:you )?(?:take|own|pick|handle|run|work), over to, goes? to""",
)
_GIVEN = any_of(
    zh="""(?:转|派|分|交|移交|指派|划|拨|移|丢|甩|塞|转交|分配|派单|给|挂|换|交接)(?:给|到|至|由|成)?\\s?(?:<member>) (?:由|让|归|换成|改由|改成)\\s?<member> <member>.{0,3}(?:接手|负责|跟进|接(?!待|触|受|送|洽|近|机|站|通|到|电|口|龙)|跟(?!我|他|她|客户|踪|对方|你)|来(?=吧|\\W|<deal>|$)) 归你 你接 负责人(?:设为|设成|定为|改成|改为|换成|是|为)\\s?<member> 就由<member> (?:定|过|调|转出|拨|划拨)(?:给|到|去)\\s?<member> 从.{0,4}<member>.{0,6}(?:转|移|交)""",
    en="""(?:re)?assign\\w*, to <member>, giv(?:e|es|ing) <member>, hand\\w*, transfer\\w*, <member> (?:takes?|is taking|owns?|will (?:own|take|run|handle)|gets?|handles?) (?:over )?, yours, new owner, want <member> on, let <member>, over to, have <member>, make <member> (?:the )?owner, put <member> (?:down|as), allot\\w*, swap\\w*, <member> (?:can|will|should|to|please|pls) (?:have|take|own|run|work|handle)""",
)
_OUTRIGHT = any_of(
    zh="(?:转|移交|转交|分|分配|派|划|交接)(?:给|到) (?:移交|转交|转)\\s?<member>",
    en="transfer\\w*, (?:re)?assign\\w*, hand(?:ing)? over, give <deal> to",
)
_GIVE = kind(
    _HANDS,
    any_of(
        zh="""调给 调到 拉给 配给 扔给 甩给 推给 发给 塞给 安排 全权 接过去 接着 带着 分担 认领 盯着 同事 客户经理 销售 转交给 转交 转让给 转给 转到 转至 转让 转 移交给 移交 移给 移到 移 交给 交由 交到 交接给 交接 交 分给
            分配给 分配 分派给 分派 分到 分 指派给 指派 派给 派单给 派单 派 划给 划到 拨给 丢给 挂到 挂给 给到 给 俾 比 畀 让 由 归 叫 找 改由 换成 换给 换 改成 改为 安排给 名下 手里 手上 手头 那边 这边 那里 这里 那儿 这儿 那 这 处
            到 去 来 你们 你 我们 我 owner 负责人 负责 至 一起 跟进 跟着 跟踪 跟 接手 接管 接 盯 带 做 处理 维护 推进 拿 公海 新 统一 单独 没人要 没人跟 没人 上 收 搞 想 要 佢 = 就 过给 过 转出 定给 定 调 调到 设为 设成 定为 设 成 为 归属 所有者 主跟 主导 牵头 主责 扛 起来 过去 过来 走 下 主 拨 划 划拨 畀 帮 帮忙 抓紧 往 接管 对接人 接口人 联系人 对接 后续 联系 看一下 看 碰 往 至 我这边 我这儿 我这 这条线索""",
        en="""yours, your, =, hers, his, look, under, belongs to, delegate, delegating, allocate, allocating, dispatch, designate, ask, tell, best, fit, right, person, along,
            responsible, charge, leading, follow, follows, following, looks, looking, after, drive, drives, chase, chasing, deserves, perfect, by, covering, handles, handling, holds, hold, got, grab, grabs,
            join, rep, guy, man, woman, best for, name, make, made, set, assign, assigns, assigned, assigning, reassign, reassigns, reassigned, reassigning, give, gives, given, giving, gave, hand, hands, handing, handed,
            handoff, pass, passing, transfer, transfers, tranfer, transfering, transferring, transferred, move, moves, moved, moving, route, routing, send, sending, turn, turning, shift, put, switch, switching, change,
            changing, let, let's, lets, have, want, i want, i'd like, like, to, ->, =>, →, over, on, onto, off, of, from, me, my, i, we, i'm, i'll, we're, should, will, can, could, you,
            go, goes, going, belongs, belong, own, owns, take, takes, taking, run, running, work, works, handle, get, gets, pick, picks, up, owner, owners, ownership, is, are, be, for, with, in, instead,
            new, he, she, they, assignee, has, anyone, someone, territory, book, list, plate, \\?, 'll, ’ll,
            point, run point, down, allot, allotted, swap, swapping, baby, n, side, need to, needs to, baton, the baton, all yours, handled, worked, owned, taken over, taken, now, full, fully, on over, lead on, out""",
    ),
    _GIVEN,
)
_TO = signs(
    r"(?:给|到|至|由|让|换成|换|改成|改为|改由|归|找|转|交|派|分|俾|比|畀|to|for|->|→|=>|with|let|have|give|assign|owner(?: is| to|:)?|want)\W*(?:the |@)?(?P<to><member>)"
)
_TWO = signs(r"<member>\s?(?:and|&|和|跟|与|、|或者?|or|/)\s?<member>")
_DEAL_AND = signs(r"<deal>\s?(?:and|&)\s([a-z]{3,})(?![a-z])")
_FROM = signs(
    r"(?:从|from |移交 ?)(?P<from><member>)|由(?P<by><member>)(?=.{0,3}(?:转|移|交|调|划|过))|(?P<owner><member>) ?(?:手里|手上|名下|那边|那儿|那)?(?:的|'s |’s )(?=.{0,6}<deal>)|(?P<taken><member>) ?(?:手里|手上|名下)(?=.{0,4}(?:转|移|交|拿))"
)
_TO_ME = re.compile(r"(?:给|转|转到|到|归|交给|转给|调给|划给|俾|畀)\s?(?:回)?我(?!们)|\\b(?:to|over to) me\\b")
_FROM_ME = re.compile(r"从我|我(?:这|手里|手上|名下)(?:边|里|儿)?(?:转|移|交)|\b(?:from|off) me\b")
_YOURS = any_of(
    zh="归你 你接 给你 你来 你跟 你负责 你拿 交给你 你.{0,8}(?:接过去|接走|接手|接下|拿去|领走|跟起来|跟一下|跟吧|跟着)",
    en="yours, you take, you own, (?:under|in|to|on) your (?:name|list|book|plate), you have, (?:can|could|would|will) you (?:please )?(?:take|own|pick|handle|run|work|have), your(?:s)?(?: now)?, all yours, (?:please|pls) (?:take|own|pick|handle|run|work), over to you, to you, you'?re on, you run",
)
_DELIVERED = re.compile(
    r"(?:交接|移交).*(?:开始|启动|上线|开工|进场|文档|资料|实施|交付)|\b(?:go[- ]?live|implementation|delivery|kick[- ]?off)\b"
)
_PASSES = signs(r"转|交|移|分给|派给|\bto <member>")
_TOGETHER = any_of(
    zh="一起 一块 一齐 也来 也跟 也参与 协助 协同 协作 配合 支持 搭档 共同 和我 跟我 同我 与我 陪我 打下手",
    en="also, together, as well, helps?, joins?, with me, with us, alongside, shadow, co-?own\\w*, pair(?:ing)?, second seat, back ?up, assist\\w*, too",
)


def gives_away(line: str) -> bool:
    """Whether a clause says outright that somebody else gets a deal."""
    return bool(_OUTRIGHT.search(line))


def read_giving(shape: Shape, clause: Clause) -> Meaning | None:
    """Read that a deal goes to a colleague, from whom and why."""
    act = act_in(shape, clause, _GIVE)
    if act is None or _DELIVERED.search(shape.line) or next(shape.all("award"), None):
        return None
    part = shape.line[clause.start : act.end]
    people = members_in(shape, start=clause.start, end=act.end)
    if not people and _YOURS.search(part):
        people = members_in(shape)[-1:]
    if not people or (_TOGETHER.search(part) and not gives_away(part)):
        return None
    if ASKED.search(REQUESTED.sub("", shape.line[clause.start : clause.end + 1])):
        return None
    deals = about(shape, act, _GIVE)
    if not deals and (len(part) > 40 or not (shape.scene.thread_deal or _PASSES.search(part))):
        return None
    if supposed(shape, Clause(clause.start, act.end)):
        return Meaning("nothing")
    return given(shape, act, people, deals)


def as_giving(shape: Shape) -> Meaning | None:
    """Return who gets which deal, from whom and why: what is said beside the names and the act itself is why."""
    if not members_in(shape) or not (deals_in(shape) or shape.scene.thread_deal):
        return None
    parts = [one for one in shape.clauses() if next(shape.all("member", one.start, one.end), None)]
    main = next((one for one in parts if _GIVEN.search(shape.line, one.start, one.end)), parts[0])
    act = act_in(shape, main, _GIVE) or Act(main, ending(shape, main, _GIVE), doubtful=False)
    mine = _TO_ME.search(shape.line, main.start, main.end)
    act = Act(main, max(act.end, mine.end() if mine else 0), doubtful=False)
    people = members_in(shape, start=main.start, end=act.end) or members_in(shape)
    meaning = given(shape, act, people, about(shape, act, _GIVE))
    for one in parts:  # somebody else gets another deal
        if one is not main and deals_in(shape, start=one.start, end=one.end) and act_in(shape, one, _GIVE):
            its = members_in(shape, start=one.start, end=one.end)
            meaning.others.append(
                given(shape, Act(one, one.end, doubtful=False), its, deals_in(shape, start=one.start, end=one.end))
            )
            meaning.others[-1].said.pop("reason", None)
    return meaning


def given(shape: Shape, act: Act, people: list[tuple[int, Mention]], deals: tuple[Target, ...]) -> Meaning:
    """Return who gets these deals by an act, from whom and why."""
    if both := _both(shape, act):
        return Meaning("lead_assign", {"to": both}, deals, needs_deal=True)
    if unknown := _and_unknown(shape, act):
        deals = (*deals, unknown)
    doubts = ["reading"] if act.doubtful else []
    to, giver = _to_and_from(shape, act, people)
    said: Said = {"to": to}
    if giver is not None:
        said["more"] = {"from": giver}
        doubts += [] if _holds(shape, giver, deals) else ["unsure"]
    if why := reason(shape, act):
        said["reason"] = why
    owned = any(_owned(shape, target) for target in deals) if deals else _owner(shape, shape.scene.thread_deal)
    return Meaning("lead_transfer" if owned else "lead_assign", said, deals, needs_deal=True, doubts=doubts)


def _to_and_from(
    shape: Shape, act: Act, people: list[tuple[int, Mention]]
) -> tuple[Mention | int, Mention | int | None]:
    """Who gets it and from whom: roles are told by the words before a name, in doubt the last name gets it."""
    part = shape.line[act.clause.start : act.end]
    found = _FROM.search(part)
    given = act.clause.start + found.start(found.lastgroup or 0) if found else _possessor(shape, people)
    others = [one for one in people if one[0] != given] or people
    to = next(
        (one for got in _TO.finditer(part) for one in others if one[0] == act.clause.start + got.start("to")),
        others[-1],
    )
    if given == to[0]:
        return (shape.scene.me, to[1]) if _TO_ME.search(part) else (to[1], None)
    if len(people) > 1:
        first = next((one for one in people if one[0] == given), None) or next(one for one in people if one[0] != to[0])
        return to[1], first[1]
    return to[1], shape.scene.me if _FROM_ME.search(part) else None


def _possessor(shape: Shape, people: list[tuple[int, Mention]]) -> int:
    """Where somebody stands whose deal it is: Tom's Acme."""
    whose = (at for at, one in people if shape.text[one.start : one.end].endswith(("'s", "’s")))
    return next(whose, -1)


def _holds(shape: Shape, giver: Mention | int, deals: tuple[Target, ...]) -> bool:
    """Whether whoever is said to give a deal away is who holds it."""
    ids = {giver} if isinstance(giver, int) else {one.id for one in giver.named}
    codes = [target.code for target in deals] or [shape.scene.thread_deal]
    owners = {_owner(shape, code) for code in codes if code}
    return not owners or bool(owners & ids)


def _both(shape: Shape, act: Act) -> Mention | None:
    """Return two colleagues who are named in one breath as one mention of either: a deal has one owner."""
    found = _TWO.search(shape.line, act.clause.start, act.end)
    if found is None:
        return None
    (_, one), (_, two) = members_in(shape, start=found.start(), end=found.end())
    if len(one.named) != 1 or len(two.named) != 1 or one.named == two.named:
        return None
    return Mention(one.start, two.end, "member", "name", (*one.named, *two.named))


def _and_unknown(shape: Shape, act: Act) -> Target | None:
    """Return what is named in one breath with a deal and is none we know."""
    found = _DEAL_AND.search(shape.line, act.clause.start, act.clause.end)
    return None if found is None or _GIVE.own.fullmatch(found[1]) else Target(found.start(1), found[1], ())


def _owned(shape: Shape, target: Target) -> bool:
    if target.code:
        return _owner(shape, target.code) is not None
    return any(named.owner is not None for named in target.candidates)


def _owner(shape: Shape, code: str | None) -> int | None:
    deal = shape.scene.deal(code) if code else None
    return deal.owner.id if deal is not None and deal.owner is not None else None
