"""Brings the conversation table to its shape and sees to it that a published model is there to serve."""

from __future__ import annotations

import sys
from pathlib import Path

from nlu.training import DamagedModel, TrainingFailed, changed_files, models_dir, published, train_and_publish
from procedures.migrate import upgrade
from procedures.names import few
from procedures.os_errors import os_reason
from procedures.settings import BadSetting


def prepare() -> None:
    upgrade(Path(__file__).resolve().parent)
    try:
        found = published()
    except DamagedModel:
        print("Mô hình đã công bố bị hỏng (không khớp mã băm) nên không được dùng; huấn luyện lại.", flush=True)
        found = None
    else:
        if found is None:
            print("Chưa có mô hình nào được công bố.", flush=True)
    found = found or train_and_publish()
    newer = changed_files(found)
    if newer:
        print(
            f"Chú ý: mô hình đang chạy chưa học những thay đổi trong: {few(newer)}.\n  Học và công bố bằng: make train",
            flush=True,
        )
    (models_dir() / "serve").write_text(found.model, encoding="utf-8")


def main() -> None:
    try:
        prepare()
    except BadSetting as error:
        sys.exit(str(error))
    except TrainingFailed as error:
        sys.exit(f"Chưa huấn luyện được mô hình: {error}")
    except OSError as error:
        sys.exit(f"Không ghi được {error.filename}: {os_reason(error)}.")
    except KeyboardInterrupt:
        sys.exit("Đã dừng theo yêu cầu.")


if __name__ == "__main__":
    main()
