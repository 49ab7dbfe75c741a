"""Who may knock: whether a webhook was signed with our account's token.

Source: https://www.twilio.com/docs/usage/security#validating-requests.
"""

from typing import TYPE_CHECKING

from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from service.telephone.addresses import OVERRIDES

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict


class Door:
    """Admits what the carrier signed, over the address that we gave it.

    The address is put together from the configured one: what a request says of its own host,
    or a proxy of it, may be forged. A signature never expires; what comes twice is for the
    desk to notice.
    """

    def __init__(self, tokens: tuple[str, ...], public_url: str) -> None:
        # Anybody can sign with an empty token, so one that is not set must not count as one.
        # The second is valid as well while a token is being exchanged for a new one.
        self._validators = tuple(RequestValidator(token) for token in tokens if token)
        self._public_url = public_url.rstrip("/")

    def admits(self, path: str, form: "MultiDict[str, str]", header: str | None) -> bool:
        """Say whether the request may come in.

        Args:
            path: Path and query exactly as they came in (``RAW_URI``): decoded or re-ordered
                ones give another signature.
            form: Every posted name and value, repeated ones too; empty for GET.
            header: ``X-Twilio-Signature``, or ``None`` where there is none.
        """
        # What follows a # is never sent; the library would leave it out of what it checks.
        if not header or not path.startswith("/") or "#" in path:
            return False
        address = self._public_url + path
        # Everybody reports that the fragment is not signed; the carrier's own papers do not
        # say so. Were it signed after all, each webhook would be turned away, so both count.
        return any(
            self._signed(validator, candidate, form, header)
            for validator in self._validators
            for candidate in (address, f"{address}#{OVERRIDES}")
        )

    @staticmethod
    def _signed(
        validator: RequestValidator, address: str, form: "MultiDict[str, str]", header: str
    ) -> bool:
        try:
            # With and without the scheme's own port: the carrier signs now one, now the other.
            return bool(validator.validate(address, form, header))
        except ValueError:  # half a character, or an address that is none
            return False
