"""Specifications that tests build: a bike shop of five entities, a library of three, and one of hostile labels."""

from millwright.factory.generation.spec import (
    Access,
    AppSpec,
    Board,
    Chart,
    ChartKind,
    Choice,
    Entity,
    FieldSpec,
    FieldType,
    Measure,
    Reach,
    Reason,
    Role,
    Theme,
)

OWN = Access(read=Reach.OWN, create=True, update=Reach.OWN)
READ_ALL = Access(read=Reach.ALL)
WORK = Access(read=Reach.ALL, create=True, update=Reach.ALL)


def choices(**labels: str) -> tuple[Choice, ...]:
    """Choices from `value="Label"`."""
    return tuple(Choice(value=value, label=label) for value, label in labels.items())


def bike_shop() -> AppSpec:
    """Five entities, three roles, references of both kinds, every field type, a board, two charts and CSV."""
    return AppSpec(
        name="Spoke & Chain",
        description="Customers book repairs, mechanics move jobs across a board, the owner sees revenue.",
        theme=Theme(primary="#2f5d50"),
        roles=(
            Role(name="owner", label="Owner", admin=True),
            Role(name="mechanic", label="Mechanic"),
            Role(name="customer", label="Customer", signup=True),
        ),
        entities=(_bike(), _repair(), _part(), _note(), _invoice()),
        boards=(Board(entity="repair", field="status", label="Workshop board"),),
        charts=(
            Chart(
                name="revenue_by_month",
                label="Revenue by month",
                entity="invoice",
                kind=ChartKind.LINE,
                measure=Measure.SUM,
                of="amount",
                by="issued_on",
            ),
            Chart(name="repairs_by_status", label="Repairs by status", entity="repair", by="status"),
        ),
        reasons=(Reason(subject="Repair", because="customers book repairs"),),
        not_built=(Reason(subject="Payments", because="Taking card payments is not built yet"),),
    )


def _bike() -> Entity:
    return Entity(
        name="bike",
        plural="bikes",
        label="Bike",
        plural_label="Bikes",
        fields=(
            FieldSpec(name="name", label="Make and model", type=FieldType.TEXT, required=True),
            FieldSpec(name="frame_number", label="Frame number", type=FieldType.TEXT, unique=True),
            FieldSpec(
                name="kind",
                label="Kind",
                type=FieldType.CHOICE,
                choices=choices(city="City bike", race="Race bike", cargo="Cargo bike"),
            ),
            FieldSpec(name="bought_on", label="Bought on", type=FieldType.DATE),
            FieldSpec(name="photo", label="Photo", type=FieldType.URL),
        ),
        access={"mechanic": READ_ALL, "customer": Access(read=Reach.OWN, create=True, update=Reach.OWN)},
        samples=(
            {"name": "Gazelle Arroyo", "frame_number": "GZ-1001", "kind": "city", "bought_on": "2023-04-12"},
            {"name": "Canyon Aeroad", "frame_number": "CN-2002", "kind": "race", "bought_on": "2024-06-01"},
            {"name": "Urban Arrow", "frame_number": "UA-3003", "kind": "cargo"},
        ),
    )


def _repair() -> Entity:
    return Entity(
        name="repair",
        plural="repairs",
        label="Repair",
        plural_label="Repairs",
        fields=(
            FieldSpec(name="title", label="Title", type=FieldType.TEXT, required=True),
            FieldSpec(name="bike", label="Bike", type=FieldType.REFERENCE, target="bike", required=True),
            FieldSpec(
                name="status",
                label="Status",
                type=FieldType.CHOICE,
                required=True,
                choices=choices(waiting="Waiting", in_progress="In progress", ready="Ready", collected="Collected"),
            ),
            FieldSpec(name="due_on", label="Due on", type=FieldType.DATE),
            FieldSpec(name="price", label="Price", type=FieldType.MONEY, minimum=0),
            FieldSpec(name="urgent", label="Urgent", type=FieldType.BOOLEAN),
            FieldSpec(name="description", label="Description", type=FieldType.LONG_TEXT),
        ),
        access={"mechanic": WORK, "customer": OWN},
        samples=(
            {"title": "Replace chain", "bike": 0, "status": "waiting", "due_on": "+3d", "price": 45, "urgent": True},
            {"title": "True front wheel", "bike": 1, "status": "in_progress", "due_on": "+1d", "price": 30.5},
            {"title": "Brake service", "bike": 2, "status": "ready", "due_on": "-1d", "price": 60},
        ),
    )


