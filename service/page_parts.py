"""What a page of the book promises beside escalations, put together from its parts."""

from typing import Protocol

from service.access_page import AccessPage
from service.alarm_page import AlarmPage
from service.evidence_page import EvidencePage
from service.forgetting_page import ForgettingPage
from service.house_page import HousePage
from service.notice_page import NoticePage
from service.people_page import PeoplePage
from service.totals_page import TotalsPage


class PageParts(
    AlarmPage,
    PeoplePage,
    AccessPage,
    NoticePage,
    TotalsPage,
    EvidencePage,
    ForgettingPage,
    HousePage,
    Protocol,
):
    """Every part but that of escalations, webhooks and the house, which ``ports.Page`` adds."""
