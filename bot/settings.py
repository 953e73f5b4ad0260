"""Addresses, limits and secrets of the gateway: the only place of this room that reads the environment."""

from __future__ import annotations

import contextlib
import hmac
import ipaddress
import os
import re
import secrets
import socket
from pathlib import Path
from urllib.parse import urlsplit

from procedures.settings import ROOT, BadSetting, var_dir

HOST = "127.0.0.1"
TEXT_LIMIT = 1000
"""Characters of a citizen's message on the web (CHANNELS.md)."""
BODY_LIMIT = 32 * 1024
"""Bytes of a request body on the web."""
CHANNEL_TEXT_LIMIT = 2000
"""Characters of a message on Zalo and Messenger; what is longer is cut there."""
WEBHOOK_LIMIT = 1024 * 1024
"""Bytes of a webhook's body."""
SEND_SECONDS = 10.0
"""A send API's time for one message."""
SENDS_AT_ONCE = 20
OUTBOX_SECONDS = 1.0
"""How often the outbox is looked into by itself."""
BODY_SECONDS = 10.0
"""A body of this interface is a sentence; one that comes in drops holds a connection."""
TURN_SECONDS = 7.0
"""Rasa's time for a turn."""
CATCH_UP_SECONDS = 3.0
"""Rasa's time for a message of an outage that it is told of afterwards."""
LATE_SECONDS = 3600.0
"""A question of an outage that is older gets no late answer."""
CATCH_UP_TRIES = 3
MOST_MISSED = 20
"""Messages of an outage that Rasa is told of afterwards, the last ones of a conversation."""
PATIENCE_SECONDS = 8.0
"""From a message's arrival; a turn that waited for its place has less time with Rasa."""
LEAST_TURN_SECONDS = 2.0
"""Even a message that waited long in a rush gets this much of a living Rasa."""
TURNS_AT_ONCE = 8
SWEEP_SECONDS = 5.0
TAKE_AGAIN_SECONDS = 0.5
"""How soon a gateway looks again into a conversation that another one has."""
LONG_POLL_SECONDS = 25
RECHECK_SECONDS = 1.0
"""How often a waiting reader looks again by itself (another gateway worker may have written)."""
SESSION_WAIT_SECONDS = 10.0
"""So long a new session beyond the limit of its address is held before it is told to come back."""
CANARY_SECONDS = 15.0
CANARY_WAIT_SECONDS = 5.0
CANARY_SECONDS_DOWN = 1.0
READY_FOR_SECONDS = 60.0
SESSION_DAYS = 30
STOP_SECONDS = 8.0
READY_WITHIN_SECONDS = 180.0
RESTART_SECONDS = 0.5
SHORT_LIFE_SECONDS, SHORT_LIVES = 5.0, 5
"""A service that ends so soon so often will not come up by itself."""
LOG_BYTES = 20 * 1024**2
"""A process's log beyond this is set aside; the one before it goes."""
PROBE_SECONDS, PROBE_WAIT_SECONDS, SILENT_PROBES = 10.0, 5.0, 4
"""A process that is silent to so many probes in a row is frozen; about a minute, for a rush may keep Rasa busy."""
PAGE_SIZE = 200
KEY_BYTES = 32
RETENTION_SECONDS, FORGOTTEN_AT_ONCE = 3600.0, 200


def _port(name: str, default: int) -> int:
    told = os.environ.get(name) or str(default)
    if not (told.isascii() and told.isdigit()) or not 1 <= int(told) <= 65535:
        raise SystemExit(f"{name}={told!r} không phải số cổng từ 1 đến 65535.")
    return int(told)


def _number(name: str, default: int, most: int, of_what: str) -> int:
    told = os.environ.get(name) or str(default)
    if not (told.isascii() and told.isdigit()) or not 1 <= int(told) <= most:
        raise BadSetting(f"{name}={told!r} không phải số {of_what} từ 1 đến {most}.")
    return int(told)


def port() -> int:
    return _port("PORT", 8080)


def rasa_port() -> int:
    return _port("RASA_PORT", 5005)


def actions_port() -> int:
    return _port("ACTIONS_PORT", 5055)


