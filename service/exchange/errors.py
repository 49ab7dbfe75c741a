"""What the carrier refuses, in Twilio's words and numbers.

Source: Twilio's error dictionary, https://www.twilio.com/docs/api/errors.
"""

from http import HTTPStatus

#: Code to (HTTP status, message). ``{value}`` is the refused value, which Twilio does echo:
#: a caller that logs our message logs a phone number, here as there.
ERRORS: dict[int, tuple[int, str]] = {
    20001: (400, "Invalid parameter: {value}"),
    20003: (401, "Authenticate"),
    20004: (405, "Method not allowed"),
    20009: (409, "Cannot delete this resource before it is complete"),
    20404: (404, "The requested resource {value} was not found"),
    20429: (429, "Too Many Requests"),
    20500: (500, "An internal server error has occurred"),
    21201: (400, "No 'To' number is specified"),
    21202: (400, "The 'To' number {value} is a premium number"),
    21205: (400, "Url is not a valid URL: {value}"),
    21210: (400, "The source phone number provided, {value}, is not yet verified"),
    21211: (400, "The 'To' number {value} is not a valid phone number"),
    21212: (400, "The 'From' number {value} is not a valid phone number"),
    21213: (400, "A 'From' phone number is required"),
    21214: (400, "The phone number you have dialed, {value}, cannot be reached"),
    21215: (400, "Account not authorized to call {value}"),
    21216: (400, "Account not allowed to call {value}"),
    21217: (400, "Phone number {value} does not appear to be valid"),
    21218: (400, "Invalid ApplicationSid: {value}"),
    21220: (400, "Call is not in-progress. Cannot redirect"),
    21408: (403, "Permission to send an SMS has not been enabled for the region of {value}"),
    21602: (400, "Message body is required"),
    21603: (400, "A 'From' phone number is required"),
    21604: (400, "A 'To' phone number is required"),
    21606: (400, "The 'From' number {value} is not an SMS-capable number of your account"),
    21608: (403, "The number {value} is unverified"),
    21609: (400, "The 'StatusCallback' URL {value} is not a valid URL"),
    21610: (400, "Attempt to send to unsubscribed recipient"),
    21611: (429, "This 'From' number {value} has exceeded the maximum number of queued messages"),
    21612: (400, "Message cannot be sent with the current combination of 'To' {value} and 'From'"),
    21614: (400, "The 'To' number {value} is not a valid mobile number"),
    21617: (400, "The concatenated message body exceeds the 1600 character limit"),
}

#: The error message that a text's own record carries beside its ``error_code``.
TEXT_ERRORS: dict[int, str] = {
    30002: "Account suspended",
    30003: "Unreachable destination handset",
    30004: "Message blocked",
    30005: "Unknown destination handset",
    30006: "Landline or unreachable carrier",
    30007: "Message filtered",
    30008: "Unknown error",
    30034: "Message from an Unregistered Number",
    30036: "Validity period expired",
}


class CarrierError(Exception):
    """A request that the carrier refuses; carries Twilio's code and the HTTP status."""

    def __init__(self, code: int, value: str = "") -> None:
        status, message = ERRORS.get(code, (HTTPStatus.BAD_REQUEST, "The request was refused"))
        super().__init__(code)
        self.code = code
        self.status = int(status)
        self.message = message.format(value=value)

    def body(self) -> dict[str, object]:
        """Give the JSON body that Twilio would answer."""
        return {
            "code": self.code,
            "message": self.message,
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }


class BadInput(Exception):
    """A knob that was turned wrong; the text is one clear sentence."""

    def __init__(self, sentence: str, status: int = HTTPStatus.UNPROCESSABLE_ENTITY) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = int(status)
