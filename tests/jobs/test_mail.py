"""Mail through the queue: nothing lost when the mail server is away, nothing left lying when it has gone."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from config.jobs import take_one
from config.mail import QueuedBackend
from config.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def transport(settings):
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"


def message(**fields):
    return EmailMessage(
        **{"subject": "Hei", "body": "Tekst", "from_email": "Varde <v@example.no>", "to": ["kari@example.no"]} | fields
    )


def queue(*messages):
    return QueuedBackend().send_messages(messages)


def test_a_message_goes_out_as_it_was_and_its_text_is_gone_from_the_queue():
    full = EmailMultiAlternatives(
        subject="Målkort – Čáhcesuolu",
        body="Blåbær",
        from_email="Varde <varde@example.no>",
        to=["Kari Nordmann <kari@example.no>", "ola@example.no"],
        cc=["c@example.no"],
        bcc=["b@example.no"],
        reply_to=["r@example.no"],
        headers={"X-Varde": "1"},
    )
    full.attach_alternative("<p>Blåbær</p>", "text/html")
    assert queue(full) == 1
    assert mail.outbox == []
    assert take_one()
    (sent,) = mail.outbox
    assert isinstance(sent, EmailMultiAlternatives)
    for name in ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to", "content_subtype"):
        assert getattr(sent, name) == getattr(full, name)
    assert [tuple(part) for part in sent.alternatives] == [("<p>Blåbær</p>", "text/html")]
    assert sent.extra_headers["X-Varde"] == "1"
    assert Job.objects.values_list("state", "payload").get() == ("done", {})


def test_a_failing_transport_is_tried_again_with_the_same_message_id(monkeypatch):
    ids = []

    def refuse(self, messages):
        ids.append(messages[0].message()["Message-ID"])
        raise smtplib.SMTPServerDisconnected("kari@example.no")

    queue(message())
    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        assert take_one()
        assert take_one(timezone.now() + timedelta(minutes=1))
    waiting = Job.objects.get()
    assert (waiting.state, waiting.attempts, waiting.error) == ("waiting", 2, "SMTPServerDisconnected")
    assert take_one(timezone.now() + timedelta(minutes=1))
    assert len(mail.outbox) == 1
    assert {*ids, mail.outbox[0].message()["Message-ID"]} == {ids[0]}
    assert ids[0].endswith("@example.no>")


def test_each_message_has_an_id_and_a_given_one_is_kept():
    queue(message(), message(), message(headers={"message-id": "<mine@example.no>"}))
    while take_one():
        pass
    ids = [sent.message()["Message-ID"] for sent in mail.outbox]
    assert len(set(ids)) == 3
    assert ids[2] == "<mine@example.no>"


def test_mail_of_a_transaction_that_is_rolled_back_never_leaves():
    with transaction.atomic():
        queue(message())
        transaction.set_rollback(True)
    assert not take_one()
    assert mail.outbox == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"attachments": [("a.txt", "x", "text/plain")]},
        {"subject": "Hei\nBcc: andre@example.no"},
        {"to": ["kari@example.no\r\nBcc: andre@example.no"]},
        {"from_email": "v@example.no\nX: y"},
        {"headers": {"X-Varde": "a\nb: c"}},
    ],
)
def test_what_can_not_be_sent_is_refused_at_once_and_nothing_queued(wrong):
    with pytest.raises(ValueError):
        queue(message(), message(**wrong))
    assert not Job.objects.exists()


def test_a_message_to_nobody_is_not_queued():
    assert queue(message(to=[])) == 0
    assert queue() == 0
    assert not Job.objects.exists()
