"""On which devices somebody is signed in, and signing out there."""

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from service.desk import own_devices
from service.desk.viewing import rota_now
from service.domain.dates import short_day
from service.domain.devices import Device
from service.domain.rota import Rota
from service.web.auth import current_device, signed_in
from service.web.frame import outside_rota
from service.web.frame import page as framed
from service.web.joined import parts
from service.web.lines import directory

blueprint = Blueprint("devices", __name__)


@blueprint.get("/me/devices")
def page() -> str:
    """List the devices on which this person is signed in."""
    rota, here = outside_rota(), current_device()
    found = own_devices.devices_of(parts().desk, signed_in().key)
    own = here.id if here else ""
    return framed(
        "devices/page.html",
        rota,
        devices=[_shown(one, rota, own) for one in found],
        others=any(one.id != own for one in found),
        lines=directory(rota, parts().desk.clock.now()),
    )


@blueprint.post("/me/devices/revoke")
def revoke() -> Response:
    """Sign out on one of them."""
    own_devices.revoke(parts().desk, signed_in().key, request.form.get("device", ""))
    return redirect(url_for("devices.page"), 303)


@blueprint.post("/me/devices/revoke-others")
def revoke_others() -> Response:
    """Sign out on all but this one."""
    here = current_device()
    own_devices.revoke_others(parts().desk, signed_in().key, here.id if here else "")
    return redirect(url_for("devices.page"), 303)


@blueprint.get("/devices")
def everybody() -> str:
    """Say to admins by how many ways each person comes in."""
    rota = rota_now(parts().desk)
    ways = own_devices.ways_of_all(parts().desk)
    return framed(
        "devices/everybody.html",
        rota,
        people=[
            {"key": key, "name": one.name, "ways": ways[key]}
            for key, one in rota.people.items()
            if key in ways
        ],
    )


@blueprint.post("/devices/revoke")
def sign_out_everywhere() -> Response:
    """Sign somebody out on all their devices."""
    person = request.form.get("person", "")
    own_devices.sign_out_everywhere(parts().desk, signed_in(), person)
    return redirect(url_for("devices.everybody"), 303)


def _shown(device: Device, rota: Rota, own: str) -> dict[str, object]:
    return {
        "id": device.id,
        "name": device.name,
        "here": device.id == own,
        "first": short_day(rota.local(device.first_used).date()),
        "last": short_day(device.last_used),
        "expired": device.expired_at(parts().desk.clock.now()),
    }
