"""The whole URL map of the gateway."""

from __future__ import annotations

from aiohttp import web

from bot import answer_page, change_pages, feedback, pages, sheet, suggesting, web_chat, webhooks
from bot.keys import HEALTH
from bot.security import preflight
from bot.staff import counter, queue
from bot.staff import notices as staff_notices
from bot.staff import pages as staff
from procedures.settings import ROOT


async def healthz(_request: web.Request) -> web.Response:
    return web.json_response({"alive": True})


async def readyz(request: web.Request) -> web.Response:
    down = request.app[HEALTH].down()
    return web.json_response({"ready": not down, "down": down}, status=503 if down else 200)


def add_routes(app: web.Application) -> None:
    app.add_routes(
        [
            web.get("/", pages.portal),
            web.get("/thu-tuc", pages.procedure_list),
            web.get("/thu-tuc/", pages.procedure_list),
            web.get("/thu-tuc/{id}", pages.procedure_page),
            web.get("/phieu/{id}.pdf", sheet.sheet_pdf),
            web.get("/phieu/{id}", sheet.sheet_page),
            web.get("/thay-doi", change_pages.changes_page),
            web.get("/thay-doi.atom", change_pages.changes_feed),
            web.get("/api/thu-tuc/{id}", change_pages.procedure_json),
            web.get("/tra-loi", answer_page.answer_page),
            web.get("/mau-sac.css", pages.colours),
            web.get("/bieu-tuong.svg", pages.icon),
            web.get("/widget.js", pages.widget_script),
            web.post("/web/session", web_chat.open_session),
            web.post("/web/messages", web_chat.post_message),
            web.get("/web/messages", web_chat.get_messages),
            web.post("/web/feedback", feedback.post_feedback),
            web.get("/web/notices", web_chat.get_notices),
            web.get("/web/suggestions", suggesting.suggestions),
            web.options("/web/{rest:.*}", preflight),
            web.get("/web/events", web_chat.get_events),
            web.post("/webhooks/zalo", webhooks.zalo_event),
            web.get("/webhooks/messenger", webhooks.messenger_handshake),
            web.post("/webhooks/messenger", webhooks.messenger_events),
            web.get("/staff", staff.home),
            web.get("/staff/", staff.home),
            web.get("/staff/login", staff.login_page),
            web.get("/staff/dang-nhap", staff.login_page),
            web.post("/staff/dang-nhap", staff.login),
            web.post("/staff/dang-xuat", staff.logout),
            web.get("/staff/cua-toi", staff.own_account),
            web.post("/staff/cua-toi", staff.change_own),
            web.get("/staff/tai-khoan", staff.all_accounts),
            web.post("/staff/tai-khoan", staff.change_accounts),
            web.get("/staff/nhat-ky", staff.audit_log),
            web.get("/staff/queue", queue.queue_page),
            web.get("/staff/queue/{id:[0-9]{1,12}}", queue.question_page),
            web.post("/staff/queue/{id:[0-9]{1,12}}", queue.act_on_question),
            web.get("/staff/thong-bao", staff_notices.notices_page),
            web.post("/staff/thong-bao", staff_notices.change_notices),
            web.get("/staff/quay/{id}", counter.counter_page),
            web.post("/staff/quay/{id}", counter.check_papers),
            web.get("/staff/{rest:.*}", staff.no_such_page),
            web.get("/healthz", healthz),
            web.get("/readyz", readyz),
            web.static("/static", ROOT / "bot" / "static"),
        ]
    )
