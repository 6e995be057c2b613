"""Posts with labelled identifiers, from a seed. `generate.py SEED ROWS > gold.jsonl`

Numbers are drawn at random and kept where python-stdnum, written by others, says that they are valid; names, addresses and
many telephone numbers come from Faker. So neither the check digits nor the layouts are those of the program under test.
Spans count characters.
"""

import json
import random
import string
import sys

from faker import Faker
from stdnum import luhn, iban as iban_module
from stdnum.at import vnr
from stdnum.be import nn
from stdnum.bg import egn
from stdnum.br import cpf
from stdnum.ch import ssn as ahv
from stdnum.cz import rc
from stdnum.de import idnr
from stdnum.dk import cpr
from stdnum.ee import ik
from stdnum.es import dni, nie
from stdnum.fi import hetu
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.gr import amka
from stdnum.hr import oib
from stdnum.ie import pps
from stdnum.it import codicefiscale
from stdnum.lt import asmens
from stdnum.lv import pvn
from stdnum.nl import bsn
from stdnum.no import fodselsnummer
from stdnum.pl import pesel
from stdnum.pt import nif
from stdnum.ro import cnp
from stdnum.se import personnummer
from stdnum.si import emso

seed, rows = int(sys.argv[1]), int(sys.argv[2])
R = random.Random(seed)
LOCALES = {
    "nl": ["nl_NL", "nl_BE"], "de": ["de_DE", "de_AT"], "fr": ["fr_FR"], "en": ["en_GB", "en_IE", "en_US"],
    "es": ["es_ES"], "it": ["it_IT"], "pl": ["pl_PL"], "pt": ["pt_PT"], "sv": ["sv_SE"],
}
FAKERS = {locale: Faker(locale) for locales in LOCALES.values() for locale in locales}
for number, one in enumerate(FAKERS.values()):
    one.seed_instance(seed * 1000 + number)


def digits(count):
    return "".join(R.choice(string.digits) for _ in range(count))


def date6(form):
    d, m, y = R.randint(1, 28), R.randint(1, 12), R.randint(40, 99)
    return form.format(d=d, m=m, y=y)


def until(module, make, tries=20000):
    for _ in range(tries):
        number = make()
        if module.is_valid(number):
            return number
    raise SystemExit(f"no valid number for {module.__name__}")


def groups(number, lengths, mark):
    out, at = [], 0
    for length in lengths:
        out.append(number[at:at + length])
        at += length
    return mark.join(out)


def m_bsn():
    n = until(bsn, lambda: digits(9))
    return R.choice([n, n, groups(n, [4, 2, 3], "."), groups(n, [3, 3, 3], " "), groups(n, [4, 2, 3], " "), groups(n, [3, 3, 3], ".")])


def m_be():
    n = until(nn, lambda: date6("{y:02}{m:02}{d:02}") + digits(5))
    return R.choice([n, f"{n[:2]}.{n[2:4]}.{n[4:6]}-{n[6:9]}.{n[9:]}", f"{n[:2]}.{n[2:4]}.{n[4:6]} {n[6:9]} {n[9:]}", f"{n[:6]}-{n[6:9]}-{n[9:]}"])


def m_idnr():
    def make():
        d = [R.randint(1, 9)] + [R.randint(0, 9) for _ in range(9)]
        d[R.randint(1, 9)] = d[0]
        return "".join(map(str, d)) + digits(1)
    n = until(idnr, make, 10**6)
    return R.choice([n, n, groups(n, [2, 3, 3, 3], " ")])


def m_nir():
    n = until(nir, lambda: R.choice("12") + f"{R.randint(40, 99)}{R.randint(1, 12):02}{R.randint(1, 95):02}" + digits(6) + f"{R.randint(1, 97):02}")
    return R.choice([n, groups(n, [1, 2, 2, 2, 3, 3, 2], " "), n[:13] + " " + n[13:]])


def m_pesel():
    return until(pesel, lambda: date6("{y:02}{m:02}{d:02}") + digits(5))


def m_cf():
    c = R.choice
    return until(codicefiscale, lambda: "".join(c("BCDFGLMNPRSTVZAEIO") for _ in range(6)) + f"{R.randint(40, 99)}" + c("ABCDEHLMPRST") + f"{R.randint(1, 28):02}" + c("ABCDEFGHIL") + digits(3) + c(string.ascii_uppercase))


def m_pps():
    return until(pps, lambda: digits(7) + R.choice("ABCDEFGHIJKLMNOPQRSTUVW") + R.choice(["", "", "A"]))


def m_nino():
    return R.choice(["AB", "CE", "JG", "PW", "SK", "ZR"]) + R.choice(["", " "]).join(["", digits(2), digits(2), digits(2), R.choice("ABCD")]) if R.random() < .5 else R.choice(["AB", "CE", "JG", "PW"]) + digits(6) + R.choice("ABCD")


