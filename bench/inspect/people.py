"""Posts with labelled names of persons, and posts whose capitals are nobody, from a seed. `people.py SEED ROWS HALF > gold.jsonl`

HALF is `a` or `b`: of every list of names, sentences and hard negatives one half is drawn from, so that rules written after
reading mistakes on `a` are judged on names and sentences of `b` that nobody read. First and last names are drawn apart.
Spans count characters and leave out titles (`mevrouw`, `Dr.`).
"""

import json
import random
import sys

seed, rows, half = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
R = random.Random(f"{seed}{half}")


def of(words):
    return R.choice([word.strip(" ") for word in words.split("|")][half == "b"::2])


FIRST = {
    "nl": "Sanne|Joost|Femke|Thijs|Fatima|Youssef|Naima|Emre|Lotte|Bram|Noor|Gijs|Marieke|Sjoerd|Anouk|Wouter|Zeynep|Ouassim|Marijke|Kees|Ineke|Freek|Jolanda|Roelof|Saar|Mees|Dewi|Ruben|Tjitske|Hidde|Loubna|Mohamed|Priya|Chantal|Geert|Bente|Floor|Stef|Imane|Rachid|Nienke|Koen|Annelies|Wietse|Kasia|Dzenana|Ricardo|Shanti|Jip|Teun",
    "de": "Jürgen|Heike|Torsten|Anneliese|Ulrike|Mehmet|Zeynep|Lukas|Leonie|Finn|Svenja|Kai|Aylin|Murat|Gudrun|Dietmar|Anke|Malte|Katharina|Sebastian|Nele|Hannes|Dörte|Volker|Jonas|Emily|Ayşe|Oleksandr|Paweł|Sabine|Rüdiger|Maike|Steffen|Franziska|Timo|Lara|Burak|Swetlana|Rainer|Ute",
    "fr": "Chloé|Mathieu|Aurélie|Gaël|Nadia|Karim|Élodie|Yannick|Inès|Théo|Mireille|Jean-Luc|Marie-Claude|Quentin|Solène|Moussa|Aïcha|Bertrand|Coralie|Fabien|Anaïs|Didier|Capucine|Rémi|Sylvie|Thibault|Khadija|Ousmane|Margaux|Loïc|Ghislaine|Baptiste",
    "en": "Siobhan|Oisin|Niamh|Tariq|Gemma|Liam|Priya|Rahul|Callum|Imogen|Darren|Keisha|Wei|Ngozi|Kwame|Megan|Owen|Saoirse|Aidan|Beth|Nigel|Tracey|Zainab|Harriet|Ewan|Bronwyn|Kyle|Ashleigh|Deepak|Fiona|Jamal|Rhiannon|Gareth|Latisha|Hamza|Cillian|Rory|Mairead|Simon|Olivia|Ethan|Chloe",
    "es": "Iñigo|Paco|Lucía|Begoña|Joaquín|Rocío|Álvaro|Nuria|Xavier|Pilar", "it": "Chiara|Giulia|Paolo|Ciro|Ilaria|Gennaro|Federica|Matteo|Ludovica|Salvatore",
}
LAST = {
    "nl": "Oosterlynck|de Vries|Bakker|van den Berg|Yilmaz|El Amrani|Jansen|Visser|Bouzidi|Hoekstra|van der Meulen|Dijkhuis|Kuipers|Terpstra|Ramdin|de Groot|Verhoeven|Postma|Wiersma|van Houten|Claes|Peeters|Çelik|Vermeulen|Brouwer|ter Horst|Koopmans|Haddad|Smeets|Nguyen|Okafor|Schouten|Baltussen|Meijerink",
    "de": "Müller|Schulze|Kowalski|Yıldırım|von Bergen|Lindner|Krüger|Hartmann|Petersen|Öztürk|Wagner|Nowak|Schröder|Zimmermann|Hofmeister|Kaya|Böhm|Vogelsang|Jäger|Rademacher|zur Mühlen|Stöckl|Huber|Berger",
    "fr": "Lefebvre|Dubois|Garnier|Benali|Le Goff|Traoré|Moreau|Chevallier|Diallo|Rousseau|de la Tour|Marchand|Bouchard|Petit|Fontaine|Haddad|Mercier|Guérin|Blanchard|Roussel|N'Diaye|Picard",
    "en": "O'Brien|McGrath|Okafor|Singh|Patel|Whitfield|Hughes|Ng|Thompson|Fitzgerald|Osei|Adeyemi|Gallagher|Hussain|Cartwright|MacLeod|Byrne|Pritchard|Kaur|Ahmed|Winterbourne|Doyle|Sullivan|Ashworth",
    "es": "García|Etxeberria|Muñoz|de la Fuente|Ibáñez|Romero", "it": "Rossi|Esposito|De Luca|Bianchi|Lombardi|Ferraro",
}
# `{f}` a first name, `{l}` a last name, `{n}` both; `{i}` an initial with its mark.
SAID = {
    "nl": "Ik ben {n} en ik woon in Utrecht|mijn naam is {n}|ik heet {f}|Gisteren was {f} jarig|{f} belde net, hij is later|Met {f} gaat het beter|Volgens {f} begint het om acht uur|Groetjes, {f}|groetjes {f}|Met vriendelijke groet,\n{n}|mevrouw {l} was er niet|Meneer {l} van hiernaast klaagt weer|Dr. {l} heeft gebeld|de moeder van {f} werkt daar|{f}'s fiets is gestolen|{n} zei dat het doorgaat|ik zag {n} bij de bakker|Beste {f}, bedankt voor je bericht|Hoi {f}! hoe is het|Heb je {f} al gesproken?|samen met {f} en {f} naar zee|Mijn broer {f} is verhuisd|onze buurvrouw {f} is ziek|collega {n} gaat met pensioen|de leraar, {n}, was boos|{i} {l} tekende het contract|Gefeliciteerd {f}!|vandaag met {f} geluncht, wat een mens|wethouder {l} trekt zich terug|Is {n} hier ook?|Dankjewel {f}, je bent top|{n} schreef gisteren over haar werk|trainer {l} moet weg|Ik vroeg het aan {f} maar die wist het ook niet|lieve {f}, kom snel terug|Papa en {f} zijn naar de film|{f} en ik gaan trouwen|foto door {n}|{n} (34) won de prijs|Zijn vrouw {f} is advocaat",
    "de": "Ich bin {n} und wohne in Köln|mein Name ist {n}|ich heiße {f}|Gestern hatte {f} Geburtstag|{f} hat angerufen|Mit {f} war ich im Kino|Laut {f} fängt es um acht an|Liebe Grüße, {f}|LG {f}|Mit freundlichen Grüßen\n{n}|Frau {l} war nicht da|Herr {l} von nebenan klagt wieder|Dr. {l} hat angerufen|die Mutter von {f} arbeitet dort|{f}s Fahrrad wurde gestohlen|{n} sagte, dass es stattfindet|ich habe {n} beim Bäcker gesehen|Lieber {f}, danke für die Nachricht|Hallo {f}! wie geht's|Hast du {f} schon gefragt?|mit {f} und {f} ans Meer|Mein Bruder {f} ist umgezogen|unsere Nachbarin {f} ist krank|Kollege {n} geht in Rente|der Lehrer, {n}, war sauer|{i} {l} hat unterschrieben|Glückwunsch {f}!|heute mit {f} gegessen|Minister {l} tritt zurück|Ist {n} auch hier?|Danke {f}, du bist super|{n} schrieb gestern darüber|Trainer {l} muss gehen|Ich fragte {f}, aber sie wusste nichts|Papa und {f} sind im Kino|{f} und ich heiraten|Foto von {n}|{n} (34) gewann den Preis",
    "fr": "Je suis {n} et j'habite à Lyon|je m'appelle {f}|mon nom est {n}|Hier c'était l'anniversaire de {f}|{f} a appelé|Avec {f} on est allés au ciné|Selon {f} ça commence à huit heures|Bises, {f}|Cordialement,\n{n}|Mme {l} n'était pas là|M. {l} d'à côté râle encore|le docteur {l} a appelé|la mère de {f} travaille là|le vélo de {f} a été volé|{n} a dit que c'était maintenu|j'ai vu {n} à la boulangerie|Cher {f}, merci pour ton message|Salut {f} ! ça va|Tu as parlé à {f} ?|avec {f} et {f} à la mer|Mon frère {f} a déménagé|notre voisine {f} est malade|mon collègue {n} part à la retraite|le prof, {n}, était fâché|{i} {l} a signé|Bravo {f} !|déjeuner avec {f} aujourd'hui|le ministre {l} démissionne|Est-ce que {n} est là ?|Merci {f}, tu es top|{n} écrivait hier là-dessus|{f} et moi on se marie|photo de {n}|{n} (34 ans) a gagné",
    "en": "I'm {n} and I live in Leeds|my name is {n}|call me {f}|It was {f}'s birthday yesterday|{f} just called, he is late|With {f} it is going better|According to {f} it starts at eight|Cheers, {f}|Love, {f} x|Kind regards,\n{n}|Mrs {l} was not in|Mr. {l} next door complains again|Dr {l} called|{f}'s mother works there|{f}'s bike got stolen|{n} said it is still on|I saw {n} at the bakery|Dear {f}, thanks for your note|Hi {f}! how are you|Have you spoken to {f} yet?|went to the sea with {f} and {f}|My brother {f} moved out|our neighbour {f} is ill|my colleague {n} retires|the teacher, {n}, was angry|{i} {l} signed it|Congrats {f}!|had lunch with {f} today|Senator {l} steps down|Is {n} here too?|Thanks {f}, you rock|{n} wrote about it yesterday|coach {l} has to go|I asked {f} but she did not know|Dad and {f} went to the film|{f} and I are getting married|photo by {n}|{n} (34) won the prize|His wife {f} is a lawyer|RIP {n}, what a man",
    "es": "me llamo {f}|soy {n} y vivo en Madrid|ayer vi a {n}|{f} ha llamado|Saludos, {f}|la madre de {f} trabaja allí|Gracias {f}|señora {l} no estaba", "it": "mi chiamo {f}|sono {n} e vivo a Roma|ieri ho visto {n}|{f} ha chiamato|Saluti, {f}|la madre di {f} lavora lì|Grazie {f}|la signora {l} non c'era",
}
NOTHING = {
    "nl": "Ajax speelt zondag tegen Feyenoord|Morgen naar Den Haag met de NS|De Tweede Kamer stemt vandaag|Albert Heijn heeft weer bonus|Wie gaat er mee naar Pinkpop?|Nieuwe Philips gekocht bij Coolblue|Het Songfestival was leuk|Lekker Hollands weer|Vandaag is het Koningsdag|Rijkswaterstaat sluit de Coentunnel|Ik kijk naar Boer zoekt Vrouw|Groeten uit Maastricht|Het Parool schrijft erover|De Dam staat vol|Sinterklaas komt in november|Game of Thrones is klaar|De Efteling is dicht|In Amsterdam Noord is een feest|Heel Holland Bakt begint weer|Dank je wel Nederland|Beste Mensen, het is zover|Lieve Allemaal|Volgens Trouw niet|Alle Duitse toeristen zijn er|De Rode Duivels winnen|Samsung Galaxy is duur|Universiteit Utrecht opent|Rotterdam Ahoy was vol|Hoi Iedereen|Tesla daalt op Wall Street|Grote Kerk gerestaureerd|De Volkskrant citeert Reuters|Zwarte Cross was top|Nieuw op Netflix|Museumplein is nat|Goede Vrijdag is vrij|Rode Kruis zoekt mensen|Ziggo Dome uitverkocht|Bossche Bollen zijn lekker|Groen Links wint",
    "de": "Bayern spielt am Sonntag gegen Dortmund|Morgen nach Berlin mit der Bahn|Der Bundestag stimmt heute ab|Deutsche Bahn kommt zu spät|Wer geht mit zum Oktoberfest?|Neues Handy bei Media Markt gekauft|Der Tatort war gut|Schönes Wetter in Bayern|Heute ist Rosenmontag|Ich schaue Germanys Next Topmodel|Grüße aus Hamburg|Der Spiegel schreibt darüber|Die Elbphilharmonie ist voll|Der Weihnachtsmann kommt|Das Brandenburger Tor leuchtet|In Prenzlauer Berg ist Fest|Danke Deutschland|Liebe Leute, es geht los|Laut Spiegel nicht|Alle Niederländer sind da|Das Rote Kreuz sucht Helfer|Volkswagen steigt|Die Zugspitze ruft|Hallo Zusammen|Die Grünen gewinnen|Neu bei Netflix|Guten Morgen Welt|Frohe Weihnachten|Kölner Dom gesehen|Stiftung Warentest testet|Neue Zürcher Zeitung|Große Koalition am Ende|Der Hund frisst die Katze|Meine Mutter kocht Suppe|Kennt jemand einen Arzt?|Danke Mama|Mein Chef nervt|Schwarzer Tee schmeckt|Der Weg ist das Ziel|Lieber Gott, hilf",
    "fr": "Le PSG joue dimanche contre Marseille|Demain à Paris avec la SNCF|L'Assemblée nationale vote|Carrefour fait des promos|Qui va aux Vieilles Charrues ?|Acheté un Samsung chez Darty|Koh-Lanta était bien|Beau temps en Bretagne|Bonne fête nationale|Le Monde en parle|La tour Eiffel brille|Le Père Noël arrive|Bises de Nice|Bonjour Tout le monde|Selon Libération non|La Croix-Rouge cherche du monde|Renault baisse|Saint-Tropez est plein|Joyeux Noël|Merci la France|Nouveau sur Netflix|Les Bleus gagnent|Salut les Gars|Mon Dieu quelle journée|Le Mans c'est loin|Château Margaux trop cher|Bon Anniversaire|Vive la République|Chère Madame,|La Poste est fermée|Roland Garros commence|Air France en grève",
    "en": "Arsenal play Chelsea on Sunday|Off to New York with United|Parliament votes today|Marks and Spencer has a sale|Anyone going to Glastonbury?|Bought a Samsung at Currys|Strictly was fun|Lovely weather in Cornwall|Happy Bank Holiday|The Guardian wrote about it|Game of Thrones is over|Santa Claus is coming|Cheers from Dublin|Hello World|According to Reuters no|The Red Cross needs people|Tesla is down on Wall Street|Merry Christmas|Thanks America|New on Netflix|The All Blacks win|Hi Everyone|Oh My God what a day|Dear Customer Service|Manchester United lost|Black Friday deals|King Street is closed|Love Island starts|Harry Potter World was full|Central Park is nice|Good Morning Britain|Dear Sir or Madam|The Labour Party wins|San Francisco is foggy|Star Wars is on|University of Oxford opens|Windows Update again|Lake District trip|Great Western Railway is late|May Day parade",
    "es": "El Real Madrid juega el domingo|Gracias España|Feliz Navidad|Nuevo en Netflix|La Cruz Roja busca gente|El País lo dice", "it": "La Juventus gioca domenica|Grazie Italia|Buon Natale|Nuovo su Netflix|La Croce Rossa cerca gente|Il Corriere lo dice",
}
MORE = {"nl": "Wat een dag.|fijne avond|Iemand tips?|lol", "de": "Was für ein Tag.|schönen Abend|Hat jemand Tipps?|lol", "fr": "Quelle journée.|bonne soirée|Des idées ?|mdr", "en": "What a day.|good night|Any tips?|lol", "es": "Qué día.|jaja", "it": "Che giornata.|ahah"}


