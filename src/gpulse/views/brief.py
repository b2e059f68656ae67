"""A brief in plain English, made from the record: what happened, who says what, what was promised, what fell due,
where posts differ. No language model: each sentence is made from one thing in the record, ends in footnotes to the
posts' own words, and says in how many independent origins those posts meet.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gpulse.knowledge.publishers import Publishers
from gpulse.linking.ledger.ledger_queries import due_rows
from gpulse.linking.ledger.ledger_rows import Ledger, Row
from gpulse.linking.lineage import count_roots
from gpulse.linking.story.story_rows import Story
from gpulse.record import Agreement, Attribution, Event, Record, Span
from gpulse.views.brief_check import unsupported
from gpulse.views.brief_drafts import Draft, Posts, quotation
from gpulse.views.brief_rows import Brief, Footnote, Section, Sentence, Value
from gpulse.views.brief_sentences import (
    agreement_sentence,
    claim_sentence,
    conflict_sentence,
    drift_sentence,
    event_sentence,
    is_sure,
    quote_sentence,
    statement_sentence,
)
from gpulse.views.brief_subject import BriefKit, Subject, choose, find_subject
from gpulse.views.promise_sentences import due_sentence, outcome_sentence, promise_sentence
from gpulse.views.words import day_words, interval_words

TOLD, HAPPENED, SAID = "What the posts tell", "What happened", "Who says what"
PROMISED = "What was promised, planned, threatened or demanded"
ENDED = "What fell due, and what became of it"
DUE, DIFFER = "What falls due next", "Where the posts differ"
"""The headings of a brief's sections."""

DUE_DAYS = 30
"""How far ahead "What falls due next" looks, in days, as `gpulse due` does."""


