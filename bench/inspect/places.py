"""Posts with labelled postal addresses, and posts that only look as if, from a seed. `places.py SEED ROWS HALF > gold.jsonl`

HALF is `a` or `b`: of every list of streets, towns, sentences and hard negatives one half is drawn from, so that rules
written after reading mistakes on `a` are judged on streets and sentences of `b` that nobody read. The streets are
common names of many towns; numbers, postcodes and towns are drawn apart, so no address here is anybody's.
Spans count characters. POSTCODE labels a postcode without a street.
"""

import json
import random
import string
import sys

seed, rows, half = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
R = random.Random(f"{seed}{half}")


def of(words, mark="|"):
    """One of this half of a list."""
    words = words if isinstance(words, list) else [word.strip(" ") for word in words.split(mark)]
    return R.choice(words[half == "b"::2])


def d(count, first="0123456789"):
    return R.choice(first) + "".join(R.choice(string.digits) for _ in range(count - 1))


def L(count, letters="ABCDEFGHJKLNPRSTVWXZ"):
    return "".join(R.choice(letters) for _ in range(count))


def number(most=220):
    return str(R.randint(1, R.choice([30, 99, most])))


def lettered():
    return number() + R.choice(["", "", "", "a", "B", "b", "C"])


NL = "Kerkstraat|Dorpsstraat|Lange Nieuwstraat|Prins Hendrikkade|Oudezijds Achterburgwal|'s-Gravelandseweg|Van Woustraat|Burgemeester de Vlugtlaan|Laan van Meerdervoort|Nieuwe Binnenweg|Witte de Withstraat|1e Jan Steenstraat|Eerste Oosterparkstraat|Rokin|Damrak|Coolsingel|Zuidwal|De Ruyterkade|Hoogstraat|Molenpad|Achterom|Biltstraat|Weena|Kalverstraat|Het Rietveld|Vismarkt|Grote Markt|Brink|Hoge Rijndijk|Burg. Reigerstraat|Dr. Schaepmanlaan|Mgr. Nolensplein|St. Jacobsstraat|Zandpad|Oude Delft|Noordeinde|Beukenhof|Tulpveld|Sterrenbos|Vijverhout|Kruidentuin|Torenvalk|Koningin Wilhelminaplein|Merelstraat|Jan van Galenstraat|Spoorsingel|Reguliersgracht|Zeedijk"
NL_CITY = "Amsterdam|Utrecht|Den Haag|Rotterdam|'s-Hertogenbosch|Zwolle|Alphen aan den Rijn|Bergen op Zoom|Ede|Leiden|Groningen|Hoorn|Capelle aan den IJssel|Nijmegen|Assen|Heerlen"
BE = "Meir|Veldstraat|Naamsestraat|Turnhoutsebaan|Gentsesteenweg|Grote Steenweg|Sint-Pietersnieuwstraat|Lange Leemstraat|Bondgenotenlaan|Brusselsesteenweg|Koning Albertlaan|Frankrijklei|Oude Gentbaan|Onze-Lieve-Vrouwestraat|Kerkplein|Diksmuidelaan"
BE_CITY = "Antwerpen|Gent|Leuven|Mechelen|Sint-Niklaas|Brugge|Hasselt|Kortrijk|Aalst|Genk"
BE_FR = "Rue de la Loi|Chaussée de Wavre|Avenue Louise|Rue Neuve|Boulevard d'Avroy|Place Saint-Lambert|Rue des Carmes|Avenue de Tervueren|Rue du Pont|Quai de Rome"
BE_FR_CITY = "Bruxelles|Liège|Namur|Charleroi|Ixelles|Mons|Tournai|Louvain-la-Neuve"
DE = "Hauptstraße|Am Markt|Unter den Linden|Lange Reihe|Kurfürstendamm|Karl-Marx-Allee|An der Alten Mühle|Zum Sportplatz|Im Winkel|Schillerstr.|Goethestr.|Große Bleichen|Rosenweg|Bgm.-Smidt-Straße|Sankt-Peter-Straße|Alter Markt|Jungfernstieg|Domshof|In den Wiesen|Straße des 17. Juni|Neuer Wall|Am Hang|Auf der Höhe|Bahnhofsplatz|Ludwigsufer|Schanzenstr.|Heideweg|Wallgraben|Prenzlauer Allee|Sonnenleite|Kirchgasse|Bergring|Hinter der Kirche|Marktplatz|Eichenhain|Königsbrücker Landstraße|Mühlenkamp|Am Bach|Friedrich-Ebert-Damm|Wiesengrund"
DE_CITY = "Berlin|Hamburg|München|Köln|Frankfurt am Main|Leipzig|Halle (Saale)|Bad Homburg|Freiburg|Essen|Neustadt an der Weinstraße|Ulm|Rostock|Bielefeld"
AT = "Mariahilfer Straße|Landstraßer Hauptstraße|Getreidegasse|Kärntner Ring|Linke Wienzeile|Herrengasse|Annenstraße|Am Hof|Favoritenstraße|Maria-Theresien-Straße|Schwarzspanierstraße|Mozartplatz|Wiedner Gürtel|Innrain"
AT_CITY = "Wien|Graz|Salzburg|Linz|Innsbruck|Klagenfurt am Wörthersee|Sankt Pölten|Villach"
FR = "rue de la République|rue Victor-Hugo|av. Jean Jaurès|boulevard Voltaire|allée des Tilleuls|chemin des Vignes|Grande Rue|impasse des Lilas|quai de la Fosse|rue du 8 mai 1945|route de Saint-Malo|cours Mirabeau|square Carpeaux|rue du Faubourg Saint-Antoine|montée de la Grande Côte|avenue du Général de Gaulle|bd Gambetta|place du Marché|rue des Écoles|passage du Commerce|sentier des Dames|rue Saint-Honoré|Rue de l'Église|Avenue Foch|villa des Roses|rue d'Alsace"
FR_CITY = "Paris|Lyon|Marseille|Saint-Étienne|Aix-en-Provence|Le Havre|Lille|Rennes|Clermont-Ferrand|Nantes|La Rochelle|Nancy"
UK = "High Street|Kings Road|Baker Street|The Green|St. James's Gardens|Downing St|Mill Hill|Church Walk|Station Road|Acacia Avenue|Upper Brook Street|Queen's Drive|Chapel Lane|Elm Close|Northumberland Terrace|The Crescent|Victoria Rd|Meadow View|Priory Mews|London Road|Castle Hill|St Mary's Row|Oxford Gardens|Beech Grove"
UK_CITY = "Leeds|London|Southwold|Ely|Bristol|Newcastle upon Tyne|Bath|Norwich|Stoke-on-Trent|Hove|Oxford|St Albans"
IE = "Main Street|Oak Park|Lower Dorset Street|St Patrick's Road|Glenageary Woods|Pearse Street|Shop Street|O'Connell Street|Seapoint Avenue|The Rise|Castle Park|Bridge Street"
IE_CITY = "Ballina, Co. Mayo|Naas|Dublin 1|Galway|Drumcondra, Dublin 9|Dún Laoghaire|Cork|Ennis, Co. Clare|Sligo|Dublin 6"
ES = "Calle Mayor|C/ Alcalá|Avda. de la Constitución|Plaza de España|Paseo de Gracia|calle de la Luna|Camino Viejo|Ronda de Atocha|Gran Vía|Carrer de Balmes|C. Toledo|Av. Diagonal|Travesía de las Flores|Paseo del Prado|Calle San Juan|Pza. Nueva"
ES_CITY = "Madrid|Barcelona|Sevilla|Palma de Mallorca|Las Palmas|Zaragoza|Santiago de Compostela|Gijón"
IT = "Via Roma|Via Garibaldi|Piazza del Duomo|Corso Vittorio Emanuele II|Viale dei Mille|Largo Argentina|Vicolo Stretto|V.le Monza|P.zza Dante|Via XX Settembre|via della Spiga|Corso Buenos Aires|Via dei Fori|Lungarno Corsini|Strada Maggiore|Via Aldo Moro"
IT_CITY = "Roma|Milano|Torino|Reggio Emilia|La Spezia|Napoli|Sesto San Giovanni|Firenze"
PL = "ul. Marszałkowska|ul. Długa|al. Jerozolimskie|os. Piastów|ul. Jana Pawła II|pl. Wolności|ul. 3 Maja|ulica Polna"
PT = "Rua Augusta|Av. da Liberdade|Travessa do Carmo|Largo do Rato|Rua das Flores|Praça da República|Avenida de Roma|Estrada da Luz"
SE = "Storgatan|Drottninggatan|Kungsvägen|Södra Esplanaden|Västra Hamngatan|Björkvägen"
DK = "Vesterbrogade|Algade|Nørregade|Strandvejen|Gammel Kongevej|Skolegade"
FI = "Mannerheimintie|Kauppakatu|Hämeenkatu|Koulutie|Rantatie|Aleksanterinkatu"
CZ = "Dlouhá|Na Příkopě|náměstí Míru|Husova|třída Svobody|Vinohradská"
HU = "Kossuth Lajos utca|Szent István körút|Rákóczi út|Petőfi tér|Váci utca|Bajcsy-Zsilinszky út"
RO = "Str. Mihai Eminescu|Bd. Unirii|Calea Victoriei|Strada Lungă|Șoseaua Kiseleff|Str. Florilor"
HR = "Ilica|Trg bana Jelačića|Ulica kralja Zvonimira|Vukovarska ulica"
SI = "Slovenska cesta|Trubarjeva ulica|Celovška cesta|Mestni trg"
LT = "Gedimino pr.|Pilies g.|Laisvės al.|Vilniaus g."
LV = "Brīvības iela|Elizabetes iela|Raiņa bulvāris|Lāčplēša iela"
EE = "Narva mnt|Pikk tn|Pärnu mnt|Tartu mnt"


