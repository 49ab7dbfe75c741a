"""Schemathesis, over the document that describes our own API."""

import schemathesis
from fuzz.tally import Tally
from fuzz.throwing import throw
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from web.house import PUBLIC, House

#: What an answer is held to. That a token of ours is taken where Schemathesis made one up, or a
#: person refused who is on no ladder, is no finding: the document cannot say who there is.
HELD_TO = [
    not_a_server_error,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
]
WAYS = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)


def fuzz(house: House, tally: Tally, many: int, seed: int) -> None:
    """Throw *many* at every operation, as the document has it and as it has not."""
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", house.app)
    operations = [found.ok() for found in document.get_all_operations()]
    known = house.raises()["id"]
    headers = {"Authorization": f"Bearer {house.token('sam')}"}
    each = max(many // (len(operations) * len(WAYS)), 1)

    def ask(case: schemathesis.Case) -> None:
        if "id" in case.path_parameters and tally.asked % 2:
            case.path_parameters["id"] = known
        answers = []

        def act() -> object:
            answer = case.call(base_url=PUBLIC, headers=headers)
            answers.append(answer)
            return answer

        tally.times(case.as_curl_command(), act)
        for answer in answers:
            _note(tally, case, answer)

    for operation in operations:
        for way in WAYS:
            throw(operation.as_strategy(generation_mode=way), each, seed, ask)


def _note(tally: Tally, case: schemathesis.Case, answer: schemathesis.Response) -> None:
    tally.statuses[answer.status_code] += 1
    if answer.status_code == 202 and case.method == "POST":
        tally.raised.add(answer.json()["id"])
    try:
        case.validate_response(answer, checks=HELD_TO)
    except BaseExceptionGroup as wrong:
        tally.found("; ".join(str(one) for one in wrong.exceptions), case.as_curl_command())
