"""Static files are collected when they have changed, by one process at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.finders import FileSystemFinder

from config import statics


@pytest.fixture
def collected(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the commands that were called, and a folder with one style sheet."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [tmp_path / "own"]
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.css").write_text("a")
    called: list[str] = []
    monkeypatch.setattr(statics, "call_command", lambda name, **_: called.append(name))
    monkeypatch.setattr(statics.finders, "get_finders", lambda: [FileSystemFinder()])
    return called


def test_they_are_collected_once(collected: list[str]) -> None:
    statics.collect()
    statics.collect()
    assert collected == ["collectstatic"]


def test_a_changed_file_is_collected_anew(collected: list[str], tmp_path: Path) -> None:
    statics.collect()
    (tmp_path / "own" / "a.css").write_text("another")
    statics.collect()
    (tmp_path / "own" / "b.css").write_text("new")
    statics.collect()
    assert collected == ["collectstatic"] * 3


def test_a_failure_is_not_believed(collected: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(statics, "call_command", lambda name, **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            statics.collect()
    statics.collect()
    assert collected == ["collectstatic"]
