"""What people record in one go is told of the record that consists of such things."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import Access, FieldType, Reach
from tests.factory.generation.reader.kept import fields, records, records_of

_DENTISTS = (
    "A dental clinic management system with functionalities for patient files and billing. Dentists can log in and "
)
_NURSES = "A nursing home management system with functionalities for resident files and nursing records. Nurses can "
_DISPATCHERS = (
    "A vehicle fleet management system with functionalities for vehicle files and fuel records. Dispatchers can "
)
_LAWYERS = "A law firm case management system with functionalities for client files and case management. Lawyers can "
_WORKERS = "A farm livestock management system with functionalities for animal files and feeding records. Workers can "


@pytest.mark.parametrize(
    ("who", "does", "record", "named"),
    [
        (
            _DENTISTS,
            "log in and record chief complaint, tooth number, and diagnosis.",
            "clinical_record",
            {"complaint", "tooth_number", "diagnosis"},
        ),
        (
            _NURSES,
            "log in, record blood pressure, temperature, and meals, and report accidents.",
            "nursing_record",
            {"blood_pressure", "temperature_c", "meals"},
        ),
        (
            _DISPATCHERS,
            "log in and record mileage, fuel volume, and cost.",
            "fuel_entry",
            {"mileage_km", "litres", "cost"},
        ),
        (
            _LAWYERS,
            "log in and record case number, court, and opposing party.",
            "case_file",
            {"case_number", "court", "opposing_party"},
        ),
        (
            _WORKERS,
            "log in and record feed type, amount, and time.",
            "feeding",
            {"food", "amount_g", "fed_at"},
        ),
    ],
)
def test_things_recorded_together_are_fields_of_what_consists_of_them(
    who: str, does: str, record: str, named: set[str]
) -> None:
    spec = read(who + does)
    assert named <= fields(spec, record).keys()
    assert not {"Symptom", "Room", "Event", "Expense", "Measurement", "Meal plan", "Complaint"} & records_of(spec)


def test_what_is_a_record_of_its_own_stays_one_beside_the_others() -> None:
    spec = read(
        "A kindergarten management system with functionalities for child files and morning inspection registration. "
        "Teachers can log in and record each child's temperature and attendance."
    )
    assert {"Child", "Morning check", "Attendance record"} <= records_of(spec)
    assert "temperature_c" in fields(spec, "morning_check")


def test_what_logs_are_recorded_with_are_their_fields() -> None:
    spec = read(
        "A construction project management system. Site managers can log in and record daily construction logs with "
        "weather, number of workers, and work content."
    )
    assert {"weather", "number_of_workers", "work_content"} <= fields(spec, "construction_log").keys()
    assert not {"Forecast", "Article", "Worker"} & records_of(spec)


def test_files_of_people_and_things_are_what_is_kept_of_them() -> None:
    prompt = "A property management system for a residential community with functionalities for {} files and fees."
    assert "Household" in records(prompt.format("household"))
    assert "Document" not in records(prompt.format("vehicle"))
    assert "Pet" in records("A pet clinic management system. It has functionalities for owner and pet files.")


def test_whose_files_are_kept_is_not_in_charge_for_that() -> None:
    spec = read("A pet clinic management system. It has functionalities for owner and pet files. Doctors log in.")
    assert not any(role.admin and role.label == "Owner" for role in spec.roles)


def test_offers_are_made_to_candidates_and_resumes_are_theirs() -> None:
    made = records(
        "A recruitment management system with functionalities for position management, resume management, and offer "
        "management. HR staff can log in, enter candidates and drag candidates between stages."
    )
    assert "Offer" in made
    assert not {"Discount", "Application"} & made


def test_what_is_prescribed_is_a_prescription_and_what_is_requested_a_requisition() -> None:
    spec = read(
        "A veterinary hospital system with functionalities for animal files and medicine stock. Veterinarians can log "
        "in, prescribe medicines, and request medicines."
    )
    assert {"Prescription", "Requisition", "Medicine"} <= records_of(spec)


def test_what_is_recorded_of_a_child_is_seen_by_its_parents() -> None:
    spec = read(
        "A kindergarten management system for children and daily attendance with functionalities for child files. "
        "Teachers can log in and take attendance. Parents can view their own child's records and ask for leave."
    )
    parents = next(role for role in spec.roles if role.label == "Parent")
    assert [part.entity for part in spec.parts_of("wards")] == ["attendance"]
    assert spec.access(parents, spec.entity("attendance")) == Access(read=Reach.OWN)
    assert fields(spec, "child")["parent"] is FieldType.ACCOUNT


def test_who_sees_all_of_their_own_pets_sees_their_consultations() -> None:
    spec = read(
        "A pet clinic management system with functionalities for pet files, consultation records and vaccinations. "
        "Doctors record symptoms and diagnosis. Pet owners can register their pets and view their pets' records."
    )
    assert {"clinical_record", "vaccination"} <= {part.entity for part in spec.parts_of("wards")}


def test_goods_are_found_by_all_that_a_series_with_or_names() -> None:
    spec = read(
        "A warehouse inventory management system. Users can log in, search for goods by name, specification, or shelf "
        "number, and view the stock change records."
    )
    assert {"specification", "shelf_number"} <= fields(spec, "product").keys()


def test_people_of_a_kind_with_a_name_of_its_own_are_kept() -> None:
    spec = read("A kindergarten management system for children. Parents can log in and add authorized pickup persons.")
    assert "Pickup person" in records_of(spec)
