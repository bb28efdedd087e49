"""The two lists of source 1 and source 5: each letter's word and its question, for the leader to tick."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LETTERS = {"smart": "SMART", "smarte": "SMARTE"}
SMART = (
    ("S", _("Spesifikke"), _("Ser du for deg akkurat hva du skal gjøre?")),
    ("M", _("Målbare"), _("Hvordan vet du at du har nådd målet?")),
    ("A", _("Aktuelle"), _("Betyr dette noe for deg og for enheten din nå?")),
    ("R", _("Realistiske"), _("Kan du få det til med den tiden og de kreftene du har?")),
    ("T", _("Tidsavgrenset"), _("Når begynner du, og når er du ferdig?")),
)
SMARTE = (
    ("S", _("Spesifikke"), _("Er målet formulert så presist som mulig?")),
    ("M", _("Målbare"), _("Hvordan vet du at du har nådd målene – hva er beviset?")),
    ("A", _("Ambisiøse"), _("Hvem er involvert og forpliktet?")),
    ("R", _("Realistiske"), _("Er målene realistiske gitt den tid og de ressurser du har til rådighet?")),
    ("T", _("Tidfestede"), _("Når skal målene være nådd?")),
    ("E", _("Enkle"), _("Er målene lette å huske?")),
)
