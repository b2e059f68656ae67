"""Sentences in which a post names another publisher as its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gpulse.knowledge.publishers import Publishers
from gpulse.record import Record, Span

_MEDIUM = (
    r"(?:news ?papers?|papers?|news site|dail(?:y|ies)|weekl(?:y|ies)|tabloid|broadcaster|channel|station|network|"
    r"magazine|(?:news|press|wire) (?:agency|service|site|website|outlet|portal)|website|outlet|journal|"
    r"(?:[Ss]tate|[A-Z][a-z]+(?:an|ese|ish|ch|li|qi|ni)) agency|"
    r"(?:[Ss]tate|[Pp]ublic|national) (?:television|TV|radio),?)"
)
_REPORTED = (
    r"(?:(?:has|had|have) )?(?:first |also |earlier |then |since |once )?"
    r"(?:reported|reports|wrote|writes|quoted|quotes|cited|cites|published|publishes|revealed|broadcast|learned|"
    r"disclosed|"
    r"said|says|claimed|put it|carried|ha[ds] it|broke the (?:news|story)|told|tells|recall(?:s|ed)|not(?:es|ed)|"
    r"remind(?:s|ed)|written|announce[sd]|predict(?:s|ed)|report|learnt|heard|understands|kn[eo]ws? of|known of|"
    r"puts|prints|carr(?:y|ies))"
)
_MADE_OF = (
    r"(?:(?:Radio|TV|Televisi\w+|Channel|Canal|Agency|Agence|Agencia|Agenzia|Broadcaster|Wire|Paper|Newspaper|Gazeta|"
    r"Diario) "
    r"(?:[A-Z][\w-]*)(?: [A-Z][\w-]+)?|(?:[A-Z][\w-]+ ){1,2}(?:Radio|TV|Television|Times|Post|Herald|Gazette|Tribune|"
    r"Chronicle|Telegraph|Courier|Observer|Broadcasting|News Agency))\b"
)
"""Names that say by one of their words that they are a publisher's: "Radio Okapi", "the Daily Courier"."""

_WORD = r"[A-ZÀ-Þ](?:[\w&’'/-]|\.(?=\w))*"
_NAME = rf"{_WORD}(?: (?:(?:of|de|al|der|la|du) )?{_WORD}){{0,4}}"