def gateways() -> int:
    """GATEWAYS: processes that share PORT; more than one need a database server."""
    return _number("GATEWAYS", 1, 16, "tiến trình")


def gateway_number() -> int:
    """GATEWAY, set by the supervisor."""
    return int(os.environ.get("GATEWAY") or "1")


def gateway_name() -> str:
    """Of this process, the same after a restart: its machine, port and number."""
    return f"{socket.gethostname()[:64]} {port()} {gateway_number()}"


def life_sign(number: int) -> str:
    """Name of the socket, of no file, by which the supervisor asks a gateway whether it lives."""
    return f"\0mot-cua {port()} {number}"


def base_url() -> str:
    return f"http://{HOST}:{port()}"


def public_url() -> str:
    """Address citizens open, without a closing slash: PUBLIC_URL behind a proxy, else this machine's own."""
    told = os.environ.get("PUBLIC_URL", "").rstrip("/")
    if told and not re.fullmatch(r"https?://[^\s/?#]+", told):
        raise BadSetting(f"PUBLIC_URL={told!r} không phải địa chỉ dạng https://tên-miền.")
    return told or base_url()


Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def _networks(name: str, default: str = "") -> list[Network]:
    told = os.environ.get(name, default)
    try:
        return [ipaddress.ip_network(one, strict=False) for one in told.replace(",", " ").split()]
    except ValueError:
        raise BadSetting(f"{name}={told!r} phải là các địa chỉ hay dải mạng, ví dụ 203.0.113.7 10.0.0.0/8.") from None


def trusted_proxies() -> list[Network]:
    """TRUSTED_PROXIES: whose X-Forwarded-For is believed."""
    return _networks("TRUSTED_PROXIES")


def shared_addresses() -> list[Network]:
    """SHARED_ADDRESSES: kiosks and offices behind one address, whose sessions alone are counted; else this machine."""
    return _networks("SHARED_ADDRESSES", "127.0.0.0/8 ::1")


def widget_origins() -> list[str]:
    """WIDGET_ORIGINS: other sites that may embed the widget, as "https://host"."""
    told = os.environ.get("WIDGET_ORIGINS", "").replace(",", " ").split()
    if bad := [one for one in told if not re.fullmatch(r"https?://[^\s/?#*]+", one)]:
        raise BadSetting(f"WIDGET_ORIGINS có {bad[0]!r}; mỗi trang ghi dạng https://tên-miền, không có đường dẫn.")
    return told


def limited() -> bool:
    """Whether RATE_LIMITS hold. "off" is for tests on this machine alone: no proxy, no real channel."""
    told = os.environ.get("RATE_LIMITS", "")
    if told not in ("", "on", "off"):
        raise BadSetting(f"RATE_LIMITS={told!r} chỉ nhận on hoặc off.")
    if told == "off":
        _only_for_tests("RATE_LIMITS=off")
    return told != "off"


def _only_for_tests(name: str) -> None:
    reached = [zalo_api_url()] if zalo_app_id() else []
    reached += [messenger_api_url()] if messenger_page_token() else []
    away = [url for url in reached if urlsplit(url).hostname not in ("127.0.0.1", "localhost", "::1")]
    if away or trusted_proxies():
        reason = f"đang gọi {away[0]}" if away else "đang tin một máy chuyển tiếp (TRUSTED_PROXIES)"
        raise BadSetting(f"{name} chỉ dùng để thử trên máy này, nhưng {reason}.")


def check_test_settings() -> None:
    """Raises BadSetting where NOW or RATE_LIMITS=off is set on a copy that serves others."""
    limited()
    shared_addresses()
    widget_origins()
    retention_days()
    takeover_minutes()
    if os.environ.get("NOW"):
        _only_for_tests("NOW")


def retention_days() -> int:
    """RETENTION_DAYS: so long a silent conversation is kept, masked as it is."""
    return _number("RETENTION_DAYS", 30, 3650, "ngày")


def rasa_url() -> str:
    return f"http://{HOST}:{rasa_port()}/webhooks/rest/webhook"


def zalo_app_id() -> str:
    return os.environ.get("ZALO_APP_ID", "")


