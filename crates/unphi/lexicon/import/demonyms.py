"""Words for peoples, languages and ethnic groups, by hand -> demonyms.tsv."""

import re

from common import fold, write

WORDS = """
Afghan Albanian Algerian American Andorran Angolan Argentine Argentinian Armenian Aruban Australian Austrian Azerbaijani
Bahamian Bahraini Bangladeshi Barbadian Basque Belarusian Belgian Belizean Beninese Bermudian Bhutanese Bolivian Bosnian
Botswanan Brazilian Breton British Briton Bruneian Bulgarian Burkinabe Burmese Burundian Cambodian Cameroonian Canadian
Catalan Chadian Chilean Chinese Colombian Comorian Congolese Corsican Croat Croatian Cuban Cypriot Czech Dane Danish
Djiboutian Dominican Dutch Ecuadorian Egyptian Emirati English Englishman Englishwoman Eritrean Estonian Ethiopian Fijian
Filipina Filipino Finn Finnish Fleming Flemish French Frenchman Frenchwoman Gabonese Gambian Georgian German Ghanaian Greek
Greenlandic Grenadian Guamanian Guatemalan Guinean Guyanese Haitian Hawaiian Honduran Hungarian Icelander Icelandic Indian
Indonesian Iranian Iraqi Irish Irishman Irishwoman Israeli Italian Ivorian Jamaican Japanese Jordanian Kazakh Kenyan Korean
Kosovar Kurd Kurdish Kuwaiti Kyrgyz Lao Laotian Latvian Lebanese Liberian Libyan Liechtensteiner Lithuanian Luxembourgish
Macedonian Malagasy Malawian Malay Malaysian Maldivian Malian Maltese Mauritanian Mauritian Mexican Micronesian Moldovan
Monegasque Mongolian Montenegrin Moroccan Mozambican Namibian Nepalese Nepali New-Zealander Nicaraguan Nigerian Nigerien
Norwegian Omani Pakistani Palauan Palestinian Panamanian Paraguayan Persian Peruvian Pole Polish Polynesian Portuguese
Puerto-Rican Qatari Romanian Russian Rwandan Salvadoran Salvadorean Sammarinese Samoan Saudi Scot Scots Scottish Senegalese
Serb Serbian Seychellois Sierra-Leonean Singaporean Slovak Slovakian Slovene Slovenian Somali South-African Spaniard Spanish
Sri-Lankan Sudanese Surinamese Swazi Swede Swedish Swiss Syrian Taiwanese Tajik Tanzanian Thai Tibetan Togolese Tongan
Trinidadian Tunisian Turk Turkish Turkmen Tuvaluan Ugandan Ukrainian Uruguayan Uzbek Venezuelan Vietnamese Welsh Welshman
Yemeni Yugoslav Zairean Zambian Zimbabwean
African African-American Afro-American Afro-Caribbean Amerindian Anglo Arab Arabian Arabic Ashkenazi Asian Asian-American
Balkan Baltic Bantu Bedouin Bengali Berber Cantonese Caribbean Caucasian Chicana Chicano Celtic Creole Dravidian Eskimo
Eurasian European Farsi Gaelic Gujarati Gypsy Hausa Hebrew Hindi Hispanic Hmong Iberian Igbo Inuit Javanese Jew Jewish Kannada
Khmer Kikuyu Latin Latina Latino Latinx Levantine Malayali Mandarin Maori Marathi Mediterranean Melanesian Mestizo Mexican-American
Middle-Eastern Native-American Nordic Oriental Pashto Pashtun Punjabi Quechua Roma Romani Scandinavian Semitic Sephardic
Sinhala Sinhalese Slavic Swahili Tagalog Tamil Telugu Tatar Urdu Uyghur Vietnamese-American Wolof Xhosa Yiddish Yoruba Zulu
Apache Cherokee Cheyenne Chickasaw Choctaw Comanche Hopi Iroquois Lakota Mohawk Navajo Ojibwe Pima Pueblo Seminole Shoshone Sioux
Alaskan Arizonan Californian Floridian Hoosier Iowan Kansan Michigander Minnesotan New-Yorker Ohioan Oklahoman Oregonian Texan
Virginian Wisconsinite
Buddhist Catholic Christian Hindu Muslim Islamic Sikh Protestant Baptist Methodist Lutheran Mormon Presbyterian
"""
PLURAL = re.compile("(an|i|o|[lntc]a|ot|ner|er|rd|ab|inn|rb|rk|ole|ane|lovene|wede|ite|ew)$")


def main():
    found = set()
    for word in WORDS.split():
        key = fold(word.replace("-", " "))
        found.add(key)
        if PLURAL.search(key) and not key.endswith(("man", "woman")):
            found.add(key + "s")
    write("demonyms.tsv",
          {"class": "demonym", "source": "by hand", "licence": "MIT OR Apache-2.0 (this project)",
           "note": "weight 255; peoples, languages, ethnic and religious groups, with plurals"},
          [(key, 255) for key in found])


main()
