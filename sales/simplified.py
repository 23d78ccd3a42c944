"""Chinese written in simplified letters, each in the place of the one that was typed."""

from collections.abc import Mapping
from functools import cache


@cache
def simple_letters() -> Mapping[int, str]:
    """Return what each traditional letter is in simplified script, for `str.translate`; from OpenCC's tables."""
    import opencc  # its tables take 20 ms: only for those who need them

    letters = [chr(code) for code in range(0x3400, 0xA000)]
    # One letter a line: side by side they could make a word, which OpenCC would turn as a whole.
    simple = opencc.OpenCC("t2s").convert("\n".join(letters)).split("\n")
    return {ord(letter): plain for letter, plain in zip(letters, simple, strict=True) if letter != plain}


def simplified(text: str) -> str:
    """Return a text in simplified letters."""
    return text if text.isascii() else text.translate(simple_letters())