def joined(street, code, city):
    """Street and number; with postcode and town, or with the town alone, or alone."""
    return R.choice([f"{street}, {code} {city}", f"{street}, {code} {city}", f"{street} {code} {city}", f"{street}\n{code} {city}", f"{street}, {city}", street, street])


def nl():
    n = R.choice([lettered(), lettered(), number() + R.choice(["-2", "-hs", " III", "-I", " bis", "/3", " A"])])
    street = of(NL)
    code = d(4, "12345678") + R.choice([" ", " ", ""]) + L(2)
    if R.random() < .12:
        return f"{street.lower()} {n.lower()}" if street.lower().endswith(("straat", "laan", "weg", "plein", "kade")) else f"{street} {n}, {code} {of(NL_CITY)}"
    return joined(f"{street} {n}", code, of(NL_CITY))


def be():
    if R.random() < .4:
        n = number() + R.choice(["", "", " bte 10", " boîte 3", "A"])
        return joined(f"{of(BE_FR)} {n}", R.choice(["", "", "B-"]) + d(4, "1234567"), of(BE_FR_CITY))
    n = number() + R.choice(["", "", "A", " bus 3", " bus 12", "/2", ", bus 4"])
    return joined(f"{of(BE)} {n}", R.choice(["", "", "B-"]) + d(4, "23589"), of(BE_CITY))


