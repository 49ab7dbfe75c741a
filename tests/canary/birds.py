"""One word for each input, found again wherever it comes out."""

import re
import secrets

_WORD = re.compile(r"Zq[a-z]{12}", re.IGNORECASE)


class Birds:
    """Each has the name of one input. A name, so that forms which take names take it."""

    def __init__(self) -> None:
        self._inputs: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._inputs)

    def named(self, what: str) -> str:
        """Return a word that nobody has sent before, for the input *what*."""
        word = "Zq" + "".join(chr(97 + secrets.randbelow(26)) for __ in range(12))
        self._inputs[word.lower()] = what
        return word

    def found_in(self, held: str) -> set[str]:
        """Return the inputs whose word stands in *held*, however it is written there."""
        words = {one.lower() for one in _WORD.findall(held)}
        return {self._inputs[one] for one in words if one in self._inputs}
