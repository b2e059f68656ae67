"""Places: which namesake a name means, and whether it is meant as a place."""

from __future__ import annotations

import pytest

from gpulse.knowledge.gazetteer import Candidate
from gpulse.reading.kit import Kit, load_kit
from gpulse.reading.pipeline import read_article
from gpulse.reading.place.resolution import Named
from gpulse.reading.places import describe_dispute, resolve_names, to_place
from gpulse.record import Article, Mention


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


def resolved(kit: Kit, text: str, *names: str) -> list[Candidate | None]:
    spans = [Named(text.index(name), text.index(name) + len(name)) for name in names]
    return resolve_names(text, spans, kit)


def mention(kit: Kit, text: str, words: str) -> Mention:
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    return next(m for m in record.mentions if m.of(text) == words)


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("The mayor of Springfield, Illinois, spoke.", "Springfield", "USA", "Illinois"),
        ("A fire broke out in Paris, Texas, on Monday.", "Paris", "USA", "Texas"),
        ("Officials in Paris said that France would send trainers.", "Paris", "FRA", "Ile-de-France"),
        ("Shells fell on Tripoli; Lebanon's army closed the port.", "Tripoli", "LBN", "Liban-Nord"),
        (
            "The United States will cut its troops. In Berlin the ministry complained.",
            "Berlin",
            "DEU",
            "State of Berlin",
        ),
        ("The United States will wait, Washington said. Talks in Vienna go on.", "Vienna", "AUT", "Vienna"),
        ("Shells fell on Tripoli; Libya's government closed the port.", "Tripoli", "LBY", "Tripoli"),
        ("Roads near Cambridge, Mass., were closed.", "Cambridge", "USA", "Massachusetts"),
    ],
)
def test_what_contains_a_place_and_what_the_post_speaks_of_choose_it(
    kit: Kit, text: str, name: str, country: str, admin1: str
) -> None:
    (found,) = resolved(kit, text, name)
    assert found is not None
    assert (found.country, found.admin1) == (country, admin1)


@pytest.mark.parametrize(
    ("text", "name", "country", "lat", "lon"),
    [
        ("A storm hit Newfoundland on Monday.", "Newfoundland", "CAN", 48.6, -56.0),
        ("Settlers moved into the Jordan Valley.", "Jordan Valley", None, 32.2, 35.6),
        ("The president of Surinam resigned.", "Surinam", "SUR", 4.0, -56.0),
        ("Recruits from Yakutia left on Friday.", "Yakutia", "RUS", 62.4, 127.3),
        ("Sheriffs in Cook County counted the votes.", "Cook County", "USA", 41.8, -87.8),
        ("Officials met in Ust-Luga.", "Ust-Luga", "RUS", 59.7, 28.4),
        ("Guards at Bagram Airfield left.", "Bagram Airfield", "AFG", 34.9, 69.3),
        ("Ships wait off Fujairah port.", "Fujairah port", "ARE", 25.2, 56.4),
        ("The flood reached the Kakhovka Dam.", "Kakhovka Dam", "UKR", 46.8, 33.4),
        ("Students sat down at Tsinghua University.", "Tsinghua University", "CHN", 40.0, 116.3),
    ],
)
def test_places_that_geonames_towns_and_regions_lack_come_from_tables_by_hand(
    kit: Kit, text: str, name: str, country: str | None, lat: float, lon: float
) -> None:
    (found,) = resolved(kit, text, name)
    assert found is not None
    assert found.country == country
    assert abs(found.lat - lat) < 1
    assert abs(found.lon - lon) < 1


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Soldiers rebuilt the market of Makeen.", "Makeen", "MAC"),  # nothing else of that name is known
        ("Teachers in Berea went on strike.", "Berea", "LSO"),  # an old name of Aleppo
        ("Police in Twickenham closed the road.", "Twickenham", "GBR"),  # an old name of Huntsville, Alabama
        ("A bus burned in Oleksandrivka, Ukraine.", "Oleksandrivka", "UKR"),  # an old name of Donetsk
    ],
)
def test_a_large_towns_old_name_does_not_hide_those_that_bear_it_first(
    kit: Kit, text: str, name: str, country: str
) -> None:
    (found,) = resolved(kit, text, name)
    assert found is not None
    assert found.country == country
    assert found.name not in ("Huntsville", "Aleppo", "Donetsk")


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Officers searched the Rosewood Estate for weapons on Friday.", "Rosewood Estate", "facility"),
        ("The crowd moved from the Blue Mosque to the river.", "Blue Mosque", "facility"),
        ("Delegations met at the Palais des Nations on Tuesday.", "Palais des Nations", "place"),
        ("Fans threw flares inside Anfield before the match.", "Anfield", "place"),
        ("Police closed the French Quarter on New Year's Day.", "French Quarter", "place"),
    ],
)
def test_sites_and_quarters_are_where_something_lies(kit: Kit, text: str, words: str, kind: str) -> None:
    assert mention(kit, text, words).kind == kind


