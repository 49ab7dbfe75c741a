"""The pages for people in a browser."""

from service.web import (
    alarms,
    calendar,
    call_out,
    changes,
    drills,
    officer,
    own_phone,
    rota,
    sign_in,
    staff,
)
from service.web.failing import error_page

__all__ = ["blueprints", "error_page"]

blueprints = (
    staff.blueprint,
    call_out.blueprint,
    officer.blueprint,
    own_phone.blueprint,
    rota.blueprint,
    changes.blueprint,
    alarms.blueprint,
    drills.blueprint,
    calendar.blueprint,
    sign_in.blueprint,
)
