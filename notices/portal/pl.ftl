### Teksty portalu po polsku, na poziomie B1. Każdy klucz ma swój odpowiednik w pozostałych plikach tego folderu.

## Każda strona

skip = Przejdź do treści
brand = · Twoje wpisy i AI
nav = Strony
nav-me = Moje decyzje
nav-sign-in = Zaloguj się
nav-sign-out = Wyloguj się
nav-without-account = Nie mam konta
nav-look-up = Znajdź sprzeciw
nav-verify = Sprawdź potwierdzenie
nav-language = Język
footer-contact = Odpowiada za to { $name }. Napisz do nas: { $contact }.
footer-officer = Nasz inspektor ochrony danych: { $officer }.
footer-complain = Nie zgadzasz się z naszą odpowiedzią? Możesz złożyć skargę do organu nadzorczego ({ $authority }). Możesz też pójść do sądu. Ktoś inny może to zrobić w Twoim imieniu.

title-home = Co się dzieje z Twoimi wpisami
title-sign-in = Logowanie
title-link-sent = Sprawdź pocztę
title-link = Logowanie
title-me = Moje decyzje
title-receipt = Twoje potwierdzenie
title-without-account = Sprzeciw bez konta
title-look-up = Znajdź sprzeciw
title-verify = Sprawdź potwierdzenie
title-refused = To się nie udało
title-languages = Języki
languages-head = Języki
languages-text = Wybierz język tych stron. Teksty po angielsku i niderlandzku napisaliśmy sami. Pozostałe języki przetłumaczył program i nikt, kto nimi mówi, nie sprawdził jeszcze każdego słowa. Jeśli tekst jest niejasny, liczy się wersja angielska.

month-1 = stycznia
month-2 = lutego
month-3 = marca
month-4 = kwietnia
month-5 = maja
month-6 = czerwca
month-7 = lipca
month-8 = sierpnia
month-9 = września
month-10 = października
month-11 = listopada
month-12 = grudnia
date = { $day } { $month } { $year }

## Co się dzieje z wpisami

home-head = { $controller }: co się dzieje z Twoimi wpisami
home-lead = Na tej stronie przeczytasz, do czego wykorzystujemy Twoje wpisy. Możesz powiedzieć „nie”. Nie musisz wyjaśniać dlaczego.
right-head = Masz prawo do sprzeciwu
right-text = Zawsze możesz wnieść sprzeciw wobec wykorzystywania swoich wpisów. Nie podajesz powodu i nie wysyłasz żadnego dokumentu. Po zalogowaniu wystarczy jedno kliknięcie. Sprzeciw działa od chwili, gdy go otrzymamy.
right-object = Wnieś sprzeciw
right-without-account = Wnieś sprzeciw bez konta
uses-head = Do czego wykorzystujemy Twoje wpisy
what = Co się dzieje
why = Dlaczego
since = Od kiedy
basis = Podstawa prawna
basis-A6-1-a = Twoja zgoda, art. 6 ust. 1 lit. a RODO. Bez Twojego „tak” to się nie dzieje.
basis-A6-1-b = Umowa z Tobą, art. 6 ust. 1 lit. b RODO.
basis-A6-1-c = Obowiązek prawny, art. 6 ust. 1 lit. c RODO.
basis-A6-1-d = Ochrona czyjegoś życia, art. 6 ust. 1 lit. d RODO.
basis-A6-1-e = Zadanie publiczne, art. 6 ust. 1 lit. e RODO.
basis-A6-1-f = Nasz własny interes, art. 6 ust. 1 lit. f RODO. Możesz wnieść sprzeciw.
basis-none = Nie ma podstawy prawnej, więc to się nie dzieje.
does-head = Co daje sprzeciw
does-now = Od chwili, gdy go otrzymamy, nie wybieramy już Twoich wpisów do niczego nowego.
does-corpus = Gdy następnym razem zaczniemy trening, pominiemy Twoje wpisy.
does-others = Jeśli inni cytują Twoje wpisy, wycinamy te cytaty z ich wpisów.
does-not-head = Czego sprzeciw nie daje
does-not-model = Model, który już się czegoś nauczył, sam tego nie zapomina. Jeśli chcesz, żeby zapomniał, poproś nas o usunięcie Twoich danych.
does-not-remove = Twoje wpisy zostają na platformie. Usunąć je stamtąd możesz tylko Ty albo sama platforma.
rights-head = Twoje inne prawa
rights-text = Po zalogowaniu możesz też zobaczyć i pobrać swoje dane, poprosić nas o ich usunięcie, poprosić o wstrzymanie ich wykorzystywania albo zgłosić, że są nieprawidłowe.
rights-clock = Odpowiadamy w ciągu miesiąca. Jeśli potrzebujemy więcej czasu, powiemy o tym w ciągu tego miesiąca i podamy powód.