def test_an_abbreviated_region_is_a_region(kit: Kit) -> None:
    (found,) = resolved(kit, "A court in Charleston, W.Va., ruled.", "W.Va.")
    assert found is not None
    assert (found.name, found.feature) == ("West Virginia", "ADM1")


def test_a_word_for_the_kind_chooses_the_region(kit: Kit) -> None:
    found = mention(kit, "Russian troops advanced in the Donetsk region on Friday.", "Donetsk").place
    assert found is not None
    assert (found.country, found.feature_code) == ("UKR", "ADM1")


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Pyongyang announced that it would send troops.", "Pyongyang", "PRK"),
        ("Analysts doubted Moscow's position.", "Moscow", "RUS"),
        ("The arms could go to Moscow via Pyongyang.", "Pyongyang", "PRK"),
        ("The Kremlin denied it.", "Kremlin", "RUS"),
    ],
)
def test_a_seat_of_power_that_acts_is_an_actor(kit: Kit, text: str, words: str, code: str) -> None:
    found = mention(kit, text, words)
    assert found.actor == code
    assert found.place is None


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("The two leaders met in Pyongyang on Wednesday.", "Pyongyang", "PRK"),
        ("Mr Lavrov flew from Moscow to Tehran.", "Moscow", "RUS"),
        ("Kyiv, where the talks were held, was quiet.", "Kyiv", "UKR"),
        ("THE HAGUE, Netherlands — Judges sat on Monday.", "THE HAGUE", "NLD"),
        ("A crowd gathered near the Kremlin walls in Moscow.", "Moscow", "RUS"),
    ],
)
def test_a_seat_of_power_where_something_happens_is_a_place(kit: Kit, text: str, words: str, country: str) -> None:
    found = mention(kit, text, words)
    assert found.place is not None
    assert found.place.country == country


def test_a_contested_place_says_who_administers_and_who_claims_it(kit: Kit) -> None:
    place = mention(kit, "Two ships docked in Crimea on Friday.", "Crimea").place
    assert place is not None
    assert place.country == "UKR"
    assert place.disputed is not None
    assert place.disputed.startswith("administered by Russia since 2014, claimed by Ukraine")
    other = mention(kit, "Talks were held in Oslo on Friday.", "Oslo").place
    assert other is not None
    assert other.disputed is None


def test_a_setting_shows_only_who_administers(kit: Kit) -> None:
    (found,) = resolved(kit, "Snow fell on the Golan Heights.", "Golan Heights")
    assert found is not None
    assert describe_dispute(found, "Golan Heights", kit.gazetteer, "administered") == "administered by ISR"


@pytest.mark.parametrize(
    ("text", "name", "geonameid"),
    [
        ("Workers in Mexico City and elsewhere in Mexico struck.", "Mexico", 3996063),
        ("European leaders met in Brussels.", "European", 6255148),
    ],
)
def test_names_of_countries_and_continents_are_themselves(kit: Kit, text: str, name: str, geonameid: int) -> None:
    at = text.rindex(name)
    (found,) = resolve_names(text, [Named(at, at + len(name))], kit)
    assert found is not None
    assert found.geonameid == geonameid


