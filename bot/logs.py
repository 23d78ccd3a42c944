"""Logs: one JSON object a line, with secrets and phone numbers taken out."""

import logging
import re
import sys
from collections.abc import Collection, MutableMapping
from typing import Any

import structlog

PHONE = re.compile(r"(?<![\w.:-])\+?\d(?:[ -]?\d){9,14}(?![\w.:-])")
NAMED = re.compile(
    r"(?i)((?:secret|token|password|passwd|corpsecret|key|authorization)[\"']?\s*[=:]\s*[\"']?)([^\s\"'&,;}]+)"
)
KNOWN = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|://([^:/\s]+):[^@/\s]+@")


class Redactor:
    """Takes out what must never be read in a log, from every value and every exception's text."""

    def __init__(self, secrets: Collection[str] = ()) -> None:
        self._secrets = sorted((secret for secret in secrets if len(secret) >= 6), key=len, reverse=True)

    def __call__(self, _logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """Redact one log event."""
        return {name: self.value(value) for name, value in event.items()}

    def value(self, value: Any) -> Any:
        """Return a value without secrets and phones."""
        if isinstance(value, dict):
            return {name: self.value(inner) for name, inner in value.items()}
        if isinstance(value, list | tuple):
            return [self.value(inner) for inner in value]
        return self.text(value) if isinstance(value, str) else value

    def text(self, text: str) -> str:
        """Return a text without secrets and phones."""
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        text = KNOWN.sub("[secret]", text)
        text = NAMED.sub(r"\1[secret]", text)
        return PHONE.sub("[phone]", text)


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
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("uvicorn.access", "apscheduler", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
