"""Fields that are wrong: the known ones named, the unknown ones only counted out."""

from collections.abc import Iterable

from pydantic import ValidationError

from service.domain.catalogue import N_, _
from service.domain.listing import row
from service.domain.refusals import Refusal
from service.web.models import FieldProblem, Model

#: What each field of a press has to be, and the mend.
_SHAPES = {
    "ladder": (
        N_("It has to be text: the name of one ladder, of at most 100 characters."),
        N_("Write a name that /api/v1/ladders lists, or leave the field out for the first ladder."),
    ),
    "ring": (
        N_("It has to be a list of people's keys, each of them text, with at least one in it."),
        N_("Write keys that /api/v1/ladders lists, or leave the field out to ring everybody."),
    ),
    "callback": (
        N_("It has to be text: a phone number."),
        N_("Write one such as 07700 900123, or leave the field out for the number in the rota."),
    ),
    "texts": (
        N_("It has to be true or false."),
        N_("Write true for texts to the colleague's own phone as well, or leave the field out."),
    ),
    "Idempotency-Key": (
        N_("It has to be 1 to 200 printable ASCII characters."),
        N_("Send something random of that length, such as a UUID."),
    ),
}


class WrongFields(Refusal):
    """One or more fields are wrong."""

    problem = N_("Something in the request is wrong: {fields}.")
    mend = N_("See errors for what each should be.")

    def __init__(self, errors: Iterable[FieldProblem]) -> None:
        self.errors = tuple(errors)
        unknown = _("a field that is not known")
        named = dict.fromkeys(one.field or unknown for one in self.errors)
        super().__init__(fields=row(list(named)))


def wrong_shape(field: str) -> WrongFields:
    """Refuse *field*, which must be one that we know."""
    return WrongFields([_shaped(field)])


def wrong_field(field: str, refusal: Refusal) -> WrongFields:
    """Refuse *field*, which must be one that we know, for the reason of *refusal*."""
    return WrongFields([FieldProblem(field=field, problem=refusal.why, mend=refusal.cure)])


def not_an_object() -> WrongFields:
    """Refuse a body that is JSON, but no object."""
    return WrongFields(
        [FieldProblem(field=None, problem=_("The body has to be an object."), mend=_("Send {}."))]
    )


def found_in(error: ValidationError, model: type[Model]) -> WrongFields:
    """Refuse what the model found. Nothing of the library's own text is used: it may echo."""
    places = [
        str(one["loc"][0]) if one["loc"] else ""
        for one in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    known = dict.fromkeys(place for place in places if place in model.model_fields)
    errors = [_shaped(field) for field in known]
    if len(known) < len(set(places)):
        errors.append(_unknown(model))
    return WrongFields(errors)


def _shaped(field: str) -> FieldProblem:
    problem, mend = _SHAPES[field]
    return FieldProblem(field=field, problem=_(problem), mend=_(mend))


def _unknown(model: type[Model]) -> FieldProblem:
    allowed = ", ".join(model.model_fields)
    return FieldProblem(
        field=None,
        problem=_("There is a field that is not known."),
        mend=_("Use only: {allowed}.", allowed=allowed) if allowed else _("Send an empty object."),
    )
