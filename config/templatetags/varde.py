"""Template builtins: names of parts, times, and the drawing of stones."""

from datetime import date, datetime, time
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from config.markdown import render

register = template.Library()


@register.filter
def clock(moment: time | datetime | None) -> str:
    """08:30, in local wall time."""
    if moment is None:
        return ""
    local = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    return local.strftime("%H:%M")


def in_its_case(day: date, norwegian: str, english: str) -> str:
    """A day in words: Norwegian writes its days and months small, English does not."""
    if get_language() == "en":
        return str(date_format(day, english))
    return str(date_format(day, norwegian)).lower()


def with_its_year(day: date, norwegian: str, english: str) -> str:
    """A day in words; its year only where that is not the one we are in."""
    year = "" if day.year == timezone.localdate().year else " Y"
    return in_its_case(day, norwegian + year, english + year)


@register.filter(expects_localtime=True)
def long_day(day: date) -> str:
    """torsdag 26. november"""
    return with_its_year(day, "l j. F", "l j F")


@register.filter(expects_localtime=True)
def short_day(day: date) -> str:
    """26. nov"""
    return with_its_year(day, "j. M", "j M")


@register.filter(expects_localtime=True)
def whole_day(day: date) -> str:
    """torsdag 26. november 2026"""
    return in_its_case(day, "l j. F Y", "l j F Y")


@register.filter(expects_localtime=True)
def full_day(day: date) -> str:
    """26. november 2026"""
    return in_its_case(day, "j. F Y", "j F Y")


@register.filter(expects_localtime=True)
def weekday(day: date) -> str:
    return in_its_case(day, "l", "l")


@register.filter(expects_localtime=True)
def month(day: date) -> str:
    return in_its_case(day, "F", "F")


@register.filter
def markdown(text: str) -> SafeString:
    return render(text)


@register.filter
def pairs(code: str) -> list[str]:
    """A join code in pairs, as it is read aloud."""
    return [code[start : start + 2] for start in range(0, len(code), 2)]


@register.filter
def ms(moment: datetime | None) -> str:
    """An instant as milliseconds since the epoch, for the clocks in the browser."""
    return "" if moment is None else str(int(moment.timestamp() * 1000))


@register.filter
def short_name(name: str) -> str:
    """Ingunn H.: the first name, and the initial of the last."""
    first, *rest = name.split()
    return f"{first} {rest[-1][0]}." if rest else first


@register.simple_tag(takes_context=True)
def fragment(context: template.Context, piece: Any, **more: Any) -> str:
    """A fragment of an app's, with `more`, in the request's own context where there is a request."""
    request = context.get("request")
    return render_to_string(piece.template, {**piece.context, **more}, request=request) if piece else ""


@register.filter
def at(mapping: dict[Any, Any], key: Any) -> Any:
    """The value under a key that is a variable; None where there is none."""
    return mapping.get(key) if mapping else None


@register.filter
def paragraphs(text: str) -> list[str]:
    """The text between its empty lines."""
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


@register.filter(name="printable")
def printable_filter(text: str | None) -> str:
    """The text as a document can hold it: see config.pdf.engine."""
    from config.pdf.engine import printable

    return printable(text or "")
