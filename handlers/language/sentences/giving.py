"""Who gets a deal: assigned by a manager, or offered to a colleague by whoever holds it."""

import re

from handlers.language.sentences.acts import DEED, TO_ME, about, clause_of, doubted, reason, says
from handlers.language.sentences.meaning import Meaning, Said, Target, deals_in, members_in
from handlers.language.shape import Clause, Shape, signs
from handlers.language.words import Mention

_TO = signs(
    r"(?:给|到|至|由|让|成|改为|归|找|转|交|派|分|俾|比|畀|to|for|->|→|=>|with|let|have|give|assign|owner(?: is| to|:)?|want)\W*(?:the |@)?(?P<to><member>)"
)
_TO_SOMEBODY = re.compile(
    r"(?:给|让|由|归|(?i:\b(?:to|let|give|for))\s)\s?(?P<who>[A-Za-z]{2,}|[\u3400-\u9fff]{2,3}(?=\W|$|负责|跟|接))"
)
_TURNS_TO = re.compile(r"你|[上来去就吧]|\b(?:you|please|pls)\b")
# Who only says or allows so is not who gets it.
_DECIDES = signs(
    r"<member>(?:['’]s)? ?(?:said|says|ok|agree|approv|want|decid|说|讲|同意|拍|定|批)|(?:per|agreed with) <member>"
)
_TWO = signs(r"<member>\s?(?:and|&|和|跟|与|、|或者?|or|/)\s?<member>")
_DEAL_AND = signs(r"<deal>\s?(?:and|&)\s([a-z]{3,})(?![a-z])")
_FROM = signs(
    r"(?:从|from |移交 ?(?=<member>\s?(?:→|->|给|至|到)))(?P<from><member>)|由(?P<by><member>)(?=.{0,3}(?:转|移|交|调|划|过))|(?P<owner><member>) ?(?:手里|手上|名下|那边|那儿|那)?(?:的|'s |’s )(?=.{0,6}<deal>)|(?P<taken><member>) ?(?:手里|手上|名下)(?=.{0,4}(?:转|移|交|拿))|replac\w+ (?P<before><member>)|接替(?P<after><member>)|(?P<out><member>) out\b"
)
_FROM_ME = re.compile(r"从我|我(?:这|手里|手上|名下)(?:边|里|儿)?(?:转|移|交)|\b(?:from|off) me\b")


def as_giving(shape: Shape) -> Meaning | None:
    """Return who gets which deal, from whom and why: what is said beside the names and the act itself is why."""
    if not (members_in(shape) or deals_in(shape)) or (not members_in(shape) and TO_ME.search(shape.line)):
        return None
    main = clause_of(shape, DEED)
    parts = [one for one in shape.clauses() if _names(shape, one, "deal") and _names(shape, one, "member")]
    if len(parts) > 1 and all(DEED.search(shape.line, one.start, one.end) for one in parts):
        meaning, *others = (_given(shape, one, deals_in(shape, start=one.start, end=one.end)) for one in parts)
        for one in (meaning, *others):  # somebody else gets another deal
            one.said.pop("reason", None)
        meaning.others += others
    else:
        meaning = _given(shape, main, about(shape, main))
        meaning.doubts += ["unsure"] if _another(shape, meaning.said) else []
        meaning.doubts += ["object"] if _elsewhere(shape, main) else []
    return doubted(shape, main, meaning)


def _names(shape: Shape, clause: Clause, kind: str) -> bool:
    return next(shape.all(kind, clause.start, clause.end), None) is not None


def _given(shape: Shape, act: Clause, deals: tuple[Target, ...]) -> Meaning:
    """Return who gets these deals by an act, from whom and why."""
    people = members_in(shape, start=act.start, end=act.end) or members_in(shape)
    if both := _both(shape, act):
        return Meaning("lead_assign", {"to": both}, deals, needs_deal=True)
    if unknown := _and_unknown(shape, act):
        deals = (*deals, unknown)
    to, giver = _to_and_from(shape, act, people) if people else (_nobody(shape), None)
    said: Said = {"to": to}
    doubts = []
    if giver is not None:
        said["more"] = {"from": giver}
        doubts += [] if _holds(shape, giver, deals) else ["unsure"]
    named = max(
        (at + 1 for sign in ("deal", "member") for at, _ in shape.all(sign, act.start, act.end)), default=act.start
    )
    if why := reason(shape, act, named):
        said["reason"] = why
    owned = any(_owned(shape, target) for target in deals) if deals else _owner(shape, shape.scene.thread_deal)
    return Meaning("lead_transfer" if owned else "lead_assign", said, deals, needs_deal=True, doubts=doubts)


