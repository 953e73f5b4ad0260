from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from procedures import catalogue, settings
from procedures.changes import differences
from procedures.database import reading, writing
from procedures.import_command import run
from procedures.importing import count_versions, import_yaml, unread_files
from procedures.models import VersionRow
from procedures.record import Record
from procedures.yaml_file import FaultyFiles

POSTAL = "buu-chinh-cap-giay-phep"
FILE = Path("buu-chinh") / f"{POSTAL}.yml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(settings.SEED, tmp_path / "data"))


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_is_stored_is_what_was_read(records: list[Record], filled: str) -> None:
    with reading(filled) as session:
        stored = {record.id: record for record in catalogue.records_on(session, date(2026, 11, 24))}
    assert len(stored) == len(records) == 52
    assert {r.id: differences(r, stored[r.id]) for r in records if differences(r, stored[r.id])} == {}


def test_an_identical_import_changes_nothing(database: str, folder: Path) -> None:
    with writing(database) as session:
        before = count_versions(session)
        report = import_yaml(session, folder)
        assert (report.added, report.changed, report.unchanged) == ([], {}, 52)
        assert count_versions(session) == before


def test_versions_written_before_the_schema_grew_are_not_written_again(database: str, folder: Path) -> None:
    with writing(database) as session:
        session.execute(update(VersionRow).values(content_hash="0" * 64))
        report = import_yaml(session, folder)
    assert (report.added, report.changed, report.unchanged) == ([], {}, 52)


def test_a_change_becomes_a_revision_and_the_old_one_is_kept(database: str, folder: Path) -> None:
    edit(folder, "amount_vnd: 10750000", "amount_vnd: 9000000")
    with writing(database) as session:
        report = import_yaml(session, folder)
    assert list(report.changed) == [POSTAL]
    assert any("fee" in line for line in report.changed[POSTAL])
    with reading(database) as session:
        assert [version.revision for version in catalogue.versions_of(session, POSTAL)] == [2, 1]
        record = catalogue.record_on(session, POSTAL, date(2026, 11, 24))
    assert record
    assert record.fee
    assert record.fee.items[0].amount_vnd == 9000000


def test_a_version_holds_from_its_day_on(database: str, folder: Path) -> None:
    edit(folder, "effective_from: 2011-08-15", "effective_from: 2027-01-01") if "effective_from: 2011-08-15" in (
        folder / FILE
    ).read_text() else edit(folder, "effective_from: '2011-08-15'", "effective_from: 2027-01-01")
    edit(folder, "amount_vnd: 10750000", "amount_vnd: 9000000")
    with writing(database) as session:
        import_yaml(session, folder / FILE)
    with reading(database) as session:
        before = catalogue.record_on(session, POSTAL, date(2026, 12, 31))
        after = catalogue.record_on(session, POSTAL, date(2027, 1, 1))
        long_ago = catalogue.record_on(session, POSTAL, date(2011, 8, 14))
    assert before
    assert before.fee
    assert before.fee.items[0].amount_vnd == 10750000
    assert after
    assert after.fee
    assert after.fee.items[0].amount_vnd == 9000000
    assert long_ago is None


def test_one_faulty_file_means_nothing_is_written(database: str, folder: Path) -> None:
    edit(folder, "amount_vnd: 10750000", "amount_vnd: 9000000")
    (folder / "bao-chi" / "bao-chi-dac-san.yml").write_text("id: 5", encoding="utf-8")
    with writing(database) as session, pytest.raises(FaultyFiles):
        import_yaml(session, folder)
    with reading(database) as session:
        assert len(catalogue.versions_of(session, POSTAL)) == 1


@pytest.mark.parametrize(
    ("old", "new", "field"), [("law: N47", "law: N9999", "law"), ("- ph-buuchinh", "- nowhere", "sources")]
)
def test_a_reference_to_nothing_is_refused(database: str, folder: Path, old: str, new: str, field: str) -> None:
    edit(folder, old, new)
    with writing(database) as session, pytest.raises(FaultyFiles, match=new.split()[-1]) as caught:
        import_yaml(session, folder)
    assert field in caught.value.faults[0].field


def test_a_dry_run_tells_and_writes_nothing(database: str, folder: Path) -> None:
    edit(folder, "amount_vnd: 10750000", "amount_vnd: 9000000")
    report = run(folder, dry=True)
    assert list(report.changed) == [POSTAL]
    with reading(database) as session:
        assert len(catalogue.versions_of(session, POSTAL)) == 1