def m_nhs():
    n = until(nhs, lambda: digits(10))
    return R.choice([n, groups(n, [3, 3, 4], " ")])


def m_dni():
    n = until(dni, lambda: digits(8) + R.choice("TRWAGMYFPDXBNJZSQVHLCKE"))
    return R.choice([n, n[:8] + "-" + n[8], f"{n[:2]}.{n[2:5]}.{n[5:8]}-{n[8]}"])


def m_se():
    n = until(personnummer, lambda: date6("{y:02}{m:02}{d:02}-") + digits(4))
    return R.choice([n, "19" + n])


def m_iban():
    country, bban = R.choice([("NL", R.choice(["ABNA", "INGB", "RABO"]) + digits(10)), ("BE", None), ("DE", digits(18)), ("FR", None), ("GB", "BUKB" + digits(14)), ("IE", "AIBK" + digits(14)), ("ES", None), ("AT", digits(16)), ("PL", None), ("LU", digits(16)), ("PT", None), ("SE", None), ("DK", digits(14)), ("IT", None), ("FI", None), ("CH", digits(17)), ("MT", "MALT" + digits(5) + digits(18)), ("LT", digits(16)), ("CY", digits(24)), ("RO", "AAAA" + digits(16))])
    while bban is None:
        country, bban = R.choice([("NL", "ABNA" + digits(10)), ("DE", digits(18)), ("AT", digits(16)), ("LU", digits(16))])
    check = iban_module.calc_check_digits(country + "00" + bban)
    n = country + check + bban
    four = " ".join(n[i:i + 4] for i in range(0, len(n), 4))
    return R.choice([n, four, four, n.lower(), four.replace(" ", "-"), four.replace(" ", ".")])


def m_card():
    prefix, length = R.choice([("4", 16), ("51", 16), ("55", 16), ("37", 15), ("2221", 16), ("6011", 16), ("4", 16), ("36", 14)])
    body = prefix + digits(length - len(prefix) - 1)
    n = body + luhn.calc_check_digit(body)
    if length == 16:
        return R.choice([n, groups(n, [4] * 4, " "), groups(n, [4] * 4, "-")])
    if length == 15:
        return R.choice([n, groups(n, [4, 6, 5], " ")])
    return R.choice([n if False else groups(n, [4, 6, 4], " "), groups(n, [4, 6, 4], "-")])