## Logowanie

sign-in-head = Zaloguj się
sign-in-text = Wpisz adres e-mail swojego konta. Wyślemy Ci link. Hasło nie jest potrzebne.
sign-in-address = Adres e-mail
sign-in-send = Wyślij mi link
sign-in-none = Nie masz tu konta?
sign-in-again = Przed tym krokiem prosimy Cię o ponowne zalogowanie. Dzięki temu nikt inny nie zrobi tego w Twoim imieniu.
sign-in-letter = Albo przez link w wiadomości
sign-in-oidc = Zaloguj się przez swoją organizację
link-sent-head = Sprawdź pocztę
link-sent-text = Jeśli znamy ten adres, link jest już w drodze. Działa przez { $minutes ->
    [one] jedną minutę
    [few] { $minutes } minuty
    [many] { $minutes } minut
   *[other] { $minutes } minuty
} i tylko raz.
link-sent-none = Wiadomość nie przyszła? Być może nie znamy tego adresu. I tak możesz wnieść sprzeciw:
link-head = Zaloguj się
link-text = Jedno kliknięcie i logowanie gotowe. Ten link działa tylko raz.
link-button = Zaloguj się teraz
letter-subject = Twój link do logowania
letter-text =
    Dzień dobry,

    oto link do logowania ({ $controller }), zgodnie z Twoją prośbą:

    { $link }

    Działa przez { $minutes ->
        [one] jedną minutę
        [few] { $minutes } minuty
        [many] { $minutes } minut
       *[other] { $minutes } minuty
    } i tylko raz.
    To nie była Twoja prośba? Możesz usunąć tę wiadomość.

## Zawiadomienie, które wysyłamy

notice-subject = Co { $controller } chce robić z Twoimi wpisami
notice-hello = Dzień dobry,
notice-lead = { $controller } chce wykorzystywać to, co publikujesz. Przeczytaj, co się stanie.
notice-use = { $name }: { $what }
notice-why = Dlaczego: { $why }
notice-basis = Podstawa prawna: { $basis }
notice-start = Zacznie się to nie wcześniej niż { $date }.
notice-object = Masz prawo do sprzeciwu i nie podajesz powodu. Po zalogowaniu się tutaj wystarczy jedno kliknięcie:
notice-consent = Bez Twojego „tak” to się nie stanie. Tutaj możesz odpowiedzieć:
notice-rights = Na tej samej stronie możesz zobaczyć i pobrać swoje dane, poprosić o ich usunięcie lub sprostowanie albo poprosić o wstrzymanie ich wykorzystywania.

## Moje decyzje

