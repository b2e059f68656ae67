"""Fit the weights by which two posts tell one affair (`gpulse.linking.grouping.alike.facts_of`).

    python training/grouping.py tests/ledger/fresh tests/ledger/stories tests/stories ../shared/gold/ledger \\
        tests/newsrooms tests/conflict_stories/read --mixes tests/affairs/read --labelled runs/gold \\
        --ecb ../shared/data/stories/ecbplus

An example is a pair of neighbours in a store of many affairs (`clusters.StoryIndex.pairs`): all careful stories are
one store, the affairs of the same parties in the same weeks are one, the labelled stories (training/ledger_gold.py
makes those) are thirty, and ECB+ is one. Which names are rare is told for a tenth of the labelled stories by the
others. Two logistic regressions with a ridge, one for posts without a day. Prints what they find with each tenth of
the affairs left out, and the tables to paste.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from fits import PARTS, average_precision, fit, part_of, print_weights, table_of
from gpulse.evaluation.affairs import load_mixes
from gpulse.evaluation.ecb import load_ecb
from gpulse.evaluation.ledger import HELD_OUT
from gpulse.intake import parse_pages
from gpulse.linking.grouping.alike import DATED, UNDATED, facts_of
from gpulse.linking.grouping.clusters import StoryIndex
from gpulse.linking.grouping.posts import WordFrequencies, build_post, load_word_frequencies
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_until
from gpulse.record import Article, Record
from gpulse.sources import BadInput, load_inputs

sys.path.insert(0, str(Path(__file__).parent.parent / "knowledge"))

from build_story_words import FEWEST, count_stems

CHOSEN = 1.0
"""The ridge of the table: from 0.1 to 10 average precision is the same to a hundredth."""

HEFT: Final[Mapping[str, float]] = {"careful": 1, "mixes": 5, "labelled": 0.7, "ecb": 1}
"""How much a pair of a store counts. Mixes are few, and most pairs of a store of news are such."""

SHELVES: Final = 3
"""Stores that each tenth of the labelled stories makes: many an affair is told in two of those, and its posts count as
those of two affairs where both are in one store."""

TOLD_TWICE: Final = frozenset({"balakot-jets", "moncayo-release", "somaliland-november", "tehran-money"})
"""Careful stories whose affair another of them tells, too."""

Affairs = Mapping[str, Sequence[Record]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A pair of neighbours: their facts, whether they are of one affair, and the parts of their affairs."""

    facts: Mapping[str, float]
    same: bool
    parts: tuple[int, int]
    store: str


def read_affairs(paths: Iterable[Path], kit: Kit) -> dict[str, list[Record]]:
    """Read the posts of the stories below some folders as far as grouping needs, without those kept apart."""
    affairs: dict[str, list[Record]] = {}
    for path in paths:
        apart = (path / HELD_OUT).read_text(encoding="utf-8").split() if (path / HELD_OUT).exists() else []
        for reports in sorted(path.glob("*/reports")):
            if reports.parent.name not in (*apart, *TOLD_TWICE):
                pages = parse_pages(
                    load_inputs([str(file) for file in sorted(reports.glob("*.md"))], kit.settings),
                    form=None, published=None,
                )  # fmt: skip
                affairs[reports.parent.name] = [
                    _read(page.article, kit) for page in pages if not isinstance(page, BadInput)
                ]
    return affairs


def read_ecb(path: Path, kit: Kit) -> dict[str, list[Record]]:
    """Read the posts of ECB+ by their seminal events."""
    affairs: dict[str, list[Record]] = defaultdict(list)
    for post in load_ecb(path):
        affairs[post.story].append(_read(post.article, kit))
    return affairs


def _read(article: Article, kit: Kit) -> Record:
    return read_until("attributions", article, kit)


def read_mixes(path: Path, kit: Kit) -> dict[str, list[Record]]:
    """Read the affairs of the same parties, each named by its mix and itself."""
    affairs: dict[str, list[Record]] = defaultdict(list)
    for post in load_mixes(path):
        affairs[post.story].append(_read(post.article, kit))
    return affairs


