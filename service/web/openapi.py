"""The API as an OpenAPI 3.1 document, from the models that validate it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core.core_schema import WithDefaultSchema

from service.web.models import CallOut, Empty, Ladder, Model, Press, Problem, Raised

_Json = dict[str, Any]

_MEANINGS = {
    400: "Not JSON, or JSON that can be read in two ways.",
    401: "No token, or one that is unknown or revoked.",
    403: "The role, or this person, may not; or another site sent it.",
    404: "Unknown, or not yours: the two are identical to the byte.",
    405: "Another method is wanted.",
    409: "Not from this state, or a key that was used with another body.",
    413: "The body is larger than 16 kilobytes.",
    415: "The body is not marked as application/json.",
    422: "A field is wrong; errors says which, and the mend.",
    503: "Nothing was raised; numbers says whom to ring oneself.",
}
_READING = (401, 405, 503)
_WRITING = (400, 401, 403, 405, 409, 413, 415, 422, 503)

_KEY: _Json = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "The same key and body from the same person give the same call-out, for ever.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[ -~]*$"},
}
_ID: _Json = {
    "name": "id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
}


class _WithoutNull(GenerateJsonSchema):
    """Leaves out the default of what may be left out: null is not a value that we take."""

    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        written = super().default_schema(schema)
        return {name: value for name, value in written.items() if (name, value) != _NO_DEFAULT}


_NO_DEFAULT = ("default", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One request and its answers."""

    path: str
    method: str
    name: str
    summary: str
    answer: type[Model]
    status: int = 200
    many: bool = False
    body: type[Model] | None = None
    parameters: tuple[_Json, ...] = ()
    problems: tuple[int, ...] = _READING


OPERATIONS = (
    Operation(
        path="/api/v1/ladders",
        method="get",
        name="ladders",
        summary="Who would be rung now",
        answer=Ladder,
        many=True,
    ),
    Operation(
        path="/api/v1/escalations",
        method="post",
        name="raise",
        summary="Ring the ladder. Kept on disk once it answers",
        answer=Raised,
        status=202,
        body=Press,
        parameters=(_KEY,),
        problems=_WRITING,
    ),
    Operation(
        path="/api/v1/escalations/{id}",
        method="get",
        name="show",
        summary="What is happening",
        answer=CallOut,
        parameters=(_ID,),
        problems=(*_READING, 404),
    ),
    *(
        Operation(
            path=f"/api/v1/escalations/{{id}}/{verb}",
            method="post",
            name=verb,
            summary=summary,
            answer=CallOut,
            body=Empty,
            parameters=(_ID,),
            problems=(*_WRITING, 404),
        )
        for verb, summary in (
            ("cancel", "Call it off, by the raiser; again is no error"),
            ("spoken", "Say that the two have spoken, by either; again is no error"),
            ("ring-again", "Ring again, by the raiser: from the top, or at the next person"),
        )
    ),
)


@cache
def document() -> _Json:
    """Return the whole document."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Call-outs", "version": "1"},
        "security": [{"token": []}, {"session": []}],
        "paths": _paths(),
        "components": {
            "schemas": _schemas(),
            "responses": {str(code): _problem(code) for code in _MEANINGS},
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                # Over HTTPS the name has the prefix __Host- before it.
                "session": {"type": "apiKey", "in": "cookie", "name": "session"},
            },
        },
    }


def _paths() -> _Json:
    paths: _Json = {}
    for one in OPERATIONS:
        paths.setdefault(one.path, {})[one.method] = _operation(one)
    return paths


def _operation(one: Operation) -> _Json:
    answer = _ref(one.answer)
    schema = {"type": "array", "items": answer} if one.many else answer
    refused = {str(code): {"$ref": f"#/components/responses/{code}"} for code in one.problems}
    written: _Json = {
        "operationId": one.name,
        "summary": one.summary,
        "parameters": list(one.parameters),
        "responses": {
            str(one.status): {"description": "Done.", "content": _json(schema)},
            **dict(sorted(refused.items())),
        },
    }
    if one.body:
        written["requestBody"] = {"required": False, "content": _json(_ref(one.body))}
    return written


def _schemas() -> _Json:
    models = dict.fromkeys(
        model for one in OPERATIONS for model in (one.answer, one.body, Problem) if model
    )
    _, found = models_json_schema(
        [(model, "validation") for model in models],
        ref_template="#/components/schemas/{model}",
        schema_generator=_WithoutNull,
    )
    schemas: _Json = found["$defs"]
    return schemas


def _problem(code: int) -> _Json:
    answer: _Json = {
        "description": _MEANINGS[code],
        "content": {"application/problem+json": {"schema": _ref(Problem)}},
    }
    if code == 401:  # noqa: PLR2004 - as RFC 9110 has it
        answer["headers"] = {"WWW-Authenticate": {"schema": {"const": "Bearer"}}}
    return answer


def _json(schema: _Json) -> _Json:
    return {"application/json": {"schema": schema}}


def _ref(model: type[Model]) -> _Json:
    return {"$ref": f"#/components/schemas/{model.__name__}"}
