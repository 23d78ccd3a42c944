"""What works, shared with everybody."""

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import TRIM, Meaning, deals_in
from handlers.language.sentences.trimming import trimmed
from handlers.language.shape import Shape

_PRACTICE = any_of(
    "最佳(?:实践|实务|做法)(?:库|里|集)? 经验(?:库|分享)? 案例(?:库|分享)? 打法(?:库)? 话术(?:库)? 心得 知识库 锦囊 干货 诀窍 窍门 小技巧 技巧",
    r"""best[- ]practi[cs]es?, (?:sales )?playbook, success stor(?:y|ies), win stor(?:y|ies), knowledge base, wiki, (?:pro |hot |quick |sales )?tips?, know-?how,
    what works, trick, good practice""",
)
_LEAD = any_of(
    """记(?:录|入|到|进|下|一)?(?:一?下|一条|一个|个|条|里)? 加(?:到|进|入|一|上)?(?:一?下|一条|一个|个|条|里)? 存(?:到|进|入|一下|下)? 入库 沉淀(?:一下|下)? 录(?:一下|下|入)? 分享(?:一下|一个|一条|下)? 收藏 收(?:进|入)
    一条 一个 一则 库 里面? 值得 到 进 中 吧 是 就是 的 里 集 补充 新增 写(?:进|入|到|一下) 纳入 归档 大家 看看 给 [+]1 这单 我 建议 将 以下 做法 把 这个 请 条 则 好 放(?:到|进)? 关于""",
    r"""add(?:ing)?, save, log, record, shar(?:e|ing), note, new, put, capture, document, this, that, it, as, to, the, our, in, into, for, a, an, one, another, of, is, from, entry,
    on, about, please, library, i, want to, s, here'?s, team, everyone, all, and""",
)
_TAIL = any_of(
    """记(?:录|入|到|进)?(?:一?下)? 加(?:到|进|入)? 存(?:到|进|入)? 放(?:到|进)? 收(?:进|入)? 写(?:进|入|到)? 进 到 把 这条 这个 可以 的 我觉得 作为 算 当 吧 请 建议 分享 分享(?:一个|一下)?""",
    r"add, save, log, put, share, this, that, it, as, to, the, our, in, into, for, a, is, please, new, should go, goes, worth adding",
)


def as_practice(shape: Shape) -> Meaning | None:
    """Return what works, of a line that shares it."""
    text = _text(shape)
    return Meaning("best_practice_add", {"more": {"text": text}}, deals_in(shape)[:1]) if len(text) >= 4 else None


def _text(shape: Shape) -> str:
    """What is said after the last word for it, else before the first."""
    found = list(_PRACTICE.finditer(shape.line))
    if not found:
        return trimmed(shape.text, _LEAD, _TAIL)
    head = next((one for one in found if len(_after(shape, one.end())) > 3), None)
    return _after(shape, head.end()) if head else trimmed(shape.words(0, found[0].start()), _LEAD, _TAIL)


def _after(shape: Shape, start: int) -> str:
    """What follows, without the deal it is noted for."""
    line = shape.line
    while start < len(line) and (line[start] in TRIM or line[start] == "\ue000"):
        start += 1
    return trimmed(shape.words(start, len(line)), _LEAD)
