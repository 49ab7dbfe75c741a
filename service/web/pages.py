"""The pages for people in a browser."""

from service.web import alarms, call_out, officer, own_phone, rota, sign_in, staff
from service.web.failing import error_page

__all__ = ["blueprints", "error_page"]

blueprints = (
    staff.blueprint,
    call_out.blueprint,
    officer.blueprint,
    own_phone.blueprint,
    rota.blueprint,
    alarms.blueprint,
    sign_in.blueprint,
)
