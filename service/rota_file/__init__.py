"""Reads and writes the rota file, and says what it means and what applying it changes.

The file is described by example in ``config/rota.example.toml``.
"""

from service.domain.changed import changes
from service.rota_file.read import read_rota
from service.rota_file.remarks import Remark, Report
from service.rota_file.show import show, show_lines
from service.rota_file.when import UnclearMoment, parse_when
from service.rota_file.write import write_rota

__all__ = [
    "Remark",
    "Report",
    "UnclearMoment",
    "changes",
    "parse_when",
    "read_rota",
    "show",
    "show_lines",
    "write_rota",
]
