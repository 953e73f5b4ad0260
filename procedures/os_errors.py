"""What the operating system says, in Vietnamese."""

from __future__ import annotations

import errno

SENTENCES = {
    errno.ENOENT: "không có tệp hay thư mục này",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "hết hạn mức ổ đĩa",
    errno.ENOTDIR: "không phải thư mục",
    errno.EISDIR: "là thư mục",
    errno.EEXIST: "đã có sẵn",
    errno.EIO: "ổ đĩa báo lỗi",
}


def os_reason(error: OSError) -> str:
    """The reason of an error; the system's own words where we have none."""
    return SENTENCES.get(error.errno or 0) or error.strerror or type(error).__name__
