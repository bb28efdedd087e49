"""Live pages: what an audience sees is rendered once, and a long poll brings it to everybody who watches.

State travels, never events. An app registers a renderer and announces rooms that changed; pages carry
a ticket for their audience. This package knows nothing of what a room is.
"""

from config.live.hints import announce, telling
from config.live.hub import Rendered
from config.live.runtime import register
from config.live.tokens import Audience, BadTicket, Ticket, issue

__all__ = ["Audience", "BadTicket", "Rendered", "Ticket", "announce", "issue", "register", "telling"]
