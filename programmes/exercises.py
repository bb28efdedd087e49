from django.utils.translation import gettext_lazy as _

from programmes.contract import ExerciseKind, register


@register
class Conversation(ExerciseKind):
    """People talk, and nothing is written: the stage gives the instruction and keeps the time."""

    slug = "conversation"
    name = _("Samtale")
