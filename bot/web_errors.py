"""What the web door answers when something is wrong: a code for programs and a sentence for people."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from store.errors import StoreError

logger = logging.getLogger(__name__)


class ApiError(HTTPException):
    """An error with a code for programs and a sentence for people."""

    def __init__(self, status: int, code: str, message: str, retry_after: int = 0) -> None:
        super().__init__(status, message, headers={"retry-after": str(retry_after)} if retry_after else None)
        self.code = code


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = getattr(error, "code", {404: "not_found", 405: "wrong_method"}.get(error.status_code, "error"))
    message = error.detail if isinstance(error, ApiError) else "There is nothing here."
    body = {"error": {"code": code, "message": message}}
    return JSONResponse(body, status_code=error.status_code, headers=error.headers)


async def _store_error(request: Request, error: Exception) -> Response:
    logger.error("The store failed: %s", error)
    message = "Hearth can't reach its memory right now. Please try again in a minute."
    return JSONResponse({"error": {"code": "unavailable", "message": message}}, status_code=503)


async def _unknown_error(request: Request, error: Exception) -> Response:
    places = traceback.extract_tb(error.__traceback__)
    where = f"{Path(places[-1].filename).name}:{places[-1].lineno}" if places else "?"
    logger.error("A request failed: %s in %s at %s", type(error).__name__, where, request.url.path)
    message = "Something went wrong on our side. Please try again."
    return JSONResponse({"error": {"code": "internal", "message": message}}, status_code=503)


HANDLERS = {HTTPException: _http_error, StoreError: _store_error, Exception: _unknown_error}
