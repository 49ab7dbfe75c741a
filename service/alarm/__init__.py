"""Keeps ``heralds``: the ways to the admins that do not run through the carrier."""

from service.alarm.heartbeat import HeartbeatAddress
from service.alarm.mail import Mail, MailBox
from service.alarm.webhook import Webhook

__all__ = ["HeartbeatAddress", "Mail", "MailBox", "Webhook"]
