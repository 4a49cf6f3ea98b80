# Die Wörter der Oberfläche, auf Deutsch.

skip-to-content = Zum Inhalt springen
offline = Kein Netz. Was auf dieser Seite steht, bleibt lesbar; andere Seiten und die Karte lassen sich vielleicht nicht öffnen.
main-menu = Hauptmenü
languages = Sprachen
breadcrumb = Sie sind hier
on-this-page = Auf dieser Seite
home = Startseite
treks = Touren
activities = Aktivitäten
featured = Für den Anfang
photo-of = Foto { $number } von { $count }
film-play = Film abspielen
film-pause = Film anhalten
newest = Zuletzt aktualisiert
territory = Das Gebiet
events = Veranstaltungen
services = Übernachten und Einkehren
all-services = Alle Angebote
all-events = Alle Veranstaltungen
other-places = Weitere
published-by = Herausgegeben von
information = Informationen
stages = Etappen
duration = Dauer
length = Länge
ascent = Aufstieg
descent = Abstieg
difficulty = Schwierigkeit
route = Verlauf
profile = Höhenprofil
profile-text = { $length } lang, { $ascent } Aufstieg und { $descent } Abstieg, zwischen { $low } und { $high }.
profile-readout = %d km nach dem Start, %e m
lowest = Tiefster Punkt
highest = Höchster Punkt
no-elevation = Die Höhe dieses Wegs ist nicht bekannt.
map = Karte
show-map = Karte öffnen
map-third-party = Der Kartenhintergrund kommt von { $host }.
map-of = Karte: { $name }
map-of-all = Karte aller Wege
map-and-profile = Karte und Profil
zoom-in = Vergrößern
zoom-out = Verkleinern
close = Schließen
quick-actions = Griffbereit
share = Teilen
share-with = Mit einer App teilen
copy-address = Adresse kopieren
address-copied = Adresse kopiert
send-by-mail = Per E-Mail senden
qr-code = QR-Code der Adresse dieser Seite
add-to-calendar = In meinen Kalender eintragen
past = vorbei
print = Drucken
part-of = Eine Etappe von
steps = Schritt für Schritt
departure = Start
arrival = Ziel
cities = Gemeinden
networks = Markierung
themes = Themen
advice = Hinweise
alerts = Zustand der Wege
alerts-text = Was man vor dem Aufbruch wissen muss: gesperrte Wege, Gefahren, Vorsicht.
alerts-none = Heute ist nichts zu melden.
alert = { $level ->
    [closure] Gesperrt
    [danger] Gefahr
    [caution] Vorsicht
   *[information] Hinweis
}
date-from = Ab { $date }
date-until = Bis { $date }
gear = Ausrüstung
accessibility = Barrierefreiheit
accessibility-infrastructure = Einrichtungen
accessibility-slope = Steigung
accessibility-width = Breite
accessibility-covering = Belag
accessibility-exposure = Ausgesetztheit
accessibility-signage = Beschilderung
accessibility-advice = Ratschläge
getting-there = Anreise
public-transport = Öffentlicher Verkehr
access = Mit dem Auto
parking = Parkplatz
open-in-maps = In einer Karten-App öffnen
pois = Am Weg
photos = Fotos
photo-previous = Voriges Foto
photo-next = Nächstes Foto
hd-explore = Panorama erkunden
hd-third-party = Das Bild kommt von { $host }.
desks = Auskunft
more = Mehr dazu
source = Quelle:
updated = Aktualisiert am
managed-by = Betreut von
previous-stage = Vorige Etappe
next-stage = Nächste Etappe
stages-have-more = Was es an jeder Etappe gibt (Einrichtungen, Wegweiser, Unterkünfte, Veranstaltungen), steht auf ihrer Seite.
nearby = Start in der Nähe
treks-here = Touren in der Nähe
their-treks = Ihre Touren
types = Art
practical-info = Praktische Hinweise
contact = Kontakt
cancelled = Diese Veranstaltung ist abgesagt.
place = Ort
meeting-point = Treffpunkt
organizer = Veranstalter
audience = Für wen
price = Preis
booking = Anmeldung
book = Buchen
no-trek = In dieser Sprache gibt es noch keine Touren.
search-label = Tour oder Ort
search = Suchen
search-all = Alle
search-clear = Zurücksetzen
search-for = %c für „%q“
search-none-text = Versuchen Sie es mit weniger Wörtern oder nur dem Anfang eines Namens, oder wählen Sie oben in den Listen „Alle“.
search-see-all = Alle Touren ansehen
search-more = Weitere Touren zeigen
search-lost = Die Suche konnte nicht geladen werden. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.
search-noscript = Ohne JavaScript lässt sich diese Liste nicht filtern. Diese Seiten fassen Touren zusammen:
treks-in-month = Touren im { $month }
month-text = Nach der üblichen Zeit jeder Tour, die sich aus ihrem höchsten Punkt ergibt. Schnee und Wetter entscheiden: Erkundigen Sie sich vorher.
months = Monat für Monat
now = jetzt
pages = Seiten
previous = Zurück
next = Weiter
not-found = Diese Seite gibt es nicht
not-found-text = Der Weg endet hier. Vielleicht hat sich die Adresse geändert: Die Tourenliste bringt Sie auf den Weg zurück.
trek-count = { $count ->
    [one] { $count } Tour
   *[other] { $count } Touren
}
stage-count = { $count ->
    [one] { $count } Etappe
   *[other] { $count } Etappen
}
all-treks = { $count ->
    [one] Zur Tour
   *[other] Zu den { $count } Touren
}
outdoor-sites = Outdoor-Gebiete
outdoor-parts = Sektoren
outdoor-courses = Routen
part-of-site = Ein Sektor von
at-site = Im Gebiet
kind = Art
ratings = Schwierigkeiten
period = Zeitraum
orientation = Ausrichtung
wind = Günstige Winde
height = Höhe
equipment = Vorhandene Sicherungen
compass = { $point ->
    [N] Norden
    [NE] Nordosten
    [E] Osten
    [SE] Südosten
    [S] Süden
    [SW] Südwesten
    [W] Westen
    [NW] Nordwesten
   *[other] { $point }
}
sensitive-areas = Schutzbedürftige Gebiete
sensitive-areas-text = Dieser Weg führt an Tieren vorbei, die leicht gestört werden. Bitte auf dem Weg bleiben.
month-of-walk = Monat Ihrer Tour
sensitive-none = In diesem Monat ist keines dieser Gebiete schutzbedürftig.
all-year = Das ganze Jahr
hd-views = Panoramen
videos = Videos
documents = Dokumente
facilities = Einrichtungen am Weg
signposts = Wegweiser
sector = Umgebung
managers = Betreut von
climbs = Anstiege
climbs-text = { $count ->
    [one] ein Anstieg von { $height } auf { $length }
   *[other] { $count } Anstiege, der höchste { $height } auf { $length }
}
slope = Steigung
slope-text = höchstens { $most } % auf 100 m; { $share } % des Weges sind steiler als 8 %
duration-by = berechnet nach { $method }, ohne Pausen
season-text = Meist von { $from } bis { $to } begangen: Der höchste Punkt liegt auf { $height }.
season-month = Meist im { $month } begangen: Der höchste Punkt liegt auf { $height }.
day = Tag { $number }
from-to = von { $from } bis { $to }
again-at = dann bei { $distance }
from-here = Vom selben Ausgangspunkt
districts = Gebiete
treks-of-desk = Hier gibt es Auskunft zu diesen Touren
credits = Fotos und Bildnachweise
photo-count = { $count ->
    [one] { $count } Foto
   *[other] { $count } Fotos
}
site-map = Seitenübersicht
this-site = Diese Website
see-all = Alle { $count } ansehen
term-kind = { $kind ->
    [practice] Aktivität
    [theme] Thema
    [label] Label
    [difficulty] Schwierigkeit
    [city] Gemeinde
    [district] Gebiet
    [month] Monat
   *[other] { $kind }
}
page-kinds = { $kind ->
    [trek] Touren
    [practice] Aktivitäten
    [theme] Themen
    [difficulty] Schwierigkeiten
    [label] Labels
    [district] Gebiete
    [city] Gemeinden
    [month] Monate
    [poi] Sehenswertes
    [service] Übernachten und Einkehren
    [event] Veranstaltungen
    [outdoor_site] Outdoor-Gebiete
    [outdoor_course] Outdoor-Routen
    [desk] Auskunft
    [structure] Organisationen
    [information] Informationen
   *[other] { $kind }
}
phone = Telefon
email = E-Mail
legal = Impressum
legal-publisher = Herausgeber
legal-director = Verantwortlich für den Inhalt
legal-host = Hosting
legal-photos = Urheber und Lizenzen stehen unter jedem Foto und gesammelt auf einer Seite:
legal-data = Persönliche Daten
legal-cookies = Diese Website setzt keine Cookies. Was auf Ihrem Gerät bleibt (eine Meldung, die nicht gesendet werden konnte, Ihre Wahl zur Zählung der Besuche), verlässt es nicht ohne Sie.
legal-cookies-asked = Cookies werden nur gesetzt, wenn Sie der Zählung der Besuche zustimmen. Alles andere, was auf Ihrem Gerät bleibt, verlässt es nicht ohne Sie.
legal-map = Wenn Sie eine Karte öffnen, lädt Ihr Browser den Hintergrund von { $host }; dort ist dann Ihre IP-Adresse bekannt.
legal-players = Videos und Aufnahmen anderer Websites werden erst geladen, wenn Sie sie starten.
legal-views = Wenn Sie ein Panorama erkunden, lädt Ihr Browser es von { $host }; dort ist dann Ihre IP-Adresse bekannt.
legal-reports = Was Sie in einer Meldung schreiben, und Ihre E-Mail-Adresse, falls Sie sie angeben, geht an { $host } und dient nur dazu, der Meldung nachzugehen.
legal-visits-asked = Wenn Sie zustimmen, werden die Besuche von { $host } gezählt.
legal-visits = Die Besuche werden von { $host } gezählt; am Ende jeder Seite können Sie das ablehnen.
legal-rights = Um einzusehen, zu berichtigen oder löschen zu lassen, was Sie betrifft:
accessibility-statement = Erklärung zur Barrierefreiheit
accessibility-state = { $status ->
    [full] Diese Website ist mit der europäischen Norm EN 301 549 vollständig vereinbar.
    [partial] Diese Website ist mit der europäischen Norm EN 301 549 teilweise vereinbar.
   *[none] Diese Website ist mit der europäischen Norm EN 301 549 nicht vereinbar.
}
accessibility-short = { $status ->
    [full] Barrierefreiheit: vollständig vereinbar
    [partial] Barrierefreiheit: teilweise vereinbar
   *[none] Barrierefreiheit: nicht vereinbar
}
accessibility-law = Der Herausgeber dieser Website ist bestrebt, sie gemäß der Richtlinie (EU) 2016/2102 barrierefrei zugänglich zu machen.
accessibility-results = Ergebnisse der Prüfung
accessibility-rate = { $rate } % der Kriterien sind erfüllt.
accessibility-auditor = Die Prüfung wurde von { $auditor } durchgeführt.
accessibility-audit-date = Die Prüfung ist vom { $date }.
accessibility-exceptions = Nicht barrierefreie Inhalte
accessibility-made = Erstellung dieser Erklärung
accessibility-date = Diese Erklärung wurde am { $date } erstellt.
accessibility-technologies = Verwendete Technik: HTML, CSS, SVG, WAI-ARIA, JavaScript. Die Seiten sind ohne JavaScript lesbar.
accessibility-contact = Rückmeldung und Kontakt
accessibility-contact-text = Wenn Ihnen etwas auf dieser Website nicht zugänglich ist, schreiben Sie uns: Wir bieten Ihnen einen anderen Weg an.
accessibility-remedy = Durchsetzungsverfahren
analytics = Besuche zählen
analytics-ask = Dürfen wir Besuche zählen, um diese Website zu verbessern? Wenn Sie zustimmen, erfährt { $host }, welche Seiten Sie ansehen.
analytics-tell = Die Besuche dieser Website zählt { $host } und erfährt dabei, welche Seiten Sie ansehen. Sie können das ablehnen.
accept = Zustimmen
refuse = Ablehnen
report = Ein Problem unterwegs?
report-text = Ein Schild fehlt, ein Baum versperrt den Weg, eine Brücke ist kaputt: Sagen Sie es denen, die sich darum kümmern.
report-open = Ein Problem melden
report-required = Felder mit * sind nötig.
report-missing = Bitte füllen Sie dieses Feld aus.
report-comment = Was ist nicht in Ordnung?
report-category = Worum geht es?
report-magnitude = Wie schlimm ist es?
report-activity = Wie waren Sie unterwegs?
report-no-choice = Keine Angabe
report-place = Wo ist es?
report-place-text = In Grad. Wenn Sie es nicht wissen, lassen Sie den Ausgangspunkt stehen.
report-latitude = Breite
report-longitude = Länge
report-degrees-wrong = Bitte schreiben Sie eine Zahl von Grad, von -{ $most } bis { $most }.
report-here = Meinen Standort nehmen
report-locating = Ihr Standort wird gesucht …
report-located = Ihr Standort ist eingetragen.
report-unlocated = Ihr Standort ist nicht zu finden. Schreiben Sie ihn, oder wählen Sie ihn auf der Karte.
report-pick = Auf der Karte wählen
report-pick-text = Tippen Sie auf der Karte auf die Stelle.
report-pictures = Fotos
report-pictures-text = Höchstens drei. Sie werden auf Ihrem Gerät verkleinert, ohne das, was darin vermerkt ist, wie den Ort der Aufnahme.
report-too-many = Höchstens drei Fotos.
report-unreadable = Ihr Browser kann dieses Bild nicht lesen.
report-remove = Entfernen
report-email = Ihre E-Mail-Adresse
report-email-text = Für eine Rückfrage oder eine Antwort.
report-email-wrong = Bitte schreiben Sie eine Adresse wie name@example.org.
report-send = Meldung senden
report-mail = E-Mail schreiben
report-mail-text = Ihr E-Mail-Programm öffnet sich mit dem, was Sie geschrieben haben. Fügen Sie dort Fotos hinzu, und senden Sie es ab.
report-sending = Die Meldung wird gesendet …
report-sent = Die Meldung ist gesendet. Danke!
report-refused = Die Meldung wurde nicht angenommen.
report-refused-field = Dies wurde nicht angenommen.
report-lost = Die Meldung konnte weder gesendet noch auf diesem Gerät aufbewahrt werden. Lassen Sie die Seite offen, und versuchen Sie es noch einmal.
report-kept = Eine Meldung ist nicht gesendet
report-kept-text = Sie bleibt auf diesem Gerät, bis Sie sie senden oder löschen.
report-still-kept = Sie konnte noch nicht gesendet werden: Sie bleibt auf diesem Gerät.
report-doubtful = Die Verbindung brach unterwegs ab: Vielleicht ist sie angekommen.
report-delete = Löschen
report-deleted = Die Meldung ist gelöscht.
