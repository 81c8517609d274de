"""The formula of an estimate that the prompt spells out, as a part's options carry it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod

from millwright.factory.generation.capabilities.calculator.formulas import Choice, Formula, Input, Rate, Result
from millwright.factory.generation.reader.data import phrases, rows
from millwright.factory.generation.reader.estimating import Entered, Estimate
from millwright.factory.generation.reader.naming import listed
from millwright.factory.generation.reader.words import identifier, singular

NAME = "estimate"
_LABEL = 60  # characters of an option
_MORE = 0.2


def options_of(estimate: Estimate) -> dict[str, str]:
    """An estimate as options of a part: the results, and what is entered with its choices."""
    options = {"results": _short(estimate.results), "of_money": "yes" if estimate.money else "no"}
    for number, one in enumerate(estimate.entered, 1):
        kind = "share" if one.share else "duration" if one.duration else "choice" if one.choices else "number"
        options |= {f"{kind}_{number}": one.label[:_LABEL]}
        if one.choices:
            options |= {f"choices_{number}": _short(one.choices)}
    return options


def formula_of_options(options: Mapping[str, str]) -> Formula:
    """The formula that such options mean: a price is a base fee and what each number adds, for as long as it is; an
    amount is what is needed for each unit of what is entered. Shares add their per cent, choices multiply."""
    entered = [*_entered(options)]
    results = phrases(options["results"], ",")
    named = _named(entered)
    work = _Price(named) if options["of_money"] == "yes" else _Amount(named)
    made = [(result, *work.expression(result)) for result in results]
    of = listed([one.label.lower() for one in entered])
    return Formula(
        name=NAME,
        title=f"{results[0]} calculator",
        text=f"An estimate by {of}.",
        source=work.source,
        inputs=tuple(_input(name, one) for name, one in named.items()),
        rates=tuple({rate.name: rate for _, _, _, rates in made for rate in rates}.values()),
        results=tuple(Result(result, "", 2, expression) for result, expression, _, _ in made),
        example=tuple(_written(value) for _, _, value, _ in made),
    )


@dataclass(frozen=True)
class _Work:
    """How results are worked out of what is entered, by name."""

    named: Mapping[str, Entered]

    def numbers(self, *, durations: bool) -> list[str]:
        return [n for n, one in self.named.items() if not one.choices and not one.share and one.duration is durations]

    def factors(self) -> Iterator[tuple[str, float, tuple[Rate, ...]]]:
        """What multiplies: for each an expression, its value at first, and the rates that it needs."""
        for name, one in self.named.items():
            if one.share:
                yield f"(1 + v.{name} / 100)", 1 + _first(one) / 100, ()
            elif one.choices:
                rates = tuple(
                    _rate(f"{name}_{place}", f"{one.label}: {choice}", "×", 1 + _MORE * place)
                    for place, choice in enumerate(one.choices)
                )
                yield f"[{', '.join(f'r.{rate.name}' for rate in rates)}][v.{name}]!", 1, rates

    def multiplied(self, core: str, value: float, rates: tuple[Rate, ...]) -> tuple[str, float, tuple[Rate, ...]]:
        factors = [*self.factors()]
        expression = " * ".join([core, *(factor for factor, _, _ in factors)])
        more = tuple(rate for _, _, own in factors for rate in own)
        return expression, value * prod(worth for _, worth, _ in factors), (*rates, *more)


class _Price(_Work):
    """A price: a base fee and what each number adds, for as long as it is."""

    source = "A base fee and what each of them adds, at the prices that we have entered."

    def expression(self, _: str) -> tuple[str, float, tuple[Rate, ...]]:
        """In TypeScript, with what it is at first and the rates that it needs."""
        prices = rows("estimates")["prices"]
        durations, numbers = self.numbers(durations=True), self.numbers(durations=False)
        counted = numbers or durations
        base = _rate("base", "Base fee", "", 0)
        each = [
            _rate(
                f"per_{name}",
                f"Each: {self.named[name].label}",
                "",
                float(prices.get(self.named[name].word) or prices["other"]),
            )
            for name in counted
        ]
        terms = " + ".join(f"v.{name} * r.per_{name}" for name in counted)
        times = durations if numbers else []
        core = f"(r.base + {' * '.join([*(f'v.{name}' for name in times), f'({terms})'])})"
        value = sum(rate.value * _first(self.named[name]) for rate, name in zip(each, counted, strict=True))
        return self.multiplied(core, value * prod(_first(self.named[name]) for name in times), (base, *each))


class _Amount(_Work):
    """How much is needed: for each unit of what is entered."""

    source = "What each unit needs, times what is entered; the team has entered how much that is."

    def expression(self, result: str) -> tuple[str, float, tuple[Rate, ...]]:
        """In TypeScript, with what it is at first and the rates that it needs."""
        numbers = [*self.numbers(durations=False), *self.numbers(durations=True)]
        rate = _rate(f"{identifier(result.split())}_each", f"{result} for each unit", "", 1.5)
        core = " * ".join([*(f"v.{name}" for name in numbers), f"r.{rate.name}"])
        return self.multiplied(core, rate.value * prod(_first(self.named[name]) for name in numbers), (rate,))


def _entered(options: Mapping[str, str]) -> Iterator[Entered]:
    for key, text in options.items():
        kind, _, number = key.rpartition("_")
        if kind in {"share", "duration", "choice", "number"}:
            choices = tuple(phrases(options.get(f"choices_{number}", ""), ","))
            word = singular(text.split()[-1].lower())
            yield Entered(text, word, choices if kind == "choice" else (), kind == "share", kind == "duration")


def _named(entered: list[Entered]) -> dict[str, Entered]:
    return {identifier(one.label.split()) or f"input_{place}": one for place, one in enumerate(entered)}


def _input(name: str, one: Entered) -> Input:
    choices = tuple(Choice(choice, str(place)) for place, choice in enumerate(one.choices))
    if choices:
        return Input(name, one.label, "", "0", "", "", choices)
    least, most = ("0", "100") if one.share else ("0", "1000000000")
    return Input(name, one.label, "%" if one.share else "", f"{_first(one):g}", least, most, ())


def _first(one: Entered) -> float:
    """What stands in the field at first."""
    known = rows("estimates")["first"]
    return float(
        known["share" if one.share else "duration" if one.duration else one.word if one.word in known else "other"]
    )


def _rate(name: str, shown: str, unit: str, value: float) -> Rate:
    return Rate(f"{NAME}-{name}", name, shown[:_LABEL], unit, round(value, 2))


def _short(words: tuple[str, ...]) -> str:
    """As many of the words as fit into an option."""
    text = ", ".join(words)
    return text if len(text) <= _LABEL else text[:_LABEL].rpartition(",")[0] or text[:_LABEL]


def _written(value: float) -> str:
    """As the page writes it, with two digits at most."""
    return f"{round(value, 2):,.2f}".rstrip("0").rstrip(".")
