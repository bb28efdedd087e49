"""What a press says is read as it is, or not at all."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from programmes.acts import Act, Unreadable, read


@pytest.mark.parametrize(
    ("sent", "act"),
    [
        ("act=pause", Act("pause")),
        ("act=move&revision=7&to=0", Act("move", revision=7, to=0)),
        ("act=move&revision=2000000000&to=1000", Act("move", revision=2_000_000_000, to=1000)),
        ("act=move&to=", Act("move")),
        ("act=add_minutes&minutes=+60+", Act("add_minutes", minutes=60)),
        ("act=show&screen=result&near=g75twpwye4uq&page=2", Act("show", screen="result", near="g75twpwye4uq", page=2)),
        ("act=open_round&named=on", Act("open_round", named=True)),
        ("act=open_round&named=0", Act("open_round")),
    ],
)
def test_a_press_is_read(sent: str, act: Act) -> None:
    assert read(QueryDict(sent)) == act


@pytest.mark.parametrize(
    "sent",
    [
        "", "act=", "act=delete", "act=__init__", "act=move&to=-1", "act=move&to=1001", "act=move&to=1.0", "act=move&to=%D9%A3",
        "act=move&revision=2000000001", "act=move&revision=99999999999999999999", "act=add_minutes&minutes=61",
        "act=add_minutes&minutes=0", "act=show&screen=everything", "act=show&near=%00", "act=show&near=a%20b",
        "act=show&near=aaaaaaaaaaaaa", "act=turn&page=x",
    ],
)  # fmt: skip
def test_what_no_button_sends_is_not_read(sent: str) -> None:
    with pytest.raises(Unreadable):
        read(QueryDict(sent))
