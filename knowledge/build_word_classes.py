"""Build word_classes.tsv.gz: how often a form is which class of word, by GUM's hand-checked tags.

    python knowledge/build_word_classes.py --shared ../shared

GUM's annotations are CC BY 4.0; only counts of single forms and of pairs of classes leave its texts. The news documents that
coreference is measured on (evaluation/coref.py: `is_held_out`) are not counted. Rows: a form in lower case (a capital is
kept where it is a name's); an ending after "-"; a class after ">", with the classes that follow it; a noun after "=", with what it
mostly stands for.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from sources import TABLES, arguments, write_tsv

from gpulse.evaluation.coref import is_held_out, load_conllu
from gpulse.reading.language.word_classes import CLASSES, ENDING, KINDS, form_of


def main() -> None:
    shared = arguments(__doc__).shared
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    endings: dict[str, Counter[str]] = defaultdict(Counter)
    steps: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    seen_in: dict[str, set[str]] = defaultdict(set)  # nouns of one or two texts stay unknown, as other texts' are
    for path in sorted((shared / "data/coreference/gum").glob("*.conllu")):
        if "_news_" in path.name and is_held_out(path.stem):
            continue
        gold = load_conllu(path)
        for mention in gold.mentions:
            head = mention.heads[-1].of(gold.text)
            if len(mention.heads) == 1 and head.islower() and mention.kind in KINDS:
                kinds[head][KINDS[mention.kind]] += 1
                seen_in[head].add(path.stem)
        before = "."
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if not line:
                before = "."
            if len(cells) < 4 or not cells[0].isdigit() or cells[3] not in CLASSES:
                continue
            found = "q" if cells[4] == "PRP$" else CLASSES[cells[3]]
            form = form_of(cells[1], before == ".")
            forms[form][found] += 1
            steps[before][found] += 1
            before = found
    for form, counts in forms.items():
        if sum(counts.values()) <= 2 and form[0].isalpha():  # rare forms stand for those that are not in the table
            for length in range(1, ENDING + 1):
                if len(form) > length + 1:
                    endings[form[-length:] if form.islower() else "^" + form[-length:].lower()].update(counts)
    text = lambda counts: " ".join(f"{c}{n}" for c, n in counts.most_common())  # noqa: E731
    rows = [(form, text(counts)) for form, counts in sorted(forms.items())]
    rows += [(f"-{end}", text(counts)) for end, counts in sorted(endings.items()) if sum(counts.values()) > 2]
    rows += [(f">{before}", text(counts)) for before, counts in sorted(steps.items())]
    rows += [
        (f"={head}", counts.most_common(1)[0][0]) for head, counts in sorted(kinds.items()) if len(seen_in[head]) > 2
    ]
    write_tsv(
        TABLES / "word_classes.tsv.gz",
        "form (or -ending, or >class before), counts by class, or =noun, kind; source: GUM, CC BY 4.0",
        rows,
    )


if __name__ == "__main__":
    main()