def _part() -> Entity:
    return Entity(
        name="part",
        plural="parts",
        label="Part",
        plural_label="Parts",
        fields=(
            FieldSpec(name="name", label="Name", type=FieldType.TEXT, required=True, unique=True),
            FieldSpec(name="stock", label="In stock", type=FieldType.INTEGER, required=True, minimum=0),
            FieldSpec(name="unit_price", label="Unit price", type=FieldType.MONEY, required=True, minimum=0),
            FieldSpec(name="supplier_email", label="Supplier's email", type=FieldType.EMAIL),
            FieldSpec(name="supplier_phone", label="Supplier's phone", type=FieldType.PHONE),
        ),
        access={"mechanic": WORK},
        samples=(
            {"name": "Chain KMC X11", "stock": 12, "unit_price": 24.95, "supplier_email": "sales@kmc.example.com"},
            {"name": "Brake pads", "stock": 40, "unit_price": 9.5, "supplier_phone": "+31 20 555 0123"},
        ),
    )


def _note() -> Entity:
    return Entity(
        name="mechanic_note",
        plural="mechanic_notes",
        label="Mechanic note",
        plural_label="Mechanic notes",
        fields=(
            FieldSpec(name="repair", label="Repair", type=FieldType.REFERENCE, target="repair", required=True),
            FieldSpec(name="part", label="Part used", type=FieldType.REFERENCE, target="part"),
            FieldSpec(name="body", label="Note", type=FieldType.LONG_TEXT, required=True),
            FieldSpec(name="hours", label="Hours", type=FieldType.DECIMAL, minimum=0),
            FieldSpec(name="noted_at", label="Noted at", type=FieldType.DATETIME),
        ),
        access={"mechanic": Access(read=Reach.ALL, create=True, update=Reach.OWN, delete=Reach.OWN)},
        samples=(
            {"repair": 0, "part": 0, "body": "Chain is worn to 0.75 %", "hours": 0.5, "noted_at": "-1d"},
            {"repair": 1, "body": "Two spokes broken", "hours": 1.25, "noted_at": "2024-05-01T09:30:00"},
        ),
    )


def _invoice() -> Entity:
    return Entity(
        name="invoice",
        plural="invoices",
        label="Invoice",
        plural_label="Invoices",
        fields=(
            FieldSpec(name="invoice_number", label="Invoice number", type=FieldType.TEXT, required=True, unique=True),
            FieldSpec(name="repair", label="Repair", type=FieldType.REFERENCE, target="repair", required=True),
            FieldSpec(name="amount", label="Amount", type=FieldType.MONEY, required=True, minimum=0),
            FieldSpec(name="issued_on", label="Issued on", type=FieldType.DATE, required=True),
            FieldSpec(name="paid", label="Paid", type=FieldType.BOOLEAN),
        ),
        access={"mechanic": READ_ALL},
        export=True,
        samples=(
            {"invoice_number": "2024-001", "repair": 0, "amount": 45, "issued_on": "-40d", "paid": True},
            {"invoice_number": "2024-002", "repair": 1, "amount": 30.5, "issued_on": "-10d"},
        ),
    )


