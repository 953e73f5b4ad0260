"""Messages that are told by their whole wording, and not by a word or two: patterns over folded text."""

from __future__ import annotations

import re

PICK = re.compile(
    r"^(?:(?:cai|so|muc|chon|lua chon|thu tuc|y) )*(?:thu )?([1-5]|nhat|hai|ba"
    r"|(?<=cai )(?:dau|sau|cuoi|tren|duoi)|dau tien|cuoi cung|(?:ca|tat ca) (?:hai|ba|2|3))"
    r"(?: (?:cai|thu tuc|loai|giay))?(?: (?:ay|do|nhe|a|di|luon|nha))*$"
)
ORDINALS = {
    **dict.fromkeys(("nhat", "dau", "tren", "dau tien"), 1),
    **dict.fromkeys(("cuoi", "sau", "duoi", "cuoi cung"), -1),
    "hai": 2,
    "ba": 3,
    **dict.fromkeys(("ca hai", "ca ba", "ca 2", "ca 3", "tat ca hai", "tat ca ba"), 0),
}
"""Which of those named: counted from the first, -1 the last, 0 all of them."""
LISTING = re.compile(
    r"^(?:xem )?thu tuc khac$|^liet ke (?:ra )?(?:cac |nhung |het |tat ca )*thu tuc\b"
    r"|^linh vuc(?= (?:\w+ ){1,4}co (?:cac |nhung )?thu tuc (?:gi|nao)\b)"
    r"|^(?:cho (?:toi )?)?(?:xem |co )?(?:danh sach|danh muc) (?:cac )?thu tuc\b"
    r"|^(?:(?:ben|so|linh vuc) (?:ban|minh|em|anh|nay) )?(?:dang )?(?:co|gom) (?:tat ca )?(?:bao nhieu|may|nhung)"
    r"(?: loai)? thu tuc\b(?!.*\b(?:can|giay to|phi|bao lau)\b)"
)
DOSSIER = re.compile(
    r"\b[hg]\d{2}[.-]\d[\w.-]+.*\b(?:dau|sao|chua|xong|nao|tra|kiem|xem)\b|\bma ho so\b.*\b(?:dau|sao|chua|xong)\b"
    r"|\bwhere is my (?:application|dossier|file|licen[cs]e|permit)\b"
)
CHECKED = re.compile(
    r"\b(?:kiem tra|tra cuu|check|tra) (?:giup |ho )?(?:ho so|tinh trang)(?: giup| ho| cua| toi| em| minh|$)"
)
BACK = (
    r"^(?:quay lai|tro lai|ve lai|lam tiep|tiep tuc) (?:(?:cai|phan|cac|may|cau hoi|hoi|ve) )*"
    r"(?:ho so|giay to|danh muc)"
)
CHECKLIST = re.compile(
    r"\bchecklist\b|^tiep tuc(?: di| nhe| a)?$"
    r"|\b(?:(?:ho so|giay to) (?:cho |trong |cua )?)?truong hop cua (?:toi|em|minh|tui|chung toi|cong ty)\b"
    r"|\b(?:lap|lam|tao|in|xem|tiep tuc|quay lai|ve lai|tro lai)"
    r" (?:cho (?:toi|em|minh) |cai |phan )?(?:phieu|danh (?:muc|sach)) (?:ho so|giay to|chuan bi)\b"
    r"|^(?:cai )?danh (?:muc|sach) (?:ho so|giay to)$"
    rf"|{BACK} (?:luc nay|ban nay|hoi nay|dang do)"
)
BACK_TO_THE_LIST = re.compile(rf"{BACK}\b")
""" "quay lại hồ sơ bưu chính": to the list of papers that was left."""
WENT_BACK = re.compile(
    r"^(?:\w+ ){0,2}(?:quay lai|tro lai|ve lai|the|con|hoi lai) (?:\w+ ){0,2}?(?:cai|giay phep|giay|thu tuc|viec)"
    r"(?: \w+){0,2}? (?:luc nay|hoi nay|ban nay|vua nay|truoc|luc truoc|dau tien|luc dau|ban dau)\b"
    r"|^(?:quay lai|tro lai|ve lai) (?:cai |thu tuc )?(?:giay phep|giay|thu tuc|truoc)\b(?! luc| hoi)"
)
WENT_BACK_TO = re.compile(r"^(?:(?:thoi|the|cho|da|a) )*(?:quay lai|tro lai|ve lai) (?:\w+ ?){1,6}$")
""" "quay lại bưu chính": to what was spoken of before, by its name."""
UNKNOWN_WHICH = re.compile(r"\b(?:khong|chua|chang|dau) (?:duoc )?(?:ro|biet|nho|chac)\b")
""" "ko biết in sách hay in bao bì": which it is, the citizen does not know."""
FIRST_OF_ALL = re.compile(r"\b(?:dau tien|luc dau|ban dau)\b")
""" "quay lại cái giấy phép lúc nãy", "thế cái lúc đầu": to what was spoken of before, without its name."""
POINTS = re.compile(r"^(?:la |chon |lay |em hoi |toi hoi )?(?:cai|loai|thu|giay) (?:cho|cua|ve|in|de|dung|o|thu)\b")
""" "cái cho sách ấy": one of those just named."""
NOT_SURE = re.compile(
    r"^(?:(?:da|thua|toi|em|minh|tui|cai nay|cau nay|y nay) )*(?:chua|khong|chang) (?:ro|biet|chac|nho)"
    r"(?: (?:ten|no|la|gi|goi|thu tuc|nua|lam|a|dau|luon|ban oi|the nao))*$"
    r"|^(?:bo qua|qua cau (?:nay|khac)|cau (?:sau|khac|tiep)|skip|next)(?: (?:di|nhe|a|cau nay))*$"
)
BARE_PRICE = re.compile(
    r"^(?:(?:the|con|vay|roi) )?(?:gia|tien|gia ca|gia tien|chi phi|tien phi|tien nong|het nhieu|het bao nhieu)"
    r"(?: (?:sao|the nao|bao nhieu|nhieu|thi sao|a|vay|nua))*$"
)
BARE_FORM = re.compile(
    r"^(?:(?:the|con|vay|co|cho|xin|xem|lay|tai|la|theo|don|to khai) )*mau"
    r"(?: (?:dau|gi|nao|sao|o dau|thi sao|a|vay|khong|ko|don|to khai|so|may|bao nhieu))*$"
)
""" "mẫu?", "có mẫu không": the form; "màu" (colour) folds alike."""
BARE_ASPECTS = {
    **dict.fromkeys(("luat", "luat nao", "luat gi", "quy dinh", "van ban", "van ban nao", "van ban gi"), "legal_basis"),
    **dict.fromkeys(("nghi dinh", "thong tu"), "legal_basis"),
    **dict.fromkeys(("buoc", "cac buoc"), "steps"),
    **dict.fromkeys(("don", "to don", "forms", "application form"), "form"),
    **dict.fromkeys(("duration", "timeline", "processing time"), "time"),
    **dict.fromkeys(("office", "address", "location"), "place"),
    **dict.fromkeys(("law", "legal basis", "regulation", "regulations"), "legal_basis"),
    **dict.fromkeys(("procedure", "steps", "process"), "steps"),
}
"""All that a message says, of what is spoken of."""
FIGURE_CONFIRMED = re.compile(
    r"(\d[\d.,]* ?(?:k|tr|trieu|nghin|ngan|dong|d)\b|\d+ ?(?:ngay|tieng|gio|h|thang|tuan)\b)(?: lam viec| thoi| la)*"
    r" (?:(?:phai|dung|kip) (?:khong|ko|k|hong)|ha|nhi|chu)\W*$|\d+ ngay hay \d+ ngay"
)
""" "cấp lại giấy phép in 5 ngày đúng không", "3 ngày hay 5 ngày": a time or a sum to be confirmed."""
THE_REST = re.compile(
    r"^(?:giay to|giay|muc|loai|to|thu) thu (?:\d|nhat|hai|ba|tu|nam|sau|bay)(?: (?:la|gi|giay|cai|nao|vay|a))*$"
    r"|^(?:(?:the|vay|va|may|nhung|cac|cho|xem|ke|noi) )*(?:(?:cai|giay to|giay|loai|muc|thu|phan) )?con lai"
    r"(?: (?:la|gom|thi|co|nhung|cai|giay|gi|nao|sao|dau|a|vay|di|nua))*$"
    r"|^(?:the |vay |roi )?con \d+ (?:giay to|giay|muc|loai|thu)"
    r"(?: (?:nua|la|gom|thi|gi|nhung|nao|dau|sao|a|vay))*$"
    r"|^(?:the |vay |roi )?con (?:(?:giay |cai |nhung )?gi nua|them gi)(?: (?:khong|ko|a|vay))*$"
    r"|^(?:(?:ban|bot|co the|lam on) )*(?:noi|giai thich) (?:ro|ky|them|chi tiet|cu the)"
    r"(?: (?:hon|di|giup|cho|em|toi|nhe))*$"
    r"|^(?:(?:cho|hay|xem|toi|em|minh|xin) )*(?:ke|liet ke|noi|xem|doc) (?:ra )?(?:tiep|them|het|du|day du|tat ca|dan)"
    r"(?: (?:ra|di|a|vay|nhe|xem|giay to|cho toi|cho em))*$"
)
""" "còn lại là gì", "xem tiếp": what a shortened list left out."""
NEEDS_A_PERMIT = re.compile(r"\b(?:can|phai) (?:xin (?:giay )?phep|dang ky|thong bao)\b(?! gi\b)")
CHANNEL_ALONE = re.compile(
    r"^(?:(?:the|con|vay|roi|neu|lo|toi|em|minh) )*(?:(?:di )?nop |gui )?"
    r"(?:truc tiep|tai quay|tai cho|tan noi|qua (?:duong )?buu dien|buu dien)"
    r"(?: (?:thi|co|sao|the nao|bao nhieu|phi|het|duoc|dc|khong|ko|k|hong|a|chu))*$"
)
"""How it is filed, and nothing else: goes on with what was asked."""
ENDS_IN_MAY_I = re.compile(r"\b(?:duoc|dc) (?:khong|ko|k)$|\bduoc (?:hong|a|chu)$")
EXPIRES = re.compile(
    r"\b(?:cap|ky|duoc cap)(?: tu)?(?: ngay)? \d.*\b(?:bao gio|khi nao|ngay nao|luc nao|nam nao|chung nao|may nam)\b.*"
    r"\b(?:het han|het hieu luc|con han)\b"
    r"|\b(?:cap|ky|duoc cap)(?: tu)?(?: ngay)? \d.*\b(?:het han|het hieu luc)\b.{0,10}"
    r"\b(?:bao gio|khi nao|ngay nao|nam nao)\b"
)
"""The day is that of the grant, and what is asked is how long it is valid."""
FILED_ON = re.compile(
    r"\bngay \d[\d/.-]*,? (?:toi |em |minh )?(?:xin|nop|lam|dang ky)\b"
    r"|\b(?:xin|nop|lam|dang ky)\b(?:(?! (?:mat|cap|ky|het|han|tu|lap) (?:ngay|vao)| ngay).)*"
    r"(?: vao)? ngay \d[\d/.-]*\W*$"
)
""" "ngày 15/1/2025 xin …", "xin … ngày 15/1/2025": the day on which it is done."""
OF_A_PAPER = re.compile(r"\b(?:han|ban hanh|hieu luc|den)\b[^,.;?]{0,16}\d{1,2}[/.-]\d")
"""The day is the one on which a paper ends, and not the one that is asked of."""
BEFORE_FIGURE = r"^(?:(?:the|vay|la|chi|chac|khoang|tam|phi|le phi|het|mat|ton|trong|co|cung|moi) )*"
TO_CONFIRM = (
    r"(?: (?:thoi|la|dong|lam viec|vnd|chan))*"
    r" (?:(?:phai|dung) (?:khong|ko|k|hong)|ha|nhi|chu|ah?)(?: (?:a|vay|nhe|em|ad|ban))*$"
)
SUM_CONFIRMED = re.compile(rf"{BEFORE_FIGURE}\d[\d.,]* ?(?:k|tr|trieu|nghin|ngan|dong|d)(?: ?\d+)?{TO_CONFIRM}")
SPAN_CONFIRMED = re.compile(rf"{BEFORE_FIGURE}\d+ ?(?:ngay|tieng|gio|h|thang|tuan){TO_CONFIRM}")
""" "500k phải không", "24 tiếng hả": asks whether a figure is right, of what is spoken of."""
COMPLAINT = re.compile(
    r"^(?:(?:toi|em|minh|tui|bot|ban|tra loi|noi|hieu|the la|vay la) )*"
    r"(?:sai(?: roi| het| bet)?|khong (?:dung|hieu|hieu gi|phai vay|phai the|dung roi|dung y)|chua (?:hieu|ro|dung)"
    r"|lac de(?: roi)?|nham roi|tra loi (?:sai|lung tung|linh tinh)|khong lien quan)"
    r"(?: (?:a|roi|nha|nhe|ca|lam|y toi))*$"
)
GRANTED_FIRST = re.compile(r"\b(?:xin (?:cap )?(?:giay )?phep|cap (?:giay )?phep|(?:xin )?cap moi|xin moi)\b(?! lai\b)")
""" "xin giấy phép …", "cấp mới": the first one of its kind."""
FOUNDS = re.compile(r"^(?:mo|lap|thanh lap) (?:cong ty|doanh nghiep)$")
"""Another agency's words that may only begin what is asked of ours: "mở công ty chuyển phát"."""
FOUNDED = re.compile(
    r"\b(?:vua|moi|da) (?:lap|mo|thanh lap)(?: xong)? (?:cong ty|doanh nghiep)"
    r"|\b(?:dkkd|dang ky kinh doanh|dang ky doanh nghiep)(?: \w+){0,4} (?:xong|roi)\b"
    r"|\bda co (?:giay )?(?:dkkd|dang ky kinh doanh|phep kinh doanh)"
)
"""A firm that is there already asks what else it needs."""
REGISTERS_A_FIRM = re.compile(r"\bdang ky (?:kinh doanh|thanh lap|doanh nghiep|mo|lap)\b")
WHICH_PERMIT = re.compile(r"\b(?:can|phai co|phai xin|xin|co) (?:xin )?(?:giay phep|phep) (?:gi|nao|j)\b")
""" "làm trang tin tổng hợp cần giấy phép gì": who asks which one is needed holds none yet."""
PRINTS = re.compile(
    r"(?:^(?:(?:toi|em|minh|tui|ben|cty|cong ty|cho|muon|dinh|can|hoi|xin) )*"
    r"|\b(?:toi|em|minh|tui|muon|dinh|phuong|truong|cong ty|cty|cau lac bo|nha|benh vien"
    r"|ubnd|uy ban|xa|hoi|doan|chua|khach san|nha hang|co quan|don vi|tram y te|ngan hang) )"
    r"in (?!the|a |an |ha noi|hanoi|vietnam)\w+"
)
""" "in vé xem phim": what is printed is of our field, whatever it is."""
APOLOGY = re.compile(
    r"^(?:(?:da|a|toi|em|minh|cho) )*(?:xin loi|sorry)(?: (?:em|anh|chi|ban|nhe|a|nha|ad|nhieu|lam|vi lam phien))*$"
)
""" "xin lỗi nhé": small talk, and not the slip of an agency that is overdue."""
PAPER_ENDED = re.compile(
    r"\b(?:hủy|huỷ|chấm dứt|tẩy xóa|tẩy xoá|thu hồi)\b(?! hồ sơ)|\b(?:ngừng|ngưng)\b(?! (?:tiếp )?nhận)"
    r"|\brút\b(?! ngắn| gọn| hồ sơ| tiền| lại)|\bcho (?:mượn|thuê) (?:giấy|gp|phép|đăng ký|xác nhận|chứng nhận)\b"
    r"|\b(?:bỏ|trả lại) (?:giấy|gp|phép|đăng ký|xác nhận|chứng nhận)\b(?! tờ)|\bđóng cửa\b(?! hàng)"
    r"|\b(?:không|ko) (?:còn )?(?:cần|làm|muốn|dùng|hoạt động|kinh doanh)\b.*\b(?:nữa|trả)\b"
)
PAPER_ENDED_BARE = re.compile(
    r"\bhuy\b(?! dong| chuong| ho so)|\bcham dut\b|\btay xoa\b|\bngung\b(?! (?:tiep )?nhan)"
    r"|\bcho (?:muon|thue) (?:giay|gp|phep|dang ky|xac nhan|chung nhan)\b|\bdong cua\b(?! hang)"
    r"|\b(?:bo|tra lai) (?:giay|gp|phep|dang ky|xac nhan|chung nhan)\b(?! to)"
    r"|\b(?:khong|ko) (?:con )?(?:can|lam|muon|hoat dong|kinh doanh)\b.*\b(?:nua|tra)\b"
)
""" "hủy giấy phép bưu chính", "không làm bưu chính nữa thì trả lại ở đâu", with marks and without."""
ENDED = re.compile(
    r"^(?:(?:thoi|vay|the|da|a|ok|u) )*(?:khong|ko|k|hong|hok) (?:hoi|can|xem|muon hoi)"
    r"(?: (?:gi|them|nua|dau|a|nhe|nha|em|ban))+$"
)
""" "thôi không hỏi nữa"."""
SPOKEN_COMPARED = re.compile(r"\bcai nao (?:re|dat|nhanh|lau|nhieu|it|don gian|de)(?: hon)?\b")
""" "hai cái đó cái nào rẻ hơn": of what was spoken of before, which nobody has set side by side."""
COMPARED_ON = {
    "time": re.compile(r"\bcai nao (?:\w+ )?(?:nhanh|lau|som)\b"),
    "fee": re.compile(r"\bcai nao (?:\w+ )?(?:re|dat|nhieu tien|it tien|ton)\b"),
}
""" "… với … cái nào nhanh hơn": what two things are set side by side on."""
HOLIDAY_ASKED = re.compile(
    r"\b(?:gio to|quoc khanh|tet|30 ?/ ?4|1 ?/ ?5|2 ?/ ?9|quoc te lao dong)\b.{0,20}\b(?:co |duoc )+nghi\b|"
    r"\bnghi (?:(?:le|tet|bu) )?(?:may|bao nhieu|tu|den|nhung|vao) ?(?:ngay|hom|bua|nao|lau|mo)\b"
)
FORGED = {"gia": "giả", "lau": "lậu", "tien": "tiền"}
"""Without its mark it is many a word: "giấy phép gia hạn", "in lâu quá", "nhà in Tiến Bộ"."""
RESTART = re.compile(r"^(?:lam lai|hoi lai|bat dau lai|tra loi lai)(?: (?:tu dau|di|nhe|a))*$")
"""In the middle of the questions about the citizen's case: from the beginning."""
AGREEING = {
    "affirm": re.compile(
        r"\b(?:vâng|vang|dạ|da|ok|oke|okie|okay|được|duoc|dc|đc|đúng|dung|ừ|u|uh|uhm|um|à|rồi|roi|r|phải|phai|chuẩn|chuan"
        r"|yes|yeah|yep|có|co|đồng|dong|ý|xác|xac|thế|the|vậy|vay|hiểu|hieu|rõ|ro|ra|sure|tốt|biết|biet)\b"
    ),
    "deny": re.compile(
        r"\b(?:không|khong|ko|k|hông|hong|no|thôi|thoi|chưa|chua|đừng|dung|đâu|dau|khỏi|khoi|not|nope|sai)\b"
    ),
}
"""Words without which a message neither agrees nor denies."""
GREETINGS = frozenset(["chào", "chao", "alo", "lô", "hello", "hi", "hey", "helo", "ơi"])
TRADE = re.compile(
    r"\b(?:mua|bán|thuê|sửa|lắp|lương|bảo hành|dịch thuật|thiết kế|vận chuyển|ship|thue|luong|van chuyen)\b"
    r"|\b(?:giao|gửi|gui) (?:hàng|hang|đồ|bưu kiện|buu kien|bưu phẩm|thư|kiện)\b"
    r"|\b(?:gửi|gui) (?:\w+ ){1,2}(?:từ|tu) .{2,20}\b(?:về|ve)\b"
    r"|\b(?:in|photo|photocopy)(?: \w+){0,2} (?:một|1|mot) (?:tờ|to|trang|bản|cuốn|cuon|quyển)\b"
    r"|\b(?:một|1|mot) cu[oố]n\b|\bm[oộ]t th[aá]ng\b|\blàm (?:web|website|app|trang web)\b"
    r"|^in (?!phí|phi|sách|sach|xuất|xuat)(?:\w+ ){1,3}"
    r"(?:giá|gia|mấy tiền|may tien|bao nhiêu tiền|bao nhieu tien|hết bao)"
)
PRICED = re.compile(r"\bgia (?:\w+ ){0,6}(?:bao nhieu|nhieu|may)\b|\bhow much (?:does|do|is|are)\b.*\w{3,}")
""" "máy photocopy màu giá bao nhiêu": what a thing costs, where no paper is named."""
WHICH_IS_GOOD = re.compile(
    r"\b(?:hang|loai|cong ty|ben|tiem|quan|cho|nha)(?: \w+){0,3} nao (?:tot|re|ben|ngon|dep|uy tin)\b"
)
PAPERWORK = re.compile(
    r"\b(?:giay|phep|gp|dang ky|thu tuc|xin|khai|khai bao|thong bao|ho so|le phi|xac nhan|chung nhan|nop"
    r"|licen[cs]e|permit|regist\w+|certificate|approval|fee)\b"
)
""" "gửi bưu kiện mất mấy ngày" asks what a trade takes, "gửi hồ sơ", "mua máy thì đăng ký ở đâu" what a paper does."""
