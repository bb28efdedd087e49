"""Saying that one is done with an exercise that is one's own: the room counts it, and knows no more."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from config import live
from programmes.contract import NotPossible
from programmes.models import Participation, Round


def set_done(*, round: Round, participation: Participation, done: bool) -> None:
    """Keeps whether somebody who is asked has said that they are done. Raises NotPossible once it is over."""
    with transaction.atomic():
        locked = Round.objects.select_for_update(of=("self",)).select_related("exercise__item__gathering")
        round = locked.get(pk=round.pk)
        if not round.is_open:
            raise NotPossible(_("Oppgaven er avsluttet. Det du skrev, ligger hos deg."))
        if round.electors.filter(participation=participation).exclude(has_answered=done).update(has_answered=done):
            live.announce(round.exercise.item.gathering.public_id, urgent=False)