me-head = Moje decyzje
me-done = Zapisaliśmy to. Działa od teraz.
me-done-receipt = Twoje potwierdzenie
me-object-text = Jednym kliknięciem możesz wnieść sprzeciw wobec każdego wykorzystania wszystkich swoich wpisów. Nie musisz mówić dlaczego.
me-object-all = Wnieś sprzeciw wobec każdego wykorzystania
me-objects-all = Sprzeciwiasz się każdemu wykorzystaniu swoich wpisów. Pomijamy je.
me-objections = Moje sprzeciwy
me-state = Stan
me-receipt = potwierdzenie { $index }
me-withdraw-objection = Wycofaj ten sprzeciw
every-purpose = Każde wykorzystanie
scope-person = wszystkie moje wpisy
scope-account = jedno konto
scope-items = niektóre wpisy
objection-received = Otrzymany. Już działa. Dostaniesz jeszcze odpowiedź.
objection-accepted = Uwzględniony. Pomijamy te wpisy.
objection-rejected_compelling = Odrzucony. Podaliśmy Ci powód. Możesz złożyć skargę i możesz pójść do sądu.
objection-withdrawn = Wycofany przez Ciebie.
me-consent = Twoja odpowiedź:
consent-given = tak
consent-renewed = tak
consent-withdrawn = nie, zgoda wycofana przez Ciebie
consent-refused = nie
me-objected = Sprzeciwiasz się temu wykorzystaniu. Pomijamy Twoje wpisy.
me-consent-ask = Czy zgadzasz się na to?
me-not-asked = Twoja odpowiedź: nie. Nie zapytamy Cię ponownie przed
me-changed-mind = Zmieniam zdanie
me-yes = Tak, zgadzam się
me-no = Nie, nie zgadzam się
me-withdraw-consent = Wycofaj moją zgodę
me-object-one = Wnieś sprzeciw wobec tego wykorzystania
me-less = Sprzeciw tylko dla części moich wpisów
me-less-text = Możesz też wnieść sprzeciw tylko dla jednego konta albo tylko dla niektórych wpisów.
me-less-account = Wnieś sprzeciw dla konta { $account }
me-less-items = Numery wpisów, każdy w osobnym wierszu
me-less-items-button = Wnieś sprzeciw dla tych wpisów
me-rights = Moje inne prawa
me-data = Pobierz moje dane
me-erase = Poproś o usunięcie moich danych
me-restrict = Poproś o wstrzymanie
me-contest = Zgłoś, że moje dane są nieprawidłowe
me-rectify = Poproś o sprostowanie moich danych
me-rectify-text = Co jest nieprawidłowe, a jak powinno być?
me-restricted = Zgodnie z Twoją prośbą wstrzymaliśmy wykorzystywanie Twoich danych.
me-contested = Mamy Twoje zgłoszenie, że dane są nieprawidłowe. Wstrzymujemy ich wykorzystywanie, dopóki tego nie sprawdzimy.
erasure-received = Mamy Twoją prośbę o usunięcie danych. Już teraz pomijamy Twoje wpisy.
erasure-granted = Usuwamy Twoje dane albo już je usunęliśmy.
erasure-refused = Nie usunęliśmy Twoich danych. Podaliśmy Ci powód. Możesz złożyć skargę i możesz pójść do sądu.
me-events = Wszystko, co o Tobie zapisaliśmy
me-no-events = Jeszcze nic.

## Moje wpisy

nav-posts = Moje wpisy
title-me-posts = Co się stało z moimi wpisami
posts-head = Co się stało z moimi wpisami
posts-text = Przy każdym wpisie przeczytasz, co zdecydowano i na podstawie jakiej reguły. Plik do pobrania zawiera wszystko.
posts-count = { $count ->
    [0] Nie znamy żadnych Twoich wpisów.
    [one] Znamy jeden Twój wpis.
    [few] Znamy { $count } Twoje wpisy.
    [many] Znamy { $count } Twoich wpisów.
   *[other] Znamy { $count } Twojego wpisu.
}
posts-used = { $count ->
    [0] Żaden z nich nie jest wykorzystywany.
    [one] Jeden z nich jest wykorzystywany.
    [few] { $count } z nich są wykorzystywane.
    [many] { $count } z nich jest wykorzystywanych.
   *[other] { $count } z nich jest wykorzystywane.
}
posts-refused = { $count ->
    [0] Żaden nie jest pomijany.
    [one] Jeden jest pomijany.
    [few] { $count } są pomijane.
    [many] { $count } jest pomijanych.
   *[other] { $count } jest pomijane.
}
posts-more = Tu widać tylko najnowsze wpisy ({ $count }). Plik do pobrania zawiera wszystkie.
posts-none = Nie ma jeszcze nic do pokazania.
posts-number = Numer wpisu
posts-because = Dlaczego
posts-cure = Co by to zmieniło:
posts-changed = Usunięto
posts-corpus = W zbiorze
posts-model = Odczytany przez model
use-used = Wykorzystany
use-used_in_part = Wykorzystany, bez tego, co dotyczy innych osób
use-held = Niewykorzystany: najpierw musi go sprawdzić człowiek
use-refused = Niewykorzystany
use-undecided = Jeszcze bez decyzji
transform-MASK_IDENTIFIER = numery i adresy innych osób
transform-REDACT_SPAN = to, co dotyczy innych osób
transform-REMOVE_CHILD = to, co dotyczy dzieci

## Potwierdzenia

object-button = Wnieś sprzeciw
receipt-head = Twoje potwierdzenie
receipt-text = Zachowaj to potwierdzenie. Jest dowodem, co i kiedy zostało przez Ciebie zgłoszone. Nikt nie może go później zmienić, my też nie.
receipt-act = Treść zgłoszenia
receipt-at = Data otrzymania
receipt-purpose = Czego dotyczy
receipt-reference = Numer referencyjny
receipt-due = Odpowiemy przed końcem dnia
receipt-index = Numer w dzienniku
receipt-root = Cyfrowy odcisk dziennika
receipt-log = Nazwa dziennika
receipt-download = Pobierz potwierdzenie
receipt-keep = Numer referencyjny pozwala znaleźć Twój sprzeciw. Tę stronę pokazujemy tylko przez godzinę, dlatego zapisz numer albo pobierz potwierdzenie.

