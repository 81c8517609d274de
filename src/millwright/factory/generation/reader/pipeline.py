"""The stages in their order."""

from collections.abc import Sequence

import structlog
from pydantic import ValidationError

from millwright.factory.generation.capabilities import capabilities
from millwright.factory.generation.reader.access import grant, part_names
from millwright.factory.generation.reader.accounts import name_workers
from millwright.factory.generation.reader.acts import (
    in_kind,
    judging_wishes,
    no_opinions,
    no_passing_on,
    no_views,
    profile_wishes,
    reporting_wishes,
    wishes_of_acts,
    with_forums,
)
from millwright.factory.generation.reader.agreeing import settle_rows
from millwright.factory.generation.reader.analysing import provide_views, without_rankings, without_seen, without_views
from millwright.factory.generation.reader.appraising import appraise
from millwright.factory.generation.reader.asking import give_requests
from millwright.factory.generation.reader.aspects import tell_aspects
from millwright.factory.generation.reader.assortment import assort
from millwright.factory.generation.reader.boards import add_boards
from millwright.factory.generation.reader.calculating import take_calculators
from millwright.factory.generation.reader.capabilities import Wish, find_wishes
from millwright.factory.generation.reader.charts import add_charts
from millwright.factory.generation.reader.choices import spell_choices
from millwright.factory.generation.reader.choosing import choose, stand_in
from millwright.factory.generation.reader.compounds import with_compounds, with_works
from millwright.factory.generation.reader.conditions import complete, listed_under
from millwright.factory.generation.reader.counterparts import as_members
from millwright.factory.generation.reader.criteria import find_criteria
from millwright.factory.generation.reader.deciding import as_decisions, without_reasons
from millwright.factory.generation.reader.described import (
    described_fields,
    seen_details,
    with_owned,
    without_products,
)
from millwright.factory.generation.reader.domain import find_domain
from millwright.factory.generation.reader.draft import DraftEntity, FieldList, Reading
from millwright.factory.generation.reader.either import give_either
from millwright.factory.generation.reader.entering import enter
from millwright.factory.generation.reader.errors import prompt_unreadable
from millwright.factory.generation.reader.exemplified import tell_examples, without_examples
from millwright.factory.generation.reader.explaining import explain
from millwright.factory.generation.reader.exporting import add_exports
from millwright.factory.generation.reader.fieldlists import field_lists
from millwright.factory.generation.reader.filing import file_under
from millwright.factory.generation.reader.filling import filled_in
from millwright.factory.generation.reader.formatting import format_articles
from millwright.factory.generation.reader.freezing import freeze
from millwright.factory.generation.reader.functions import function_fields, told_fields
from millwright.factory.generation.reader.furnishing import furnish
from millwright.factory.generation.reader.gauges import chart_gauges, gauge
from millwright.factory.generation.reader.hands import leave_to_hands, name_hands
from millwright.factory.generation.reader.inquiries import (
    of_forms,
    with_inquiries,
    without_acts,
    without_fields,
)
from millwright.factory.generation.reader.keeping import conceal, keep
from millwright.factory.generation.reader.kinds import tell_kinds
from millwright.factory.generation.reader.layout import add_topics, lay_out
from millwright.factory.generation.reader.marking import mark_states
from millwright.factory.generation.reader.measuring import provide, wishes_for_numbers
from millwright.factory.generation.reader.mentions import find_mentions
from millwright.factory.generation.reader.named_rows import name_rows
from millwright.factory.generation.reader.narrowing import narrow
from millwright.factory.generation.reader.normalise import normalise
from millwright.factory.generation.reader.numbering import number
from millwright.factory.generation.reader.one_thing import as_one
from millwright.factory.generation.reader.passing import passings, with_passings
from millwright.factory.generation.reader.picturing import picture, picture_what_is_told
from millwright.factory.generation.reader.posting import know_each_other, know_posts
from millwright.factory.generation.reader.rated_rows import rate_rows
from millwright.factory.generation.reader.rates import add_rates, provide_rates
from millwright.factory.generation.reader.recorded import with_recorded, within_recorded
from millwright.factory.generation.reader.relations import part_loops, relate
from millwright.factory.generation.reader.reporting import find_reporting
from millwright.factory.generation.reader.rests import add_rests, provide_rests, settle_rests
from millwright.factory.generation.reader.roles import find_roles
from millwright.factory.generation.reader.samples import add_samples
from millwright.factory.generation.reader.scales import in_brackets
from millwright.factory.generation.reader.sections import give_sections
from millwright.factory.generation.reader.segment import Sentence, segment
from millwright.factory.generation.reader.sent_lists import take_sent_lists
from millwright.factory.generation.reader.sent_requests import refer_requests, sent_requests
from millwright.factory.generation.reader.shaping import shape
from millwright.factory.generation.reader.sights import find_views, within
from millwright.factory.generation.reader.site_pages import arrange
from millwright.factory.generation.reader.sites import site_words, spoken_to_visitors
from millwright.factory.generation.reader.statements import Statement, refer_back, statements
from millwright.factory.generation.reader.tallies import add_tallies
from millwright.factory.generation.reader.theme import find_style, find_theme, only_styles
from millwright.factory.generation.reader.told_of import told_of
from millwright.factory.generation.reader.topics import find_topics, in_sense
from millwright.factory.generation.reader.totalled_rows import deal_totals, settle_totals
from millwright.factory.generation.reader.totals import add_totals, provide_totals
from millwright.factory.generation.reader.trade_senses import beside_names, is_house, with_trades
from millwright.factory.generation.reader.trades import speak_of_trade
from millwright.factory.generation.reader.unmeant import meant
from millwright.factory.generation.reader.vocabulary import Domain, lexicon
from millwright.factory.generation.reader.worked_out import add_formulas, settle_formulas
from millwright.factory.generation.spec import AppSpec

