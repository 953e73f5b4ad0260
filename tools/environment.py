"""Makes .venv from the hashed lock with uv; runs on any Python 3, before anything else is installed.

Prints nothing where the environment is already the one of the lock; a fault is one sentence and exit code 1.
"""

import fcntl
import hashlib
import os
import platform
import shutil
import signal
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
TOOLS = os.path.join(ROOT, ".tools")
LOCK = os.path.join(ROOT, "requirements.lock")
STAMP = os.path.join(VENV, "lock.sha256")
PYTHON = os.path.join(VENV, "bin", "python")
UV_VERSION = "uv>=0.8,<1"
OLDEST = (3, 8)
"""What uv's own package installs on."""
SPACE = 4 * 1024**3


def fail(sentence):
    sys.stderr.write(sentence + "\n")
    sys.exit(1)


def wanted():
    with open(LOCK, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def is_made(digest):
    try:
        with open(STAMP) as file:
            return file.read().strip() == digest and os.access(PYTHON, os.X_OK)
    except OSError:
        return False


def check_machine():
    if sys.platform != "linux" or platform.machine() not in ("x86_64", "AMD64"):
        fail(
            "Trợ lý Một cửa chạy trên Linux x86-64; máy này là %s %s. Anh/chị dùng một máy Linux x86-64."
            % (platform.system(), platform.machine())
        )
    if not os.access(ROOT, os.W_OK):
        fail("Không ghi được vào thư mục %s: ổ đĩa chỉ đọc hoặc thiếu quyền." % ROOT)
    if shutil.disk_usage(ROOT).free < SPACE:
        fail("Ổ đĩa chứa %s còn dưới 4 GB trống, không đủ cho môi trường chạy." % ROOT)


def run(command):
    """Its exit code; asked to stop, it ends with all it has started before this process does."""
    child = subprocess.Popen(command, start_new_session=True)
    try:
        return child.wait()
    except BaseException:
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except OSError:
            pass
        child.wait()
        raise


def uv():
    found = shutil.which("uv")
    if found:
        return [found]
    own = os.path.join(TOOLS, "bin", "uv")
    if not os.access(own, os.X_OK):
        if sys.version_info < OLDEST:
            fail(
                "%s là Python %d.%d, quá cũ để tải uv. Anh/chị cài Python %d.%d trở lên (kèm pip) rồi chạy lại."
                % (sys.executable, sys.version_info[0], sys.version_info[1], OLDEST[0], OLDEST[1])
            )
        print("Tải uv…", flush=True)
        pip = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--target",
            TOOLS,
            UV_VERSION,
        ]
        if run(pip) != 0:
            fail("Không tải được uv bằng pip của %s: cần pip và kết nối tới kho gói Python." % sys.executable)
    return [own]


def make(digest):
    tool = uv()
    print("Tạo môi trường Python 3.11 theo requirements.lock (lần đầu vài phút)…", flush=True)
    if run([*tool, "venv", "--quiet", "--clear", "--python", "3.11", VENV]) != 0:
        fail("Không tìm thấy Python 3.11 và cũng không tải được. Anh/chị cài Python 3.11 rồi chạy lại.")
    sync = [*tool, "pip", "sync", "--quiet", "--require-hashes", "--python", PYTHON, LOCK]
    if run(sync) != 0:
        fail("Không cài được các gói theo requirements.lock: xem thông báo ở trên (mạng, ổ đĩa đầy hoặc gói bị đổi).")
    with open(STAMP, "w") as file:
        file.write(digest)


def main():
    digest = wanted()
    if is_made(digest):
        return
    check_machine()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda got, _: sys.exit(128 + got))
    try:
        with open(os.path.join(ROOT, ".environment.lock"), "w") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            if not is_made(digest):
                make(digest)
    except KeyboardInterrupt:
        fail("Đã dừng theo yêu cầu, môi trường chưa xong; chạy lại để tạo tiếp.")
    except OSError as error:
        fail("Không tạo được môi trường trong %s: %s." % (ROOT, error.strerror))


if __name__ == "__main__":
    main()