def test_a_seat_of_power_is_not_a_town_of_the_same_name(kit: Kit) -> None:
    (found,) = resolved(kit, "Crowds gathered near the White House.", "White House")
    assert found is not None
    assert found.country == "USA"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("North Carolina voters and those of New York went to the polls.", {"North Carolina", "New York"}),
        ("Lists came from New South Wales and South Dakota.", {"New South Wales", "South Dakota"}),
    ],
)
def test_a_name_with_a_point_of_the_compass_is_whole(kit: Kit, text: str, names: set[str]) -> None:
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    assert {m.of(text) for m in record.mentions if m.place} == names


@pytest.mark.parametrize(
    ("name", "country", "feature"),
    [
        ("Cologne", "DEU", "PPL"),
        ("Calcutta", "IND", "PPL"),
        ("Hama", "SYR", "PPL"),
        ("Hiroshima", "JPN", "PPL"),
        ("Manchester", "GBR", "PPL"),
        ("Quebec", "CAN", "ADM1"),
        ("Anbar", "IRQ", "ADM1"),
        ("Mexico", "MEX", "PCLI"),
        ("Bethlehem", "PSE", "PPL"),
        ("New York", "USA", "PPL"),
        ("Kupiansk", "UKR", "PPL"),
        ("Sukhumi", "GEO", "PPL"),
        ("Stepanakert", "AZE", "PPL"),
        ("Rangoon", "MMR", "PPLC"),
        ("Chechen Republic", "RUS", "ADM1"),
    ],
)
def test_a_bare_name_is_what_news_means_by_it(kit: Kit, name: str, country: str, feature: str) -> None:
    (found,) = resolved(kit, f"A bomb went off in {name} on Monday.", name)
    assert found is not None
    assert (found.country, found.feature) == (country, feature)


def test_of_namesakes_in_a_country_one_is_its_capital(kit: Kit) -> None:
    capitals = [p for p in kit.gazetteer.find("washington") if p.feature == "PPLC"]
    assert [p.admin1 for p in capitals] == ["District of Columbia"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("SAN ANTONIO Turner Sports was sold on Monday.", {"SAN ANTONIO"}),
        ("Snow fell in Northeast Georgia, said Mr Poe, of Croydon, a farmer.", {"Georgia", "Croydon"}),
        ("The base lies at Maiduguri Borno State in Nigeria.", {"Maiduguri", "Borno State", "Nigeria"}),
    ],
)
def test_names_of_places_have_their_bounds(kit: Kit, text: str, names: set[str]) -> None:
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    assert {m.of(text) for m in record.mentions if m.place} == names


def test_a_small_capital_s_namesake_is_no_government(kit: Kit) -> None:
    text = "He lived in Paris and then Saint-Denis, police in France said."
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    found = [m for m in record.mentions if m.of(text) == "Saint-Denis"]
    assert [(m.actor, m.place and m.place.country) for m in found] == [(None, "FRA")]


def test_a_village_is_not_meant_by_the_name_of_a_region_of_the_news(kit: Kit) -> None:
    (_, found) = resolved(kit, "His men will leave Bakhmut to those from Chechnya.", "Bakhmut", "Chechnya")
    assert found is not None
    assert (found.country, found.feature) == ("RUS", "ADM1")


def test_the_letter_of_a_jet_is_no_place(kit: Kit) -> None:
    record = read_article(Article(id="t", text="The Dutch government passed F-16s on to Ukraine."), kit)
    assert {m.of(record.article.text) for m in record.mentions if m.place} == {"Ukraine"}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Officials from the United States met in Athens on Friday.", "Athens", "GRC"),
        ("The United States said that talks would be held in Bridgetown next week.", "Bridgetown", "BRB"),
        ("Britain said that a bridge in Philadelphia would be closed.", "Philadelphia", "USA"),
        ("Ministers of Indonesia and Australia met in Dili.", "Dili", "TLS"),
    ],
)
def test_a_large_town_is_itself_though_another_state_is_named(kit: Kit, text: str, name: str, country: str) -> None:
    (found,) = resolved(kit, text, name)
    assert found is not None
    assert found.country == country


def test_towns_in_a_row_do_not_contain_each_other(kit: Kit) -> None:
    found = resolved(kit, "It will fly from New York to Moscow, Kiev and Minsk next year.", "Moscow", "Kiev")
    assert [place and place.feature for place in found] == ["PPLC", "PPLC"]