_log = structlog.get_logger()


def read(prompt: str, *, name: str | None = None) -> AppSpec:
    """The application that a prompt in English asks for; the same prompt always gives the same specification.

    `name` overrides the name that the prompt suggests. Raises `DomainError` for prompts that are empty, longer than
    20,000 characters, binary, in another language, or that ask for more than 40 kinds of records.
    """
    reading = understand(prompt)
    try:
        return _specify(reading, name)
    except ValidationError as error:
        # Parts of a specification are validated where a stage makes them, the whole of it at the end.
        fault = error.errors()[0]["msg"]
        _log.error("reader.does_not_fit", fault=fault)
        raise prompt_unreadable(fault) from error


def _specify(reading: Reading, name: str | None) -> AppSpec:
    """Has all stages work on what was understood, and freezes what comes of it."""
    _take(reading)
    _spell(reading)
    spoken = speak_of_trade(reading)
    _complete(reading)
    _admit(reading)
    _arrange(reading)
    _measure(reading)
    _fill(reading, spoken)
    _settle(reading)
    theme = find_theme(reading)
    reading.style = find_style(reading)
    explain(reading, reading.wishes)
    return freeze(reading, theme, name)


def _take(reading: Reading) -> None:
    """Gives the reading the records that the prompt asks for, with their fields, and the pages that it names."""
    shape(reading, choose(reading))
    tell_kinds(reading)
    gauge(reading)
    know_posts(reading)
    know_each_other(reading)
    appraise(reading)
    add_topics(reading)
    provide_views(reading)
    if reading.views and not reading.entities:
        shape(reading, stand_in(reading))
    name_rows(reading)
    picture_what_is_told(reading)
    narrow(reading)


def _spell(reading: Reading) -> None:
    """Gives fields the values that the prompt spells out, and states their meaning."""
    spell_choices(reading)
    tell_aspects(reading)
    tell_examples(reading, reading.told)
    give_sections(reading)
    mark_states(reading)


def _complete(reading: Reading) -> None:
    """Gives records what goes with them: what capabilities keep, what people say of them, look for and measure."""
    assort(reading)
    complete(reading)
    for capability in capabilities():
        capability.draft(reading)
    picture(reading)
    format_articles(reading)
    give_requests(reading)
    refer_requests(reading)
    give_either(reading)
    narrow(reading)
    enter(reading)
    provide(reading)
    provide_rates(reading)
    provide_rests(reading)
    provide_totals(reading)
    file_under(reading)
    relate(reading)
    furnish(reading)


def _admit(reading: Reading) -> None:
    """Finds who uses the application, and what each may do."""
    find_roles(reading)
    name_workers(reading)
    name_hands(reading)
    grant(reading)
    leave_to_hands(reading)


def _arrange(reading: Reading) -> None:
    """Lays out pages and views of everything, once it is known who sees what."""
    lay_out(reading)
    for capability in capabilities():
        capability.settle(reading)
    number(reading)
    keep(reading)
    conceal(reading)
    part_names(reading)
    arrange(reading)
    part_loops(reading)
    add_boards(reading, reading.wishes)


def _measure(reading: Reading) -> None:
    """Fills the dashboard, and works out what rows come to."""
    add_rests(reading)
    add_totals(reading)
    add_tallies(reading)
    add_formulas(reading)
    chart_gauges(reading)
    add_charts(reading, reading.wishes)
    add_rates(reading)
    add_exports(reading)


