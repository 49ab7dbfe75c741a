"""The site that passkeys belong to here."""

from service.web.frame import house_name, outside_rota
from service.web.joined import parts
from service.web.relying import Site, site_of


def site() -> Site | None:
    """Return it; ``None`` where this house is reached by a bare number and can have none."""
    return site_of(parts().settings.public_url, house_name(outside_rota()))
