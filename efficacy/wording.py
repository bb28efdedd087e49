"""An instrument's texts in the reader's own language."""

from __future__ import annotations

from django.utils.translation import get_language

from efficacy.instruments import Instrument, Texts, said


def spoken(texts: Texts) -> str:
    return said(texts, get_language() or "nb")


class Worded:
    """What shows an instrument says its words."""

    instrument: Instrument

    @property
    def name(self) -> str:
        return spoken(self.instrument.name)

    @property
    def question(self) -> str:
        return spoken(self.instrument.question)

    @property
    def low_word(self) -> str:
        return spoken(self.instrument.low_word)

    @property
    def high_word(self) -> str:
        return spoken(self.instrument.high_word)
