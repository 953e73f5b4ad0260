"""Trains, checks and publishes the Rasa model: only a published model of ours, with its checksum, is served."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from nlu.settings import training_environment
from procedures.os_errors import os_reason
from procedures.prepare import main as prepare_catalogue
from procedures.settings import ROOT, now, private, var_dir

TRAINED_ON = ("config.yml", "domain.yml", "data/nlu", "data/rules", "data/stories", "data/responses", "nlu/lexicons")
CODE = (
    "nlu/tokenizer.py",
    "nlu/segmenting.py",
    "nlu/courtesy.py",
    "nlu/phrases.py",
    "procedures/folding.py",
    "nlu/procedure_linker.py",
    "nlu/intent_decision.py",
)
"""Files of ours whose change a model does not survive: what the graph loads by name, and what makes the words of
the training examples that it stores."""
KEPT = 5


class TrainingFailed(Exception):
    """The sentence says at which step, and where the log is."""


class DamagedModel(Exception):
    """The model's file or its note is not what was published."""


@dataclass(frozen=True)
class Published:
    """``files`` maps each file the model was made from to its hash."""

    model: str
    sha256: str
    trained_at: str
    files: dict[str, str]

    @property
    def path(self) -> Path:
        return models_dir() / self.model


def models_dir() -> Path:
    return var_dir() / "models"


def published() -> Published | None:
    """The published model; None where there is none; raises DamagedModel where it is not the one published."""
    note = models_dir() / "published.json"
    try:
        found = Published(**json.loads(note.read_text(encoding="utf-8")))
        if not isinstance(found.files, dict) or _digest(found.path) != found.sha256:
            raise DamagedModel
        return found
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError):
        raise DamagedModel from None


def changed_files(found: Published) -> list[str]:
    """Files that differ from those the model was trained on."""
    today = training_files()
    return sorted(name for name in {*today, *found.files} if today.get(name) != found.files.get(name))


def training_files() -> dict[str, str]:
    paths = [path for name in (*TRAINED_ON, *CODE) for path in _files(ROOT / name)]
    return {path.relative_to(ROOT).as_posix(): _digest(path) for path in sorted(paths)}


def _files(place: Path) -> list[Path]:
    return [place] if place.is_file() else sorted(place.rglob("*.yml"))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def train_and_publish() -> Published:
    """Trains, asks the new model its check questions, and only then publishes it; raises TrainingFailed."""
    files = training_files()
    for left_over in models_dir().glob(".training-*"):
        shutil.rmtree(left_over, ignore_errors=True)
    models_dir().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=models_dir(), prefix=".training-") as work:
        trained = _train(Path(work))
        _check(trained)
        return _publish(trained, files)


def _train(work: Path) -> Path:
    """Runs ``rasa train`` and tells the steps as they end."""
    log_path = var_dir() / "log" / "train.log"
    log_path.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "nlu.serve", "train", "--out", str(work), "--fixed-model-name", "model"]
    print("Huấn luyện mô hình (khoảng một phút)…", flush=True)
    with log_path.open("wb") as log:
        child = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=training_environment()
        )
        for line in child.stdout or ():
            log.write(line)
            if b"Finished training component" in line:
                print(f"  xong {line.decode(errors='replace').split(chr(39))[1]}", flush=True)
    if child.wait() != 0 or not (work / "model.tar.gz").is_file():
        raise TrainingFailed(f"rasa train không thành công; xem {log_path}")
    return work / "model.tar.gz"


def _check(model: Path) -> None:
    command = [sys.executable, "-m", "nlu.model_check", str(model)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=training_environment())
    if done.returncode != 0:
        raise TrainingFailed(
            f"mô hình mới không qua kiểm tra, giữ mô hình cũ:\n{done.stdout.strip() or done.stderr[-800:]}"
        )
    print(f"  {done.stdout.strip()}", flush=True)


def _publish(trained: Path, files: dict[str, str]) -> Published:
    digest = _digest(trained)
    name = f"{now():%Y%m%d-%H%M%S}-{digest[:8]}.tar.gz"
    shutil.move(trained, models_dir() / name)
    (models_dir() / name).chmod(0o444)
    found = Published(name, digest, now().isoformat(timespec="seconds"), files)
    note = models_dir() / "published.json.new"
    note.write_text(json.dumps(asdict(found), ensure_ascii=False, indent=1), encoding="utf-8")
    note.replace(models_dir() / "published.json")
    for old in sorted(models_dir().glob("*.tar.gz"))[:-KEPT]:
        old.unlink()
    return found


def main() -> None:
    private()
    prepare_catalogue()  # the check questions are about procedures
    try:
        found = train_and_publish()
    except TrainingFailed as error:
        raise SystemExit(f"Chưa công bố mô hình mới: {error}") from None
    except OSError as error:
        raise SystemExit(f"Không ghi được vào {var_dir()} (VAR_DIR): {os_reason(error)}.") from None
    except KeyboardInterrupt:
        raise SystemExit("Đã dừng theo yêu cầu, mô hình cũ giữ nguyên.") from None
    print(f"Đã công bố mô hình {found.model}. Khởi động lại (make run) để phục vụ mô hình này.")


if __name__ == "__main__":
    main()
