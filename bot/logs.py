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

# Numbers that only look like phones stay, or a log could not be followed: hashes and ids, moments, addresses.
# An 8-digit one without + or separators is too common to be told apart; every longer one goes.
PHONE = re.compile(
    r"(?P<kept>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-f]{32,}"
    r"|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?|(?<!\d)\d{10}\.\d{6}(?!\d)"
    r"|(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]))"
    r"|\+\d(?:[ \-.()/\u00a0]{0,2}\d){6,}|(?<!\d)\(?\d(?:[ \-.()/\u00a0]{0,2}\d){9,}"
)
NAMES = r"secret|token|passw(?:or)?d|pwd|authorization|cookie|credential|api_?key|aes_?key|secret_?key|signature"
NAMED = re.compile(
    rf"(?i)((?:{NAMES})[\w-]*[\"']?\s*[=:]\s*(?:b?[\"'])?(?:(?:Bearer|Basic)\s+)?)((?<=[\"'])[^\"']+|[^\s\"'&,;}})\]]+)"
)
KNOWN = re.compile(r"xox[a-z](?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+|(?i:bearer)\s+[\w.~+/=-]{8,}|gAAAAA[\w-]{20,}=*")
PASSWORD = re.compile(r"(://[^\s:/@\"']*:)[^\s\"']*(@)")
SECRET_NAME = re.compile(rf"(?i)^(?:\w*[_-])?(?:{NAMES})s?$")
HINT = re.compile(r"\d|(?i:" + NAMES + r"|bearer)|xox|xapp|://|gAAAA")
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
        """Redact one log event; what structlog put there for itself stays as it is."""
        return {name: value if name.startswith("_") else self._named(name, value, 0) for name, value in event.items()}

    def value(self, value: object, depth: int = 0) -> Any:
        """Return a value in JSON's types, without secrets and phones."""
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, int | float):
            return value if -LONG < value < LONG else self._number(value)
        if isinstance(value, bytes | bytearray | memoryview):
            return self.text(bytes(value).decode(errors="replace"))
        if depth < DEEPEST and isinstance(value, Mapping):
            return {self.text(str(name)): self._named(str(name), inner, depth + 1) for name, inner in value.items()}
        if depth < DEEPEST and isinstance(value, list | tuple | Set):
            return [self.value(inner, depth + 1) for inner in value]
        return self.text(str(value) if isinstance(value, BaseException) else repr(value))

    def text(self, text: str) -> str:
        """Return a text without secrets and phones."""
        if self._secrets is not None:
            text = self._secrets.sub("[secret]", text)
        if HINT.search(text) is None:
            return text
        text = PASSWORD.sub(r"\1[secret]\2", text)
        text = KNOWN.sub("[secret]", text)
        text = NAMED.sub(r"\1[secret]", text)
        return PHONE.sub(_unless_kept, text)

    def _named(self, name: str, value: object, depth: int) -> Any:
        if value and SECRET_NAME.match(name):
            return "[secret]"
        return self.value(value, depth)

    def _number(self, number: float) -> object:
        said = str(number)
        return number if self.text(said) == said else "[phone]"


def configure(*, secrets: Collection[str] = (), level: int = logging.INFO) -> None:
    """Send every log line of ours and of the libraries through the redactor to standard error."""
    redactor = Redactor(secrets)
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redactor,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
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
    for noisy in ("uvicorn.access", "apscheduler", "alembic"):
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


def _forms(secret: str) -> set[str]:
    """A secret as it stands in an address, in JSON or in the repr of bytes."""
    return {secret, quote(secret), quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1], repr(secret)[1:-1]}


def _unless_kept(found: re.Match[str]) -> str:
    return found[0] if found["kept"] is not None else "[phone]"