def test_a_list_of_counties_is_one_of_counties(kit: Kit) -> None:
    text = "The layoffs in Barrow, Jackson and Madison counties in Georgia, U.S., will begin in May."
    found = resolved(kit, text, "Barrow", "Jackson", "Madison")
    assert [place and (place.feature, place.admin1) for place in found] == [("ADM2", "Georgia")] * 3


@pytest.mark.parametrize(
    ("text", "name", "country", "near"),
    [
        ("Envoys met at the Palais Harmonie in Geneva, and others in Rome.", "Palais Harmonie", "CHE", (46.2, 6.1)),
        ("Rome was calm. A bomb went off near Seoul's Jamdon Stadium.", "Jamdon Stadium", "KOR", (37.6, 127.0)),
        ("Shops in Winnipeg shut. A fire broke out on Assiniboil Avenue.", "Assiniboil Avenue", "CAN", (49.9, -97.1)),
        ("The Harare City Council will rename a street.", "Harare City Council", "ZWE", (-17.8, 31.0)),
    ],
)
def test_what_the_gazetteer_lacks_lies_in_its_setting(
    kit: Kit, text: str, name: str, country: str, near: tuple[float, float]
) -> None:
    names = [Named(text.index(n), text.index(n) + len(n)) for n in ("Geneva", "Rome", "Seoul", "Winnipeg") if n in text]
    at = text.index(name)
    *_, found = resolve_names(text, [*names, Named(at, at + len(name))], kit)
    assert found is not None
    assert found.country == country
    assert abs(found.lat - near[0]) < 0.5
    assert abs(found.lon - near[1]) < 0.5


def test_without_any_setting_what_the_gazetteer_lacks_has_no_place(kit: Kit) -> None:
    assert resolved(kit, "A fire broke out on Assiniboil Avenue.", "Assiniboil Avenue") == [None]


@pytest.mark.parametrize(("name", "place"), [("Welsh", "Wales"), ("Abkhaz", "Abkhazia"), ("Iowans", "Iowa")])
def test_peoples_of_regions_are_of_their_region(kit: Kit, name: str, place: str) -> None:
    (found,) = resolved(kit, f"Some {name} voters stayed at home.", name)
    assert found is not None
    assert found.name == place


def test_the_european_union_is_an_actor_with_a_place(kit: Kit) -> None:
    found = mention(kit, "Ministers of the European Union met on Friday.", "European Union")
    assert found.actor == "European Union"
    assert found.place is not None
    assert found.place.feature_code == "ZN"


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Voters in Orange County stayed at home.", "Orange County", "place"),
        ("A fire broke out on Assiniboil Avenue in Winnipeg.", "Assiniboil Avenue", "facility"),
    ],
)
def test_a_word_for_the_kind_belongs_to_the_name(kit: Kit, text: str, words: str, kind: str) -> None:
    found = mention(kit, text, words)
    assert found.kind == kind
    assert found.place is not None


def test_signs_of_a_country_choose_a_town_that_bears_a_state_s_name(kit: Kit) -> None:
    text = (
        "Lebanon plans a clean-up. The sheriff and the school district will help, as will Zionsville. "
        "Call 765-555-0100 in Boone County, Indiana."
    )
    found, *_ = resolved(kit, text, "Lebanon", "Boone County", "Zionsville", "Indiana")
    assert found is not None
    assert (found.country, found.feature) == ("USA", "PPL")
    (found,) = resolved(kit, "Lebanon plans a clean-up. The army will help.", "Lebanon")
    assert found is not None
    assert found.feature == "PCLI"


@pytest.mark.parametrize(
    ("text", "name", "region"),
    [
        ("Fans met in Leeds and in Bradford, a mile from Wakefield. They cheered at the Northwest Cancer Centre.",
         "Northwest Cancer Centre", "England"),
        ("The fair in Lyon ended. Then Paris and Versailles cheered, and the Orly crowd at Café Tamsin.",
         "Café Tamsin", "Ile-de-France"),
        ("Doctors at the Alder Grove Hospital who treat him in Liverpool met London's mayor.",
         "Alder Grove Hospital", "England"),
        ("In Cairo, boys train at the British Grove Academy.", "British Grove Academy", "Cairo"),
    ],
)  # fmt: skip
def test_what_the_gazetteer_lacks_lies_where_most_of_the_post_does(kit: Kit, text: str, name: str, region: str) -> None:
    towns = [
        w for w in ("Leeds", "Bradford", "Lyon", "Paris", "Versailles", "Liverpool", "London", "Cairo") if w in text
    ]
    *_, found = resolved(kit, text, *towns, name)
    assert found is not None
    assert (found.feature, found.admin1) == ("LCTY", region)


