"""The HTTP application: health, readiness, metrics, and the doors that are open."""

from collections.abc import Sequence

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.door import Door
from bot.health import Health
from bot.local.drawing import PAGES
from bot.local.guard import LocalGuard
from bot.local.reading import Malformed, Unknown
from bot.local.routes import LocalDoor, router, unreadable
from bot.metrics import Metrics


def application(
    health: Health, metrics: Metrics, *, local: LocalDoor | None, doors: Sequence[Door], port: int
) -> FastAPI:
    """Return the application with every open door."""
    app = FastAPI(title="Baton", docs_url=None, redoc_url=None, openapi_url=None)

    # Routes are tried in their order: the doors, which take every message, come first.
    for door in doors:
        if (addresses := door.router()) is not None:
            app.include_router(addresses)
    if local is not None:
        app.include_router(router(local))
        app.add_exception_handler(Unknown, unreadable)
        app.add_exception_handler(Malformed, unreadable)
        app.mount("/local/static", StaticFiles(directory=PAGES / "static"))
        app.add_middleware(LocalGuard, port=port)

    @app.get("/health")
    async def alive() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/ready")
    async def ready() -> JSONResponse:
        reasons = [*health.reasons(), *(f"{door.name}: {why}" for door in doors for why in door.troubles())]
        return JSONResponse({"ready": not reasons, "reasons": reasons}, status_code=503 if reasons else 200)

    @app.get("/metrics")
    async def numbers() -> Response:
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    @app.exception_handler(RequestValidationError)
    async def incomplete(_request: Request, error: RequestValidationError) -> JSONResponse:
        missing = {".".join(map(str, one["loc"][1:])): one["msg"] for one in error.errors()}
        return JSONResponse({"error": "; ".join(f"{name}: {why}" for name, why in missing.items())}, status_code=400)

    return app