def de():
    n = R.choice([lettered(), lettered(), number() + R.choice([" a", "-" + str(R.randint(100, 240)), "/1"])])
    street = f"{of(DE)} {n}"
    code, city = R.choice(["", "", "", "D-"]) + d(5, "0123456789"), of(DE_CITY)
    return R.choice([joined(street, code, city), joined(street, code, city), f"{street} in {code} {city}"])


def at():
    n = number() + R.choice(["", "", "/12", "/2/14", "a", "/Top 4", "/3/8"])
    return joined(f"{of(AT)} {n}", R.choice(["", "", "A-"]) + d(4, "123456789"), of(AT_CITY))


def fr():
    street = of(FR)
    n = number() + R.choice(["", "", "", " bis", " ter", "B"])
    code = d(2, "0123456789") + "000" if R.random() < .3 else d(5, "0123456789")
    return joined(f"{n}{R.choice([' ', ' ', ', '])}{street}", code, of(FR_CITY))


def uk():
    code = R.choice([L(2) + d(1, "123456789"), L(1) + d(1, "123456789"), L(2) + d(2, "123"), "EC1A", "W1D"]) + " " + d(1) + L(2, "ABDEFGHJLNPQRSTUWXYZ")
    street = f"{R.choice(['', '', '', 'Flat 2, ', 'Flat 14B, '])}{lettered()} {of(UK)}"
    return R.choice([f"{street}, {of(UK_CITY)}, {code}", f"{street}, {of(UK_CITY)} {code}", f"{street}, {of(UK_CITY)}", street, f"{street}\n{of(UK_CITY)}\n{code}", f"{street}, {code}"])


