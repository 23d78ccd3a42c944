"""Several things done by one line, said one below the other: each button says which deal it is about."""

import re

_BUTTON = re.compile(r"\[(?P<label>[^\]\n]+)\]\(<(?P<does>(?:do|ask):[^>\n]*?\b(?P<code>[DRQ]-\d{1,9})\b[^>\n]*)>\)")


def labelled(text: str) -> str:
    """Return one part with the code of what each of its buttons is about in the button's label."""
    return _BUTTON.sub(_with_code, text)


def _with_code(button: re.Match[str]) -> str:
    label, code = button["label"], button["code"]
    return button[0] if code in label else f"[{label} {code}](<{button['does']}>)"
