"""The document describes what is there, in the words of the standard."""

import re

from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

ADDRESS = "/api/v1/openapi.json"


def schema_for(document, path, method, status, kind="application/json"):
    answer = document["paths"][path][method]["responses"][status]
    if "$ref" in answer:
        answer = document["components"]["responses"][answer["$ref"].rpartition("/")[2]]
    return answer["content"][kind]["schema"]


def fits(document, schema, instance):
    whole = schema | {"components": document["components"]}
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(instance)


def test_is_valid_openapi_3_1_and_open_to_everybody(house):
    answer = house.asks().get(ADDRESS)
    assert answer.status_code == 200
    assert answer.content_type == "application/json"
    assert answer.json["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(answer.json).validate()


def test_names_every_address_of_the_api_and_no_other(house):
    document = house.asks().get(ADDRESS).json
    written = {(path, method) for path, methods in document["paths"].items() for method in methods}
    served = {
        (re.sub("<[^>]*>", "{id}", rule.rule), method.lower())
        for rule in house.app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/") and rule.rule != ADDRESS
        for method in rule.methods - {"HEAD"}
    }
    assert written == served


def test_describes_the_answers_that_are_given(house):
    document = house.asks().get(ADDRESS).json
    sam = house.asks("sam")
    ladders, press = "/api/v1/ladders", "/api/v1/escalations"
    fits(document, schema_for(document, ladders, "get", "200"), sam.get(ladders).json)
    raised = sam.post(press).json
    fits(document, schema_for(document, press, "post", "202"), raised)
    house.rings(raised["id"])
    shown = sam.get(f"{press}/{raised['id']}").json
    assert len(shown["timeline"]) > 1
    fits(document, schema_for(document, press + "/{id}", "get", "200"), shown)
    done = sam.post(f"{press}/{raised['id']}/cancel").json
    fits(document, schema_for(document, press + "/{id}/cancel", "post", "200"), done)


def test_describes_the_problems_that_are_told(house):
    document = house.asks().get(ADDRESS).json
    press = "/api/v1/escalations"
    found = {
        "401": house.asks().post(press),
        "403": house.asks("noor").post(press),
        "405": house.asks().get(press),
        "415": house.asks("sam").post(press, data="{}"),
        "422": house.asks("sam").post(press, json={"ring": [], "other": 1}),
    }
    for status, answer in found.items():
        assert str(answer.status_code) == status
        kind = "application/problem+json"
        fits(document, schema_for(document, press, "post", status, kind), answer.json)


def test_describes_a_press_as_it_is_checked(house):
    document = house.asks().get(ADDRESS).json
    press = document["components"]["schemas"]["Press"]
    assert set(press["properties"]) == {"ladder", "ring", "callback", "texts"}
    assert press["additionalProperties"] is False
    assert "required" not in press
    assert press["properties"]["ring"]["minItems"] == 1
    assert press["properties"]["ladder"]["type"] == "string"
    assert press["properties"]["texts"]["type"] == "boolean"