## Bez konta

without-head = Sprzeciw bez konta
without-text = Inni mogą o Tobie pisać albo Cię pokazywać. Wobec tego też możesz wnieść sprzeciw. Nie potrzebujesz konta i nie podajesz powodu. Wypełnij co najmniej jedno pole. W każdym wypełnionym polu muszą być co najmniej trzy litery.
without-wrong = Wypełnij co najmniej jedno pole. Wpisz co najmniej trzy litery i najwyżej 200.
without-name = Twoje imię i nazwisko, tak jak piszą je inni
without-name-why = Szukamy ich w tekstach. Nie używamy ich do niczego innego.
without-handle = Nazwa, której używasz w internecie
without-handle-why = Bez znaku @ na początku.
without-link = Link do wpisu lub zdjęcia, w którym się pojawiasz
without-link-why = Tylko jeśli go masz.
without-after = Potwierdzenie dostaniesz na następnej stronie.

## Wyszukiwanie

look-up-head = Znajdź sprzeciw
look-up-text = Chodzi o sprzeciw wniesiony bez konta? Wpisz numer referencyjny z potwierdzenia. Nikt nie może tu szukać po nazwisku.
look-up-reference = Numer referencyjny
look-up-button = Znajdź
look-up-stands = Ten sprzeciw obowiązuje. Działa.
look-up-none = Pod tym numerem nie ma sprzeciwu bez konta. Być może został wycofany albo numer jest błędny.
look-up-account = Masz konto? Zaloguj się, żeby zobaczyć swoje sprzeciwy.

## Sprawdzanie potwierdzenia

verify-head = Sprawdź potwierdzenie
verify-text = Wybierz plik z potwierdzeniem albo wklej jego treść. Sprawdzimy, czy jest prawdziwe i czy nikt go nie zmienił. Nie przechowujemy go.
verify-file = Plik
verify-paste = Albo treść pliku
verify-button = Sprawdź
verify-good = Potwierdzenie jest prawdziwe
verify-bad = To potwierdzenie się nie zgadza
verify-bad-why = Dlaczego:
verify-erased = Treść została usunięta. Pozostał tylko dowód, że coś tu było.
verify-alone-head = Sprawdź bez nas
verify-alone-text = Jest strona, która sprawdza potwierdzenie na Twoim urządzeniu. Niczego nie wysyła. Zapisz ją, a będzie działać także bez internetu.
verify-alone-open = Otwórz stronę, która działa bez nas
verify-alone-save = Wszystko dzieje się na Twoim urządzeniu. Nic nie jest wysyłane. Zapisz tę stronę, żeby korzystać z niej bez internetu.
verify-alone-key = Klucz publiczny dziennika
verify-alone-none = Najpierw wybierz plik albo wklej treść.
verify-alone-cannot = Ta przeglądarka nie może tego sprawdzić. Użyj programu „grondslag verify”.
verify-offline = Nie musisz nam wierzyć. Każdy może sprawdzić potwierdzenie na własnym komputerze, bez nas, za pomocą programu „grondslag verify” i tego klucza publicznego:

## Gdy coś nie działa

refused-home = Do strony głównej
refused-bad-facts = Fakty są niepełne
refused-bad-facts-do = Popraw je i wyślij ponownie.
refused-bad-request = W formularzu czegoś brakuje
refused-bad-request-do = Wróć, sprawdź formularz i wyślij go ponownie. Nic nie zostało zapisane.
refused-bad-stamp = Ten formularz jest za stary
refused-bad-stamp-do = Otwórz stronę ponownie i tam wypełnij formularz. Nic nie zostało zapisane.
refused-not-lawful = Model nie może teraz odpowiadać
refused-not-lawful-do = W tej chwili prawo na to nie pozwala. W odpowiedzi jest napisane, co by to zmieniło.
refused-not-admitted = Logowanie się nie udało
refused-not-admitted-do = Spróbuj ponownie albo zapytaj osobę, która zarządza kontami. Nic nie zostało zapisane.
refused-changed = To się w międzyczasie zmieniło
refused-changed-do = Otwórz stronę ponownie i zobacz, co pokazuje teraz. Nic nie zostało zapisane.
refused-bad-link = Ten link już nie działa
refused-bad-link-do = Link działa tylko raz i przez krótki czas. Poproś o nowy.
refused-not-signed-in = Najpierw trzeba się zalogować
refused-not-signed-in-do = Zaloguj się i spróbuj ponownie. Nic nie zostało zapisane.
refused-not-found = Tu nic nie ma
refused-not-found-do = Sprawdź adres albo przejdź do strony głównej.
refused-not-allowed = Tutaj to nie działa
refused-not-allowed-do = Przejdź do strony głównej i spróbuj stamtąd.
refused-too-slow = To trwało zbyt długo
refused-too-slow-do = Spróbuj ponownie. Nic nie zostało zapisane.
refused-too-large = To jest za duże
refused-too-large-do = Potwierdzenie to mały plik. Wybierz inny.
refused-wrong-type = Nie możemy tego odczytać
refused-wrong-type-do = Wyślij formularz ze strony.
refused-too-often = Za dużo prób
refused-too-often-do = Poczekaj minutę i spróbuj ponownie. Nic nie zostało zapisane.
refused-unavailable = Teraz to nie działa
refused-unavailable-do = Nic nie zostało zapisane. Spróbuj ponownie za minutę.