def test_a_street_in_a_list_is_no_town(kit: Kit) -> None:
    _, found = resolved(kit, "In New Orleans the parade went down Bourbon and Royal streets.", "New Orleans", "Bourbon")
    assert found is not None
    assert (found.feature, found.admin1) == ("LCTY", "Louisiana")


def test_a_spot_of_which_only_the_country_is_known_has_no_coordinates(kit: Kit) -> None:
    (found,) = resolved(kit, "Turtles nest within the Ponto Sabel Reserve, Norway said.", "Ponto Sabel Reserve")
    assert found is not None
    assert found.country == "NOR"
    assert to_place(found).lat is None


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("The wounded were treated at Alder Grove Hospital in Leeds.", "Alder Grove Hospital", "facility"),
        ("Troops gathered at the Blue Hills Racecourse near Dubai.", "Blue Hills Racecourse", "facility"),
        ("Soldiers were flown to Camp Lemonnier in Djibouti.", "Camp Lemonnier", "place"),
    ],
)
def test_a_site_is_a_place_where_the_words_before_say_where(kit: Kit, text: str, words: str, kind: str) -> None:
    found = mention(kit, text, words)
    assert found.kind == kind
    assert found.place is not None


def test_the_european_union_stays_bare_as_names_of_places_do(kit: Kit) -> None:
    text = "Slovenia follows the EU. The EU's ministers met, and the European Union will wait, it said."
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    assert {m.of(text) for m in record.mentions if m.place and m.place.feature_code == "ZN"} == {"EU", "European Union"}


@pytest.mark.parametrize(
    ("state", "capital", "country"),
    [
        ("the United States", "Vienna", "AUT"),
        ("the United States", "Damascus", "SYR"),
        ("the United States", "Rome", "ITA"),
        ("the United States", "Ottawa", "CAN"),
        ("Colombia", "La Paz", "BOL"),
        ("India", "Doha", "QAT"),
    ],
)
def test_a_capital_is_itself_though_a_namesake_s_state_is_named(
    kit: Kit, state: str, capital: str, country: str
) -> None:
    _, found = resolved(kit, f"Officials from {state} met in {capital} on Monday.", state, capital)
    assert found is not None
    assert found.country == country


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("Iran's foreign minister met his French counterpart in New York on Tuesday.", "PPL"),
        ("The governors of Missouri, New York and Virginia met.", "ADM1"),
        ("A ferry sank near Rego Park, New York.", "ADM1"),
        ("The state of New York will sue.", "ADM1"),
    ],
)
def test_new_york_is_the_city_but_among_regions(kit: Kit, text: str, feature: str) -> None:
    (found,) = resolved(kit, text, "New York")
    assert found is not None
    assert found.feature == feature


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1", "feature"),
    [
        ("A bomb hit a restaurant in Lido Beach, Mogadishu.", "Lido Beach", "SOM", "Banaadir", "PPLX"),
        ("Lee Smithy, 33, of Baldwin, Miss., dismissed it.", "Baldwin", "USA", "Mississippi", "LCTY"),
        ("They met in Davos, Vienna and Geneva.", "Davos", "CHE", "Grisons", "PPL"),
        ("In Geneva, Iran's envoy spoke.", "Geneva", "CHE", "Geneva", "PPL"),
    ],
)
def test_what_a_comma_says_to_hold_a_place_rules_out_namesakes(
    kit: Kit, text: str, name: str, country: str, admin1: str, feature: str
) -> None:
    others = [other for other in ("Mogadishu", "Miss.", "Vienna", "Geneva", "Iran") if other in text and other != name]
    found, *_ = resolved(kit, text, name, *others)
    assert found is not None
    assert (found.country, found.admin1, found.feature) == (country, admin1, feature)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The bottom line is that the army will stay.", "The bottom"),
        ("A heist shook Downtown Paris on Monday.", "Downtown"),
        ("Senators Rubio (R-FL) and Warren (D-MA) agreed.", "R-FL"),
    ],
)
def test_common_words_and_parties_are_no_places(kit: Kit, text: str, words: str) -> None:
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    assert words not in {m.of(text) for m in record.mentions if m.place}


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("Floods in Huila province, Colombia, cut the road.", "Huila", "COL", "Huila Department"),
        ("The quake was felt in Talas region, Kyrgyzstan.", "Talas", "KGZ", "Talas Region"),
        ("A plant in Taganrog in Russia's Rostov region burnt.", "Taganrog", "RUS", "Rostov"),
        ("A crane fell in East London, United Kingdom.", "East London", "GBR", "England"),
        ("A crane fell in East London in South Africa's Eastern Cape.", "East London", "ZAF", "Eastern Cape"),
        ("The volcano is on Saint Vincent, Saint Vincent and the Grenadines.", "Saint Vincent", "VCT", None),
    ],
)
def test_what_is_said_to_contain_a_place_may_stand_after_its_kind_or_in(
    kit: Kit, text: str, name: str, country: str, admin1: str | None
) -> None:
    (found,) = resolved(kit, text, name)
    assert found is None or (found.country, found.admin1) == (country, admin1)
    assert found is not None or country == "VCT"  # of which the gazetteer has no island