def find_examples(store: str, affairs: Affairs, frequencies: WordFrequencies) -> Iterator[Example]:
    """Yield the pairs of neighbours of a store that holds some affairs.

    What stands before a "/" in an affair's name is the mix that it is of, which is kept in one part.
    """
    affair_of = {record.article.id: name for name, records in affairs.items() for record in records}
    posts = [build_post(record, frequencies) for records in affairs.values() for record in records]
    for one, two in StoryIndex(posts).pairs():
        first, second = affair_of[one.id], affair_of[two.id]
        parts = (part_of(first.split("/")[0]), part_of(second.split("/")[0]))
        yield Example(facts=facts_of(one, two), same=first == second, parts=parts, store=store)


def without_part(part: int, frequencies: WordFrequencies, texts: Sequence[Path]) -> WordFrequencies:
    """Return the tables as they are where the labelled stories of a part are not counted."""
    counts = count_stems([text for text in texts if part_of(text.stem) != part])
    return replace(frequencies, common=frozenset(stem for stem, n in counts.items() if n >= FEWEST))


def fit_left_out(
    rows: np.ndarray, same: np.ndarray, parts: np.ndarray, names: Sequence[str], heft: np.ndarray
) -> np.ndarray:
    """Return the score of each pair by weights that were fitted without any pair of its first affair's part."""
    scores = np.zeros(len(same))
    for part in range(PARTS):
        of_others = (parts != part).all(axis=1)
        mine = parts[:, 0] == part
        scores[mine] = rows[mine] @ fit(rows[of_others], same[of_others], names, ridge=CHOSEN, heft=heft[of_others])
    return scores


def report(examples: Sequence[Example]) -> None:
    """Print what the fits find with each part left out, and the tables.

    The posts of ECB+ have no day, so the others, taken without theirs, count as much as those in the second fit.
    """
    hefts = np.array([HEFT[example.store] for example in examples])
    dated = np.array(["between" in example.facts for example in examples])
    print_fit([example for example in examples if "between" in example.facts], list(DATED), hefts[dated])
    if not dated.all():
        share = min(1.0, hefts[~dated].sum() / hefts[dated].sum())
        print_fit(examples, list(UNDATED), np.where(dated, share, 1.0) * hefts)


def print_fit(examples: Sequence[Example], names: Sequence[str], heft: np.ndarray) -> None:
    """Print the average precision and the wrong pairs of each store with each part left out, and the weights."""
    rows = table_of((example.facts for example in examples), names)
    same = np.array([float(example.same) for example in examples])
    stores = np.array([example.store for example in examples])
    scores = fit_left_out(rows, same, np.array([example.parts for example in examples]), names, heft)
    for store in sorted(set(stores)):
        of = stores == store
        wrong = int(((scores[of] > 0) != (same[of] > 0)).sum())
        precision = average_precision(scores[of], same[of])
        print(f"{store}: {of.sum()} pairs, {int(same[of].sum())} of one affair; {precision:.3f}, {wrong} wrong")
    print_weights(names, fit(rows, same, names, ridge=CHOSEN, heft=heft))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("careful", type=Path, nargs="+")
    parser.add_argument("--mixes", type=Path)
    parser.add_argument("--labelled", type=Path)
    parser.add_argument("--ecb", type=Path)
    args = parser.parse_args()
    kit, frequencies = load_kit(), load_word_frequencies()
    examples = list(find_examples("careful", read_affairs(args.careful, kit), frequencies))
    if args.mixes:
        examples += find_examples("mixes", read_mixes(args.mixes, kit), frequencies)
    if args.labelled:
        examples += labelled_examples(read_affairs([args.labelled], kit), frequencies)
    if args.ecb:
        examples += find_examples("ecb", read_ecb(args.ecb, kit), frequencies)
    report(examples)


def labelled_examples(affairs: Affairs, frequencies: WordFrequencies) -> Iterator[Example]:
    """Yield the pairs of the labelled stories, each tenth in `SHELVES` stores."""
    texts = sorted((Path(__file__).parent / "stories").glob("*.txt"))
    for part in range(PARTS):
        others = without_part(part, frequencies, texts)
        for shelf in range(SHELVES):
            own = {n: r for n, r in affairs.items() if part_of(n) == part and part_of(n[::-1]) % SHELVES == shelf}
            yield from find_examples("labelled", own, others)


if __name__ == "__main__":
    main()
