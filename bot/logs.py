"""Logs: one JSON object a line, with secrets and phone numbers taken out."""

import json
import logging
import re
import sys
import threading
from collections.abc import Collection, Mapping, MutableMapping, Set
from types import TracebackType
from typing import Any
from urllib.parse import quote, quote_plus

import structlog

# Numbers that only look like phones stay, or a log could not be followed: hashes, ids of platforms, moments, addresses.
KEPT = (
    r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-f]{32,}"
    r"|(?<!\d)\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?![\d-])"
    r"|(?<!\d)\d{10}\.\d{6}(?!\d)|(?<!\d)\d{8,13}\.\d{8,13}\.[0-9a-f]{32}"
    r"|(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])"
)
GAP = r"[ \-.()/\u00a0\u2010-\u2015\u3000\uff08\uff09\uff0d]{0,2}"
# More than 15 digits are no phone; fewer than 10 are one only with a plus.
PHONE = re.compile(
    rf"(?P<kept>{KEPT})|(?<!\d)(?:\+?86{GAP})?1[3-9]\d{GAP}\d{{4}}{GAP}\d{{4}}(?!\d)"
    rf"|\+\d(?:{GAP}\d){{6,14}}(?!\d)|(?<!\d)\d(?:{GAP}\d){{9,14}}(?!\d)"
)
NAMES = r"secret|token|passw(?:or)?d|pwd|authorization|cookie|credential|signature|(?:api|aes|secret|private)[_-]?key"
NAMED = re.compile(
    rf"(?i)((?:{NAMES})[\w-]*[\"']?\s*[=:]\s*(?:b?[\"'])?(?:(?:Bearer|Basic)\s+)?)((?<=[\"'])[^\"']+|[^\s\"'&,;}})\]]+)"
)
KNOWN = re.compile(r"xox[a-z](?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+|(?i:bearer)\s+[\w.~+/=-]{8,}|gAAAAA[\w-]{20,}=*")
PASSWORD = re.compile(r"(://[^\s:/@\"']*:)[^\s\"']*(@)")
SECRET_NAME = re.compile(rf"(?i)^(?:\w*[_-])?(?:{NAMES})s?$")
# Looked for first, because most texts have nothing of it.
MANY_DIGITS = re.compile(r"\d(?:\D{0,2}\d){6}")
SUSPICIOUS = re.compile(rf"(?i)xox|xapp|bearer|gAAAA|{NAMES}")
LONG = 1_000_000_000
DEEPEST = 8


class Redactor:
    """Takes out what must never be read in a log, from every value and every exception's text."""

    def __init__(self, secrets: Collection[str] = ()) -> None:
        known = {secret for secret in secrets if len(secret) >= 6}
        forms = {form for secret in known for form in _forms(secret)}
        longest_first = sorted(forms, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def __call__(self, _logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """Redact one log event."""
        return {name: self._named(name, value, 0) for name, value in event.items()}

    def value(self, value: object, depth: int = 0) -> Any:
        """Return a value in JSON's types, without secrets and phones."""
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, int | float):
            return self._number(value)
        if depth < DEEPEST and isinstance(value, Mapping):
            return {self.text(str(name)): self._named(str(name), inner, depth + 1) for name, inner in value.items()}
        if depth < DEEPEST and isinstance(value, list | tuple | Set):
            return [self.value(inner, depth + 1) for inner in value]
        return self.text(_words(value))

    def text(self, text: str) -> str:
        """Return a text without secrets and phones."""
        if self._secrets is not None:
            text = self._secrets.sub("[secret]", text)
        if "://" in text:
            text = PASSWORD.sub(r"\1[secret]\2", text)
        if SUSPICIOUS.search(text):
            text = KNOWN.sub("[secret]", NAMED.sub(r"\1[secret]", text))
        return PHONE.sub(_unless_kept, text) if MANY_DIGITS.search(text) else text

    def _named(self, name: str, value: object, depth: int) -> Any:
        if value and SECRET_NAME.match(name):
            return "[secret]"
        return self.value(value, depth)

    def _number(self, number: float) -> object:
        if -LONG < number < LONG:
            return number
        said = self.text(str(number))
        return number if said == str(number) else said


def configure(*, secrets: Collection[str] = (), level: int = logging.INFO) -> None:
    """Send every log line of ours and of the libraries through the redactor to standard error."""
    steps: list[Any] = [structlog.contextvars.merge_contextvars, structlog.processors.add_log_level]
    structlog.configure(
        processors=[*steps, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    # The last step before the line is written: whatever is logged by whom, it comes through here.
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=steps,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                Redactor(secrets),
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.JSONRenderer(serializer=json.dumps, ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.captureWarnings(True)
    sys.excepthook = _crashed
    threading.excepthook = _crashed_thread
    sys.unraisablehook = _unraisable
    # The clients of HTTP write down whole addresses, in which webhooks and one-time answers have their keys.
    for noisy in ("uvicorn.access", "apscheduler", "alembic", "httpx2", "httpcore2"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What nobody caught ends in the log as well, and not raw on the terminal."""
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("baton").critical("crashed", exc_info=(kind, error, trace))


def _crashed_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
        logging.getLogger("baton").critical(
            "thread crashed", exc_info=(args.exc_type, args.exc_value, args.exc_traceback)
        )


def _unraisable(args: "sys.UnraisableHookArgs") -> None:
    logging.getLogger("baton").error(
        "broke while cleaning up", exc_info=(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)
    )


def _words(value: object) -> str:
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode(errors="replace")
    return str(value) if isinstance(value, str | BaseException) else repr(value)


def _forms(secret: str) -> set[str]:
    """A secret as it stands in an address, in JSON or in the repr of bytes."""
    return {
        secret,
        quote(secret),
        quote(secret, safe=""),
        quote_plus(secret),
        json.dumps(secret)[1:-1],
        repr(secret)[1:-1],
    }


def _unless_kept(found: re.Match[str]) -> str:
    return "[phone]" if found["kept"] is None else found[0]
