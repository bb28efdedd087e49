"""What HR keeps as a sheet: who has handed in, and the rows of what was handed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

from django.utils import timezone
from django.utils.translation import gettext as _

from config.cells import safe
from goals.queries.handed_in import HandInLine
from goals.sheet import GoalCardSheet

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | date | None


def hand_ins(lines: Iterable[HandInLine]) -> bytes:
    """A row a leader."""
    heads = [_("Navn"), _("Enhet"), _("Nærmeste leder"), _("Levert"), _("Hentet")]
    return book(_("Levert"), heads, [28, 28, 28, 14, 14], (line_of(line) for line in lines))


def line_of(line: HandInLine) -> list[Cell]:
    given = timezone.localdate(line.share.shared_at) if line.share else None
    look = line.share.fetched if line.share else None
    name = _("%(name)s (ikke med lenger)") % {"name": line.name} if line.has_left else line.name
    return [name, line.unit, line.manager, given, timezone.localdate(look.at) if look else None]


def rows(sheets: Iterable[GoalCardSheet]) -> bytes:
    """A row for each indicator and action that stand side by side, as on the målkort."""
    heads = [
        _("Navn"),
        _("Enhet"),
        _("Nærmeste leder"),
        _("Dato"),
        _("Utviklingsområde"),
        _("Målformulering"),
        _("Indikatortype (KPI)"),
        _("Mål/effekt"),
        _("Tiltak"),
        _("Frist"),
        _("Fristen er forstått som"),
    ]
    found = (row for sheet in sheets for row in rows_of(sheet))
    return book(_("Målkort"), heads, [24, 24, 24, 12, 26, 44, 30, 30, 44, 24, 14], found)


def rows_of(sheet: GoalCardSheet) -> Iterable[list[Cell]]:
    for area in sheet.areas:
        for goal in area.goals:
            for indicator, action in goal.rows:
                yield [
                    sheet.leader,
                    sheet.unit,
                    sheet.manager,
                    sheet.day,
                    area.title,
                    goal.text,
                    indicator.text if indicator else "",
                    indicator.target if indicator else "",
                    action.text if action else "",
                    action.deadline if action else "",
                    (action and action.due_day) or "",
                ]


def book(title: str, heads: Sequence[str], widths: Sequence[int], lines: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet with a head that stays in sight. What people wrote is text, and never a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = title
    sheet.append(list(heads))
    for line in lines:
        sheet.append([cell if isinstance(cell, date) else safe(cell) for cell in line])
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.cell(1, number).font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    kept = BytesIO()
    workbook.save(kept)
    return kept.getvalue()