def m_phone(lang):
    d = digits
    own = {
        "nl": [f"06-{d(8)}", f"06{d(8)}", f"06 {d(2)} {d(2)} {d(2)} {d(2)}", f"+31 6 {d(8)}", f"+316{d(8)}", f"0031 6 {d(4)} {d(4)}", f"020-{R.randint(2,9)}{d(6)}", f"+31 (0)6 {d(4)} {d(4)}", f"030 {R.randint(2,9)}{d(2)} {d(2)} {d(2)}", f"0{R.randint(470,499)} {d(2)} {d(2)} {d(2)}", f"+32 {R.randint(470,499)} {d(2)} {d(2)} {d(2)}", f"02 {R.randint(2,9)}{d(2)} {d(2)} {d(2)}", f"(0{R.randint(10,79)}) {R.randint(2,9)}{d(2)} {d(2)} {d(2)}"],
        "de": [f"0{R.choice(['151','160','171','176'])} {d(8)}", f"0{R.choice(['151','160','171'])}{d(8)}", f"+49 {R.choice(['151','160','171'])} {d(7)}", f"+49 (0) 30 {d(6)}", f"030 {d(8)}", f"0{R.choice(['89','40','221'])}/{d(7)}", f"0049 171 {d(7)}", f"+43 664 {d(7)}", f"0664 {d(7)}", f"0{R.choice(['89','40'])}-{d(4)}-{d(3)}"],
        "fr": [f"0{R.choice('67')} {d(2)} {d(2)} {d(2)} {d(2)}", f"0{R.choice('67')}{d(8)}", f"+33 {R.choice('67')} {d(2)} {d(2)} {d(2)} {d(2)}", f"0{R.choice('12345')}.{d(2)}.{d(2)}.{d(2)}.{d(2)}", f"+33{R.choice('67')}{d(8)}", f"0033 {R.choice('67')} {d(2)} {d(2)} {d(2)} {d(2)}", f"+33 (0)1 {d(2)} {d(2)} {d(2)} {d(2)}"],
        "en": [f"07{d(3)} {d(6)}", f"07{d(9)}", f"+44 7{d(3)} {d(6)}", f"020 {R.randint(3,8)}{d(3)} {d(4)}", f"+44 20 {R.randint(3,8)}{d(3)} {d(4)}", f"08{R.choice('3567')} {d(3)} {d(4)}", f"+353 8{R.choice('3567')} {d(3)} {d(4)}", f"({R.randint(201,989)}) {R.randint(2,9)}{d(2)}-{d(4)}", f"+1 {R.randint(201,989)}-{R.randint(2,9)}{d(2)}-{d(4)}", f"01{d(3)} {d(6)}", f"{R.randint(201,989)}-{R.randint(2,9)}{d(2)}-{d(4)}"],
        "es": [f"6{d(2)} {d(3)} {d(3)}", f"+34 6{d(2)} {d(2)} {d(2)} {d(2)}", f"+346{d(8)}", f"91 {d(3)} {d(2)} {d(2)}"],
        "it": [f"3{d(2)} {d(7)}", f"+39 3{d(2)} {d(3)} {d(4)}", f"+39 06 {d(8)}"],
        "pl": [f"{R.randint(500,799)} {d(3)} {d(3)}", f"+48 {R.randint(500,799)} {d(3)} {d(3)}"],
        "pt": [f"9{R.choice('1236')}{d(1)} {d(3)} {d(3)}", f"+351 9{R.choice('1236')}{d(7)}"],
        "sv": [f"070-{d(3)} {d(2)} {d(2)}", f"+46 70 {d(3)} {d(2)} {d(2)}"],
    }
    abroad = [f"+420 {R.randint(601,799)} {d(3)} {d(3)}", f"+45 {R.randint(20,99)} {d(2)} {d(2)} {d(2)}", f"+358 40 {d(7)}", f"+30 69{d(8)}", f"+36 30 {d(3)} {d(4)}", f"+372 5{d(3)} {d(4)}", f"+371 2{d(7)}", f"+370 6{d(2)} {d(5)}", f"+352 621 {d(3)} {d(3)}", f"+356 79{d(2)} {d(4)}", f"+357 99 {d(6)}", f"+359 88 {d(3)} {d(4)}", f"+385 91 {d(3)} {d(4)}", f"+386 40 {d(3)} {d(3)}", f"+40 72{d(1)} {d(3)} {d(3)}", f"+421 90{d(1)} {d(3)} {d(3)}"]
    return R.choice(own.get(lang, own["en"])) if R.random() < .85 else R.choice(abroad)


def local_part():
    f = FAKERS[R.choice(sum(LOCALES.values(), []))]
    a, b = (f.user_name() for _ in range(2))
    return R.choice([a, f"{a}.{b}", f"{a}_{R.randint(1, 99)}", f"{a}{R.randint(1, 999)}", f"{a[0]}.{b}"])


HOSTS = ["example.org", "example.com", "gmail.com", "hotmail.nl", "mail.example.net", "web.de", "orange.fr", "outlook.com", "ziggo.nl", "posteo.de", "uni-example.ac.uk"]


def m_email(_lang=None):
    return f"{local_part()}@{R.choice(HOSTS)}"


def m_obfuscated(lang):
    local, host = local_part(), R.choice(HOSTS)
    at, dot = {"nl": (["apenstaartje", "at", "[at]", "(at)"], ["punt", "dot", "(punt)", "[dot]"]), "de": (["[at]", "(at)", "at", "(ät)"], ["punkt", "dot", "(punkt)", "[dot]"]), "fr": (["arobase", "(at)", "[at]", "(arobase)"], ["point", "(point)", "[point]"]), "es": (["arroba", "(arroba)", "[at]"], ["punto", "(punto)"])}.get(lang, (["at", "[at]", "(at)", "{at}", "<at>"], ["dot", "[dot]", "(dot)"]))
    a, d = R.choice(at), R.choice(dot)
    bracketed = not a.isalpha()
    if bracketed and R.random() < .4:
        return f"{local}{R.choice([a, ' ' + a + ' '])}{host}"
    return f"{local} {a} {host.replace('.', f' {d} ')}"


def m_handle():
    name = FAKERS[R.choice(sum(LOCALES.values(), []))].user_name()
    return R.choice(["@" + name, "@" + name + str(R.randint(1, 99)), "@" + name + "_" + name[:2], f"@{name}@{R.choice(['mastodon.social', 'mastodon.nl', 'chaos.social', 'mstdn.example.org'])}", f"@{name}.bsky.social"])


def m_ip():
    if R.random() < .7:
        return ".".join(str(R.choice([R.randint(20, 223), R.randint(1, 254)])) for _ in range(4)).replace("10.", "11.", 1)
    return R.choice([":".join(f"{R.randint(1, 65535):x}" for _ in range(8)), f"2001:db8::{R.randint(1, 9999):x}:{R.randint(1, 99)}", f"fe80::{R.randint(4096, 65535):x}:{R.randint(1, 99)}"])


