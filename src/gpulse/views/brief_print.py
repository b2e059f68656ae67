"""A brief as Markdown, as one self-contained HTML page, as PDF (WeasyPrint) and as DOCX (python-docx).

The only import of WeasyPrint and of python-docx; both are extras of the package.
"""

from __future__ import annotations

import html
import io
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files

from gpulse.errors import InputError
from gpulse.views.brief_rows import Brief, Footnote, Sentence, Value
from gpulse.views.words import day_words, publishers_words

_MARKED = re.compile(r"([\\`*_\[\]<>#|~])")


def write_markdown(brief: Brief) -> str:
    """Return the brief as Markdown with footnotes (`[^1]`), as GitHub, Pandoc and most readers know them."""
    lines = [f"# {_plain(brief.title)}", "", _plain(counts_words(brief))]
    for section in brief.sections:
        lines += ["", f"## {_plain(section.title)}", ""]
        for sentence in section.sentences:
            marks = "".join(f"[^{number}]" for number in sentence.notes)
            lines.append(f"- {_plain(sentence.text)}{marks} ({origins_words(sentence.origins)})")
        if section.left_out:
            lines += ["", f"{section.left_out} more are left out here."]
    lines.append("")
    for note in brief.footnotes:
        where = f" <{note.url}>" if note.url and re.match(r"https?://[^\s<>]+$", note.url) else ""
        lines.append(f"[^{note.number}]: {_plain(note_words(note))}{where}")
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Return text with whatever Markdown would read as markup escaped."""
    return _MARKED.sub(r"\\\1", " ".join(text.split()))


def counts_words(brief: Brief) -> str:
    """Return how much the brief rests on, and of which day its last post is where that is not the day of the brief."""
    posts = f"{brief.posts} post" + "s" * (brief.posts != 1)
    publishers = publishers_words(brief.publishers, brief.unnamed)
    first = f" from {day_words(brief.since)}" if brief.since else ""
    day = brief.last_post
    last = f"; the last is of {day_words(day)}" if day and day < brief.as_of else ""
    return f"From {posts} of {publishers}{first}, up to {day_words(brief.as_of)}{last}."


def origins_words(origins: int) -> str:
    """Return in words how many independent origins a sentence has.

    >>> origins_words(1), origins_words(3)
    ('1 origin', '3 independent origins')
    """
    return "1 origin" if origins == 1 else f"{origins} independent origins"


def note_words(note: Footnote) -> str:
    """Return a footnote as text: publisher, day, title, the post's words, and how values were read from them."""
    day = day_words(note.published_at) if note.published_at else "day unknown"
    head = ", ".join(part for part in (note.publisher or "publisher unknown", day, note.title) if part)
    read = "; ".join(words for value in note.values if (words := value_words(value)))
    return f"{head}: “{' '.join(note.quote.split())}”" + (f" [{read}]" if read else "")


def value_words(value: Value) -> str:
    """Return how a value was read, "" where the sentence only repeats the words or names the post.

    >>> value_words(Value(field="time", words="next month", means="July 2024", value="2024-07-01/2024-07-31"))
    '“next month” is July 2024'
    >>> value_words(Value(field="actor", words="The EU", means="the EU", value="European Union"))
    ''
    >>> value_words(Value(field="actor", words="gang members", means="gang members (Haiti)", value="HTI"))
    '“gang members” are of Haiti'
    """
    of = re.fullmatch(r"(.+) \((.+)\)", value.means)
    if value.field == "actor" and of and _bare(of[1]) == _bare(value.words):
        return f"“{' '.join(value.words.split())}” {'are' if value.words.endswith('s') else 'is'} of {of[2]}"
    if value.field in ("published", "publisher") or not value.words or _bare(value.words) == _bare(value.means):
        return ""
    return f"“{' '.join(value.words.split())}” is {value.means}"


def _bare(words: str) -> str:
    return re.sub(r"^(?:the|an?)\s+|['’]s?$", "", " ".join(words.split()), flags=re.IGNORECASE).casefold()


def render_html(brief: Brief) -> str:
    """Return the brief as one page without scripts: light and dark, for phones and for print."""
    style = files("gpulse.views").joinpath("templates", "brief.css").read_text(encoding="utf-8")
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(brief.title)} · Geopolitical Pulse</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<main>\n<h1>{html.escape(brief.title)}</h1>\n{body_html(brief)}\n</main>\n</body>\n</html>\n"
    )


