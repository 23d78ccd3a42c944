"""What somebody says in a stand-up, taken apart: what was done, what comes next, what is in the way."""

import re

from sales.clean import clean_text

PARTS = ("done", "plan", "blocker")

# A day begins a part wherever a sentence may begin; the others are headings only with a colon. Both are taken off
# what they head, while a word that says something itself, such as "waiting for", stays.
DAYS: dict[str, str] = {
    "done": r"昨天|昨日|上周[一二三四五六日天]|yesterday|last (?:week|monday|tuesday|wednesday|thursday|friday)",
    "plan": r"今天|今日|本日|接下来|today|up next|next up",
    "blocker": r"卡点|阻塞点?|blockers?",
}
HEADINGS: dict[str, str] = {
    "done": r"昨|已?完成|做了什么|done|did|finished|completed",
    "plan": r"今|计划|打算|下一步|plans?|planned|planning|next|doing|to ?do",
    "blocker": r"阻碍|障碍|困难|问题|风险|需要(?:帮助|支持)|求助|blocked|stuck|impediments?|obstacles?|issues?|problems?|help",
}
OWN_WORDS: dict[str, str] = {
    "done": r"(?!)",
    "plan": r"明天|准备|(?:i )?will\b|(?:i'm |i am )?going to\b|i'll\b|tomorrow\b|plan to\b",
    "blocker": r"卡在|卡住|还在等|在等|等待|等着|blocked\b|stuck\b|(?:i'm |i am )?waiting (?:for|on)\b|need help\b",
}
_BOUNDARY = r"(?:^|(?<=[\n,，;；。.!！?？、]))\s*(?:[-*•·]\s*)?(?:and |but |then |然后|但是?|另外)?\s*"
_BEGINS = "|".join(
    rf"(?P<{part}_day>{DAYS[part]})(?:\s*[:：])?(?![a-z])|(?P<{part}_head>{HEADINGS[part]})\s*[:：]|(?=(?P<{part}_own>{OWN_WORDS[part]}))"
    for part in PARTS
)
_MARK = re.compile(f"{_BOUNDARY}(?:{_BEGINS})", re.IGNORECASE)
# Once yesterday was told, 今天 begins what comes next even in the midst of a sentence.
_TODAY = re.compile(r"(?<=[^\n,，;；。.!！?？、\s])(?=今[天日])")
_NUMBER = re.compile(r"(?:^|(?<=[\n\s,，;；。]))(?:([1-3])\s*[.、)）:：]|([①②③]))\s*")
NO = r"无|没有|没|暂无|none|no|nothing|nope|n/?a|-"
_NO_BLOCKER = re.compile(
    r"(?:目前|暂时)?(?:没有|没|无|暂无)(?:什么)?(?:卡点|阻塞|阻碍|障碍|困难|问题)|\bno (?:blockers?|impediments?|issues|problems)\b"
    r"|\bnothing (?:is )?(?:blocking|in the way)\b|\bnot blocked\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(rf"(?:{NO})", re.IGNORECASE)
AHEAD = re.compile(
    r"准备|打算|将|明天|要去|\bwill\b|\bgoing to\b|\bi'll\b|\bplan(?:ning)? to\b|\btomorrow\b", re.IGNORECASE
)
TRIM = " \t\n,.，;；。、:：-–—•·*"
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
    found = _by_words(text)
    if not found:
        found = _by_number(text)
    if not found:
        found = {"plan" if AHEAD.search(text) else "done": text}
        return found | {part: "" for part in PARTS if part not in found}
    return found


def _by_number(text: str) -> dict[str, str]:
    """Numbered lines are what was done, what comes next, what is in the way, in this order."""
    marks = list(_NUMBER.finditer(text))
    numbers = ["①②③".find(mark[2]) + 1 if mark[2] else int(mark[1]) for mark in marks]
    if len(marks) < 2 or numbers != list(range(1, len(marks) + 1)) or text[: marks[0].start()].strip():
        return {}
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    said = {part: text[mark.end() : end].strip(TRIM) for part, mark, end in zip(PARTS, marks, ends, strict=False)}
    return {part: "" if _NOTHING.fullmatch(words) else words for part, words in said.items()}


def _by_words(text: str) -> dict[str, str]:
    """Cut a text where a word says what comes next: yesterday, today, blocked."""
    free = _NO_BLOCKER.search(text)
    if free is not None:
        text = f"{text[: free.start()].rstrip(TRIM)}\n{text[free.end() :].lstrip(TRIM)}".strip()
    marks = [(_part(mark), mark.start(), mark.end()) for mark in _MARK.finditer(text)]
    if any(part == "done" for part, _, _ in marks) and (later := _TODAY.search(text)):
        marks = sorted({*marks, ("plan", later.start(), later.start() + 2)}, key=lambda mark: mark[1])
    said: dict[str, list[str]] = {}
    if marks and (lead := text[: marks[0][1]].strip(TRIM)):
        said["done"] = [lead]
    elif not marks and free is not None and text:
        said["plan" if AHEAD.search(text) else "done"] = [text]
    for (part, _, end), upto in zip(marks, [*(start for _, start, _ in marks[1:]), len(text)], strict=False):
        words = text[end:upto].strip(TRIM)
        said.setdefault(part, []).append("" if _NOTHING.fullmatch(words) else words)
    parts: dict[str, str] = {part: "\n".join(filter(None, pieces)) for part, pieces in said.items()}
    return parts if free is None else {"blocker": "", **parts}


def _part(mark: re.Match[str]) -> str:
    """The part a mark begins."""
    name = next(name for name, words in mark.groupdict().items() if words)
    return next(part for part in PARTS if name.startswith(part))
