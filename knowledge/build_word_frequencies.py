"""Build word_frequencies.tsv.gz: in how many news texts a word stem occurs.

    python knowledge/build_word_frequencies.py --shared ../shared

Counted over PolNeAR's articles (train and dev), LGL, GeoWebNews, and the items of Wikipedia's Current Events
(CC BY-SA). Only counts of stems leave these texts; a stem that fewer than three texts have is left out. ECB+ is not
counted: it is what the stories are measured on.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sources import TABLES, arguments, write_tsv

from gpulse.linking.grouping.posts import stems_of

FEWEST = 3


def main() -> None:
    args = arguments(__doc__)
    counts: Counter[str] = Counter()
    texts = 0
    for text in load_texts(args.shared / "data"):
        counts.update(set(stems_of(text)))
        texts += 1
    rows: list[tuple[str, int]] = [("", texts)]
    rows += sorted((word, n) for word, n in counts.items() if n >= FEWEST)
    write_tsv(
        TABLES / "word_frequencies.tsv.gz", "stem, texts that have it (first row: all texts), fields by tab", rows
    )


def load_texts(data: Path) -> Iterator[str]:
    """Yield the plain texts, one a post or item."""
    for path in sorted(data.glob("attribution/polnear-*/text/*.txt")):
        yield path.read_text(encoding="utf-8")
    for name in ("LGL.xml", "GWN-half.xml"):
        for article in ET.parse(data / "places" / name).getroot().iter("article"):
            yield article.findtext("text") or ""
    for page in sorted(data.glob("stories/current-events/*/*/*.html")):
        body = page.read_text(encoding="utf-8")
        for item in re.findall(r"<li>((?:(?!</?li>|<ul).)*)</li>", body, re.DOTALL):
            yield html.unescape(re.sub(r"<[^>]+>", "", item))


if __name__ == "__main__":
    main()