def ie():
    street = f"{R.choice(['', '', 'Apt 5, '])}{number()} {of(IE)}"
    code = R.choice("ACDEFHKNPRTVWXY") + d(2) + " " + L(1) + d(1) + L(1) + d(1)
    return R.choice([f"{street}, {of(IE_CITY)}", f"{street}, {of(IE_CITY)}, {code}", street])


def es():
    n = R.choice([f" {number()}", f", {number()}", f" nº {number()}", f", {number()}, 3º B", f" {number()}, 2ºA", f" {number()}, bajo"])
    street, code, city = of(ES) + n, d(5, "0123"), of(ES_CITY)
    return R.choice([f"{street}, {code} {city}", f"{street}, {code} {city}", f"{street}, {city}", street])


def it():
    n = R.choice([" ", " ", ", "]) + number() + R.choice(["", "", "/B", "/a", " bis"])
    street, code, city = of(IT) + n, d(5, "01234567"), of(IT_CITY)
    return R.choice([f"{street}, {code} {city}", f"{street}, {code} {city} ({L(2)})", f"{street} - {code} {city}", f"{street}, {city}", street])


def rest():
    """The other countries of the Union that write in Latin letters."""
    five, four = d(5, "123456789"), d(4, "123456789")
    return R.choice([
        lambda: ("pl", f"{of(PL)} {number()}{R.choice(['', '/12', ' m. 4', '/8 m. 3'])}, {d(2)}-{d(3)} {of('Warszawa|Kraków|Gdańsk|Nowy Sącz')}"),
        lambda: ("pl", f"{of(PL)} {number()}{R.choice(['', '/12'])}"),
        lambda: ("pt", f"{of(PT)}{R.choice([' ', ', '])}{number()}{R.choice(['', ', 2º Esq.', ', 3.º D'])}, {d(4, '123456789')}-{d(3)} {of('Lisboa|Porto|Vila Nova de Gaia|Braga')}"),
        lambda: ("pt", f"{of(PT)} {number()}"),
        lambda: ("sv", f"{of(SE)} {lettered()}, {d(3, '123456789')} {d(2)} {of('Stockholm|Göteborg|Malmö|Umeå')}"),
        lambda: ("da", f"{of(DK)} {number()}{R.choice(['', ', 2. th', ', st. tv'])}, {four} {of('København V|Aarhus C|Odense|Roskilde')}"),
        lambda: ("fi", f"{of(FI)} {number()}{R.choice(['', ' A 5', ' B 12'])}, {d(5, '0123456789')} {of('Helsinki|Tampere|Turku|Oulu')}"),
        lambda: ("cs", f"{of(CZ)} {number()}, {d(3, '1234567')} {d(2)} {of('Praha 1|Brno|Ostrava|Plzeň')}"),
        lambda: ("hu", f"{of(HU)} {number()}., {four} {of('Budapest|Szeged|Debrecen|Pécs')}"),
        lambda: ("hu", f"{four} {of('Budapest|Szeged|Debrecen|Pécs')}, {of(HU)} {number()}."),
        lambda: ("ro", f"{of(RO)} nr. {number()}, {of('București|Cluj-Napoca|Iași|Sibiu')}"),
        lambda: ("hr", f"{of(HR)} {number()}, {five} {of('Zagreb|Split|Rijeka|Osijek')}"),
        lambda: ("sl", f"{of(SI)} {number()}, {four} {of('Ljubljana|Maribor|Celje|Kranj')}"),
        lambda: ("lt", f"{of(LT)} {number()}-3, {of('Vilnius|Kaunas')}"),
        lambda: ("lv", f"{of(LV)} {number()}, Rīga, LV-{four}"),
        lambda: ("et", f"{of(EE)} {number()}, {five} Tallinn"),
    ])()


