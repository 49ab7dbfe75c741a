"""What was chosen in the carrier's console: where we may ring and text, and the spending alarm.

Sources: Twilio's OpenAPI descriptions of voice/v1, path ``/v1/DialingPermissions/Countries``,
accounts/v1, path ``/v1/Messaging/GeoPermissions``, and api/v2010, path ``/Usage/Triggers.json``.
Whether auto-recharge is on, no request tells.
"""

from collections.abc import Mapping

from twilio.rest import Client  # type: ignore[import-untyped]

from service.domain.checks.permissions import Ringing, Trigger

#: The longest page: there are some 220 countries, and a filter would leave out those that are
#: listed and not allowed.
_ONE_PAGE = 1000
_MOST_TRIGGERS = 200


def may_ring(client: Client) -> Mapping[str, Ringing]:
    """Ask which countries may be rung; one request."""
    every = client.voice.v1.dialing_permissions.countries.list(limit=_ONE_PAGE)
    return {
        str(one.iso_code): Ringing(
            common=bool(one.low_risk_numbers_enabled),
            risky=bool(
                one.high_risk_special_numbers_enabled or one.high_risk_tollfraud_numbers_enabled
            ),
        )
        for one in every
    }


def may_text(client: Client) -> Mapping[str, bool]:
    """Ask which countries may be texted; one request."""
    told = client.accounts.v1.messaging_geopermissions.fetch().permissions
    return {
        str(one["country_code"]): one["enabled"] is True
        for one in told
        if one.get("type", "country") == "country"
    }


def triggers(client: Client) -> tuple[Trigger, ...]:
    """Ask what tells of spending; one request. What was spent is not looked at."""
    every = client.usage.triggers.list(limit=_MOST_TRIGGERS)
    return tuple(
        Trigger(str(one.trigger_by), str(one.usage_category), str(one.recurring or ""))
        for one in every
    )
