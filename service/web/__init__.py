"""The doors for people, programs and the carrier, over HTTP."""

from service.web.app import create_app

__all__ = ["create_app"]
