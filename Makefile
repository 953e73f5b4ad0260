# Cửa vào duy nhất của dự án. `make` không tham số in danh sách.
SHELL := /bin/bash
PYTHON3 := $(or $(shell command -v python3 2>/dev/null),$(shell python -c 'import sys; sys.exit(sys.version_info < (3,))' 2>/dev/null && command -v python))
PY := .venv/bin/python
export PYTHONPATH := $(CURDIR)
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export CUDA_VISIBLE_DEVICES := -1
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export FILE DRY_RUN DRAFT BY WHY VERSION ID DAY ASPECT STALE_DAYS FIELD OFFLINE LOGIN NAME SET REPORT CATALOGUE TRAIN TEST

.PHONY: help env backup restore bench bench-marks bench-linking bench-turn run train evaluate evaluate-intents import procedures export notice links admin changes approve withdraw told messenger-profile demo-channels test-long test lint format lock screenshots

help: ## in các lệnh
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /make \1\t/' | expand -t 22

env: ## tạo môi trường .venv theo requirements.lock
	@test -n "$(PYTHON3)" || { echo "Không tìm thấy Python 3 trên máy này. Anh/chị cài Python 3 (kèm pip) rồi chạy lại."; exit 1; }
	@$(PYTHON3) tools/environment.py

run: env ## chạy cả sản phẩm tại http://127.0.0.1:8080
	@exec $(PY) -m bot.start

train: env ## huấn luyện, kiểm tra và công bố mô hình mới
	@$(PY) -m nlu.training

evaluate-intents: env ## đo bộ phân loại trên một bộ ý định và slot công khai: make evaluate-intents TRAIN=thư-mục TEST=thư-mục
	@$(PY) -m nlu.evaluate_intents

evaluate: env ## đo trên câu hỏi có đáp án: make evaluate [SET=câu.jsonl] [REPORT=ra.jsonl] [CATALOGUE=thư-mục]
	@$(PY) -m nlu.evaluate

procedures: env ## tình trạng danh mục: bản, tin cậy, xác nhận, phần thiếu, văn bản mới
	@$(PY) -m procedures.state_command

changes: env ## bản nháp chờ duyệt và thay đổi sắp có hiệu lực
	@$(PY) -m procedures.changes_command

approve: env ## duyệt bản nháp: make approve VERSION=số BY='Họ tên'
	@ACT=approve $(PY) -m procedures.changes_command

withdraw: env ## rút bản nháp: make withdraw VERSION=số BY='Họ tên'
	@ACT=withdraw $(PY) -m procedures.changes_command

told: env ## vào ngày ấy trợ lý nói gì: make told ID=thủ-tục DAY=2026-01-15 [ASPECT=fee,time]
	@$(PY) -m actions.told_command

import: env ## đưa thủ tục vào cơ sở dữ liệu: make import FILE=data/procedures [DRY_RUN=1] [DRAFT=1] [BY='Họ tên'] [WHY='lý do']
	@$(PY) -m procedures.import_command

export: env ## ghi danh mục ra bảng tính: make export FILE=danh-muc.xlsx
	@$(PY) -m procedures.export_command

links: env ## dạng và tình trạng của mọi liên kết: make links [OFFLINE=1]
	@$(PY) -m procedures.links_command

notice: env ## bản niêm yết PDF: make notice FILE=niem-yet.pdf [FIELD=buu-chinh]
	@$(PY) -m bot.notice_command

backup: env ## sao lưu cơ sở dữ liệu khi đang chạy: make backup [FILE=tệp.tar.gz]
	@ACT=backup $(PY) -m bot.backup_command

restore: env ## khôi phục bản sao lưu khi đã dừng: make restore FILE=tệp.tar.gz
	@ACT=restore $(PY) -m bot.backup_command

admin: env ## tài khoản quản trị: make admin LOGIN=lan NAME='Nguyễn Thị Lan' (hỏi mật khẩu)
	@$(PY) -m bot.staff.admin_command

messenger-profile: env ## lời chào, câu gợi ý và thực đơn của trang Messenger
	@$(PY) -m bot.profile_command

demo-channels: env ## một cuộc hỏi đáp qua Zalo và Messenger giả, in mọi JSON trao đổi
	@PYTHONPATH=tests $(PY) tools/demo_channels.py

test: env ## toàn bộ kiểm tra: ruff, mypy, rasa data validate, pytest
	@$(PY) tools/check.py

test-long: env ## chạy dưới tải, 200 lần giết tiến trình (KILLS=số lần)
	@KILLS=$${KILLS:-200} $(PY) -m pytest -q -s tests/test_kills.py

bench: env ## đo danh mục ở 52, 2.642 và 50.000 thủ tục
	@$(PY) -m benchmarks.catalogue

bench-marks: env ## đo phần thêm dấu: đúng bao nhiêu âm tiết, mất bao lâu
	@$(PY) -m benchmarks.restoration

bench-turn: env ## đo một lượt hỏi khi make run đang chạy: người dân chờ bao lâu, cổng vào thêm bao nhiêu
	@$(PY) -m benchmarks.turn

bench-linking: env ## đo phần nối câu hỏi với thủ tục: mất bao lâu, chỉ mục tốn gì
	@$(PY) -m benchmarks.linking

lint: env ## ruff và mypy
	@$(PY) -m ruff check . && $(PY) -m ruff format --check . && $(PY) -m mypy

format: env ## định dạng mã nguồn
	@$(PY) -m ruff format . && $(PY) -m ruff check --fix .

lock: env ## khóa lại các gói theo pyproject.toml
	@$(PY) tools/lock.py

screenshots: env ## chụp các trang ở 360 và 1280 px (cần `make run` đang chạy)
	@$(PY) tools/screenshots.py
