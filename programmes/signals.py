from django.dispatch import Signal

round_opened = Signal()
"""A round has opened; sent with `round`, inside the opening's transaction."""