@pytest.mark.parametrize(
    ("name", "country"),
    [("Amsterdam", "NLD"), ("Cape Town", "ZAF"), ("Tel Aviv", "ISR"), ("Bloemfontein", "ZAF"), ("Sucre", "BOL")],
)
def test_a_state_s_other_seat_is_not_its_first_capital(kit: Kit, name: str, country: str) -> None:
    (found,) = resolved(kit, f"Delegates met in {name} on Monday.", name)
    assert found is not None
    assert (found.name, found.country) == (name, country)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Rhineland-Palatinate", "DEU"),
        ("Ingushetia", "RUS"),
        ("Kamchatka Krai", "RUS"),
        ("Surkhandarya", "UZB"),
        ("Northern Bahr el Ghazal", "SSD"),
        ("Oddar Meanchey", "KHM"),
        ("South Sinai Governorate", "EGY"),
    ],
)
def test_a_region_has_its_english_name_and_its_kind(kit: Kit, name: str, country: str) -> None:
    (found,) = resolved(kit, f"A road in {name} was closed.", name)
    assert found is not None
    assert (found.country, found.feature) == (country, "ADM1")


def test_a_contested_area_s_namesake_in_a_state_that_contests_it_must_be_said_to_be_meant(kit: Kit) -> None:
    text = "Trains to Rostov, Voronezh, Belgorod and Donetsk were held up, Russia said. Gaza's central bank was hit."
    *_, donetsk, gaza = resolved(kit, text, "Rostov", "Voronezh", "Belgorod", "Donetsk", "Gaza")
    assert donetsk is not None
    assert gaza is not None
    assert (donetsk.country, gaza.country) == ("UKR", "PSE")
    (said,) = resolved(kit, "A mine in Donetsk, Rostov region, was closed.", "Donetsk")
    assert said is not None
    assert said.country == "RUS"


def test_a_small_town_far_from_all_that_a_post_names_is_a_spot_of_its_setting(kit: Kit) -> None:
    text = (
        "They met in Dewsbury, married in Wakefield and worked in Leeds and Batley. Their first home was in Thornhill, "
        "and they danced at the Pioneer."
    )
    *_, thornhill, pioneer = resolved(kit, text, "Dewsbury", "Wakefield", "Leeds", "Batley", "Thornhill", "Pioneer")
    for found in (thornhill, pioneer):
        assert found is not None
        assert (found.country, found.admin1, found.feature) == ("GBR", "England", "LCTY")
    assert abs(thornhill.lat - 53.7) < 0.3


def test_islands_that_the_gazetteer_lacks_are_no_town_elsewhere(kit: Kit) -> None:
    text = "Off the Solomon Islands a boat was lost near the Shortland Islands."
    _, found = resolved(kit, text, "Solomon Islands", "Shortland Islands")
    assert found is not None
    assert found.country == "SLB"