def _fill(reading: Reading, spoken: Sequence[DraftEntity]) -> None:
    """Gives all records their rows; what is sold is said last, for capabilities may have added it since."""
    speak_of_trade(reading, spoken)
    assort(reading)
    furnish(reading)
    add_samples(reading.entities)
    deal_totals(reading)
    rate_rows(reading)
    for capability in capabilities():
        capability.finish(reading)


def _settle(reading: Reading) -> None:
    """Has the demonstration rows agree with themselves, and with what is worked out of them."""
    settle_rows(reading)
    for capability in capabilities():
        capability.agree(reading)
    settle_formulas(reading)
    settle_rests(reading)
    settle_totals(reading)


def understand(prompt: str) -> Reading:
    """What a prompt says, before anything is decided: sentences, statements, lists, kind of application, mentions."""
    text = in_brackets(normalise(prompt))
    sentences = segment(text)
    telling = tuple(sentence for sentence in sentences if not only_styles(sentence))
    telling, criteria = find_criteria(telling)
    telling, flaggings = find_reporting(telling)
    domain, because = find_domain(telling)
    views = find_views(telling)
    domain = within(domain) if views else domain
    site = "" if views else site_words(telling, find_wishes(telling), domain)
    telling, topics = find_topics(telling, house=is_house(domain)) if site else (telling, [])
    if site and domain is None and any(topic.plan != "home" for topic in topics):
        domain, because = lexicon().domains["company_site"], site
    domain = with_trades(domain, telling, site)
    domain = with_works(with_compounds(domain, telling, site), {topic.words: topic.record for topic in topics})
    topics = [meant for topic in topics if (meant := in_sense(topic, domain)) is not None]
    telling = as_members(telling, site, domain)
    told = [statement for sentence in telling for statement in statements(sentence)]
    telling = without_examples(telling, told, domain)
    views = find_views(telling) if views else []
    said = [statement for sentence in telling for statement in statements(sentence)]
    domain, because = with_inquiries(domain, because, said, site)
    refer_back(said := without_acts(said, domain, site))
    lists = with_recorded(without_seen(_lists(telling, said, domain, site), views), said, domain)
    reading = Reading(text, telling, sentences, said, lists, [], domain, because, site=site)
    reading.told, reading.criteria, reading.flaggings, reading.views = told, criteria, flaggings, views
    reading.topics = without_products(topics, lists, domain)
    reading.wishes = _all_wishes(reading)
    found = without_views([*find_mentions(reading), *sent_requests(reading)], reading)
    found += told_of(reading, found)
    reading.mentions = spoken_to_visitors(found, site, domain, reading.wishes)
    as_one(reading)
    take_sent_lists(reading)
    take_calculators(reading)
    return reading


def _all_wishes(reading: Reading) -> list[Wish]:
    """What capabilities are asked for, by words, by acts, and by what was found of opinions and passings-on."""
    wishes = _wishes(reading.sentences, reading.statements, reading.lists, reading.domain, reading.site)
    wishes += judging_wishes(reading.criteria, wishes)
    wishes += reporting_wishes(reading.flaggings)
    found = list(passings(reading.sentences, reading.statements, reading.domain))
    return without_rankings(with_passings(wishes, found, reading.domain), reading.views)


def _wishes(
    telling: tuple[Sentence, ...],
    said: list[Statement],
    lists: list[FieldList],
    domain: Domain | None,
    site: str,
) -> list[Wish]:
    """What capabilities are asked for by words, and by what people do."""
    wishes = without_fields(find_wishes(telling), lists, domain, site)
    wishes = with_forums(no_views(no_opinions(meant(in_kind(wishes, domain), domain), said)), said)
    wishes = as_decisions(beside_names(no_passing_on(wishes, said)), site)
    wishes = [wish for wish in wishes if not within_recorded(wish, lists)]
    known = {(id(wish.sentence), place) for wish in wishes for place in range(wish.start, wish.end)}
    wishes += [w for w in profile_wishes(telling) if (id(w.sentence), w.end - 1) not in known]
    wishes += listed_under(telling, wishes)
    acted = wishes_of_acts(said, wishes, domain) if site else ()
    return [*wishes, *wishes_for_numbers(said, wishes, site=bool(site)), *acted]


def _lists(telling: tuple[Sentence, ...], said: list[Statement], domain: Domain | None, site: str) -> list[FieldList]:
    """Everything that the prompt lists of things and records, in whichever way."""
    lists = [listing for sentence in telling for listing in field_lists(sentence)]
    lists += [listing for sentence in telling for listing in function_fields(sentence, domain)]
    lists += told_fields(said)
    lists += [listing for sentence in telling for listing in (*described_fields(sentence), *filled_in(sentence))]
    lists = with_owned(lists, telling, domain)
    return without_reasons(of_forms(seen_details(lists), site))
