"""``make links [OFFLINE=1]``: the shape of every link and, where the network allows, whether it answers."""

from __future__ import annotations

import asyncio
import sys

from sqlalchemy.exc import SQLAlchemyError

from procedures import catalogue, links
from procedures.database import reading, writing
from procedures.department import department
from procedures.migrate import HERE, upgrade
from procedures.settings import BadSetting, now, offline, private, today


def main() -> None:
    private()
    try:
        upgrade(HERE)
        with reading() as session:
            found = links.links_of(
                catalogue.records_on(session, today()), catalogue.sources(session).values(), department()
            )
        faulty = found.faults()
        asked = [] if offline() else _ask([url for url in found.used if url not in faulty])
        if asked:
            with writing() as session:
                links.remember(session, asked, now())
    except BadSetting as error:
        sys.exit(str(error))
    except SQLAlchemyError as error:
        sys.exit(f"Không đọc hay ghi được cơ sở dữ liệu: {getattr(error, 'orig', error)}")
    for url, fault in faulty.items():
        print(f"SAI DẠNG  {url}\n          {fault}; dùng ở {_where(found, url)}")
    for one in asked:
        if one.health == links.Health.DEAD:
            print(f"ĐÃ HỎNG   {one.url}\n          {one.detail}; dùng ở {_where(found, one.url)}")
        elif one.health == links.Health.UNKNOWN:
            print(f"CHƯA RÕ   {one.url}\n          {one.detail}; dùng ở {_where(found, one.url)}")
    counts = {health: sum(one.health == health for one in asked) for health in links.Health}
    told = (
        f"{counts[links.Health.ALIVE]} trả lời, {counts[links.Health.DEAD]} đã hỏng (không đưa cho người dân),"
        f" {counts[links.Health.UNKNOWN]} chưa rõ."
        if asked
        else "chưa hỏi liên kết nào, tình trạng đã lưu giữ nguyên."
    )
    print(f"{len(found.used)} liên kết, {len(faulty)} sai dạng; {told}")
    if faulty:
        sys.exit(1)


def _ask(urls: list[str]) -> list[links.Asked]:
    done = 0

    def told(_: links.Asked) -> None:
        nonlocal done
        done += 1
        if done % 10 == 0 or done == len(urls):
            print(f"  {done}/{len(urls)} liên kết", flush=True)

    asked = links.believed(asyncio.run(links.ask(urls, told)))
    if not asked:
        print("Máy này không ra được mạng: chỉ kiểm tra dạng của liên kết.")
    return asked


def _where(found: links.Links, url: str) -> str:
    places = found.used[url]
    return places[0] + (f" và {len(places) - 1} chỗ khác" if len(places) > 1 else "")


if __name__ == "__main__":
    main()