def filled(said, lang):
    text, spans = "", []
    own = lang if R.random() < .85 else R.choice(["nl", "de", "fr", "en"])
    for part in said.split("{"):
        if "}" in part and part[1:2] == "}":
            kind, rest = part.split("}", 1)
            first, last = of(FIRST[own]), of(LAST[own])
            name = {"f": first, "l": last, "n": f"{first} {last}", "i": f"{first[0]}."}[kind]
            if kind == "i":
                spans.append({"start": len(text), "end": len(text) + 3 + len(last), "label": "PERSON"})
                spans[-1]["last"] = last
            elif kind == "l" and spans and "last" in spans[-1]:
                name = spans[-1].pop("last")
                spans[-1]["end"] = len(text) + len(name)
            else:
                # What a last name begins with small has a capital behind a title in Dutch; both are seen.
                if kind == "l" and R.random() < .7:
                    name = name[0].upper() + name[1:]
                spans.append({"start": len(text), "end": len(text) + len(name), "label": "PERSON"})
            text += name + rest
        else:
            text += part
    return text, spans


def one(number):
    lang = R.choices(["nl", "de", "fr", "en", "es", "it"], [28, 24, 18, 24, 3, 3])[0]
    text, spans = filled(of(SAID[lang]), lang) if R.random() < .62 else (of(NOTHING[lang]), [])
    if R.random() < .4:
        text += R.choice([". ", "! ", "\n"]) + of(MORE[lang])
    return {"id": f"{'name' if spans else 'none'}-{half}{seed}-{number}", "lang": lang, "text": text, "spans": spans}


for row in range(rows):
    print(json.dumps(one(row), ensure_ascii=False))