def build_brief(
    records: Sequence[Record],
    ledger: Ledger,
    stories: Sequence[Story],
    kit: BriefKit,
    *,
    since: str | None = None,
    about: str | None = None,
    title: str | None = None,
    most: int = 12,
    only: frozenset[str] | None = None,
) -> Brief:
    """Return the brief on what was published from `since` (a day; from the beginning where `None`) to `ledger.as_of`.

    `records`, `ledger` and `stories` are those of the store as of that day. `most` sentences a section are given, and
    how many more there were. With `only`, the brief is on these posts; the others may show what became of promises. A
    sentence that its footnotes do not carry in full is given as a quotation instead.
    """
    as_of = ledger.as_of
    subject = find_subject(about, kit.actors) if about else None
    known = {r.article.id: r for r in records}
    inside = {
        r.article.id for r in records
        if r.article.published_on and (since or "") <= r.article.published_on <= as_of
        and (only is None or r.article.id in only)
    }  # fmt: skip
    posts = Posts(records=known, states=kit.states)
    chosen = choose(known, inside, stories, subject)
    maker = _Maker(
        posts=posts,
        chosen=frozenset(chosen),
        inside=frozenset(inside),
        stories=stories,
        subject=subject,
        since=since,
        most=most,
    )
    claims = maker.claims()
    told = {draft.parts for draft in claims}
    ended = maker.outcomes(ledger)
    told_below = {draft.row for draft in ended[:most]}
    promised = [draft for draft in maker.promises(ledger.rows) if draft.row not in told_below]
    drafted = (
        (TOLD, claims),
        (HAPPENED, [draft for draft in maker.events(done=True) if draft.parts not in told]),
        (SAID, maker.statements()),
        (PROMISED, promised + maker.events(done=False)),
        (ENDED, ended),
        (DUE, maker.due_next(ledger)),
        (DIFFER, maker.conflicts()),
    )
    numbered = _Numbered(posts, stories, kit.publishers)
    sections = []
    for heading, drafts in drafted:
        sentences = tuple(numbered.add(draft) for draft in drafts[:most])
        if sentences:
            sections.append(Section(title=heading, sentences=sentences, left_out=max(0, len(drafts) - most)))
    period = interval_words(since, as_of) if since else f"up to {day_words(as_of)}"
    return Brief(
        title=title or f"{about or 'What was reported'}, {period}", about=about, since=since, as_of=as_of,
        posts=len(chosen), publishers=len({p for id in chosen if (p := known[id].article.publisher)}),
        last_post=max((day for id in chosen if (day := known[id].article.published_on)), default=None),
        sections=tuple(sections), footnotes=numbered.footnotes(),
        unnamed=sum(not known[id].article.publisher for id in chosen),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    """Drafts the sentences of each section. `inside` are the posts of the period, `chosen` those about the subject."""

    posts: Posts
    chosen: frozenset[str]
    inside: frozenset[str]
    stories: Sequence[Story]
    subject: Subject | None
    since: str | None
    most: int

    def _fits(self, codes: Iterable[str | None], text: str) -> bool:
        return self.subject is None or self.subject.fits(codes, text)

    def _records(self) -> Iterable[tuple[str, Record]]:
        """The chosen posts with the id of their story, in order."""
        seen = set()
        for story in self.stories:
            for id in story.articles:
                if id in self.chosen:
                    seen.add(id)
                    yield story.id, self.posts.records[id]
        for id in sorted(self.chosen - seen):
            yield id, self.posts.records[id]

    def claims(self) -> list[Draft]:
        told = [s for s in self.stories if any(link.central and link.article in self.chosen for link in s.lineage)]
        told.sort(key=lambda story: (-story.origins, -len(story.articles)))
        return [draft for story in told if (draft := claim_sentence(story, self.posts))]

    def events(self, *, done: bool) -> list[Draft]:
        """Events that took place (or did not), or those still ahead that no commitment stands for, one draft each."""
        groups: dict[tuple[object, ...], list[tuple[Record, Event]]] = defaultdict(list)
        for story, record in self._records():
            for event in record.events:
                if (event.realis == "actual") != done or event.realis == "hypothetical" or _promised(event, record):
                    continue
                if not done and _in_commitment(event, record):
                    continue
                people = [p.whom or p.name for p in (*event.actors, *event.recipients)]
                if self._fits(people, " ".join(span.of(record.article.text) for span in event.evidence)):
                    groups[_event_key(story, event)].append((record, event))
        tellings = sorted(groups.values(), key=lambda group: -len({record.article.id for record, _ in group}))
        drafted = [(event_sentence(_one_a_post(group), self.posts), group) for group in tellings]
        drafts = self._told_first(_one_a_sentence([(draft, group) for draft, group in drafted if draft]))
        return drafts + [draft for draft in (self._agreements() if done else []) if draft]

    def _told_first(self, drafts: Sequence[tuple[Draft, Event]]) -> list[Draft]:
        """The drafts, those that a brief has room for in front, in the order that they came.

        Told first is what most posts tell, then what is told in our words and not only quoted, what names who did it
        or to whom, and what has a day.
        """
        ranked = sorted(
            range(len(drafts)),
            key=lambda at: (
                -len(set(drafts[at][0].tellers)), _is_quoted(drafts[at][0]),
                not (drafts[at][1].actors or drafts[at][1].recipients), drafts[at][1].earliest is None, at,
            ),
        )  # fmt: skip
        order = [*sorted(ranked[: self.most]), *ranked[self.most :]]
        return [drafts[at][0] for at in order]

    def _agreements(self) -> list[Draft | None]:
        """Agreements that no event of the same words tells, one draft for the same parties in a story."""
        groups: dict[tuple[object, ...], list[tuple[Record, Agreement]]] = defaultdict(list)
        for story, record in self._records():
            for agreement in record.agreements:
                told = (e for e in record.events if e.event_type == "AGREE" and e.realis == "actual")
                same = any(span.covers(event.trigger) for event in told for span in agreement.evidence)
                if not same and self._fits(agreement.parties, agreement.name):
                    groups[story, agreement.parties or agreement.name].append((record, agreement))
        return [agreement_sentence(group, self.posts) for group in groups.values()]

    def statements(self) -> list[Draft]:
        """One statement of each speaker a post: those in the speaker's own words first, then named speakers."""
        found: list[tuple[tuple[bool, bool], Draft]] = []
        for _, record in self._records():
            heard: set[str] = set()
            for said in record.attributions:
                name = (said.speaker and said.speaker.name) or (said.source and said.source.of(record.article.text))
                if not name or name in heard or said.parent is not None or not self._says(record, said):
                    continue
                draft = statement_sentence(record, said, self.posts)
                if draft:
                    heard.add(name)
                    found.append(((said.kind != "direct", not (said.speaker and said.speaker.name)), draft))
        return [draft for _, draft in sorted(found, key=lambda pair: pair[0])]

    def _says(self, record: Record, said: Attribution) -> bool:
        text = record.article.text
        inside = [m.actor for m in record.mentions if any(span.covers(m) for span in said.content)]
        words = " ".join(span.of(text) for span in said.content)
        return self._fits([said.speaker.code if said.speaker else None, *inside], words)

    def _row_fits(self, row: Row) -> bool:
        words = " ".join((row.what or "", row.said_by or "", *(e.quote for e in row.evidence)))
        return self._fits((*row.by, *row.to), words)

    def promises(self, rows: Sequence[Row]) -> list[Draft]:
        """Commitments told in the period."""
        told = [row for row in rows if self._row_fits(row) and any(e.article in self.inside for e in row.evidence)]
        return [draft for row in told if (draft := promise_sentence(row, self.posts, self.inside))]

    def outcomes(self, ledger: Ledger) -> list[Draft]:
        """Commitments whose last day fell in the period, or of which the period's posts tell what became."""
        since = self.since or ""
        found = [
            row
            for row in ledger.rows
            if self._row_fits(row)
            and (
                (row.latest is not None and since <= row.latest < ledger.as_of)
                or any(e.article in self.inside for e in row.outcome_evidence)
            )
        ]
        return [draft for row in found if (draft := outcome_sentence(row, self.posts))]

    def due_next(self, ledger: Ledger) -> list[Draft]:
        until = (dt.date.fromisoformat(ledger.as_of) + dt.timedelta(days=DUE_DAYS)).isoformat()
        rows = [row for row in due_rows(ledger, until) if self._row_fits(row)]
        return [draft for row in rows if (draft := due_sentence(row, self.posts))]

    def conflicts(self) -> list[Draft]:
        drafts: list[Draft | None] = []
        for story in self.stories:
            if not self.chosen.intersection(story.articles):
                continue
            drafts += [conflict_sentence(conflict, self.posts) for conflict in story.conflicts]
            drafts += [drift_sentence(drift, self.posts) for drift in story.drift]
            drafts += [quote_sentence(quote, self.posts) for quote in story.quotes]
        return [draft for draft in drafts if draft and self.inside.intersection(draft.tellers)]


def _promised(event: Event, record: Record) -> bool:
    """Say whether a commitment of the post stands for this event."""
    return any(
        commitment.event == event.id
        or (commitment.event is None and any(span.covers(event.trigger) for span in commitment.evidence))
        for commitment in record.commitments
    )


def _in_commitment(event: Event, record: Record) -> bool:
    """Say whether the words of a commitment hold this event, so that its sentence quotes it."""
    return any(span.covers(event.trigger) for commitment in record.commitments for span in commitment.evidence)


def _one_a_sentence(drafts: Sequence[tuple[Draft, Sequence[tuple[Record, Event]]]]) -> list[tuple[Draft, Event]]:
    """Return one draft for each sentence that is quoted, where its first post tells several events in it.

    The one that most posts tell is taken, then one whose type is sure, one that names who did it, and one that names to
    whom.
    """
    best: dict[tuple[str, Span], tuple[tuple[int, bool, bool, bool], Draft, Event]] = {}
    for draft, tellings in drafts:
        event = tellings[0][1]
        quoted = (draft.cited[0].article, draft.cited[0].span)
        rank = (len(set(draft.tellers)), is_sure(tellings), bool(event.actors), bool(event.recipients))
        if quoted not in best or rank > best[quoted][0]:
            best[quoted] = (rank, draft, event)
    return [(draft, event) for _, draft, event in best.values()]


def _is_quoted(draft: Draft) -> bool:
    """Say whether a draft has the post's words alone, and none of ours but who printed them."""
    return all(value.field in ("publisher", "published", "time") for value in draft.cited[0].values)


def _event_key(story: str, event: Event) -> tuple[object, ...]:
    """Events of one story are told as one where type, parties and day are the same; without parties, never."""
    people = tuple(frozenset(p.whom or p.name for p in side) for side in (event.actors, event.recipients))
    alone = (event.id, event.trigger) if not any(people) else ()
    return (story, event.event_type, event.realis, event.polarity, *people, event.earliest, event.latest, *alone)


def _one_a_post(group: Sequence[tuple[Record, Event]]) -> list[tuple[Record, Event]]:
    return list({record.article.id: (record, event) for record, event in reversed(group)}.values())[::-1]


class _Numbered:
    """Numbers the footnotes in order of first use; the same words of a post are one footnote."""

    def __init__(self, posts: Posts, stories: Sequence[Story], publishers: Publishers) -> None:
        self._posts = posts
        self._publishers = publishers
        self._story_of = {id: story for story in stories for id in story.articles}
        self._notes: dict[tuple[str, int, int], Footnote] = {}

    def add(self, draft: Draft) -> Sentence:
        """Return the draft as a sentence; as a quotation where its footnotes do not carry all it says."""
        before = dict(self._notes)
        sentence = self._number(draft)
        if unsupported(sentence, self._notes.values()):
            self._notes = before
            plain = quotation(draft.cited, self._posts, draft.row)
            sentence = self._number(replace(plain, tellers=draft.tellers))
        return sentence

    def footnotes(self) -> tuple[Footnote, ...]:
        return tuple(self._notes.values())

    def _number(self, draft: Draft) -> Sentence:
        numbers = [self._note(c.article, c.span.start, c.span.end, c.values) for c in draft.cited]
        story = self._story_of.get(draft.cited[0].article)
        return Sentence(
            parts=draft.parts, notes=tuple(dict.fromkeys(numbers)), origins=self._origins(draft.tellers),
            story=story.id if story else None, row=draft.row,
        )  # fmt: skip

    def _note(self, article: str, start: int, end: int, values: tuple[Value, ...]) -> int:
        old = self._notes.get((article, start, end))
        if old:
            values = tuple(dict.fromkeys(old.values + values))
            self._notes[article, start, end] = replace(old, values=values)
            return old.number
        post = self._posts.records[article].article
        note = Footnote(
            number=len(self._notes) + 1, article=article, url=post.url, title=post.title, publisher=post.publisher,
            published_at=post.published_at, quote=post.text[start:end], start=start, end=end, values=values,
        )  # fmt: skip
        self._notes[article, start, end] = note
        return note.number

    def _origins(self, tellers: Sequence[str]) -> int:
        """How many independent origins these posts go back to, by the lineage of their stories."""
        roots: set[str] = set()
        for story in {id: s for t in tellers if (s := self._story_of.get(t)) for id in (s.id,)}.values():
            links = [replace(link, central=link.article in tellers) for link in story.lineage]
            records = [self._posts.records[id] for id in story.articles if id in self._posts.records]
            roots.update(count_roots(links, records, self._publishers))
        return len(roots) or len(set(tellers))