def test_initials_are_a_state_s_of_which_the_post_speaks(kit: Kit) -> None:
    text = "South Africans voted on Wednesday. In SA the count takes days."
    (found,) = resolved(kit, text, "SA")
    assert found is not None
    assert (found.country, found.feature) == ("ZAF", "PCLI")


@pytest.mark.parametrize(
    ("text", "name", "setting"),
    [
        ("Diners met in Chicago's Union Station.", "Union Station", "Chicago"),
        ("He was held at Baiyun Airport in Guangzhou.", "Baiyun Airport", "Guangzhou"),
        ("A riot at the Los Llanos prison in Guanare went on.", "Los Llanos", "Guanare"),
    ],
)
def test_a_site_of_a_town_is_no_small_town_elsewhere(kit: Kit, text: str, name: str, setting: str) -> None:
    spot, town = resolved(kit, text, name, setting)
    assert spot is not None
    assert town is not None
    assert (spot.feature, spot.lat, spot.lon) == ("LCTY", town.lat, town.lon)


def test_heavenly_bodies_arms_and_owners_of_sites_are_no_small_towns(kit: Kit) -> None:
    text = (
        "The probe will pass Venus and fly by Earth. Patients at Noble's Hospital were moved. The vehicles were "
        "the Uran-9 and others. China held to its One-China policy, and banks left SWIFT."
    )
    record = read_article(Article(id="t", text=text), kit)
    assert {m.of(text) for m in record.mentions if m.place} == {"China"}


def test_a_surname_that_is_a_region_s_name_too_is_the_person_s(kit: Kit) -> None:
    text = "Thousands mourned the critic Nizar Banat in Hebron. They ask who ordered Banat's death."
    record = read_article(Article(id="t", text=text), kit)
    assert [m.kind for m in record.mentions if m.of(text).startswith("Banat")] == ["person"]


def test_a_name_written_with_its_accents_is_no_other_s(kit: Kit) -> None:
    text = "New Caledonia's leaders in Lifou and Maré called for calm."
    *_, found = resolved(kit, text, "Lifou", "Maré")
    assert found is not None
    assert found.country == "NCL"


def test_a_list_of_streets_needs_capitals(kit: Kit) -> None:
    text = "Crowds burned a house in Lahore and blocked roads in Quetta and Peshawar."
    (found,) = resolved(kit, text, "Lahore")
    assert found is not None
    assert found.population > 1_000_000


def test_a_port_lies_where_it_is_said_to(kit: Kit) -> None:
    text = "Families left Thatta and Badin before the storm met land near Jakhau port in the Indian state of Gujarat."
    *_, jakhau, _ = resolved(kit, text, "Thatta", "Badin", "Jakhau", "Gujarat")
    assert jakhau is not None
    assert (jakhau.country, jakhau.admin1) == ("IND", "Gujarat")


def test_rare_names_of_a_named_state_s_places_are_no_persons(kit: Kit) -> None:
    text = "Guyana's army is on alert, its president said. Georgetown said that Lethem and Mabaruma were calm."
    assert [mention(kit, text, name).kind for name in ("Lethem", "Mabaruma")] == ["place", "place"]


def test_somebody_is_sent_to_a_capital_s_town_and_arms_to_its_state(kit: Kit) -> None:
    text = "The United States sent Kurt Campbell to Honiara and arms to Kyiv."
    assert mention(kit, text, "Honiara").place is not None
    assert mention(kit, text, "Kyiv").place is None


def test_a_town_of_a_contested_region_is_contested(kit: Kit) -> None:
    place = mention(kit, "Ukraine said that Popasna, in Luhansk region, was shelled.", "Popasna").place
    assert place is not None
    assert (place.disputed or "").startswith("in Luhansk: administered in part by Russia")


@pytest.mark.parametrize(
    ("text", "name", "country", "feature"),
    [
        ("Tanks stood near Donetsk city on Monday.", "Donetsk", "UKR", "PPL"),
        ("A judge of the U.S. District Court spoke.", "U.S. District", "USA", "PCLI"),
    ],
)
def test_a_word_for_towns_and_a_state_with_a_word_for_kinds(
    kit: Kit, text: str, name: str, country: str, feature: str
) -> None:
    (found,) = resolved(kit, text, name)
    assert found is not None
    assert (found.country, found.feature) == (country, feature)