def m_mac():
    return R.choice([":", "-"]).join(f"{R.randint(0, 255):02x}" for _ in range(6)) if R.random() < .9 else ".".join(f"{R.randint(4096, 65535):x}" for _ in range(2)) + ".a1b2"


def m_url():
    u = local_part().replace("+", "")
    return R.choice([f"https://www.facebook.com/{u}", f"https://twitter.com/{u}", f"https://www.linkedin.com/in/{u}", f"instagram.com/{u}", f"https://example.org/~{u}", f"http://{u}.example.com/", f"www.example.net/people/{u}", f"https://example.org/u/{u}?ref=1", f"t.me/{u}"])


MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".split(),
}


def m_date(lang):
    d, m, y = R.randint(1, 28), R.randint(1, 12), R.randint(1945, 2012)
    month = MONTHS.get(lang, MONTHS["en"])[m - 1]
    long = {"de": f"{d}. {month} {y}", "en": R.choice([f"{d} {month} {y}", f"{month} {d}, {y}", f"{d}th of {month} {y}" if d > 3 else f"{d} {month} {y}"]), "es": f"{d} de {month} de {y}"}.get(lang, f"{d} {month} {y}")
    sep = {"de": ".", "nl": "-", "en": "/"}.get(lang, "/")
    return R.choice([long, long, f"{d:02}{sep}{m:02}{sep}{y}", f"{d}{sep}{m}{sep}{y}", f"{y}-{m:02}-{d:02}"])


def m_coord():
    lat, lon = R.uniform(36, 60), R.uniform(-9, 25)
    dms = lambda x: f"{int(abs(x))}°{int(abs(x) * 60 % 60)}'{abs(x) * 3600 % 60:.1f}\""
    return R.choice([f"{lat:.5f}, {lon:.5f}", f"{lat:.6f},{lon:.6f}", f"{dms(lat)}N {dms(lon)}{'E' if lon > 0 else 'W'}", f"{lat:.4f}° N, {abs(lon):.4f}° {'E' if lon > 0 else 'W'}"])


def m_plate(lang):
    L = lambda n: "".join(R.choice("BDFGHJKLNPRSTVXZ") for _ in range(n))
    return R.choice({"nl": [f"{L(2)}-{digits(2)}-{L(2)}", f"{digits(2)}-{L(3)}-{digits(1)}", f"{L(1)}-{digits(3)}-{L(2)}", f"1-{L(3)}-{digits(3)}"], "de": [f"{R.choice(['B','M','HH','K','S'])}-{L(2)} {digits(4)}", f"{R.choice(['B','M','HH'])} {L(2)} {digits(3)}"], "fr": [f"{L(2)}-{digits(3)}-{L(2)}"], "en": [f"{L(2)}{R.choice(['12','65','19','71'])} {L(3)}", f"{R.choice(['12', '221', '08'])}-{R.choice(['D', 'G', 'KY'])}-{digits(4)}"]}[lang])


