"""What shops sell in their demonstration is of the kind that the prompt names."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.reader.data import goods_rows, phrases
from millwright.factory.generation.spec import FieldType


def _sold(prompt: str) -> str:
    product = next(entity for entity in read(prompt).entities if entity.name == "product")
    return str(product.samples[0][product.fields[0].name])


@pytest.mark.parametrize(
    ("prompt", "article"),
    [
        ("An online shop for fountain pens and ink", "Everyday pen, fine nib"),
        ("An online store for handmade jewelry with a product catalog and a cart", "Silver leaf necklace"),
        ("An online shop for organic tea with product pages and a cart", "Dragon well, 100 g"),
        ("A shop for electronics with products such as laptops and cameras", "Wireless headphones"),
        ("A shop for toy cars with products and a cart", "Fishing trawler, 1:72"),
        ("A children's clothing store", "Dungarees, corduroy"),
        ("A website for selling spare parts for tractors", "Ball bearing 6205, ten"),
    ],
)
def test_a_shop_sells_what_the_prompt_names_first(prompt: str, article: str) -> None:
    assert _sold(prompt) == article


def test_every_article_has_a_name_a_category_and_a_price() -> None:
    for kind, row in goods_rows().items():
        articles = [item.split(" / ") for item in phrases(row["goods"], "|")]
        assert len(articles) >= 8, kind
        assert all(len(parts) == 3 and len(parts[0]) <= 60 and float(parts[2]) > 0 for parts in articles), kind
        assert len(phrases(row.get("told", ""), "|")) in {0, len(articles)}, kind


def test_no_word_tells_two_kinds_of_shop() -> None:
    words = [word for row in goods_rows().values() for word in phrases(row["words"])]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize(
    "sold", ["laptops", "vintage cameras", "bicycles", "guitars", "power tools", "art supplies", "drones"]
)
def test_what_a_shop_sells_is_for_sale_and_no_device_of_its_own(sold: str) -> None:
    spec = read(f"An online shop for {sold}. Customers browse {sold}, add them to the cart and buy {sold}.")
    assert [entity.name for entity in spec.entities if not entity.internal and entity.name != "category"] == [
        "product",
        "order",
    ]


def test_books_are_sold_with_author_price_and_cover_and_never_reserved() -> None:
    spec = read("An online bookshop. Customers buy books.")
    assert [entity.label for entity in spec.entities if not entity.internal] == ["Book", "Order"]
    book = {field.name for field in spec.entities[0].fields}
    assert {"title", "author", "isbn", "genre", "price", "stock", "photo", "description"} <= book
    assert not {"status", "finished_on", "rating"} & book
    assert read("A library. Members borrow books.").entities[0].name == "library_book"


def test_a_shop_named_after_what_it_sells_has_no_columns_of_goods() -> None:
    spec = read("An online guitar shop with guitars, amplifiers and accessories.")
    assert not {"guitars", "amplifiers"} & {field.name for field in spec.entity("product").fields}


@pytest.mark.parametrize(
    "prompt",
    [
        "A website to sell laptops. Users browse laptops and buy them.",
        "A company that sells bicycles online. Customers order bicycles.",
        "An app where farmers sell vegetables and customers buy vegetables.",
        "A product sales website. Users can browse products, view details and purchase them.",
        "A website with lamps that one puts into a cart.",
    ],
)
def test_who_sells_goods_needs_no_word_for_a_shop(prompt: str) -> None:
    spec = read(prompt)
    assert ("cart", "product") in {(part.capability, part.entity) for part in spec.parts}
    assert {entity.name for entity in spec.entities if not entity.internal} <= {"category", "order", "product"}


def test_who_reports_on_sales_or_buys_for_the_house_has_no_shop() -> None:
    for prompt in ("A tool for sales teams to track product sales.", "Farmers track seeds and equipment they buy."):
        assert "cart" not in {part.capability for part in read(prompt).parts}


def test_each_book_is_by_its_own_author_and_orders_are_their_buyers() -> None:
    spec = read(
        "An online bookstore. Users browse books by genre, search for titles and authors, add books to a cart, pay and"
        " view their orders. Staff manage books and orders."
    )
    authors = [row["name"] for row in spec.entity("author").samples]
    named = {row["title"]: authors[int(str(row["author"]))] for row in spec.entity("sold_book").samples}
    assert (named["Frankenstein"], named["Beloved"]) == ("Mary Shelley", "Toni Morrison")
    assert "customer" not in {field.name for field in spec.entity("order").fields}


def test_a_site_that_sells_is_called_after_what_it_sells() -> None:
    assert read("A website to sell guitars. Users browse guitars and buy them.").name == "Guitars"


def test_technical_specifications_are_a_text_of_products_and_a_technology_page_says_how_it_works() -> None:
    spec = read(
        "A product website for wastewater treatment machines with about us, product, technology and contact us pages. "
        "Users browse product information and technical specifications."
    )
    data = spec.entity("product").field("technical_specifications")
    assert data.type is FieldType.LONG_TEXT
    page = next(page for page in spec.pages if page.label == "Technology")
    steps = next(section for section in page.sections if section.title == "How it works")
    assert [item.title for item in steps.items][:2] == ["1. Screening", "2. Balancing"]


def test_a_specification_of_something_else_is_no_text_of_products() -> None:
    spec = read("An online shop for bowls with products and a cart. The colours follow the style specification.")
    assert "technical_specifications" not in {field.name for field in spec.entity("product").fields}
