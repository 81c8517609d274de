"""The back end of a generated application: FastAPI routes over SQLAlchemy models, as source."""

from millwright.factory.generation.capabilities import Seed
from millwright.factory.generation.compiler.dashboard_view import dashboard_values
from millwright.factory.generation.compiler.demo import (
    DEMO_PASSWORD,
    DemoAccount,
    colleagues,
    demo_accounts,
    demo_name,
)
from millwright.factory.generation.compiler.demo_files import demo_files, has_demo_files, has_demo_pictures
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.formula_view import formula_values
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.compiler.samples import sample_file
from millwright.factory.generation.compiler.theme import readable
from millwright.factory.generation.field_types import RANGED
from millwright.factory.generation.spec import AppSpec, FieldType, FileFormat, Reach, Role

_ALWAYS = (
    "__init__.py",
    "main.py",
    "app/__init__.py",
    "app/application.py",
    "app/cli.py",
    "app/database.py",
    "app/demo.py",
    "app/errors.py",
    "app/pagination.py",
    "app/permissions.py",
    "app/security.py",
    "app/settings.py",
    "app/throttle.py",
    "app/users.py",
    "app/web.py",
    "app/migrations/env.py",
    "app/migrations/script.py.mako",
    "app/migrations/versions/0001_initial.py",
    "app/models/__init__.py",
    "app/models/base.py",
    "app/models/user.py",
    "app/routes/__init__.py",
    "app/routes/account.py",
    "app/routes/auth.py",
    "app/routes/dashboard.py",
    "app/routes/health.py",
    "app/routes/users.py",
    "app/schemas/__init__.py",
    "app/schemas/base.py",
    "app/schemas/dashboard.py",
    "app/schemas/users.py",
)


def backend_files(spec: AppSpec) -> dict[str, str]:
    """Every file under `backend/`, unformatted, by its path from the root of the application."""
    app = AppView(spec)
    values = _values(app)
    samples = sample_file(app)
    files = {name: render(f"backend/{name}.j2", **values) for name in (*_ALWAYS, *_when_used(app))}
    for entity in app.entities:
        files[f"app/models/{entity.name}.py"] = render("backend/app/models/record.py.j2", entity=entity)
    for entity in app.records:
        orders = [order for part in app.contributions for order in part.orders.get(entity.name, ())]
        schemas = render("backend/app/schemas/record.py.j2", entity=entity, orders=orders)
        files[f"app/schemas/{entity.plural}.py"] = schemas
        routes = render("backend/app/routes/records.py.j2", entity=entity, orders=orders)
        files[f"app/routes/{entity.plural}.py"] = routes
    if samples:
        files["app/demo.json"] = samples
    files |= demo_files(app)
    return {f"backend/{name}": text for name, text in files.items()}


def _when_used(app: AppView) -> list[str]:
    used = {
        "app/uploads.py": has_uploads(app),
        "app/routes/uploads.py": has_uploads(app),
        "app/models/formulas.py": any(entity.spec.formulas for entity in app.entities),
        "app/formatted.py": any(field.formatted for entity in app.entities for field in entity.fields),
        "app/charts.py": bool(app.spec.charts or app.spec.figures),
        "app/exports.py": bool(app.tables) or app.papers,
        "app/pdf_export.py": app.papers,
        "app/xlsx_export.py": FileFormat.XLSX in app.tables,
        "app/csv_export.py": any(entity.export for entity in app.records),
        "app/integrity.py": any(e.kept or e.unique or e.references or e.spans for e in app.records),
    }
    return [name for name, is_used in used.items() if is_used]


