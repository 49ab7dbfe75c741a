"""A page of the book: everything ``ports.Page`` promises, in one transaction."""

from service.book.alarm_leaf import AlarmLeaf
from service.book.attempt_leaf import AttemptLeaf
from service.book.audit_leaf import AuditLeaf
from service.book.code_leaf import CodeLeaf
from service.book.device_leaf import DeviceLeaf
from service.book.evidence_leaf import EvidenceLeaf
from service.book.forgetting_leaf import ForgettingLeaf
from service.book.house_leaf import HouseLeaf
from service.book.leaver_leaf import LeaverLeaf
from service.book.notice_leaf import NoticeLeaf
from service.book.people_leaf import PeopleLeaf
from service.book.rota_leaf import RotaLeaf
from service.book.trace_leaf import TraceLeaf


class SqlPage(
    AttemptLeaf,
    RotaLeaf,
    LeaverLeaf,
    PeopleLeaf,
    CodeLeaf,
    DeviceLeaf,
    AuditLeaf,
    HouseLeaf,
    AlarmLeaf,
    NoticeLeaf,
    ForgettingLeaf,
    TraceLeaf,
    EvidenceLeaf,
):
    """One transaction. Its parts stand in a module each; it adds nothing to them."""