def zalo_oa_secret() -> str:
    """Signs webhooks; another one than the app's secret."""
    return os.environ.get("ZALO_OA_SECRET", "")


def zalo_app_secret() -> str:
    return os.environ.get("ZALO_APP_SECRET", "")


def zalo_refresh_token() -> str:
    """The first one; from then on the pair in the database counts."""
    return os.environ.get("ZALO_REFRESH_TOKEN", "")


def zalo_api_url() -> str:
    return (os.environ.get("ZALO_API_URL") or "https://openapi.zalo.me").rstrip("/")


def zalo_oauth_url() -> str:
    return (os.environ.get("ZALO_OAUTH_URL") or "https://oauth.zaloapp.com").rstrip("/")


def messenger_app_secret() -> str:
    return os.environ.get("MESSENGER_APP_SECRET", "")


def messenger_verify_token() -> str:
    return os.environ.get("MESSENGER_VERIFY_TOKEN", "")


def messenger_page_token() -> str:
    return os.environ.get("MESSENGER_PAGE_TOKEN", "")


def messenger_app_id() -> str:
    """Ours; an echo with another one was written by hand. Not set: nobody is taken to write by hand."""
    return os.environ.get("MESSENGER_APP_ID", "")


def takeover_minutes() -> int:
    """TAKEOVER_MINUTES: so long after a person's last word the assistant stays silent."""
    return _number("TAKEOVER_MINUTES", 30, 1440, "phút")


def messenger_api_url() -> str:
    return (os.environ.get("MESSENGER_API_URL") or "https://graph.facebook.com").rstrip("/")


def messenger_version() -> str:
    return os.environ.get("MESSENGER_API_VERSION") or "v25.0"


def models_dir() -> Path:
    return var_dir() / "models"


def secret() -> bytes:
    """Key that signs session tokens; made once and kept in VAR_DIR, readable by the owner only."""
    path = var_dir() / "secret.key"
    if path.is_file() and path.stat().st_size < KEY_BYTES:
        path.unlink()  # a full disk left it empty: nothing was signed with it
    if not path.is_file():
        made = path.with_suffix(f".{os.getpid()}")
        made.touch(mode=0o600)
        made.write_bytes(secrets.token_bytes(KEY_BYTES))
        with contextlib.suppress(FileExistsError):  # another process was quicker
            os.link(made, path)
        made.unlink()
    return path.read_bytes()


def rasa_token() -> str:
    """What the gateway shows to Rasa, which answers nobody else; the same in every process of this VAR_DIR."""
    return hmac.new(secret(), b"rasa", "sha256").hexdigest()


def notice_request() -> tuple[str, str]:
    """(FILE, FIELD) of ``make notice``."""
    path = os.environ.get("FILE", "")
    if not path.endswith(".pdf"):
        raise BadSetting("Cần FILE là tệp .pdf sẽ ghi, ví dụ: make notice FILE=niem-yet.pdf")
    return path, os.environ.get("FIELD", "")


def backup_request() -> tuple[str, str]:
    """(ACT, FILE) of ``make backup`` and ``make restore``; FILE may be absent for a backup."""
    act, file = os.environ.get("ACT", "backup"), os.environ.get("FILE", "")
    if act == "restore" and not file:
        raise BadSetting("Cần FILE là tệp sao lưu, ví dụ: make restore FILE=var/backup/mot-cua-20261129-090000.tar.gz")
    return act, file


def admin_request() -> tuple[str, str]:
    """(LOGIN, NAME) of ``make admin``."""
    login, name = os.environ.get("LOGIN", ""), os.environ.get("NAME", "")
    if not login or not name:
        raise BadSetting("Cần LOGIN và NAME, ví dụ: make admin LOGIN=lan NAME='Nguyễn Thị Lan'")
    return login.lower(), name


def child_environment() -> dict[str, str]:
    """What Rasa and the action server are started with: loopback only, no telemetry, quiet TensorFlow."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "RASA_TELEMETRY_ENABLED": "false",
        "SANIC_HOST": HOST,
        "ACTION_ENDPOINT_URL": f"http://{HOST}:{actions_port()}/webhook",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "LOG_LEVEL": "WARNING",
    }