_WAYS = (
    # "as Wire A reported", "Der Spiegel reported on Monday", "Radio Okapi, the station of the port, announced"
    rf"{{name}}(?:,? | and others |, [^,;.]{{{{3,60}}}}, ){_REPORTED}\b",
    # "according to the WSJ", "citing Reuters", "reported by Yonhap", "the news had been broken by Paper B"
    r"\b(?:[Aa]ccording to|[Cc]iting|cites|cited by|[Qq]uoting|reported by|[Qq]uoted by|published by|carried by|"
    r"seen by|first in|confirmed to|set out by|(?:broken|revealed|learned|learnt)(?: [^,;.]{{0,20}})? by) (?:the )?"
    r"(?:[\w-]+ ){{0,4}}{name}",
    # "by Wire A's account", "in the words of Wire A", "if Wire A is right", "one learns from Wire A"
    r"\b[Bb]y {name}['’]s? (?:account|report|count|figures)|\b[Ii]n the words of (?:the )?{name}|"
    r"\bif (?:the )?{name} is (?:right|to be believed)|\b(?:learns?|learned|learnt|hears?|heard) from (?:the )?{name}",
    # "told Reuters", "in an interview with Le Monde"
    r"\b(?:told|tells|interview with|interview to|statement to) (?:the )?(?:[\w-]+ ){{0,4}}{name}",
    # "that of TV Chosun on 21 June", "a report by Yonhap", "Yonhap's report"
    r"\b(?:that of|(?:report|account|bulletin|story|article|dispatch|broadcast|scoop|investigation)s? "
    r"(?:of|by|in|from|on)) (?:the )?(?:[\w-]+ ){{0,4}}{name}",
    r"{name}(?:['’]s)? (?:report|account|bulletin|story|article|dispatch|scoop|investigation|version)\b",
    # "among them one from the trade paper Defense News, whose account we follow"
    r"{name},? whose (?:account|report|story|reporting|article|broadcast|film|footage|recording|copy|text)s?\b|"
    r"{name}\b[^.;]{{0,50}} (?:among the|the) first to\b",
    # "so Wire A on Friday", "of which Wire A gave the date first", "the opening announced by Agency D"
    r"\b[Ss]o {name}(?=,| on\b|\.)|{name} (?:first )?gave\b|"
    r"\b(?:announced|told|described|foretold|put) (?:first )?(?:by|on) {name}|"
    r"\b(?:known|heard|learnt|learned)\b[^.;]{{0,15}}\b(?:through|from|by way of) {name}",
    # "he read it out on the screen of Al Jazeera", "in a film aired by Al Arabiya"
    r"\b(?:[Oo]n (?:the )?(?:screens?|air|airwaves|pages?|website|programmes?) of|(?:aired|shown|broadcast) (?:by|on)) "
    r"(?:the )?{name}",
    # "Broadcaster C, which had it from him", "Paper B, which broke the news", "Broadcaster C, from which we have this"
    r"{name},? (?:which|who) (?:had it|has seen|had seen|learned|was told|reported|quoted|cited|first reported|"
    r"broke|published|first had)|{name},? (?:from (?:which|whom)|to (?:which|whom))\b",
    # "Wire A was the first to report it", "the BBC was told by two officials", "Kyodo, citing sources in the cabinet"
    r"{name} (?:was|were|ha[sd] been) (?:the )?(?:first|told|informed|shown|given)\b|"
    r"{name}, (?:citing|quoting|which cites|which quotes)\b",
    # "to the BBC he said", "speaking to Al Arabiya", "in a conversation with Die Zeit", "a leak to Politico"
    r"^To (?:the )?{name},? (?:he|she|they|the|an?)\b|\b(?:[Ss]peaking|spoke|talking|talked|conversation|talk|call|"
    r"leak|leaked|letter|message|remarks?|comments?|e-mail|confided|confirmed) (?:to|with|for) (?:the )?{name}",
    # "on Al Jazeera the minister announced", "in Le Monde the president writes"
    r"^(?:Writing in|On|In) (?:the )?{name},? (?:(?:he|she|they)|(?:the|an?|[Ii]ts) (?:[\w-]+ ){{1,4}}?)(?: ?\w+)? ?"
    r"(?:sa(?:id|ys)|writes?|wrote|announce[sd]?|declare[sd]?|promise[sd]?|explain\w*|denie[sd]|confirm\w*)\b",
    # "documents that Der Spiegel has seen", "what the Times printed", "what Axios has from three officials"
    r"\b(?:that|which|what) (?:the )?(?:[\w-]+ ){{0,3}}{name}\b(?:, [^,]{{3,40}},)? (?:ha(?:s|d)|saw|obtained|"
    r"prints?|printed|published|distribut\w+|shows?|showed|carrie[sd]|aired|broadcasts?|reads? out|quote[sd]|"
    r"spread|sent|brought|was given)\b",
    # "it comes from Wire A", "so one reads in the Post", "what is known stands in Paper B", "the news is Wire A's"
    r"\b(?:comes?|came|stems?|stemmed|have (?:it|this|that)|had (?:it|this|that)|know (?:it|this|that)|taken) "
    r"(?:only )?from (?:the )?{name}|\b(?:reads?|read|stands?|stood|printed|appeared|found) in (?:the )?{name}|"
    r"\b(?:news|account|story|report|scoop|figure|date|number) (?:is|was) {name}['’]s",
    # "Xinhua spread the announcement", "KCNA read out the statement", "TV Markaz showed the signing and gave the date"
    r"{name},? (?:spread|distributed|circulated|read out|put out|aired|printed|relayed)\b|"
    r"{name} (?:showed|shows) [^.;]{{3,60}} and (?:gave|gives|named|names|said|says|dated|put)\b",
    # "a deal is close, says Bloomberg", "as writes the daily Trud", "thus reported Reuters"
    r"\b(?:says|writes|reports|wrote|reported|notes|claims|reveals|adds|learned|insists) (?:the )?"
    r"(?:(?!that|who|to|until|by|from)[\w-]+ ){{0,3}}{name}(?=[,.;:]|$| (?:in|on|citing|quoting|with|from|after)\b)",
    # "per Wire A's man in the port", "via TASS", "with reference to Interfax", "thanks to Agency D"
    r"\b(?:[Pp]er|[Vv]ia|[Ss]ource:|[Rr]eferr(?:ing|ed) to|[Rr]eference to|[Rr]el(?:ying|ies) on|[Cc]redit(?:s|ing)?|"
    r"on the (?:strength|authority|word) of|(?:picked up|relayed|obtained|uncovered|made public|spread) by|"
    r"(?:quoted|reported|published|printed|revealed|described|leaked) in|[Tt]hanks to|courtesy of) (?:the )?"
    r"(?:[\w-]+ ){{0,3}}{name}(?! (?:town|anchor|host|opinion|op-ed|piece))",
    # "TASS has the line", "Interfax, with a source in the ministry:", "Wire A: deal close"
    r"{name} ha[sd] (?:the|an?|its|more|this|that) (?:[\w-]+ ){{0,3}}(?:line|story|news|text|draft|letter|date|details|"
    r"quotes?|sources?|figures?|names?|list|scoop|minister|official|version)\b|"
    r"{name}, with (?:an?|its|two|three|several|reference|some) |^{name}: ",
    # "a Reuters journalist counted forty", "what TASS's man in the port heard", "Kyodo's sources speak of May"
    r"{name}(?:['’]s)? (?:man|woman|people|sources?|journalists?|correspondents?|reporters?|photographers?|crew|team)\b"
    r"(?: (?:in|at|on|from|with|near|there|whom|who)\b[^,;.]{{0,30}}?)? (?:saw|sees?|counted|counts?|heard|hears?|"
    r"watched|speaks?|spoke|found|reports?|reported|noted|put|say|said|wrote)\b",
    # "verified by the New York Times", "a count kept by Mediazona", "Yonhap, which spoke to three officers, gives"
    r"\b(?:verified|counted|confirmed|examined|analy[sz]ed|kept|compiled|collected|interviewed|quoted|geolocated) "
    r"by (?:the )?(?:[\w-]+ ){{0,3}}{name}|{name},? which (?:spoke|talked|asked|counted|examined|saw|analysed|obtained|"
    r"has (?:seen|spoken|counted))\b",
    # "it was the Guardian that brought it to light", "Der Spiegel puts the number at 60"
    r"\b[Ii]t was (?:the )?(?:[\w-]+ ){{0,2}}{name} (?:that|which|who)\b|"
    r"{name} (?:puts?|counts?|counted|gives?|names?|named|dates?|speaks? of|spoke of|tells? of) "
    r"(?:the|an?|its|\d|\w+ty)\b",
    # "we owe the figure to Kyodo", "the claim rests on the channel TOLOnews", "first with it was Wire A"
    r"\b(?:owe[sd]? [^,;.]{{1,30}} to|(?:end(?:s|ed)? up|stops?) (?:at|with)|(?:leads?|led|go(?:es)?|went) back to|"
    r"rests? (?:\w+ )?on|trace[sd]? (?:back )?to|[Ff]irst (?:with|to) [^.;]{{1,40}} (?:was|were))\b[^.;]{{0,40}}? "
    r"{name}|"
    # "whom AFP does not name", "from a Beirut paper one learns", "it was in a Dakar paper that the date first stood"
    r"\bwh(?:om|ose names?) (?:the )?{name} (?:does|did|do) not (?:name|identify|give)|"
    r"\b[Ff]rom (?:the )?{name} (?:one|we|you) (?:learns?|hears?|knows?)\b|"
    r"\b[Ii]t was (?:in|on|from|through) (?:[\w-]+ ){{0,5}}{name} that\b",
)
_UNKNOWN = (
    rf"\b{_MEDIUM} (?P<name>{_NAME})",
    rf"\b(?P<name>{_NAME}),? an? (?:[\w-]+ ){{0,3}}{_MEDIUM}\b(?! {_REPORTED})",
    rf"\b(?P<name>[Aa]n? (?:[\w-]+ ){{0,2}}?{_NAME} "
    rf"(?:(?:news|state|public|private|opposition|evening|morning) )?{_MEDIUM}|"
    rf"[Aa]n? (?:[\w-]+ )?{_MEDIUM} (?:of|in) (?:the )?[A-Z][\w-]+|"
    rf"[Aa]n? {_MEDIUM} (?:close to|loyal to|run by|owned by) (?:the )?[\w-]+|"
    r"(?:[Tt]wo|[Tt]hree|[Ss]everal|[Tt]he) [A-Z][\w-]+ (?:(?:news)?papers|broadcasters|channels|dailies)|"
    r"[Nn]ewspapers in [A-Z][\w-]+)\b(?! [A-Z])",
    rf"\b(?P<name>{_MADE_OF})(?! [A-Z])",
    r"\b(?:told|tells) (?P<name>an? (?:[a-z-]+ )?(?:news|press|wire) agency)\b(?! [A-Z]| of\b| in [A-Z])",
)
"""What is no known name: "the newspaper Berlingske"; "Berlingske, a Danish daily"; "a Bogotá daily", which has none;
"Radio Okapi", which says itself what it is. Each is looked for on its own, as one would take the words of another:
"from Greece, a Paris daily reports" names no Greece."""
_OWN = re.compile(
    rf"\b(?:told|tell|by|shown to|seen by|asked by) (?:this|our) (?:{_MEDIUM}|correspondent|reporter)|"
    r"\b[Oo]ur (?:own |\w+ )?(?:correspondents?|reporters?|photographers?|studio|programme|bureau)\b|"
    rf"\b(?:this|for this) {_MEDIUM}\b(?!['’]s (?:readers|pages))|\bour request\b|\btold us\b|"
    r"\b(?:wrote|said|spoke|explained|confirmed|sent|shown) (?:\w+ ){0,2}to us\b|"
    r"\b[Ww]e (?:asked|saw|spoke|could trace|reached|met|visited|counted|obtained|were shown)\b"
)
_OWN_NAME = (
    r"\b(?:told|tells?|(?:confirmed|admitted|denied|explained|said|spoke|replied)(?: [^,;.]{{1,30}})? to|"
    r"(?:shown|sent|given) to|(?:seen|asked|reached|obtained|counted) by|(?:interview|talk|conversation) with|"
    r"(?:correspondents?|reporters?) (?:of|for)) {name}\b|\b{name}['’]s? (?:own )?(?:correspondent|reporter)|"
    r"\b{name} (?:asked|saw|has seen|spoke|was told|has been told|has learn(?:ed|t)|could (?:see|trace|speak))\b"
)
"""Words by which a post says, with its publisher's name, that it asked or saw for itself."""