def _to_and_from(
    shape: Shape, act: Clause, people: list[tuple[int, Mention]]
) -> tuple[Mention | int, Mention | int | None]:
    """Who gets it and from whom: roles are told by the words before a name, in doubt the last name gets it."""
    part = shape.line[act.start : act.end]
    found = _FROM.search(part)
    whose = (at for at, one in people if shape.text[one.start : one.end].endswith(("'s", "’s")))  # Tom's Acme
    given = act.start + found.start(found.lastgroup or 0) if found else next(whose, -1)
    giver = next((who for at, who in people if at == given), None)
    sure = found is not None and found.lastgroup in ("from", "out")
    others = [one for one in (people, members_in(shape))[sure and len(people) == 1] if one[0] != given]
    if TO_ME.search(part):
        return shape.scene.me, giver or people[-1][1]
    if not others:
        return people[-1][1], None
    got = (act.start + found.start("to") for found in _TO.finditer(part))
    to = next((one for at in got for one in others if one[0] == at), others[-1])
    if giver is None and len(people) > 1:
        giver = next(who for at, who in people if at != to[0])
    return to[1], giver or (shape.scene.me if _FROM_ME.search(part) else None)


def _nobody(shape: Shape) -> Mention:
    """Return who gets it where nobody we know is named: whatever stands in that place."""
    found = _TO_SOMEBODY.search(shape.text)
    return Mention(*(found.span("who") if found else (0, 0)), "member", "name")


def _elsewhere(shape: Shape, act: Clause) -> bool:
    """Whether a colleague is only named, and the deal stands in a clause that tells something else of it."""
    called = DEED.search(shape.line, act.start, act.end) or _TURNS_TO.search(shape.line, act.start, act.end)
    if called or _names(shape, act, "deal"):
        return False
    return any(_names(shape, one, "deal") and says(shape, one) for one in shape.clauses())


def _another(shape: Shape, said: Said) -> bool:
    """Whether somebody else is named, of whom too little is said for a reason: it may be who gets it."""
    known = {
        one.id
        for who in (said["to"], said.get("more", {}).get("from"))
        if isinstance(who, Mention)
        for one in who.named
    }
    strange = (at for at, who in members_in(shape) if not known & {one.id for one in who.named})
    parts = (one for at in strange for one in shape.clauses() if one.start <= at < one.end)
    return any(not (says(shape, one) or _DECIDES.search(shape.line, one.start, one.end)) for one in parts)


def _holds(shape: Shape, giver: Mention | int, deals: tuple[Target, ...]) -> bool:
    """Whether whoever is said to give a deal away is who holds it."""
    ids = {giver} if isinstance(giver, int) else {one.id for one in giver.named}
    codes = [target.code for target in deals] or [shape.scene.thread_deal]
    owners = {_owner(shape, code) for code in codes if code}
    return not owners or bool(owners & ids)


def _both(shape: Shape, act: Clause) -> Mention | None:
    """Return two colleagues who are named in one breath as one mention of either: a deal has one owner."""
    found = _TWO.search(shape.line, act.start, act.end)
    if found is None:
        return None
    (_, one), (_, two) = members_in(shape, start=found.start(), end=found.end())
    if len(one.named) != 1 or len(two.named) != 1 or one.named == two.named:
        return None
    return Mention(one.start, two.end, "member", "name", (*one.named, *two.named))


def _and_unknown(shape: Shape, act: Clause) -> Target | None:
    """Return what is named in one breath with a deal and is none we know."""
    found = _DEAL_AND.search(shape.line, act.start, act.end)
    return None if found is None or DEED.fullmatch(found[1]) else Target(found.start(1), found[1], ())


def _owned(shape: Shape, target: Target) -> bool:
    if target.code:
        return _owner(shape, target.code) is not None
    return any(named.owner is not None for named in target.candidates)


def _owner(shape: Shape, code: str | None) -> int | None:
    deal = shape.scene.deal(code) if code else None
    return deal.owner.id if deal is not None and deal.owner is not None else None
