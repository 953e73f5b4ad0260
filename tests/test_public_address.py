"""The address citizens open, where the gateway stands behind a proxy."""

from __future__ import annotations

import pytest

from bot import settings
from procedures.settings import BadSetting


@pytest.mark.parametrize("told", ["https://tro-ly.example.vn", "https://tro-ly.example.vn/"])
def test_the_public_address_is_the_one_set(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setenv("PUBLIC_URL", told)
    assert settings.public_url() == "https://tro-ly.example.vn"


def test_without_one_it_is_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    monkeypatch.setenv("PORT", "8190")
    assert settings.public_url() == "http://127.0.0.1:8190"


@pytest.mark.parametrize("told", ["tro-ly.example.vn", "javascript:alert(1)", 'https://a"b c', "https://a/x"])
def test_what_is_no_address_is_refused(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setenv("PUBLIC_URL", told)
    with pytest.raises(BadSetting, match="PUBLIC_URL"):
        settings.public_url()
