"""Errors the widget's interface can answer with, each named once with its sentence."""

from __future__ import annotations

import errno
import logging
import math
from collections.abc import Awaitable, Callable

import aiohttp_jinja2
from aiohttp import web
from aiohttp.web_protocol import RequestHandler
from sqlalchemy.exc import OperationalError

from bot.masking import mask
from bot.security import HEADERS

RETRY_SECONDS = 10
log = logging.getLogger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Refused(Exception):
    """A request that is answered with ``status`` and a Vietnamese sentence."""

    status = 400
    code = "bad_request"
    message = "Yêu cầu không đúng dạng."

    def response(self) -> web.Response:
        return web.json_response({"error": {"code": self.code, "message": self.message}}, status=self.status)


class NotJson(Refused):
    code = "not_json"
    message = "Nội dung gửi lên không phải JSON hợp lệ."


class WrongContentType(Refused):
    status = 415
    code = "wrong_content_type"
    message = "Nội dung phải gửi dưới dạng application/json."


class TooLarge(Refused):
    status = 413
    code = "too_large"
    message = "Tin nhắn quá dài. Anh/chị rút gọn còn dưới 1.000 ký tự hoặc tách thành nhiều câu hỏi."


class BadFeedback(Refused):
    code = "bad_feedback"
    message = "Nhận xét phải nêu đúng câu trả lời trong hội thoại này, không dài quá 300 ký tự."


class TooSlow(Refused):
    status = 408
    code = "too_slow"
    message = "Tin nhắn gửi lên quá chậm. Anh/chị kiểm tra mạng rồi gửi lại."


class Empty(Refused):
    code = "empty"
    message = "Tin nhắn đang trống. Anh/chị gõ câu hỏi giúp."


class BadMessageId(Refused):
    code = "bad_client_msg_id"
    message = (
        "Mã tin nhắn (client_msg_id) phải gồm 1 đến 64 chữ cái không dấu, chữ số, gạch nối, không chỉ toàn số"
        " và không chứa dãy số giống số điện thoại, số giấy tờ; mã UUID luôn được nhận."
    )


class BadAction(Refused):
    code = "unknown_action"
    message = "Nút này không còn dùng được. Anh/chị gõ lại câu hỏi giúp."


class BadNumber(Refused):
    code = "bad_number"
    message = "Tham số after và wait phải là số không âm."


class NotSignedIn(Refused):
    status = 401
    code = "no_session"
    message = "Phiên trò chuyện không còn hiệu lực. Anh/chị tải lại trang để bắt đầu phiên mới."


class AnotherSite(Refused):
    status = 403
    code = "another_site"
    message = "Chỉ trò chuyện được từ trang của cổng."


class TooMany(Refused):
    """``seconds``: when it may be tried again."""

    status = 429
    code = "too_many"
    message = "Anh/chị gửi hơi nhanh. Vui lòng chờ ít giây rồi gửi lại; câu chưa gửi vẫn còn trong khung."

    def __init__(self, seconds: float) -> None:
        super().__init__(self.message)
        self.seconds = max(1, math.ceil(seconds))

    def response(self) -> web.Response:
        response = super().response()
        response.headers["Retry-After"] = str(self.seconds)
        return response


class Forged(Refused):
    status = 403
    code = "bad_signature"
    message = "Chữ ký của sự kiện không đúng."


class NotFound(Refused):
    status = 404
    code = "not_found"
    message = "Không có địa chỉ này."


class Unavailable(Refused):
    """The database cannot be read or written just now: a full disk, a server that is away."""

    status = 503
    code = "unavailable"
    message = "Hệ thống tạm thời chưa nhận được tin nhắn. Anh/chị thử lại sau ít phút."

    def response(self) -> web.Response:
        response = super().response()
        response.headers["Retry-After"] = str(RETRY_SECONDS)
        return response


@web.middleware
async def errors_as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Under /web every error is JSON with a sentence; nothing internal is shown anywhere."""
    try:
        return await handler(request)
    except Refused as refused:
        return refused.response()
    except web.HTTPRequestEntityTooLarge:
        return TooLarge().response()
    except web.HTTPException as error:
        if error.status == 404 and not request.path.startswith("/web/"):
            return _missing_page(request)
        if error.status < 400:
            raise
        if not request.path.startswith(("/web/", "/api/")):
            return web.Response(text="Yêu cầu không thực hiện được.", status=error.status)
        return web.json_response(
            {"error": {"code": "http_error", "message": "Yêu cầu không thực hiện được."}}, status=error.status
        )
    except OperationalError as error:
        log.error("Cơ sở dữ liệu không dùng được: %s", error.orig)
        return Unavailable().response()
    except ConnectionError:
        return web.Response(status=499)  # the reader has gone; nobody sees this
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
            return _missing_page(request)
        log.exception("Lỗi khi xử lý %s %s", request.method, mask(request.path))
        message = "Hệ thống gặp lỗi. Anh/chị thử lại sau ít phút."
        return web.json_response({"error": {"code": "internal", "message": message}}, status=500)


def broken_request(
    _handler: RequestHandler,
    _request: web.BaseRequest,
    status: int = 500,
    exc: BaseException | None = None,
    _message: str | None = None,
) -> web.StreamResponse:
    """What is no HTTP at all, in place of aiohttp's own English text that quotes it."""
    log.debug("Yêu cầu hỏng: %s", type(exc).__name__)
    told = {"error": {"code": "broken_request", "message": "Yêu cầu gửi lên không đúng giao thức HTTP."}}
    response = web.json_response(told, status=status, headers=HEADERS)
    response.force_close()
    return response


def _missing_page(request: web.Request) -> web.Response:
    sentence = {"sentence": "Địa chỉ này không có trên cổng.", "status": 404}
    return aiohttp_jinja2.render_template("missing.html", request, sentence, status=404)