def m_crypto():
    return R.choice(["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "0x" + "".join(R.choice("0123456789abcdef") for _ in range(40))])


def m_address(lang):
    locale = R.choice(LOCALES[lang])
    f = FAKERS[locale]
    street = f.street_address().split("\n")[0]
    code, city = f.postcode(), f.city()
    if locale in ("en_GB", "en_IE"):
        return R.choice([f"{street}, {city}", f"{street}, {city} {code}", street]) if locale == "en_GB" else f"{street}, {city}"
    if locale == "en_US":
        return R.choice([f"{street}, {city}, {f.state_abbr()} {code}", street])
    return R.choice([f"{street}, {code} {city}", f"{street}, {code} {city}", f"{street}, {city}", street])


def m_name(lang):
    locale = R.choice(LOCALES[lang]) if R.random() < .8 else R.choice(["nl_NL", "fr_FR", "pl_PL", "tr_TR" if "tr_TR" in FAKERS else "it_IT"])
    f = FAKERS[locale]
    return R.choice([f"{f.first_name()} {f.last_name()}", f"{f.first_name()} {f.last_name()}", f.first_name()])


def m_passport(lang):
    L = lambda n: "".join(R.choice("BCDFGHJKLNPRTVWXYZ") for _ in range(n))
    return {"nl": f"{L(2)}{digits(2)}{L(1)}{digits(3)}{digits(1)}", "de": f"C{digits(2)}{L(2)}{digits(4)}", "fr": f"{digits(2)}{L(2)}{digits(5)}", "en": digits(9)}.get(lang, L(2) + digits(7))


# What is said around it. `{}` is the entity.
SAID = {
    "EMAIL_ADDRESS": {"nl": ["mail me op {}", "je kunt me bereiken via {} hoor", "Stuur het naar {}.", "{} is mijn adres"], "de": ["schreib mir an {}", "meine Mail: {}", "Bitte an {} schicken!"], "fr": ["écris-moi à {}", "mon mail c'est {} si besoin", "Envoyez à {}."], "en": ["mail me at {}", "my email is {}", "Contact: {}", "send it to {} please"], "es": ["escríbeme a {}"], "it": ["scrivimi a {}"], "pl": ["pisz na {}"], "pt": ["escreve para {}"], "sv": ["maila {}"]},
    "PHONE_NUMBER": {"nl": ["bel me op {}", "mijn nummer is {}", "App even naar {}!", "tel. {}", "bereikbaar op {} na zessen", "{} is mijn nieuwe nummer"], "de": ["ruf mich an: {}", "Handy {}", "Tel.: {}", "meine Nummer ist {}", "Erreichbar unter {} ab 18 Uhr"], "fr": ["appelle-moi au {}", "mon numéro : {}", "Tél. {}", "joignable au {}"], "en": ["call me on {}", "my number is {}", "ring {} after six", "Phone: {}", "text {} if you want it"], "es": ["llámame al {}", "mi número es {}"], "it": ["chiamami al {}", "cell. {}"], "pl": ["zadzwoń {}", "tel. {}"], "pt": ["liga-me: {}", "telemóvel {}"], "sv": ["ring {}", "mobil {}"]},
    "IBAN_CODE": {"nl": ["maak het over op {}", "IBAN {}", "mijn rekening: {} t.n.v. mij"], "de": ["überweis es auf {}", "IBAN: {}", "Konto {}"], "fr": ["vire-le sur {}", "IBAN : {}"], "en": ["wire it to {}", "my IBAN is {}", "account {} thanks"]},
    "CREDIT_CARD": {"nl": ["mijn creditcard {} is gestolen", "kaartnummer {}"], "de": ["meine Kreditkarte {} ist weg", "Kartennummer {}"], "fr": ["ma carte {} ne marche plus"], "en": ["my card {} was declined", "Visa {} exp 09/27", "card number {}"]},
    "NL_BSN": {"nl": ["mijn BSN is {}", "BSN: {}", "burgerservicenummer {}", "m'n bsn {} doorgegeven"], "en": ["my Dutch BSN is {}", "BSN {}"], "de": ["meine BSN ist {}"], "fr": ["mon BSN est {}"]},
    "BE_NATIONAL_NUMBER": {"nl": ["rijksregisternummer {}", "mijn rijksregister: {}", "INSZ {}"], "fr": ["mon numéro national est {}", "registre national {}", "NISS {}"], "en": ["Belgian national number {}"], "de": ["Nationalregisternummer {}"]},
    "DE_TAX_ID": {"de": ["meine Steuer-ID ist {}", "Steueridentifikationsnummer: {}", "IdNr. {}"], "en": ["my German tax ID is {}"], "nl": ["mijn Duitse Steuer-ID is {}"]},
    "FR_NIR": {"fr": ["mon numéro de sécu est {}", "NIR : {}", "numéro de sécurité sociale {}"], "en": ["my French social security number is {}"]},
    "PL_PESEL": {"en": ["my PESEL is {}"], "pl": ["mój PESEL to {}", "PESEL {}"]},
    "IT_FISCAL_CODE": {"it": ["il mio codice fiscale è {}", "CF {}"], "en": ["my codice fiscale: {}"]},
    "IE_PPS": {"en": ["my PPS number is {}", "PPSN {}"]},
    "UK_NINO": {"en": ["my NI number is {}", "National Insurance number: {}"]},
    "UK_NHS": {"en": ["NHS number {}", "my NHS number is {}"]},
    "ES_NIF": {"es": ["mi DNI es {}", "DNI {}"], "en": ["my DNI is {}"]},
    "ES_NIE": {"es": ["mi NIE es {}"], "en": ["NIE {}"]},
    "SE_PERSONNUMMER": {"sv": ["mitt personnummer är {}", "personnummer {}"], "en": ["my Swedish personnummer is {}"]},
    "DK_CPR": {"en": ["my CPR number is {}"]},
    "FI_PERSONAL_IDENTITY_CODE": {"en": ["my henkilötunnus is {}"]},
    "CZ_BIRTH_NUMBER": {"en": ["my rodné číslo is {}"]},
    "RO_CNP": {"en": ["my CNP is {}"]},
    "BG_EGN": {"en": ["my EGN is {}"]},
    "HR_OIB": {"en": ["my OIB is {}"]},
    "SI_EMSO": {"en": ["my EMŠO is {}"]},
    "EE_PERSONAL_CODE": {"en": ["my isikukood is {}"]},
    "LT_PERSONAL_CODE": {"en": ["my asmens kodas is {}"]},
    "LV_PERSONAL_CODE": {"en": ["my personas kods is {}"]},
    "AT_SOCIAL_SECURITY": {"de": ["meine SVNR ist {}", "SV-Nummer {}"]},
    "GR_AMKA": {"en": ["my AMKA is {}"]},
    "PT_NIF": {"pt": ["o meu NIF é {}", "contribuinte {}"]},
    "IP_ADDRESS": {"nl": ["inlog vanaf {}", "mijn ip is {}"], "de": ["Zugriff von {}", "meine IP: {}"], "fr": ["connexion depuis {}"], "en": ["login from {}", "blocked {} again", "server at {} is down"]},
    "MAC_ADDRESS": {"nl": ["mac-adres {}"], "de": ["MAC {}"], "en": ["device {} on my wifi", "MAC address {}"]},
    "URL": {"nl": ["kijk op {}", "mijn profiel: {}"], "de": ["siehe {}"], "fr": ["voir {}"], "en": ["see {}", "my page: {}"]},
    "HANDLE": {"nl": ["volg {}", "hoi {} hoe is het"], "de": ["folgt {}", "danke {}!"], "fr": ["merci {}"], "en": ["follow {}", "thanks {}", "cc {}"]},
    "DATE_OF_BIRTH": {"nl": ["ik ben geboren op {}", "geboortedatum: {}", "geb. {}"], "de": ["ich bin am {} geboren", "Geburtsdatum: {}", "geboren am {} in Köln"], "fr": ["né le {}", "ma date de naissance est le {}"], "en": ["born on {}", "DOB: {}", "my date of birth is {}"], "es": ["nací el {} (fecha de nacimiento)"], "it": ["nato il {}"]},
    "COORDINATES": {"nl": ["ik sta op {}"], "de": ["Treffpunkt {}"], "en": ["meet at {}", "GPS {}"], "fr": ["rendez-vous à {}"]},
    "LICENSE_PLATE": {"nl": ["kenteken {}", "wie heeft {} gezien? mijn auto is weg"], "de": ["Kennzeichen {}", "das Auto mit dem Kennzeichen {} steht im Weg"], "fr": ["ma plaque {}", "immatriculée {}"], "en": ["number plate {}", "reg {} parked on my drive"]},
    "PASSPORT": {"nl": ["mijn paspoortnummer is {}", "paspoort {}"], "de": ["Reisepassnummer {}"], "fr": ["passeport n° {}"], "en": ["my passport number is {}", "passport {}"]},
    "CRYPTO": {"nl": ["doneer btc: {}"], "en": ["send it to my wallet {}", "donations: {}"], "de": ["Spenden an {}"]},
    "STREET_ADDRESS": {"nl": ["ik woon op {}", "bezorgen op {} graag", "Adres: {}"], "de": ["ich wohne {}", "Adresse: {}", "liefern an {} bitte"], "fr": ["j'habite {}", "adresse : {}", "livrez au {}"], "en": ["I live at {}", "ship it to {} please", "Address: {}"]},
}
MAKE = {
    "EMAIL_ADDRESS": m_email, "PHONE_NUMBER": m_phone, "IBAN_CODE": lambda _: m_iban(), "CREDIT_CARD": lambda _: m_card(),
    "NL_BSN": lambda _: m_bsn(), "BE_NATIONAL_NUMBER": lambda _: m_be(), "DE_TAX_ID": lambda _: m_idnr(), "FR_NIR": lambda _: m_nir(),
    "PL_PESEL": lambda _: m_pesel(), "IT_FISCAL_CODE": lambda _: m_cf(), "IE_PPS": lambda _: m_pps(), "UK_NINO": lambda _: m_nino(),
    "UK_NHS": lambda _: m_nhs(), "ES_NIF": lambda _: m_dni(), "ES_NIE": lambda _: until(nie, lambda: R.choice("XYZ") + digits(7) + R.choice("TRWAGMYFPDXBNJZSQVHLCKE")),
    "SE_PERSONNUMMER": lambda _: m_se(), "DK_CPR": lambda _: until(cpr, lambda: date6("{d:02}{m:02}{y:02}-") + R.choice("0123") + digits(3)),
    "FI_PERSONAL_IDENTITY_CODE": lambda _: until(hetu, lambda: date6("{d:02}{m:02}{y:02}-") + digits(3) + R.choice("0123456789ABCDEFHJKLMNPRSTUVWXY")),
    "CZ_BIRTH_NUMBER": lambda _: until(rc, lambda: date6("{y:02}{m:02}{d:02}/") + digits(4)), "RO_CNP": lambda _: until(cnp, lambda: R.choice("12") + date6("{y:02}{m:02}{d:02}") + f"{R.randint(1, 46):02}" + digits(4)),
    "BG_EGN": lambda _: until(egn, lambda: date6("{y:02}{m:02}{d:02}") + digits(4)), "HR_OIB": lambda _: until(oib, lambda: digits(11)),
    "SI_EMSO": lambda _: until(emso, lambda: f"{R.randint(1, 28):02}{R.randint(1, 12):02}9{R.randint(40, 99)}50" + digits(4)),
    "EE_PERSONAL_CODE": lambda _: until(ik, lambda: R.choice("34") + date6("{y:02}{m:02}{d:02}") + digits(4)), "LT_PERSONAL_CODE": lambda _: until(asmens, lambda: R.choice("34") + date6("{y:02}{m:02}{d:02}") + digits(4)),
    "LV_PERSONAL_CODE": lambda _: (lambda n: n[:6] + "-" + n[6:])(until(pvn, lambda: date6("{d:02}{m:02}{y:02}") + "1" + digits(4))),
    "AT_SOCIAL_SECURITY": lambda _: (lambda n: R.choice([n, n[:4] + " " + n[4:]]))(until(vnr, lambda: str(R.randint(1, 9)) + digits(3) + date6("{d:02}{m:02}{y:02}"))),
    "GR_AMKA": lambda _: until(amka, lambda: date6("{d:02}{m:02}{y:02}") + digits(5)), "PT_NIF": lambda _: until(nif, lambda: R.choice("12") + digits(8)),
    "IP_ADDRESS": lambda _: m_ip(), "MAC_ADDRESS": lambda _: m_mac(), "URL": lambda _: m_url(), "HANDLE": lambda _: m_handle(), "DATE_OF_BIRTH": m_date,
    "COORDINATES": lambda _: m_coord(), "LICENSE_PLATE": m_plate, "PASSPORT": m_passport, "CRYPTO": lambda _: m_crypto(), "STREET_ADDRESS": m_address,
}


def failing(module, make):
    while True:
        number = make()
        if not module.is_valid(number):
            return number


# Posts that hold none.
NOTHING = {
    "nl": [lambda: f"bestelnummer {digits(9)}", lambda: f"mijn bestelling {digits(10)} is kwijt", lambda: f"nu voor {R.randint(1, 99)},{R.randint(0, 99):02} in plaats van {R.randint(100, 199)},95", lambda: f"vergadering op {R.randint(1, 28)}-{R.randint(1, 12)}-2024 om 10:30", lambda: f"versie {R.randint(1, 9)}.{R.randint(0, 19)}.{R.randint(0, 9)}.{R.randint(1, 9)} is uit", lambda: f"isbn 978-90-{digits(3)}-{digits(4)}-{digits(1)}", lambda: f"mijn bsn is {failing(bsn, lambda: digits(9))}", lambda: f"de stand is {digits(6)} kWh", lambda: f"factuur {digits(4)}-{digits(5)} van 2023", lambda: f"er keken {R.randint(1, 17)}.{digits(3)}.{digits(3)} mensen", lambda: "ik heb 12 hobby's en 3 katten", lambda: f"trein van {R.randint(10, 23)}:{R.randint(10, 59)}, spoor 4b", lambda: f"commit {''.join(R.choice('0123456789abcdef') for _ in range(40))}", lambda: f"track en trace 3S{''.join(R.choice(string.ascii_uppercase) for _ in range(4))}{digits(9)}", lambda: "ik neem de A2 en dan afslag 12"],
    "de": [lambda: f"Bestellnummer {digits(9)}", lambda: f"Rechnung Nr. {digits(10)} vom 12.03.2024", lambda: f"kostet {R.randint(1, 99)},{R.randint(0, 99):02} €", lambda: f"Sitzung am {R.randint(1, 28):02}.{R.randint(1, 12):02}.2024", lambda: f"Version {R.randint(1, 9)}.{R.randint(0, 19)}.{R.randint(0, 9)}.{R.randint(1, 9)}", lambda: f"ISBN 978-3-{digits(3)}-{digits(5)}-{digits(1)}", lambda: f"meine Steuer-ID ist {failing(idnr, lambda: digits(11))}", lambda: f"Az. {digits(2)} O {digits(3)}/23", lambda: f"{R.randint(1, 80)}.{digits(3)}.{digits(3)} Einwohner", lambda: f"Sendungsnummer {digits(12)}", lambda: "Kapitel 3.2.1.4 lesen"],
    "fr": [lambda: f"commande {digits(9)}", lambda: f"facture n° {digits(10)}", lambda: f"ça coûte {R.randint(1, 99)},{R.randint(0, 99):02} €", lambda: f"réunion le {R.randint(1, 28):02}/{R.randint(1, 12):02}/2024 à 14h30", lambda: f"version {R.randint(1, 9)}.{R.randint(0, 19)}.{R.randint(0, 9)}.{R.randint(1, 9)}", lambda: f"ISBN 978-2-{digits(4)}-{digits(4)}-{digits(1)}", lambda: f"SIRET {digits(14)}", lambda: f"{R.randint(1, 60)} {digits(3)} {digits(3)} habitants", lambda: f"colis {digits(11)}"],
    "en": [lambda: f"order number {digits(9)}", lambda: f"order #{digits(10)} never came", lambda: f"only ${R.randint(1, 99)}.{R.randint(0, 99):02} instead of $120.00", lambda: f"the meeting on {R.randint(1, 28)}/{R.randint(1, 12)}/2024 at 10:30", lambda: f"upgraded to version {R.randint(1, 9)}.{R.randint(0, 19)}.{R.randint(0, 9)}.{R.randint(1, 9)}", lambda: f"ISBN 978-0-{digits(3)}-{digits(5)}-{digits(1)}", lambda: f"card {failing(luhn, lambda: '4' + digits(15))} was a typo", lambda: f"invoice {digits(8)}", lambda: f"sha1 {''.join(R.choice('0123456789abcdef') for _ in range(40))}", lambda: f"timestamp {1700000000 + R.randint(0, 9999999)}", lambda: f"{R.randint(1, 9)},{digits(3)},{digits(3)} views", lambda: "std::vec::Vec is at src/lib.rs:120:14", lambda: f"tracking 1Z{''.join(R.choice(string.ascii_uppercase + string.digits) for _ in range(16))}", lambda: "we met at 10 and left at 12:45:30", lambda: f"GB{digits(2)} BUKB {digits(4)} 12", lambda: "it is 21.5° outside and 19.0° inside", lambda: f"uuid {''.join(R.choice('0123456789abcdef') for _ in range(8))}-1234-4abc-9def-{''.join(R.choice('0123456789abcdef') for _ in range(12))}", lambda: "the score was 3-1, 21 shots", lambda: f"error 0x{''.join(R.choice('0123456789ABCDEF') for _ in range(8))} again"],
}
FILLER = {
    "nl": ["Wat een dag.", "Ik ben er klaar mee.", "Iemand tips?", "Dank alvast!", "De trein had weer vertraging.", "Het regent.", "gezellig zo", "lol", "Tot morgen", "Groetjes"],
    "de": ["Was für ein Tag.", "Danke im Voraus!", "Hat jemand Tipps?", "Bis morgen", "Es regnet.", "Der Zug war wieder zu spät.", "lg", "Schönen Abend"],
    "fr": ["Quelle journée.", "Merci d'avance !", "Des idées ?", "À demain", "Il pleut.", "mdr", "Bonne soirée"],
    "en": ["What a day.", "Thanks in advance!", "Any tips?", "See you tomorrow", "It is raining.", "lol", "The train was late again.", "cheers"],
    "es": ["Gracias", "Qué día."], "it": ["Grazie", "Che giornata."], "pl": ["Dzięki", "Co za dzień."], "pt": ["Obrigado", "Que dia."], "sv": ["Tack", "Vilken dag."],
}


def one(number):
    lang = R.choices(["nl", "de", "fr", "en", "es", "it", "pl", "pt", "sv"], [26, 22, 18, 26, 2, 2, 1, 1, 1])[0]
    parts, spans = [], []
    kinds = [kind for kind in SAID if lang in SAID[kind]]
    for _ in range(R.choices([0, 1, 2, 3], [35, 45, 15, 5])[0]):
        kind = R.choice(kinds)
        value = MAKE[kind](lang)
        if kind == "EMAIL_ADDRESS" and R.random() < .3:
            value = m_obfuscated(lang)
        parts.append((R.choice(SAID[kind][lang]), kind, value))
    if lang in NOTHING:
        for _ in range(R.choices([0, 1, 2], [50, 40, 10])[0]):
            parts.append((R.choice(NOTHING[lang])().replace("{", "("), None, None))
    for _ in range(R.randint(0 if parts else 1, 2)):
        parts.append((R.choice(FILLER[lang]), None, None))
    R.shuffle(parts)
    text = ""
    for said, kind, value in parts:
        if text:
            text += R.choice([" ", ", ", "\n", ". ", " - "]) if text[-1] not in ".!?" else " "
        if kind is None:
            text += said
            continue
        before, after = said.split("{}")
        text += before
        spans.append({"start": len(text), "end": len(text) + len(value), "label": kind})
        text += value + after
    return {"id": f"g{seed}-{number}", "lang": lang, "text": text, "spans": spans}


for number in range(rows):
    print(json.dumps(one(number), ensure_ascii=False))