SAID = {
    "nl": "ik woon op {}|Ik woon aan {}.|we zijn verhuisd naar {}!|kom je zaterdag? {}|adres: {}|Stuur het pakje naar {} graag|Het feestje is bij ons thuis, {}, vanaf acht uur|gisteren was er brand op {}|mijn oma woont nog steeds op {} en ze is 91|afhalen kan op {}|{} staat te koop, iemand interesse?|Wie is er vandaag bij {} langsgeweest?|zij woont op {}, tweede bel|Factuuradres {}|het is {} zei hij|Fiets gestolen voor {} vannacht",
    "de": "ich wohne in der {}|Adresse: {}|Bitte an {} schicken|wir sind umgezogen: {}|die Party steigt {}, ab 20 Uhr|gestern hat es in der {} gebrannt|Meine Oma wohnt immer noch {}|Treffpunkt {} um neun|{} ist zu vermieten|Er wohnt {} im dritten Stock|Lieferung nach {} bitte|Abholung: {}|Rechnung an {}|Wer war das vor {} heute Nacht?",
    "fr": "j'habite {}|J'habite au {}.|adresse : {}|Envoyez le colis au {} svp|on a déménagé, {} maintenant|la fête est au {} à partir de 20h|ma grand-mère vit toujours {}|rendez-vous {} demain|il y a eu un incendie {} hier soir|À récupérer au {}|Livraison {} merci|Elle loge {}, deuxième étage|vélo volé devant le {}|studio à louer {}",
    "en": "I live at {}|We moved to {} last week|address: {}|Send the parcel to {} please|party is at {} from eight|there was a fire at {} last night|my gran still lives at {}|pick it up from {}|{} is up for sale|He lives at {}, top floor|Invoice to {}|bike stolen outside {} tonight|meet me at {} tomorrow|Come round, it's {}",
    "es": "vivo en {}|dirección: {}|Envíalo a {} por favor|la fiesta es en {}|mi abuela vive en {}|nos vemos en {} mañana|hubo un incendio en {} ayer|recoger en {}",
    "it": "abito in {}|indirizzo: {}|Spedite a {} per favore|la festa è in {}|mia nonna vive in {}|ci vediamo in {} domani|c'è stato un incendio in {} ieri|ritiro in {}",
}
OTHER_SAID = "{}|adresse {}|address: {}|I live at {}|we moved to {}, come by|send it to {} please"
MORE = {
    "nl": "Wat een dag.|Dank alvast!|tot morgen|Iemand tips?|gezellig|en neem taart mee", "de": "Danke im Voraus!|bis morgen|Was für ein Tag.|Hat jemand Tipps?|schönen Abend|und bring Kuchen mit",
    "fr": "Merci d'avance !|à demain|Quelle journée.|des idées ?|bonne soirée|et apporte un gâteau", "en": "Thanks in advance!|see you tomorrow|What a day.|any tips?|cheers|and bring cake",
}
# What has a number beside a word and is no address. `#` is a digit, `%` a number up to 99.
NOTHING = {
    "nl": "Straat % doelpunten in twee wedstrijden|we zitten in kamer %|versie %.#.% is uit|Windows 11 is traag|bus % rijdt niet|lijn % vanaf Centraal|Hoofdstuk % was saai|seizoen % aflevering #|voor % euro per stuk|Ik ben % jaar oud|spoor %b, zoals altijd|Ajax # Feyenoord #|de A% staat vast|Zaal % van Pathé|sinds mei 20%|Op 12 mei om half negen|Formule 1 begint zo|vak % rij # stoel %|iPhone 15 Pro gekocht|Covid 19 was erg|etappe % van de Tour|nog % dagen tot Kerst|Artikel % van de wet|Groep # van de basisschool|Afdeling % wacht al een uur|maat 42 is op|Weg % uur gewacht op de trein|terminal # gate B%|het was 32 graden in Park 21|Psalm % gelezen|Playlist % op Spotify|Regel % klopt niet|Markt % procent omlaag|De Haven 2 winst dit jaar|Formulier % moet nog|in 1984 Den Haag bezocht|2023 AD volgens de krant|1500 km gefietst|tussen 2010 EN 2020|Berg % keer beklommen",
    "de": "Zimmer % im dritten Stock|Version %.#.% ist da|Kapitel % war langweilig|Staffel % Folge #|für % Euro das Stück|ich bin % Jahre alt|Gleis %b wie immer|Bayern # Dortmund #|die A% ist dicht|am 12 Mai um neun|Linie % fällt aus|Windows 11 nervt|Seite % unten|Saal % im Kino|Covid 19 war schlimm|Etappe % der Tour|noch % Tage bis Weihnachten|Artikel % des Grundgesetzes|Größe 42 ist aus|Raum % ist belegt|Paragraph % Absatz #|Klasse #a hat frei|Block % Reihe # Platz %|Playlist % auf Spotify|Halle % der Messe|Bus % kam nicht|Formel 1 fängt an|Platz % in der Tabelle|Weg % Minuten zu Fuß|Runde % ist vorbei|Tor % durch Müller|Berg % Meter hoch|20000 Euro gespart|80000 Zuschauer im Stadion|Terminal # Gate B%|Übung % Aufgabe #|im Jahr 1989 Berlin besucht|Ring % getragen|Level % geschafft|Tag % der Reise",
    "fr": "chambre % au troisième|version %.#.% disponible|chapitre % ennuyeux|saison % épisode #|pour % euros pièce|j'ai % ans|voie %B comme toujours|le 12 mai à neuf heures|ligne % en panne|Windows 11 rame|page % en bas|salle % du cinéma|Covid 19 quelle époque|étape % du Tour|encore % jours avant Noël|article % du code civil|taille 42 épuisée|en route depuis % heures|place % sur 20|cours % de maths|% places restantes|2 places pour le concert|3 cours annulés cette semaine|10 avenues possibles pour Lyon|1 passage par jour|bus % jamais à l'heure|Formule 1 ce soir|tour % terminé|les % rues du quartier|75000 spectateurs|il fait 32 degrés|12 villas vendues|porte % terminal #|niveau % réussi|exercice % question #|groupe # de parole|menu % sans entrée|PSG # Lyon #|quai % pour le train|5 chemins mènent à Rome",
    "en": "room % upstairs|version %.#.% is out|chapter % was boring|season % episode #|for % dollars each|I am % years old|platform %b as always|May 12 at nine|line % is down|Windows 11 is slow|page % at the bottom|screen % at the cinema|Covid 19 was bad|stage % of the Tour|% days till Christmas|Article % of the act|size 42 sold out|Formula 1 tonight|Route 66 is long|2 way street problem|5 Star Hotel again|10 Square Miles burned|% Drive failures this week|3 Way calls are back|1 Park too many|4 Lane roads are loud|12 Green bottles on the wall|% Close calls|2 Court cases pending|Arsenal # Chelsea #|Top 10 Hill climbs|gate B% terminal #|level % done|20 Place finish|exit % on the M25|row % seat #|Psalm % tonight|20000 people there|90210 is a good show|I took 3 St Bernard dogs home",
    "es": "habitación % arriba|versión %.#.% ya|capítulo % aburrido|por % euros|tengo % años|línea % parada|el 12 de mayo|página % abajo|temporada % capítulo #|vía % del tren|20000 personas|por la vía 3 sale|plaza % de aparcamiento|camino % horas|sala % del cine|nivel % hecho",
    "it": "stanza % al terzo piano|versione %.#.% uscita|capitolo % noioso|per % euro|ho % anni|linea % ferma|il 12 maggio|pagina % in fondo|stagione % episodio #|binario % come sempre|20000 persone|via 3 minuti fa|corso % di inglese|sala % del cinema|livello % fatto|piazza # in classifica",
}
POSTCODES = {
    "nl": [lambda: d(4, "12345678") + " " + L(2), "mijn postcode is {}|postcode {}|ik zit in {} en jij?|bezorgen jullie in {}?"],
    "en": [lambda: L(2) + d(1, "123456789") + " " + d(1) + L(2, "ABDEFGHJLNPQRSTUWXYZ"), "postcode {}|my postcode is {}|I'm in {} if that helps|do you deliver to {}?"],
    "de": [lambda: d(5, "123456789"), "PLZ {}|meine Postleitzahl ist {}|Postleitzahl: {}|die PLZ lautet {}"],
    "fr": [lambda: d(5, "123456789"), "code postal {}|mon code postal est {}|code postal : {}|le code postal c'est {}"],
    "es": [lambda: d(5, "1234"), "código postal {}|mi código postal es {}"], "it": [lambda: d(5, "1234"), "CAP {}|il CAP è {}"],
}


