"""The names that every sentence is tried with: usual ones, long ones, and the longest."""

from dataclasses import dataclass

from service.domain import words
from service.domain.people import PhoneNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a sentence is filled in with. Every number is one that Ofcom keeps for drama."""

    organisation: str
    officer: str
    other: str
    colleague: str
    phone: PhoneNumber
    line: tuple[str, PhoneNumber]
    now: str
    reference: str = "K7Q2"

    @property
    def spoken_line(self) -> tuple[str, str]:
        """The outside line as a call says it: its name, and its digits."""
        name, phone = self.line
        return name, words.digits(phone)

    @property
    def written(self) -> dict[str, object]:
        """What goes into a text, by the names of its parameters."""
        return {
            "organisation": self.organisation,
            "reference": self.reference,
            "officer": self.officer,
            "first": self.officer,
            "before": self.officer,
            "name": self.other,
            "now": self.other,
            "colleague": self.colleague,
            "phone": self.phone,
            "line": self.line[1].national(),
        }


USUAL = Names(
    organisation="Harbour Lane",
    officer="Priya",
    other="Tom",
    colleague="Sam Lee",
    phone=PhoneNumber("+447700900123"),
    line=("the helpline", PhoneNumber("+442079460000")),
    now="Priya did not answer. We are ringing Tom.",
)

#: An organisation as long as a rota may name it, and names as long as a person says their own.
LONG = Names(
    organisation="Saint Barnabas Youth Trust Ltd",
    officer="Christopher",
    other="Oluwaseun",
    colleague="Bartholomew Featherstonehaugh-Cholmondeley",
    phone=PhoneNumber("+442079460999", "4321"),
    line=("the children's services duty team", PhoneNumber("+442079460000")),
    now="Christopher did not answer. We are ringing Oluwaseun.",
)

#: As long as a rota may name a person, in one word: what a text must cut.
LONGEST = Names(
    organisation=LONG.organisation,
    officer="Bartholomew-" * 5,
    other="Maximiliana-" * 5,
    colleague="Bartholomew-" * 5,
    phone=LONG.phone,
    line=LONG.line,
    now=LONG.now,
)