## Co może zostać zapisane

act-accuracy_contested = Twoje zgłoszenie, że dane są nieprawidłowe
act-accuracy_settled = Ustaliliśmy, czy Twoje dane są prawidłowe
act-consent_given = Twoja odpowiedź: tak
act-consent_refused = Twoja odpowiedź: nie
act-consent_withdrawn = Wycofanie przez Ciebie zgody
act-erasure_granted = Zgodziliśmy się usunąć Twoje dane
act-erasure_refused = Nie zgodziliśmy się usunąć Twoich danych
act-erasure_requested = Twoja prośba o usunięcie danych
act-forgotten = Model zapomniał Twoje dane
act-notice_delivered = Wysłaliśmy Ci zawiadomienie
act-notice_failed = Nasze zawiadomienie do Ciebie nie dotarło
act-objection = Twój sprzeciw
act-objection_accepted = Uwzględniliśmy Twój sprzeciw
act-objection_rejected = Odrzuciliśmy Twój sprzeciw
act-objection_resolved = Ustaliliśmy, że sprzeciw pochodzi od Ciebie
act-objection_withdrawn = Wycofanie przez Ciebie sprzeciwu
act-restriction_lifted = Wstrzymanie się skończyło
act-restriction_requested = Twoja prośba o wstrzymanie
act-assessment_approved = Zatwierdzono ocenę
act-corpus_purged = Oczyszczono zbiór
act-corpus_sealed = Zamknięto zbiór
act-erased = Coś usunięto
act-model_trained = Wytrenowano model
act-order = Organ wydał nakaz
act-order_lifted = Nakaz przestał obowiązywać
act-purpose_registered = Zarejestrowano wykorzystanie
act-run_started = Przebieg się rozpoczął
act-run_stopped = Przebieg się zatrzymał
act-access_requested = Twoje pytanie, jakie dane o Tobie mamy
act-accounts_linked = Wiemy już, że konta należą do Ciebie
act-accounts_unlinked = Wiemy już, że konta nie należą do Ciebie
act-assessment_withdrawn = Ocena już nie obowiązuje
act-breach_notified = Powiadomiono kogoś o wycieku danych
act-breach_recorded = Zapisano wyciek danych
act-complaint_closed = Zakończono sprawę skargi
act-complaint_received = Wpłynęła skarga
act-establishment_set = Ustalono, który organ jest wiodący
act-findings_reviewed = Człowiek obejrzał Twój wpis, bo program nie miał pewności
act-notice_published = Opublikowano zawiadomienie
act-notice_seen = Zawiadomienie zostało przez Ciebie otwarte
act-notice_sent = Zawiadomienie zostało do Ciebie wysłane
act-order_appealed = Ktoś zaskarżył nakaz do sądu
act-order_task_done = Wykonano coś, czego wymaga nakaz
act-portability_requested = Twoja prośba o dane do przeniesienia
act-purpose_ended = Zakończono wykorzystanie
act-recipient_acknowledged = Odbiorca zastosował się do Twojej decyzji
act-recipient_notified = Powiadomiliśmy odbiorcę o Twojej decyzji
act-rectification_made = Sprostowaliśmy dane zgodnie z Twoją prośbą
act-rectification_requested = Twoja prośba o sprostowanie danych
act-report_delivered = Organ otrzymał sprawozdanie
act-request_extended = Zawiadomiliśmy Cię, że potrzebujemy więcej czasu
act-request_replied = Odpowiedzieliśmy na Twoją prośbę
act-staff_acted = Ktoś z naszych pracowników coś zrobił