def filled(text):
    text = "".join(str(R.randint(2, 9)) if c == "#" else c for c in text)
    return "".join(str(R.randint(2, 99)) if c == "%" else c for c in text)


def one(number):
    country = R.choices(["nl", "be", "de", "at", "fr", "uk", "ie", "es", "it", "rest"], [16, 10, 16, 8, 14, 12, 7, 8, 8, 10])[0]
    lang, address = (country, None)
    if country == "rest":
        lang, address = rest()
    else:
        address = globals()[country]()
        lang = {"be": "nl", "at": "de", "uk": "en", "ie": "en"}.get(country, country)
        if country == "be" and any(address.startswith(one) for one in BE_FR.split("|")):
            lang = "fr"
    draw = R.random()
    spans, kind = [], country
    if draw < .58:
        said = of(SAID.get(lang, OTHER_SAID))
        before = said.split("{}")[0]
        text, spans = said.replace("{}", address), [{"start": len(before), "end": len(before) + len(address), "label": "STREET_ADDRESS"}]
    elif draw < .64 and lang in POSTCODES:
        make, said = POSTCODES[lang]
        code, said = make(), of(said)
        before = said.split("{}")[0]
        text, spans = said.replace("{}", code), [{"start": len(before), "end": len(before) + len(code), "label": "POSTCODE"}]
    else:
        lang = lang if lang in NOTHING else "en"
        text, kind = filled(of(NOTHING[lang])), "none"
    if lang in MORE and R.random() < .5:
        text += R.choice([" ", ". ", "! ", "\n"]) + of(MORE[lang])
    return {"id": f"{kind}-{half}{seed}-{number}", "lang": lang, "text": text, "spans": spans}


for row in range(rows):
    print(json.dumps(one(row), ensure_ascii=False))