_FURTHER = re.compile(
    r"\b(?:citing|quoting|quoted|cites|cited) (?P<a>[^.,;]+)|\b[Ii]ts source is (?P<b>[^.,;]+)|"
    r"\brested on (?P<c>[^.,;]+)|\bsource was (?P<d>[^.,;]+)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A sentence that names a publisher as the source: its name as the table or the text has it, and as `written`.

    `further` is whom that publisher had it from, in the post's words.
    """

    name: str
    written: str
    span: Span
    paragraph: int
    further: str | None


def find_citations(record: Record, publishers: Publishers, in_store: Iterable[str] = ()) -> list[Citation]:
    """Return the sentences of a post that name another publisher as the source, in order.

    Known are the publishers of the table and of the store (`in_store`); others where the text says what they are ("the
    newspaper Berlingske").
    """
    text, own = record.article.text, record.article.publisher or ""
    own_house = publishers.house(own) if own else None
    own_names = {name.removeprefix("the ") for name in (_own_names(own) if own else ())}
    stored = sorted({name for name in in_store if name and name != own}, key=lambda n: (-len(n), n))
    found: list[Citation] = []
    for at, sentence in enumerate(record.sentences):
        words = sentence.of(text)
        for name, written in _names_in(words, publishers, stored):
            if publishers.house(name) == own_house or re.sub(r"^[Tt]he ", "", written) in own_names:
                continue
            if not any(re.search(way.format(name=re.escape(written)), words) for way in _WAYS):
                continue
            found.append(
                Citation(
                    name=name, written=re.sub(r"^[Tt]he (?=[A-Z])", "", written),
                    span=Span(start=sentence.start, end=sentence.end),
                    paragraph=sentence.paragraph,
                    further=_further(record.sentences[at : at + 2], text, written),
                )
            )  # fmt: skip
    return found


def reports_itself(record: Record) -> Span | None:
    """Return the first words with which a post says that it asked or saw for itself ("told this newspaper").

    Its publisher's own name says the same: "a member of the commission confirmed it to Wire A", in a post of Wire A.
    What somebody else says in quotation marks does not: "we saw trees fall", the farmer said.
    """
    text, own = record.article.text, record.article.publisher
    names = [_OWN_NAME.format(name=re.escape(name)) for name in (_own_names(own) if own else ())]
    found = [m for way in (_OWN.pattern, *names) for m in re.finditer(way, text) if not _is_quoted(text, m.start())]
    first = min(found, key=lambda m: m.start(), default=None)
    return Span(start=first.start(), end=first.end()) if first else None


def _is_quoted(text: str, at: int) -> bool:
    """Whether a place stands between quotation marks that open and close in its paragraph."""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _own_names(publisher: str) -> list[str]:
    """How a publisher calls itself: by its name, without the letter of a bureau, by its last word ("the Herald").

    >>> _own_names("Coral Sea Herald"), _own_names("Metro C")
    (['Coral Sea Herald', 'the Herald'], ['Metro C', 'Metro'])
    """
    *others, last = publisher.split(" ")
    if not others:
        return [publisher]
    return [publisher, " ".join(others) if len(last) == 1 else f"the {last}"]


def _names_in(words: str, publishers: Publishers, stored: Sequence[str]) -> list[tuple[str, str]]:
    """Names of publishers in a sentence: as to be told, and as written. The longest name at a place wins."""
    found: list[tuple[int, str, str]] = []
    for name in stored:
        found += [(m.start(), name, m.group()) for m in re.finditer(rf"\b{re.escape(name)}\b", words)]
    for match in (found for pattern in _UNKNOWN for found in re.finditer(pattern, words)):
        written = match["name"]
        known = publishers.find(written)
        found.append((match.start("name"), known.name if known else written, written))
    for match in re.finditer(_NAME, words):
        parts = match.group().split(" ")
        for first in range(len(parts)):
            for last in range(len(parts), first, -1):
                written = re.sub(r"['’]s$", "", " ".join(parts[first:last]))
                known = publishers.find(written)
                if known and (len(written) > 2 or written.isupper()):
                    found.append((match.start() + len(" ".join(parts[:first])), known.name, written))
                    break
    kept: dict[str, tuple[str, str]] = {}
    for _, name, written in sorted(found, key=lambda item: (item[0], -len(item[2]))):
        if not any(written in other and written != other for _, other in kept.values()):
            kept.setdefault(name, (name, written))
    return list(kept.values())


def _further(sentences: Sequence[Span], text: str, name: str) -> str | None:
    """Whom the named publisher had it from, where the sentence or the next one tells."""
    for sentence in sentences:
        for found in _FURTHER.finditer(sentence.of(text)):
            words = next(words for words in found.groups() if words)
            if name not in words:
                return str(words).strip()
    return None
