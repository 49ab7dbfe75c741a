"""The names and numbers that sentences are tried with here."""

from service.domain.people import PhoneNumber

SITE = "Saint Barnabas Youth Trust Ltd"  # As long as a site's name may be: thirty characters.
NAME = "Bartholomew Featherstonehaugh-Cholmondeley"
PHONE = PhoneNumber("+447700900123")
LINE = "020 7946 0999"