def test_a_place_in_what_somebody_says_is_not_where_they_acted_before(kit: Kit) -> None:
    text = (
        "Colombia closed Azerbaijan's embassy on Monday. Azerbaijan regretted the decision and said its own mission in "
        "Bogotá would stay open."
    )
    record = read_article(Article(id="t", text=text, published_at="2024-06-28"), kit)
    regret = [e for e in record.events if e.trigger.of(text) == "regretted"]
    assert all(e.place is None for e in regret)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A siege in Palma, Mozambique, killed several people.", "Palma", "MOZ"),
        ("A riot in a prison in Santo Domingo, Ecuador, killed 44 inmates.", "Santo Domingo", "ECU"),
        ("Gunmen rode into the village of Darey-Daye, Niger, on Monday.", "Darey-Daye", "NER"),
        ("Soldiers were hurt near the village of Boni, Mopti, Mali. They were flown out.", "Boni", "MLI"),
        ("Two people were shot in Caimito, San Juan, Puerto Rico.", "Caimito", "PRI"),
        ("A school bus left the road in Roztoka, Tarnów County, Poland.", "Roztoka", "POL"),
        ("A lorry blew up in Apiate, Western Region, Ghana; houses fell.", "Western Region", "GHA"),
        ("A soldier was wanted in Dilsen, Limburg, Belgium, for threats.", "Limburg", "BEL"),
    ],
)
def test_no_namesake_abroad_is_taken_where_the_country_is_said(kit: Kit, text: str, name: str, country: str) -> None:
    (found,) = resolved(kit, text, name)
    assert found is not None
    assert found.country == country


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("After talks in Moscow, Turkey said that it would wait.", "Moscow", "RUS"),
        ("Envoys came from Doha, Egypt and Jordan.", "Doha", "QAT"),
        ("Troops were drilled in Sevastopol, Russia, on Monday.", "Sevastopol", "UKR"),
        ("The Masters were played in Augusta, Georgia, this week.", "Augusta", "USA"),
    ],
)
def test_a_state_after_a_comma_that_does_not_say_where_rules_nothing_out(
    kit: Kit, text: str, name: str, country: str
) -> None:
    (found,) = resolved(kit, text, name)
    assert found is not None
    assert found.country == country


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Bolivian police met protesters in El Alto.", "El Alto", "BOL"),
        ("Eritrean troops left Humera in Ethiopia.", "Humera", "ETH"),
        ("A wildfire in Uljin County spread; South Korea sent soldiers.", "Uljin County", "KOR"),
        ("Attackers in Soum Province, Burkina Faso, burnt a school.", "Soum Province", "BFA"),
    ],
)
def test_towns_and_districts_that_the_lists_of_towns_lack_are_known(
    kit: Kit, text: str, name: str, country: str
) -> None:
    (found,) = resolved(kit, text, name)
    assert found is not None
    assert (found.country, found.feature == "LCTY") == (country, False)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A court in Córdoba, the Argentine city, jailed a general.", "Córdoba", "ARG"),
        ("A market was opened at Wana in Pakistan, and one at Makeen.", "Makeen", "PAK"),
    ],
)
def test_a_place_lies_where_the_words_beside_it_say(kit: Kit, text: str, name: str, country: str) -> None:
    (found,) = resolved(kit, text, name)
    assert found is not None
    assert found.country == country


def test_the_organ_of_a_region_tells_which_of_its_namesakes_a_town_is(kit: Kit) -> None:
    text = "The state may close the jail in Shelby. The Montana Department of Corrections said so."
    (found,) = resolved(kit, text, "Shelby")
    assert found is not None
    assert found.admin1 == "Montana"


def test_a_name_in_a_list_with_a_place_of_the_same_country_is_no_person(kit: Kit) -> None:
    assert mention(kit, "A Nicaraguan court jailed two priests from León and Granada.", "León").kind == "place"
    assert mention(kit, "Mr Oda, Lagos and Abuja agreed.", "Oda").kind == "person"
