"""The REST API's front: who may ask, what is logged, what goes wrong on purpose."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hmac import compare_digest
from typing import Any

from flask import Blueprint, Flask, Response, g, jsonify, make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from service.exchange.calls import API_VERSION
from service.exchange.errors import CarrierError
from service.exchange.faults import REQUEST_FAULTS, Fault, FaultKind
from service.exchange.rest_account import account_routes, trust_routes
from service.exchange.rest_calls import call_routes
from service.exchange.rest_permissions import permission_routes, trigger_routes
from service.exchange.rest_texts import text_routes
from service.exchange.switchboard import Switchboard

#: What a proxy in between would show, with a status that says all is well.
HTML_PAGE = "<!doctype html><title>Maintenance</title><p>We will be back soon.</p>"

REFUSALS = {
    FaultKind.ANSWER_401: 20003,
    FaultKind.ANSWER_429: 20429,
    FaultKind.ANSWER_500: 20500,
}


def rest_api(app: Flask, board: Switchboard) -> None:
    """Hang the REST API into the application."""
    api = Blueprint("rest", __name__, url_prefix=f"/{API_VERSION}/Accounts")
    call_routes(api, board)
    text_routes(api, board)
    account_routes(api, board)
    trigger_routes(api, board)
    _guarded(api, board)
    app.register_blueprint(api)
    # What other hosts of the carrier's answer; their paths do not meet.
    others = Blueprint("others", __name__, url_prefix="/v1")
    trust_routes(others, board)
    permission_routes(others, board)
    _guarded(others, board)
    app.register_blueprint(others)


def _guarded(api: Blueprint, board: Switchboard) -> None:
    """Have *api* log what comes in, go wrong on purpose, and ask who it is."""

    @api.before_request
    def _enter() -> ResponseReturnValue | None:
        g.entry = _log(board)
        with board.changed:
            g.fault = board.faults.take(REQUEST_FAULTS, _target(), request.method)
        if g.fault is not None and g.fault.kind not in _AFTER:
            return _strike(board, g.fault, None)
        _check_credentials(board)
        return None

    @api.after_request
    def _leave(response: Response) -> Response:
        if g.fault is not None and g.fault.kind in _AFTER:
            response = _strike(board, g.fault, response)
        g.entry["status"] = response.status_code
        g.entry["fault"] = g.fault.kind.value if g.fault else None
        return response

    @api.errorhandler(CarrierError)
    def _refuse(error: CarrierError) -> ResponseReturnValue:
        return _refusal(error)

    @api.errorhandler(HTTPException)
    def _refuse_plainly(error: HTTPException) -> ResponseReturnValue:
        return _refusal(CarrierError(20004 if error.code == 405 else 20404, request.path))  # noqa: PLR2004


_AFTER = frozenset({FaultKind.HANG_AFTER, FaultKind.RESET_AFTER, FaultKind.DRIP})


def _target() -> str:
    path = request.path
    return "calls" if "/Calls" in path else "texts" if "/Messages" in path else "account"


def _log(board: Switchboard) -> dict[str, Any]:
    """Note the request, in memory alone: it holds numbers and texts."""
    entry = {
        "at": datetime.now(UTC).isoformat(),
        "method": request.method,
        "path": request.path,
        "parameters": {
            name: values[0] if len(values) == 1 else values
            for name, values in request.values.lists()
        },
        "status": None,
        "fault": None,
    }
    with board.changed:
        board.requests.append(entry)
        board.changed.notify_all()
    return entry


def _check_credentials(board: Switchboard) -> None:
    settings, given = board.settings, request.authorization
    pairs = [(settings.account_sid, settings.auth_token)]
    if settings.api_key and settings.api_secret:
        pairs.append((settings.api_key, settings.api_secret))
    name, password = (given.username or "", given.password or "") if given else ("", "")
    if not any(_same(name, sid) and _same(password, secret) for sid, secret in pairs):
        raise CarrierError(20003)
    asked = (request.view_args or {}).get("account_sid")
    if asked not in {None, settings.account_sid}:
        raise CarrierError(20404, request.path)


def _same(one: str, other: str) -> bool:
    return compare_digest(one.encode(), other.encode())


def _refusal(error: CarrierError) -> Response:
    response = jsonify(error.body())
    response.status_code = error.status
    if error.code == 20003:  # noqa: PLR2004 - Twilio's code
        response.headers["WWW-Authenticate"] = 'Basic realm="Twilio API"'
    return response


def _strike(board: Switchboard, fault: Fault, response: Response | None) -> Response:
    """Answer as the fault wants; *response* is what would have been answered, if anything."""
    if fault.kind in REFUSALS:
        return _refusal(CarrierError(REFUSALS[fault.kind]))
    if fault.kind is FaultKind.ANSWER_HTML:
        return make_response(HTML_PAGE, 200, {"Content-Type": "text/html"})
    if fault.kind is FaultKind.DRIP and response is not None:
        body = response.get_data()
        response.response = _dripping(board, body, fault.seconds)
        response.headers["Content-Length"] = str(len(body))
        return response
    hangs = fault.kind in {FaultKind.HANG_BEFORE, FaultKind.HANG_AFTER}
    return Response(_silence(board, fault.seconds if hangs else 0))


def _silence(board: Switchboard, seconds: float) -> Iterator[bytes]:
    """Say nothing for so long, then drop the connection; clearing the faults cuts it short."""
    before = board.faults.cleared
    board.wait(seconds, lambda: board.faults.cleared != before)
    # The server drops a connection on this one without a word or a log line.
    raise ConnectionResetError
    yield b""


def _dripping(board: Switchboard, body: bytes, seconds: float) -> Iterator[bytes]:
    before = board.faults.cleared
    for index in range(len(body)):
        yield body[index : index + 1]
        board.wait(seconds / len(body), lambda: board.faults.cleared != before)