def _values(app: AppView) -> dict[str, object]:
    phones = {FieldType.PHONE.value} if app.person_details else set[str]()
    return {
        "spec": app.spec,
        **formula_values(app),
        "lists": any(entity.formats for entity in app.records),
        "xlsx_lists": any(FileFormat.XLSX in entity.formats for entity in app.records),
        "record_papers": any(part.papers for part in app.contributions),
        "on_paper": readable(app.spec.theme.primary, on="#ffffff"),
        "pdf_tables": FileFormat.PDF in app.tables,
        "pdf_lists": any(FileFormat.PDF in entity.formats for entity in app.records),
        "entities": app.records,
        "guarded": guarded(app),
        "tables": app.entities,
        "tables_by_dependency": app.by_dependency,
        "signup_step": next((part.signup for part in app.contributions if part.signup), None),
        "routers": [
            *dict.fromkeys(name for part in app.contributions for name in part.routers),
            *(["uploads"] if has_uploads(app) else []),
        ],
        "uploads": has_uploads(app),
        "demo_files": has_demo_files(app),
        "demo_pictures": has_demo_pictures(app),
        "seeds": seeds(app),
        "demo_folder": keeps_demo_files(app),
        "visitors_send": any(entity.uploaded and entity.spec.visitors.create for entity in app.records),
        "visitors_see": any(entity.uploaded and entity.spec.visitors.read is Reach.ALL for entity in guarded(app)),
        "site_settings": any(part.site_settings for part in app.contributions),
        "role_rights": any(part.role_rights for part in app.contributions),
        "signup_roles": [role for role in app.spec.roles if role.signup],
        "limits_sending": limits_sending(app),
        "embeds": any(part.embeds for part in app.contributions),
        "map_tiles": any(part.map_tiles for part in app.contributions),
        "actors": any(part.actors for part in app.contributions),
        "types": {field.kind.value for entity in app.entities for field in entity.fields} | phones,
        "counted": any(field.spec.numbered for entity in app.entities for field in entity.fields),
        "details": app.person_details,
        **dashboard_values(app),
        "has_visitors": app.has_visitors,
        "has_leads": any(entity.lead for entity in app.records),
        "warded": [
            (entity, field, entity.ward.roles)
            for entity in app.records
            for field in entity.references
            if entity.ward and field.name == entity.ward.field
        ],
        "has_holds": any(entity.hold for entity in app.records),
        "has_hidden": any(entity.hidden for entity in app.records),
        "keeps_back": any(entity.hold or entity.hidden for entity in app.records),
        "who": "User | None" if app.has_visitors else "User",
        "refusal": "Forbidden if user else Unauthorized" if app.has_visitors else "Forbidden",
        "has_coming": any(entity.coming for entity in app.records),
        "has_datetimes": app.uses(FieldType.DATETIME),
        "has_references": app.uses(FieldType.REFERENCE),
        "has_labels": any(entity.references for entity in app.records),
        "choosers": app.choosers,
        "holders": app.holders,
        "colleagues": colleagues(app.spec),
        "has_numbered_titles": any(entity.title.kind is FieldType.INTEGER for entity in app.records),
        "has_names": any("NameOf(" in column for entity in app.records for column in entity.searched),
        "has_ranges": app.uses(*RANGED - {FieldType.DATETIME}),
        "has_options": bool(app.choosers) or any(entity.referrers for entity in app.records),
        "has_required_references": _has_required_references(app),
        "has_kept": any(entity.kept for entity in app.records),
        "has_spans": any(entity.spans for entity in app.records),
        "has_unique": any(entity.unique for entity in app.records),
        "demo_accounts": _demo(app),
        "demo_password": DEMO_PASSWORD,
        "samples": any(entity.spec.samples for entity in app.entities),
    }


def seeds(app: AppView) -> list[Seed]:
    """What adds to a demonstration beside sample rows."""
    return list(dict.fromkeys(seed for part in app.contributions for seed in part.seeds))


def keeps_demo_files(app: AppView) -> bool:
    """Whether a demonstration puts files into the folder of what people send."""
    return has_demo_files(app) or any(seed.files for seed in seeds(app))


def _demo(app: AppView) -> list[tuple[DemoAccount, Role, str]]:
    """Each demonstration account with its role and the name of whoever has it."""
    roles = ((account, app.role(account.role)) for account in demo_accounts(app.spec))
    return [(account, role, demo_name(app.spec, role)) for account, role in roles]


def has_uploads(app: AppView) -> bool:
    """Whether people send files."""
    return any(entity.uploaded for entity in guarded(app))


def guarded(app: AppView) -> list[EntityView]:
    """The entities that the table of permissions knows: all records, and what holds files beside them."""
    return [*app.records, *(entity for entity in app.entities if entity.spec.internal and entity.uploaded)]


def limits_sending(app: AppView) -> bool:
    """Whether strangers send anything, or people send files: then how much they send is limited."""
    guests = any(part.options.get("guests") == "yes" for part in app.spec.parts)
    forms = any(entity.spec.visitors.create for entity in app.records)
    return guests or forms or has_uploads(app) or any(role.signup for role in app.spec.roles)


def _has_required_references(app: AppView) -> bool:
    return any(entity.required_referrers for entity in app.records)
