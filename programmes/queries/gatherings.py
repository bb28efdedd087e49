"""A gathering with what it is of: read by every phone after every step."""

from __future__ import annotations

from config.prepared import Prepared
from programmes.models import Gathering

WITH_ITS_PROGRAMME = Prepared(
    lambda gathering: Gathering.objects.filter(public_id=gathering).select_related("programme__municipality"),
    gathering=str,
)