def body_html(brief: Brief) -> str:
    """Return the sections and footnotes of a brief as HTML, without the page around them."""
    known = {note.number: note for note in brief.footnotes}
    parts = [f'<p class="counts">{html.escape(counts_words(brief))}</p>']
    for section in brief.sections:
        items = "\n".join(f"<li>{sentence_html(sentence, known)}</li>" for sentence in section.sentences)
        more = f'<p class="more">{section.left_out} more are left out here.</p>' if section.left_out else ""
        parts.append(f"<section>\n<h2>{html.escape(section.title)}</h2>\n<ul>\n{items}\n</ul>{more}\n</section>")
    if not brief.sections:
        parts.append("<p>Nothing in the posts of this period can be told.</p>")
    notes = "\n".join(note_html(note) for note in brief.footnotes)
    if notes:
        parts.append(f'<section class="notes">\n<h2>Footnotes</h2>\n<ol>\n{notes}\n</ol>\n</section>')
    return "\n".join(parts)


def sentence_html(sentence: Sentence, known: Mapping[int, Footnote]) -> str:
    """Return a sentence with links to its footnotes."""
    text = "".join(
        f"<q>{html.escape(part.text)}</q>" if part.quoted else html.escape(part.text) for part in sentence.parts
    )
    marks = "".join(
        f'<sup><a href="#note-{number}" title="{html.escape(_short(known[number]))}" '
        f'aria-label="Footnote {number}">{number}</a></sup>'
        for number in sentence.notes
    )
    origins = origins_words(sentence.origins).replace(" ", "\N{NO-BREAK SPACE}", 1)
    return f'{text}.{marks} <small class="origins">{origins}</small>'


def _short(note: Footnote) -> str:
    return note_words(note)[:200]


def note_html(note: Footnote) -> str:
    """Return a footnote as a list item with its anchor, and a link to the post where its address is known."""
    words = html.escape(note_words(note))
    if note.url and re.match(r"https?://", note.url):
        words += f' <a href="{html.escape(note.url)}" rel="noopener">The post</a>'
    return f'<li id="note-{note.number}" value="{note.number}">{words}</li>'


def write_pdf(brief: Brief) -> bytes:
    """Return the brief as PDF, the same for the same brief. Raises `InputError` where the extra `pdf` is missing."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        raise InputError(
            f"PDF needs WeasyPrint and Pango ({error}): pip install 'gpulse[pdf]', and on Debian apt install "
            "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
        ) from error

    def refuse(url: str, *_: object, **__: object) -> dict[str, object]:
        raise ValueError(f"{url} is not fetched: a brief needs nothing from outside.")

    with _fonts_without_a_time():
        made: bytes = HTML(string=render_html(brief), url_fetcher=refuse).write_pdf(pdf_identifier=b"gpulse")
    return made


@contextmanager
def _fonts_without_a_time() -> Iterator[None]:
    """Keep fontTools, which cuts fonts where HarfBuzz's subsetter is missing, from writing the second into them.

    It takes the time from `SOURCE_DATE_EPOCH` (reproducible-builds.org); a value that is set stays.
    """
    if "SOURCE_DATE_EPOCH" in os.environ:
        yield
        return
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        yield
    finally:
        os.environ.pop("SOURCE_DATE_EPOCH", None)


def write_docx(brief: Brief) -> bytes:
    """Return the brief as a Word document, its notes at the end. Raises `InputError` where the extra is missing."""
    try:
        from docx import Document
    except ImportError as error:
        raise InputError("DOCX needs python-docx: pip install 'gpulse[docx]'.") from error
    document = Document()
    document.core_properties.title = brief.title
    document.core_properties.author = "Geopolitical Pulse"
    document.add_heading(brief.title, 0)
    document.add_paragraph(counts_words(brief))
    for section in brief.sections:
        document.add_heading(section.title, 1)
        for sentence in section.sentences:
            paragraph = document.add_paragraph(sentence.text, style="List Bullet")
            paragraph.add_run(" ".join(str(number) for number in sentence.notes)).font.superscript = True
            paragraph.add_run(f" ({origins_words(sentence.origins)})").italic = True
        if section.left_out:
            document.add_paragraph(f"{section.left_out} more are left out here.")
    document.add_heading("Footnotes", 1)
    for note in brief.footnotes:
        address = f" {note.url}" if note.url else ""
        document.add_paragraph(f"{note.number}. {note_words(note)}{address}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


WRITERS: Mapping[str, Callable[[Brief], bytes]] = {
    "md": lambda brief: write_markdown(brief).encode(),
    "html": lambda brief: render_html(brief).encode(),
    "pdf": write_pdf,
    "docx": write_docx,
}
"""The forms of a brief, by the name that `--format` takes."""
