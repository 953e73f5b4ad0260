"""``make told ID= DAY= [ASPECT=]``: what a citizen would have been told on a day, and would be told of it today."""

from __future__ import annotations

import sys
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from actions.answering import answer
from actions.aspects import ASPECTS
from actions.conversation import beside
from actions.kept import Open
from actions.past import as_sourced, before_the_record
from actions.said import Question
from procedures import catalogue
from procedures.database import reading
from procedures.links import dead_links
from procedures.migrate import HERE, upgrade
from procedures.names import day_text
from procedures.record import Record
from procedures.settings import HANOI, BadSetting, private, today, told_request


def main() -> None:
    private()
    try:
        procedure, day, asked = told_request()
        if unknown := [aspect for aspect in asked if aspect and aspect not in ASPECTS]:
            sys.exit(f"ASPECT={unknown[0]!r} không có; chọn trong: {', '.join(ASPECTS)}.")
        aspects = [aspect for aspect in asked if aspect]
        upgrade(HERE)
        with reading() as session:
            end_of_day = datetime.combine(day, time.max, HANOI)
            now = catalogue.record_on(session, procedure, day)
            then = catalogue.record_on(session, procedure, day, known=end_of_day)
            if now is None:
                none = f"Không có bản nào của '{procedure}' có hiệu lực vào ngày {day_text(day)}."
                first = next(iter(Open(session).records_after(procedure, day)), None)
                if first is None or first.effective_from > today():
                    sys.exit(none)
                print(f"{none} Bản đầu tiên có từ {day_text(first.effective_from)}; hỏi về ngày ấy, trợ lý trả lời:\n")
                print(_text(session, first, aspects, day))
                return
            print(f"Có hiệu lực vào ngày {day_text(day)}, theo những gì biết hôm nay:\n")
            print(_text(session, now, aspects, day))
            if day > today():
                print(f"\nNgày {day_text(day)} chưa đến: thay đổi được duyệt từ nay tới đó chưa kể ở trên.")
            elif then is None:
                print(f"\nVào chính ngày {day_text(day)} hệ thống chưa có bản nào của thủ tục này được duyệt.")
            elif then != now:
                print(f"\nĐã trả lời vào chính ngày {day_text(day)} (bản được duyệt đến hôm đó):\n")
                print(_text(session, then, aspects, day))
            else:
                print(f"\nVào chính ngày {day_text(day)} câu trả lời cũng như vậy.")
    except BadSetting as error:
        sys.exit(str(error))


def _text(session: Session, record: Record, aspects: list[str], day: date) -> str:
    asked = Question(record, day, catalogue.laws(session), catalogue.sources(session), dead=dead_links(session))
    reply = answer(asked, aspects, beside(Open(session), record, day))
    return as_sourced(before_the_record(reply, day), day).text


if __name__ == "__main__":
    main()