def library() -> AppSpec:
    """Three entities, two roles, nobody signs up, no board, chart, CSV or sample."""
    return AppSpec(
        name="Village library",
        description="Books, members and loans.",
        roles=(Role(name="librarian", label="Librarian", admin=True), Role(name="helper", label="Helper")),
        entities=(
            Entity(
                name="book",
                plural="books",
                label="Book",
                plural_label="Books",
                fields=(
                    FieldSpec(name="title", label="Title", type=FieldType.TEXT, required=True),
                    FieldSpec(name="author", label="Author", type=FieldType.TEXT),
                    FieldSpec(name="sequel_of", label="Sequel of", type=FieldType.REFERENCE, target="book"),
                ),
                access={"helper": WORK},
            ),
            Entity(
                name="member",
                plural="members",
                label="Member",
                plural_label="Members",
                fields=(
                    FieldSpec(name="name", label="Name", type=FieldType.TEXT, required=True),
                    FieldSpec(name="email", label="Email", type=FieldType.EMAIL, required=True, unique=True),
                ),
                access={"helper": READ_ALL},
            ),
            Entity(
                name="loan",
                plural="loans",
                label="Loan",
                plural_label="Loans",
                fields=(
                    FieldSpec(name="book", label="Book", type=FieldType.REFERENCE, target="book", required=True),
                    FieldSpec(name="member", label="Member", type=FieldType.REFERENCE, target="member", required=True),
                    FieldSpec(name="lent_on", label="Lent on", type=FieldType.DATE, required=True),
                    FieldSpec(name="returned", label="Returned", type=FieldType.BOOLEAN),
                ),
                access={"helper": Access(read=Reach.ALL, create=True, update=Reach.ALL, delete=Reach.ALL)},
            ),
        ),
    )


HOSTILE_LABELS = (
    '"; DROP TABLE users; --',
    "$(rm -rf /)",
    '"""quotes""" and \'apostrophes\'',
    "*/ // # -- %s %(name)d %",
    "مرحبا بالعالم",
    "\u202eright to left\u202c",
    "👩‍👩‍👧‍👦 family & sons",
    "=1+1",
    "a" * 60,
    "$&  $1 é ß İ",
)


def hostile() -> AppSpec:
    """Every label is something that breaks what is pasted into without care."""
    label = iter(HOSTILE_LABELS * 5)
    fields = tuple(
        FieldSpec(
            name=f"field_{kind}",
            label=next(label),
            type=kind,
            unique=kind is FieldType.TEXT,
            choices=choices(one=next(label), two=next(label)) if kind is FieldType.CHOICE else (),
            target="parent" if kind is FieldType.REFERENCE else None,
        )
        for kind in FieldType
    )
    return AppSpec(
        name=next(label),
        description=" ".join(HOSTILE_LABELS[:6]),
        roles=(
            Role(name="admin", label=next(label), admin=True),
            Role(name="none", label=next(label), signup=True),
        ),
        entities=(
            Entity(
                name="parent",
                plural="parents",
                label=next(label),
                plural_label=next(label),
                fields=(FieldSpec(name="title", label=next(label), type=FieldType.TEXT, required=True),),
                access={"none": OWN},
                samples=tuple({"title": text} for text in HOSTILE_LABELS),
            ),
            Entity(
                name="thing",
                plural="things",
                label=next(label),
                plural_label=next(label),
                fields=fields,
                access={"none": OWN},
                export=True,
                samples=({"field_text": "=1+1", "field_long_text": "\\ {{ }} ${x} \" ' \n", "field_choice": "two"},),
            ),
        ),
        boards=(Board(entity="thing", field="field_choice", label=next(label)),),
        charts=(
            Chart(name="import", label=next(label), entity="thing", by="field_choice"),
            Chart(
                name="sum",
                label=next(label),
                entity="thing",
                by="field_reference",
                measure=Measure.SUM,
                of="field_money",
            ),
            Chart(
                name="hours",
                label=next(label),
                entity="thing",
                by="field_datetime",
                measure=Measure.SUM,
                of="field_decimal",
            ),
        ),
        reasons=(Reason(subject=next(label), because=HOSTILE_LABELS[0]),),
        not_built=(Reason(subject=next(label), because=HOSTILE_LABELS[3]),),
    )