def test_a_changed_file_is_named_until_it_is_imported(database: str, folder: Path) -> None:
    edit(folder, "amount_vnd: 10750000", "amount_vnd: 9000000")
    with reading(database) as session:
        assert unread_files(session, folder) == [FILE.as_posix()]
    run(folder, dry=False)
    with reading(database) as session:
        assert unread_files(session, folder) == []


def test_an_ended_version_does_not_bring_the_old_one_back(database: str, folder: Path) -> None:
    edit(folder, "level: province\n", "level: province\neffective_to: 2026-10-31\n")
    run(folder, dry=False)
    with reading(database) as session:
        assert catalogue.record_on(session, POSTAL, date(2026, 11, 24)) is None
        assert POSTAL not in [record.id for record in catalogue.records_on(session, date(2026, 11, 24))]
        assert catalogue.record_on(session, POSTAL, date(2026, 10, 31))


def test_a_changed_law_is_reported_and_seen(database: str, folder: Path) -> None:
    laws = folder / "laws.yml"
    laws.write_text(laws.read_text().replace("Luật Bưu chính 49/2010/QH12", "Luật Bưu chính (mới)", 1))
    with reading(database) as session:
        before = catalogue.edition(session)
    report = run(folder, dry=False)
    assert report.tables == ["laws.L49"]
    with reading(database) as session:
        assert catalogue.edition(session) != before


def test_a_procedure_moves_to_another_field(database: str, folder: Path) -> None:
    moved = folder / "bao-chi" / FILE.name
    moved.write_text((folder / FILE).read_text().replace("field: buu-chinh", "field: bao-chi", 1))
    (folder / FILE).unlink()
    run(folder, dry=False)
    with reading(database) as session:
        record = catalogue.record_on(session, POSTAL, date(2026, 11, 24))
    assert record
    assert record.field == "bao-chi"


def test_a_move_is_told_and_no_draft_makes_it(database: str, folder: Path) -> None:
    edit(folder, "field: buu-chinh", "field: bao-chi")
    (folder / FILE).rename(folder / "bao-chi" / FILE.name)
    with writing(database) as session:
        report = import_yaml(session, folder)
    assert report.changed == {f"{POSTAL}: lĩnh vực": ["field: buu-chinh -> bao-chi"]}


def test_a_year_that_nobody_means_is_refused(database: str, folder: Path) -> None:
    edit(folder, "effective_from: 20", "effective_from: 22")
    with writing(database) as session, pytest.raises(FaultyFiles, match="năm phải từ 1945"):
        import_yaml(session, folder)


def test_a_removed_file_is_named_and_nothing_is_withdrawn(database: str, folder: Path) -> None:
    (folder / FILE).unlink()
    with reading(database) as session:
        assert unread_files(session, folder) == [f"{FILE.as_posix()} (đã xóa)"]
    report = run(folder, dry=True)
    assert report.absent == [POSTAL]
    assert any("effective_to" in line for line in report.lines())


def test_a_misplaced_file_is_named(database: str, folder: Path) -> None:
    (folder / "lac.yml").write_text("id: x")
    with pytest.raises(FaultyFiles, match=r"lac\.yml"):
        run(folder, dry=True)


def test_one_fields_folder_can_be_imported(database: str, folder: Path) -> None:
    edit(folder, "amount_vnd: 10750000", "amount_vnd: 9000000")
    report = run(folder / "buu-chinh", dry=True)
    assert report.changed == {POSTAL: ["fee.items.0.amount_vnd: 10750000 -> 9000000"]}


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("laws.yml", "issued_on: 2010-06-17", "issued_on: 2010-99-01", "issued_on"),
        ("sources.yml", "url: ", 'url: "javascript:alert(1)" # ', "url"),
        ("fields.yml", "id: buu-chinh", "id: Bưu Chính", "id"),
        ("laws.yml", "key: N47", "key: L49", "lặp lại"),
        ("laws.yml", "laws:", "luật:", "laws"),
    ],
)
def test_a_faulty_table_is_refused(database: str, folder: Path, name: str, old: str, new: str, told: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FaultyFiles, match=told) as caught:
        run(folder, dry=False)
    assert caught.value.faults[0].path == path
