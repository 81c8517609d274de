"""Search engines: who is told what, by which address."""

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.compiler import compile_app

SITE = "A business website with products and news, a contact page and SEO."


def routes_of(spec: AppSpec) -> str:
    return str(compile_app(spec)["backend/app/routes/seo.py"])


def test_a_public_site_tells_search_engines_of_its_pages() -> None:
    spec = read(SITE)
    assert [reason.because for reason in spec.reasons if "seo" in reason.subject.lower()] == ["SEO"]
    assert len(spec.parts_of("seo")) == 1
    files = compile_app(spec)
    assert "PageMeta" in str(files["frontend/src/App.tsx"])
    assert "tests/test_seo.py" in files
    assert "PUBLIC_URL" in str(files[".env.example"])


def test_the_site_map_has_what_visitors_may_read_and_nothing_of_the_staff() -> None:
    spec = read(SITE)
    routes = routes_of(spec)
    public = {entity.plural for entity in spec.entities if entity.visitors.read == "all" and not entity.internal}
    inner = [entity for entity in spec.entities if entity.plural not in public]
    assert inner
    listed = routes.split("RECORDS", 1)[1].split("}", 1)[0]
    assert {"products"} <= public
    assert all(f"/{plural.replace('_', '-')}" in listed for plural in public)
    assert not any(entity.plural.replace("_", "-") in listed for entity in inner)
    assert "readable(None, model)" in routes


def test_addresses_come_from_the_settings_and_never_from_a_request() -> None:
    routes = routes_of(read(SITE))
    assert "PUBLIC_URL" in routes
    assert "Request" not in routes
    assert "base_url" not in routes


def test_pages_whose_address_begins_like_that_of_the_workspace_are_not_kept_out() -> None:
    spec = read(SITE)
    source = routes_of(spec).split("def robots", 1)[1]
    assert '("$", "/")' in source
    assert 'f"Disallow: {path}{end}"' in source
    tests = str(compile_app(spec)["tests/test_seo.py"])
    assert 'f"<loc>{SITE}/manage/" not in' in tests


def test_a_site_that_does_not_speak_of_it_and_one_that_refuses_it_have_none() -> None:
    assert not read("A business website with products and news.").parts_of("seo")
    assert not read("A business website with products and news. No SEO.").parts_of("seo")


def test_behind_a_sign_in_it_is_listed_as_not_built() -> None:
    spec = read("An internal tool for our team to track tasks, with SEO")
    assert not spec.parts_of("seo")
    assert any("SEO" in reason.subject for reason in spec.not_built)
