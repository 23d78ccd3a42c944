"""A stand-up told without having been asked: by its name at the head, or by its three parts."""

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, Said
from handlers.language.shape import Shape
from handlers.language.spans.rules import plain
from handlers.language.typed.standups import CALLED, apart

# Said of the meeting itself right behind its name: when it is, and who comes. Behind a colon it would be an answer.
_MEETING = any_of(
    r"""时间 几点 改 推 提前 延 挪 取消 开始 我?(?:会|要|可能)?(?:晚到|迟到|晚点到?|晚[一二三四五六七八九十\d]+分钟|缺席|不在|请假|参加不了|来不了|不来|不参加) 照常
    (?:还有?|都|今天|昨天|现在)*(?:谁|哪些人|哪几个)[^，,。]{0,4}(?:没|未|缺|漏) 不开 别迟到 马上 准时 结束 地点 会议室 链接 以后 今后
    (?:[上下]午|早上|早|明早|今天|明天|每天|在)*[\d一二三四五六七八九十]+[点:][\d半一二三四五六七八九十刻]*分?(?:开始|见|开会|别|准时|大家|集合|$)""",
    r"""(?:now |today |tomorrow |just |has been |is )?(?:starts?|starting|begins?|moved|moves|pushed|postponed|cancel?led|rescheduled|delayed|shifted|skipped),
    who(?:'s| is| hasn'?t| has)?, is (?:at|in|now|off|over|on)(?! track), will (?:be|start|begin), at \d, in \d, in (?:five|ten|a few|half an), time, link, room, invite, in room,
    (?:i'?ll|i will|i'?m|i can'?t|i am) (?:be |running |gonna be )?(?:late|miss|skip|join|out|not), \d{1,2}[:.]\d{2} (?:starts?|see|sharp|please|pls|everyone|all|don'?t)""",
)


def as_standup(shape: Shape) -> Meaning:
    """Read a stand-up, given that a text is one."""
    said: Said = {**apart(shape.text)}
    return Meaning("standup_answer", said)


def unasked(meaning: Meaning, shape: Shape) -> bool:
    """Whether what only sounds like a stand-up has neither its name nor its parts by name: it may be news of several deals."""
    if meaning.intent != "standup_answer" or CALLED.match(plain(shape.text)):
        return False
    parts = apart(shape.text.replace("\n", " "))
    return not (parts["plan"] or parts["blocker"])


def of_the_meeting(text: str) -> bool:
    """Whether a text that names the stand-up first speaks of the meeting: when it is, and who comes."""
    folded = plain(text)
    called = CALLED.match(folded)
    return called is not None and _MEETING.match(folded, called.end()) is not None
