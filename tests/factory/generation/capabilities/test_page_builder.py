"""Pages that people lay out: when they are built, who lays them out, and that the rules of the generated code hold."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.spec import Access, Layout, Reach
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import Mutation, outcome

CMS = (
    "A content management system for website text content and page design. Users should be able to log in, create and "
    "edit text content, manage page layout and design, and preview the final website effect."
)
SHOP = "A shop with products where users register and buy; the administrator manages pages in a page builder"
SCHEMAS = "backend/app/schemas/page_blocks.py"
EDITING, READING = (f"backend/app/routes/page_{name}.py" for name in ("editing", "reading"))


def fields(spec: AppSpec, entity: str) -> set[str]:
    return {field.name for field in spec.entity(entity).fields}


@pytest.mark.parametrize(
    "prompt",
    [
        CMS,
        "A company website with products and a page builder for the administrator",
        "A club website: members read news, the administrator arranges static pages with a page editor",
    ],
)
def test_pages_are_laid_out_where_the_prompt_asks_for_it(prompt: str):
    spec = read(prompt)
    assert [part.entity for part in spec.parts_of("page_builder")] == ["web_page"]
    assert spec.layout is Layout.SITE
    assert {"title", "address_name", "status", "layout", "background"} <= fields(spec, "web_page")
    assert "frontend/src/pages/SitePage.tsx" in compile_app(spec)
    assert not [missed for missed in spec.not_built if "page" in missed.subject or "preview" in missed.subject]


@pytest.mark.parametrize(
    "prompt",
    [
        "Redesign a website with home, about us and products pages. It should have a clear page layout.",
        "A company website with products and a blog, no page builder",
        "A low-code platform to build dashboards with component dragging",
    ],
)
def test_how_pages_look_is_no_wish_to_lay_them_out(prompt: str):
    spec = read(prompt)
    assert spec.parts_of("page_builder") == ()
    assert "web_page_block" not in {entity.name for entity in spec.entities}


def test_users_who_make_the_site_work_there_and_buyers_do_not():
    spec = read(CMS)
    assert not any(role.signup for role in spec.roles)
    assert spec.entity("web_page").access["member"].update is Reach.ALL
    assert "customer" not in read(SHOP).entity("web_page").access
    shop = read(SHOP)
    assert all(shop.access(role, shop.entity("web_page")).update is Reach.NONE for role in shop.roles if role.signup)


def test_drafts_and_the_records_of_pages_are_nobody_elses():
    spec = read(CMS)
    assert spec.entity("web_page").visitors == Access()
    assert {row["status"] for row in spec.entity("web_page").samples} == {"published", "draft"}
    files = compile_app(spec)
    assert "PreviewLink row={record}" in files["frontend/src/pages/articles/ArticlePages.tsx"]


MUTATIONS = [
    (EDITING, "get_updatable(db, user, WebPage, row_id)", "db.get_one(WebPage, row_id)"),
    (EDITING, "if {block.id for block in before} != {*body.known}:", "if False:"),
    (EDITING, "db.delete(block)", "pass"),
    (READING, ".where(WebPage.status == WebPageStatus.PUBLISHED)", ""),
    (SCHEMAS, "https?://|mailto:|tel:|/(?!/)", "https?://|mailto:|tel:|/|javascript:"),
    (SCHEMAS, "if self.kind is Kind.PICTURE and not self.picture:", "if False:"),
    (SCHEMAS, "and not self.more:", "and False:"),
    (SCHEMAS, "if self.kind is Kind.NEWEST and", "if False and"),
    ("backend/app/permissions.py", "models.WebPageBlock: Access(read=ALL)", "models.WebPageBlock: NOTHING"),
]


@pytest.mark.slow
async def test_its_tests_pass_and_taking_out_a_rule_makes_one_fail(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
):
    mutations: list[Mutation] = MUTATIONS
    whole, survivors = await outcome(
        read(SHOP), "tests/test_page_blocks.py", mutations, tools=(sandbox, toolchain), pool=pool
    )
    assert b"failed" not in whole
    assert b" passed" in whole
    assert survivors == []