def corners() -> AppSpec:
    """What is allowed and rarely met: names of lists' parameters, chains and loops of references, empty rights."""
    return AppSpec(
        name="Corners",
        description="",
        roles=(Role(name="chief", label="Chief", admin=True), Role(name="guest", label="Guest", signup=True)),
        entities=(
            Entity(
                name="person",
                plural="people",
                label="Person",
                plural_label="People",
                fields=(
                    FieldSpec(name="boss", label="Boss", type=FieldType.REFERENCE, target="person"),
                    FieldSpec(name="size", label="Size", type=FieldType.CHOICE, choices=choices(none="None")),
                    FieldSpec(name="sort", label="Sort", type=FieldType.BOOLEAN, required=True),
                    FieldSpec(name="born", label="Born", type=FieldType.INTEGER, minimum=1900, unique=True),
                ),
                samples=({"born": 1950, "sort": True}, {"born": 1980, "sort": False, "boss": 0}),
            ),
            Entity(
                name="body",
                plural="bodies",
                label="Body",
                plural_label="Bodies",
                fields=(
                    FieldSpec(name="first", label="First", type=FieldType.REFERENCE, target="person", required=True),
                    FieldSpec(name="second", label="Second", type=FieldType.REFERENCE, target="person", unique=True),
                    FieldSpec(name="weight", label="Weight", type=FieldType.DECIMAL, minimum=-5, required=True),
                    FieldSpec(name="place", label="Place", type=FieldType.TEXT),
                    FieldSpec(
                        name="state",
                        label="State",
                        type=FieldType.CHOICE,
                        choices=choices(cancelled="Cancelled", done="Done", made="Made"),
                    ),
                ),
                access={"guest": Access(create=True)},
                export=True,
            ),
            *_rows(),
            Entity(
                name="test_flag",
                plural="test_flags",
                label="Test flag",
                plural_label="Test flags",
                fields=(FieldSpec(name="on_off", label="On", type=FieldType.BOOLEAN),),
                export=True,
            ),
        ),
        boards=(Board(entity="person", field="size", label="People by size"),),
        charts=(
            Chart(name="sizes", label="Sizes", entity="person", by="size"),
            Chart(name="bodies", label="Bodies", entity="body", by="first"),
            Chart(name="loads", label="Loads", entity="body", measure=Measure.SUM, of="weight", by="place"),
        ),
    )


def _rows() -> tuple[Entity, Entity]:
    return (
        Entity(
            name="row",
            plural="rows",
            label="Row",
            plural_label="Rows",
            fields=(
                FieldSpec(name="body", label="Body", type=FieldType.REFERENCE, target="body", required=True),
                FieldSpec(name="day", label="Day", type=FieldType.DATE, required=True, unique=True),
            ),
            access={"guest": Access(read=Reach.ALL, create=True, update=Reach.OWN, delete=Reach.OWN)},
        ),
        Entity(
            name="query_part",
            plural="query_parts",
            label="Query part",
            plural_label="Query parts",
            fields=(
                FieldSpec(name="row", label="Row", type=FieldType.REFERENCE, target="row", required=True),
                FieldSpec(name="parent", label="Parent", type=FieldType.REFERENCE, target="query_part"),
                FieldSpec(name="at", label="At", type=FieldType.DATETIME, required=True, unique=True),
                FieldSpec(name="link_url", label="Link", type=FieldType.URL, unique=True),
                FieldSpec(name="cost", label="Cost", type=FieldType.MONEY, required=True, unique=True),
            ),
            access={"guest": Access(read=Reach.OWN, create=True, update=Reach.OWN, delete=Reach.OWN)},
            export=True,
            samples=(),
        ),
    )
