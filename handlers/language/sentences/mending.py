"""Taking back what was said before, or a whole deal; what is put right instead is in corrections.py."""

from handlers.language.sentences.asked import how
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, deals_in
from handlers.language.shape import Shape

# Called off with a customer: that is news, and takes back nothing that was written here.
_EVENT = any_of(
    zh="拜访 会议 见面 演示 电话会? 参观 约会 饭局",
    en="calls?, meetings?, demos?, visits?, lunch, dinner, workshops?, reviews?, sessions?",
)


def as_undo(shape: Shape) -> Meaning | None:
    """Return which write a line takes back: the sender's last one, of the deal it names."""
    if asked := how(shape):  # who asks how it is done wants nothing undone yet
        return Meaning("help", asked)
    if deals_in(shape) and _EVENT.search(shape.line):
        return None
    return Meaning("undo", {"more": {"target": "last_write_by_sender"}}, deals_in(shape))


def as_unmade(shape: Shape) -> Meaning | None:
    """Return that a deal is to be deleted, merged or opened again, which none can be."""
    return Meaning("deal_unmade") if deals_in(shape) or shape.scene.thread_deal else None
