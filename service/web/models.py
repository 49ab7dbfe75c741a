"""What goes in and out over the API: these same models validate it and describe it."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    SerializerFunctionWrapHandler,
    field_validator,
    model_serializer,
)
from pydantic.json_schema import SkipJsonSchema

from service.domain.attempt import Outcome
from service.domain.escalation import State
from service.domain.events import Kind
from service.domain.ladder import Channel

#: Longer than any ladder's name or person's key, and short enough to refuse mischief by.
_Word = Annotated[str, Field(min_length=1, max_length=100)]


def in_utc(at: datetime) -> str:
    """Write an instant as ISO 8601 in UTC, to the millisecond, with Z."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


Instant = Annotated[datetime, PlainSerializer(in_utc, return_type=str)]


class Model(BaseModel):
    """Frozen; takes nothing that it does not know, and turns nothing into something else."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)


class Sparse(Model):
    """Leaves out what does not apply, where others would say null."""

    @model_serializer(mode="wrap")
    def _without_nothing(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in write(self).items() if value is not None}


class Empty(Model):
    """Nothing: the address says all."""


class Press(Model):
    """What may come with a press. There is no field for what it is about, on purpose."""

    ladder: _Word | SkipJsonSchema[None] = Field(
        None, description="The name of a ladder; left out, the first one."
    )
    ring: Annotated[list[_Word], Field(min_length=1, max_length=100)] | SkipJsonSchema[None] = (
        Field(
            None,
            description="Keys of the people to ring, out of those who would be rung now. They"
            " are rung in the ladder's order. Left out, all of them.",
        )
    )
    callback: _Word | SkipJsonSchema[None] = Field(
        None,
        description="Where the officer rings back, as people write numbers; left out, the"
        " number that the rota has.",
    )
    texts: bool | SkipJsonSchema[None] = Field(
        None,
        description="Whether the colleague's own phone also gets texts, which others may see"
        " on it; left out, as the rota has it. A landline never gets any.",
    )

    @field_validator("*", mode="before")
    @classmethod
    def _not_null(cls, value: object) -> object:
        """Refuse null: a program that lost its list must not ring everybody by it."""
        if value is None:
            raise ValueError
        return value


class Officer(Model):
    """Somebody who is rung."""

    person: str = Field(description="Their key, as `ring` takes it.")
    role: str = Field(description="Their role on the ladder, such as Deputy.")
    name: str


class Ladder(Model):
    """A ladder, and who would be rung on it now, first to be tried first."""

    name: str
    ring: list[Officer]


class Number(Model):
    """A number to ring oneself."""

    name: str
    phone: str = Field(description="As people read it, extensions included.")


class Raised(Model):
    """A call-out, as it is now."""

    id: str
    reference: str = Field(description="Its short public name, such as K7Q2.")
    state: State
    raised_at: Instant
    url: str = Field(description="Its page, for people.")
    ring: list[Officer]
    numbers: list[Number]


class Acknowledged(Model):
    """Who has it, and since when."""

    name: str
    at: Instant


class Moment(Sparse):
    """One line of the history."""

    at: Instant
    kind: Kind
    name: str | SkipJsonSchema[None] = None
    channel: Channel | SkipJsonSchema[None] = None
    outcome: Outcome | SkipJsonSchema[None] = Field(None, description="On `ended` only.")


class CallOut(Raised):
    """A call-out with all that its raiser and its officers may see."""

    acknowledged: Acknowledged | None
    now: str = Field(description="One plain sentence: what is happening now.")
    then: str = Field(description="What follows from it, and by when; may be empty.")
    timeline: list[Moment] = Field(description="Oldest first.")


class FieldProblem(Model):
    """What is wrong with one field. It repeats no value, and no name that we do not know."""

    field: str | None = Field(description="The field, or null where it is none that we know.")
    problem: str
    mend: str


class Problem(Sparse):
    """What is wrong, and the mend (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] | SkipJsonSchema[None] = Field(None, description="On 422 only.")
    numbers: list[Number] | SkipJsonSchema[None] = Field(
        None, description="On 500 and 503: numbers to ring oneself."
    )
