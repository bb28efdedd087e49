"""Mail leaves through the job queue: the request doesn't wait for the mail server, nor fail with it."""

from collections.abc import Sequence
from email.utils import make_msgid, parseaddr
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from config.jobs import Running, enqueue, job

KIND = "mail.send"


class QueuedBackend(BaseEmailBackend):
    """Queues each message, within the caller's transaction. ValueError for attachments and for bad headers.

    A message may be delivered twice when the worker dies in the wrong moment. Its Message-ID is decided here,
    so that both copies have the same, by which mail programs know them for one.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        messages = [message for message in email_messages if message.recipients()]
        payloads = [pack(message) for message in messages]
        with transaction.atomic():
            for payload in payloads:
                enqueue(KIND, key=f"{KIND} {uuid4()}", payload=payload)
        return len(payloads)


def send_once(message: EmailMessage, *, key: str) -> None:
    """Queues the message, if none was ever queued under this key: for a job that may be run twice."""
    enqueue(KIND, key=f"{KIND} {key}", payload=pack(message))


def pack(message: EmailMessage) -> dict[str, Any]:
    """The message as JSON."""
    if message.attachments:
        raise ValueError("Mail with attachments can't be queued.")
    headers = {str(name): str(value) for name, value in message.extra_headers.items()}
    if not any(name.lower() == "message-id" for name in headers):
        headers["Message-ID"] = make_msgid(domain=domain(str(message.from_email)))
    payload = {
        "subject": str(message.subject),
        "body": str(message.body),
        "from_email": str(message.from_email),
        "to": [str(address) for address in message.to],
        "cc": [str(address) for address in message.cc],
        "bcc": [str(address) for address in message.bcc],
        "reply_to": [str(address) for address in message.reply_to],
        "headers": headers,
        "alternatives": [
            [str(content), mimetype] for content, mimetype in getattr(message, "alternatives", None) or []
        ],
        "subtype": message.content_subtype,
    }
    unpack(payload).message()  # a line break in a header fails here, where the caller hears of it
    return payload


def message_id(name: str) -> str:
    """The Message-ID of a mail that has a name of its own, so that its copies are known for one."""
    return f"<{name}@{domain(settings.DEFAULT_FROM_EMAIL)}>"


def domain(sender: str) -> str:
    _name, address = parseaddr(sender)
    return address.rpartition("@")[2] or "localhost"


def unpack(payload: dict[str, Any]) -> EmailMultiAlternatives:
    fields = dict(payload)
    subtype = fields.pop("subtype")
    fields["alternatives"] = [tuple(alternative) for alternative in fields["alternatives"]]
    message = EmailMultiAlternatives(**fields)
    message.content_subtype = subtype
    return message


@job(KIND, attempts=10)
def send(job: Running) -> None:
    """Hand the message to the transport. Ten attempts outlast a mail server that is away for an hour."""
    get_connection(settings.MAIL_TRANSPORT).send_messages([unpack(job.payload)])
