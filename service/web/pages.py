"""The pages for people in a browser."""

from service.web import (
    alarms,
    away,
    calendar,
    call_out,
    changes,
    contact_card,
    devices,
    drills,
    feed,
    ladders,
    officer,
    own_phone,
    passkeys,
    people,
    prove,
    proving,
    rota,
    rota_files,
    rungs,
    sign_in,
    staff,
    swaps,
)
from service.web.failing import error_page

__all__ = ["blueprints", "error_page"]

blueprints = (
    staff.blueprint,
    call_out.blueprint,
    officer.blueprint,
    own_phone.blueprint,
    proving.blueprint,
    contact_card.blueprint,
    people.blueprint,
    rota.blueprint,
    away.blueprint,
    swaps.blueprint,
    ladders.blueprint,
    rungs.blueprint,
    rota_files.blueprint,
    changes.blueprint,
    alarms.blueprint,
    drills.blueprint,
    calendar.blueprint,
    feed.blueprint,
    sign_in.blueprint,
    prove.blueprint,
    passkeys.blueprint,
    devices.blueprint,
)
