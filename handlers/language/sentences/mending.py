"""Taking back what was said before; what is put right instead is in corrections.py."""

from handlers.language.sentences.corrections import read_correction
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, deals_in
from handlers.language.shape import Shape, signs

_UNDO = any_of(
    zh="""撤销 撤消 撤回 撤掉 回退 回滚 退回上一步 恢复(?:成|到|原|回)? 还原 复原 当我没说 当没说 手滑 手抖 不算数 收回前言 倒回去 rollback (?<![a-z])ctrl\\W?z 倒退一步 退一步(?=\\W*$) 回到上一步 退回去(?=\\W*$)
        (?:刚才|刚刚|方才|上(?:一)?(?:条|个|次|步)|前面|那条|这条|最后(?:一)?(?:条|步)).{0,8}(?:不算|作废|取消|删(?:掉|了|除)?|去掉|收回|当我没说|搞错|弄错|记错|发错|无效|清掉|抹掉)
        (?:取消|删(?:掉|除)?|去掉|收回|作废|清掉|抹掉).{0,4}(?:刚才|刚刚|方才|上(?:一)?(?:条|个|次|步)|那条|这条|前面|最后)
        我(?:刚才|刚刚)?(?:点|按|发|手滑)错了 (?:刚才|刚刚|上一?[条个]|那条).{0,10}撤""",
    en="""ctrl\\W?z, (?:cancel|delete|remove|scrap) (?:that|this|it)(?=\\W*$|\\W+(?:wrong|my|sorry|i |by mistake|was)), udno, undo, unod, undone, (?<!will )(?<!'ll )(?<!to )(?<!should )revert(?! (?:by|back|to (?:us|me)|with|on|in|soon|asap|after|early|tomorrow|next|later|<date>)), (?:want|like|need) to revert, reverse that, roll (?:it |that )?back, rollback, take (?:that|it|this) back, scratch that,
        strike that, backtrack, restore (?:it|that|the), misclick\\w*, fat[- ]?finger\\w*,
        (?:cancel|delete|remove|reverse|discard|forget|ignore|disregard|drop|scrap|nix|kill) (?:that|my|the) (?:last|previous|update|change|one|entry|thing),
        never ?mind (?:that|my|the) (?:last|update|change), put (?:it|that) back, (?:cancel|delete|remove|drop|scrap|erase|discard) what i (?:just )?(?:entered|wrote|typed|said|logged|did|sent|put), as it was before, didn'?t mean (?:to|that),
        that was (?:a mistake|wrong|an error|by mistake|an accident), oops.{0,20}(?:back|wrong|mistake),
        my (?:bad|mistake).{0,20}(?:undo|back|cancel), hit (?:the )?wrong (?:button|key), wrong button""",
)
_NOT_UNDO = any_of(
    zh="""客户.{0,6}(?:撤|取消|回滚) 项目.{0,4}(?:撤|取消) 撤(?:标|资|诉|单了) 恢复(?:合作|联系|谈判|正常|了) [?？] 怎么撤 如何撤
        教程 说明书 帮助里 就能撤 可以撤 能撤""",
    en="how (?:do|to|can), can'?t, they, says, tutorial, the manual",
)
# What no deal is for: its history stays.
_UNMADE = signs(
    r"\W*(?:(?:please|pls) |请)?(?:delete|remove|erase|merge|re-?open|删除|删掉|删|合并|重新打开|重开)[\s:：]*<deal>"
    r"(?:\s*(?:and|with|into|to|和|与|跟|到|,|，|、)?\s*<deal>)*[\s.!。！]*"
)
_LONGEST = 90


def read_mending(shape: Shape) -> Meaning | None:
    """Read that something said before is to be taken back or put right."""
    line = shape.line
    if len(line) > _LONGEST:
        return None
    if _UNMADE.fullmatch(line):
        return Meaning("deal_unmade")
    if (meaning := read_correction(shape)) is not None:
        return meaning
    if _UNDO.search(line) and not _NOT_UNDO.search(line):
        return as_undo(shape)
    return None


def as_undo(shape: Shape) -> Meaning:
    """Return which write a line takes back: the sender's last one, of the deal it names."""
    return Meaning("undo", {"more": {"target": "last_write_by_sender"}}, deals_in(shape))
