"""Whether a clause speaks of money that is paid."""

import re

from handlers.language.sentences.closing import AWAITED
from handlers.language.sentences.news import PAYMENT, SLIP, News

PAID = re.compile(r"到账|到了|收到|付了|打了|进来|\b(?:paid|wired|received|landed|arrived|came in|cleared)\b")
_MONEY = re.compile(
    r"钱[^，,。]{0,6}(?:打|到|转|付|汇)|把[^，,。]{0,4}(?:款|钱)|转账|结清|结款|\b(?:money|funds|transfer|wire|cash)\b[^,.;]{0,12}\b(?:goes? out|arrives?|lands?|sent|clears?|comes?|due|in)\b"
)
_BILLS = re.compile(
    r"(?:寄|发|给|送|开|提)[^，,。]{0,6}(?:发票|开票|票)|\b(?:send|sending|issue|issuing|raise|raising|resend\w*)\b[^,.;]{0,16}\binvoice"
)
_REST_PAID = re.compile(
    r"还差|余款|尾款|剩(?:下|余|的)|其余|\b(?:rest|balance|remainder|remaining)\b|(?<![a-z] )\bdue\b"
)


def pays(line: str, news: News) -> bool:
    """Whether a clause speaks of a payment, or of the rest of one."""
    if _BILLS.search(line):
        return False
    if _MONEY.search(line):
        return True
    moved = (SLIP.match(line) or AWAITED.fullmatch(line)) and PAYMENT.search(news.before)
    return bool(moved or PAYMENT.search(line) or ("payment" in news.more and _REST_PAID.search(line)))
