"""Facts that the reader must get right for prompts of many kinds."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import AppSpec, Entity, FieldType, Measure, Reach

REPAIRS = (
    "A bike repair shop: customers book repairs, mechanics move jobs across a board, "
    "the owner sees revenue charts and exports invoices as CSV"
)


def entities(spec: AppSpec) -> set[str]:
    return {entity.name for entity in spec.entities}


def fields(entity: Entity) -> dict[str, FieldType]:
    return {field.name: field.type for field in entity.fields}


def roles(spec: AppSpec) -> dict[str, str]:
    return {role.name: "admin" if role.admin else "signup" if role.signup else "inside" for role in spec.roles}


def test_a_repair_shop_has_repairs_and_invoices_and_takes_jobs_for_repairs() -> None:
    spec = read(REPAIRS)
    assert spec.name == "Bike Repair Shop"
    assert {"repair", "invoice"} <= entities(spec)
    assert "job" not in entities(spec)
    assert roles(spec) == {"owner": "admin", "customer": "signup", "mechanic": "inside"}
    assert spec.entity("repair").field("bike").type is FieldType.TEXT
    invoice = fields(spec.entity("invoice"))
    assert invoice["amount"] is FieldType.MONEY
    assert invoice["issued_on"] is FieldType.DATE
    assert spec.entity("invoice").field("repair").target == "repair"


def test_a_repair_shop_gets_the_views_that_its_people_ask_for() -> None:
    spec = read(REPAIRS)
    assert [(board.entity, board.field) for board in spec.boards] == [("repair", "status")]
    chart = spec.charts[0]
    assert (chart.entity, chart.measure, chart.of, chart.by) == ("invoice", Measure.SUM, "amount", "issued_on")
    assert [entity.name for entity in spec.entities if entity.export] == ["invoice"]
    assert spec.not_built == ()


def test_a_repair_shops_people_reach_what_their_work_needs() -> None:
    spec = read(REPAIRS)
    repair, invoice = spec.entity("repair"), spec.entity("invoice")
    customer, mechanic = repair.access["customer"], repair.access["mechanic"]
    assert (customer.read, customer.create, customer.update) == (Reach.OWN, True, Reach.OWN)
    assert (mechanic.read, mechanic.update) == (Reach.ALL, Reach.ALL)
    assert "customer" not in invoice.access
    assert "mechanic" not in invoice.access


def test_reasons_quote_the_words_of_the_prompt() -> None:
    because = {reason.subject: reason.because for reason in read(REPAIRS).reasons}
    assert because["Repair board"] == "mechanics move jobs across a board"
    assert because["Role Customer"] == "customers book repairs"
    assert because["Invoices as CSV"] == "exports invoices as CSV"
    assert because["Parts"].startswith("assumed")


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("Keep a list of the books that I have read", {"book"}),
        ("Track tasks and deadlines on a phone", {"task"}),
        ("Write notes in a desktop window", {"note"}),
        ("Inventory with products, suppliers, stock movements", {"product", "supplier", "stock_movement"}),
        ("Build a project management tool with task tracking", {"project", "task"}),
        ("Create an online store for selling handmade jewelry with product catalog", {"product"}),
        ("Gym with members, classes and bookings", {"gym_member", "fitness_class", "booking"}),
        (
            "A clinic where patients request appointments and doctors write prescriptions",
            {"appointment", "prescription"},
        ),
        ("Track my expenses by category with monthly charts", {"expense"}),
        ("A recipe collection with ingredients", {"recipe", "ingredient"}),
        ("Beekeepers log hives and harvests", {"hive", "harvest"}),
        ("Manage horses, stables and riding lessons", {"horse", "stable", "lesson"}),
        ("Landlords manage properties, tenants and leases", {"property", "tenant", "lease"}),
        (
            "Fleet management: vehicles, drivers, trips and fuel entries",
            {"vehicle", "driver", "vehicle_trip", "fuel_entry"},
        ),
        ("Recruiters track candidates and interviews for job openings", {"candidate", "interview"}),
    ],
)
def test_the_records_that_a_prompt_names_are_kept(prompt: str, expected: set[str]) -> None:
    assert expected <= entities(read(prompt))


def test_unknown_nouns_become_records_with_the_fields_they_are_given() -> None:
    meteorite = read("track my meteorites with mass and find site").entity("meteorite")
    assert fields(meteorite) | {"notes": FieldType.LONG_TEXT} == {
        "name": FieldType.TEXT,
        "mass": FieldType.DECIMAL,
        "find_site": FieldType.TEXT,
        "notes": FieldType.LONG_TEXT,
    }
    assert meteorite.plural == "meteorites"


def test_listed_fields_are_taken_as_they_are_listed() -> None:
    spec = read("Products (name, price, stock, supplier, is_active) and suppliers")
    product = spec.entity("product")
    assert [field.name for field in product.fields] == ["name", "price", "stock", "supplier", "is_active"]
    assert product.field("supplier").target == "supplier"
    assert product.field("price").type is FieldType.MONEY
    assert product.field("stock").minimum == 0
    assert product.field("is_active").type is FieldType.BOOLEAN


def test_fields_said_of_each_record_are_taken() -> None:
    task = read("Each task has a title, a due date, an assignee and a priority").entity("task")
    assert list(fields(task)) == ["title", "due_date", "assignee", "priority"]
    assert task.field("due_date").type is FieldType.DATE
    assert task.field("title").required


def test_a_crm_relates_its_records_and_moves_deals_by_stage() -> None:
    spec = read("A small CRM with companies, contacts and deals that sales reps move through a pipeline")
    assert spec.entity("contact").field("company").target == "company"
    assert spec.entity("deal").field("contact").target == "contact"
    assert [(board.entity, board.field) for board in spec.boards] == [("deal", "stage")]
    assert roles(spec)["sales_rep"] == "inside"


def test_stated_states_become_the_columns_of_the_board() -> None:
    spec = read("A board for tasks with columns Backlog, Doing and Done")
    states = spec.entity("task").field("status").choices
    assert [choice.label for choice in states] == ["Backlog", "Doing", "Done"]
    assert spec.boards[0].entity == "task"


@pytest.mark.parametrize(
    ("prompt", "entity", "field", "states"),
    [
        (
            "A bike repair shop: mechanics move jobs across a board from received to in repair to ready. Dark green.",
            "repair",
            "status",
            ["Received", "In repair", "Ready"],
        ),
        ("Tickets pass from open through waiting to closed.", "ticket", "status", ["Open", "Waiting", "Closed"]),
        (
            "A hiring tool: candidates move from applied to interview to offer to hired on a board.",
            "candidate",
            "stage",
            ["Applied", "Interview", "Offer", "Hired"],
        ),
    ],
)
def test_states_that_things_move_through_are_theirs(prompt: str, entity: str, field: str, states: list[str]) -> None:
    spec = read(prompt)
    assert [choice.label for choice in spec.entity(entity).field(field).choices] == states
    assert not {"move", "offer", "discount"} & {found.name for found in spec.entities}


def test_money_that_moves_between_accounts_gets_no_states_of_them() -> None:
    spec = read("A savings app: people move money from savings to checking.")
    labels = {choice.label for entity in spec.entities for field in entity.fields for choice in field.choices}
    assert not {"Savings", "Checking"} & labels


def test_values_in_brackets_become_choices() -> None:
    spec = read("Support tickets with subject, priority (low, medium, high) and status: open, waiting, closed")
    ticket = spec.entity("ticket")
    assert [choice.value for choice in ticket.field("priority").choices] == ["low", "medium", "high"]
    assert [choice.value for choice in ticket.field("status").choices] == ["open", "waiting", "closed"]


def test_named_plans_become_rows() -> None:
    spec = read("A gym with three plans: Basic, Plus, Pro. Members book classes")
    assert [row["name"] for row in spec.entity("plan").samples] == ["Basic", "Plus", "Pro"]


def test_the_prompts_own_word_names_a_record() -> None:
    spec = read("Clients send enquiries; manage clients and bills for a freelancer")
    assert "client" in entities(spec)
    assert "customer" not in entities(spec)


def test_the_same_word_means_what_its_kind_of_application_means() -> None:
    recruiting = read("A job board: employers post jobs and job seekers apply for jobs")
    assert "job_posting" in entities(recruiting)
    assert roles(recruiting)["employer"] == "signup"
    assert "repair" not in entities(recruiting)


@pytest.mark.parametrize(
    ("prompt", "primary", "background"),
    [
        ("A todo app. Use teal.", "#008080", None),
        ("Notes. Use alabaster for the background and dark cyan for components.", "#008b8b", "#f2f0e6"),
        (
            "Notes. Style the layout with feather white in the background and dark green for the interface.",
            "#006400",
            "#f7f7f5",
        ),
        ("Notes. Apply snow for layout; use dim gray for buttons and cards.", "#696969", "#fffafa"),
        ("Notes. Implement styling with orchid for the background and purple for components.", "#800080", "#da70d6"),
        ("A list of books with a dark blue theme", "#00008b", None),
        ("A list of books. Dark green.", "#006400", None),
        ("A list of books. Navy, please.", "#000080", None),
    ],
)
def test_named_colours_are_taken_exactly(prompt: str, primary: str, background: str | None) -> None:
    theme = read(prompt).theme
    assert (theme.primary, theme.background) == (primary, background)


def test_a_colour_word_that_names_goods_is_no_colour() -> None:
    assert read("A chocolate shop that sells olive oil and salmon").theme.primary != "#d2691e"


def test_what_is_beyond_the_engine_is_listed() -> None:
    spec = read("Build a task app with drag-and-drop, real-time collaboration, chat, online payments and a mobile app")
    listed = " | ".join(reason.subject.lower() for reason in spec.not_built)
    for wish in ("payments", "app store"):
        assert wish in listed
    assert spec.boards
    assert {part.capability for part in spec.parts} >= {"live", "messages", "phone_app"}


def test_wishes_that_were_not_understood_are_listed_in_their_own_words() -> None:
    spec = read("Track books. Members should be able to levitate purple gondolas and read books.")
    assert any("gondolas" in reason.subject for reason in spec.not_built) or "gondola" in entities(spec)


def test_refused_capabilities_are_left_out() -> None:
    spec = read("Track tasks and projects, no charts please, without a board")
    assert not spec.charts
    assert not spec.boards


def test_a_given_name_wins_over_the_prompts() -> None:
    assert read("A todo app called Fernweh").name == "Fernweh"
    assert read("A todo app called Fernweh", name="Kontor").name == "Kontor"


def test_users_who_register_sign_up_and_keep_their_own_rows() -> None:
    spec = read("Users can register and log in, record workouts and see their own workouts")
    assert roles(spec)["member"] == "signup"
    access = spec.entity("workout").access["member"]
    assert (access.read, access.create, access.update) == (Reach.OWN, True, Reach.OWN)


def test_roles_that_are_listed_as_such_exist() -> None:
    spec = read("An online course site with user roles including students, instructors and administrators")
    assert roles(spec) == {"administrator": "admin", "student": "signup", "teacher": "inside"}


def test_a_vague_prompt_says_what_it_assumed() -> None:
    spec = read("Something nice for my small business")
    assert spec.entities
    assert spec.not_built or any(reason.because.startswith("assumed") for reason in spec.reasons)


def test_charts_by_a_field_count_along_it() -> None:
    spec = read("Track donations and donors, show donations by method as a chart")
    assert [(chart.entity, chart.by) for chart in spec.charts] == [("donation", "method")]


def test_exports_without_a_name_are_for_every_record() -> None:
    spec = read("Manage products and suppliers, with charts and CSV export")
    assert all(entity.export for entity in spec.entities)
