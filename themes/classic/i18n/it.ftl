# Le parole dell’interfaccia, in italiano.

skip-to-content = Vai al contenuto
offline = Nessuna rete. Ciò che è in questa pagina resta leggibile; altre pagine e la mappa forse non si apriranno.
main-menu = Menu principale
languages = Lingue
breadcrumb = Sei qui
on-this-page = In questa pagina
home = Pagina iniziale
treks = Escursioni
activities = Attività
featured = Per cominciare
photo-of = Fotografia { $number } di { $count }
film-play = Avvia il filmato
film-pause = Ferma il filmato
newest = Aggiornate di recente
territory = Il territorio
events = Eventi
services = Servizi e alloggi
all-services = Tutti i servizi
all-events = Tutti gli eventi
other-places = Altri
published-by = Pubblicato da
information = Informazioni
stages = Tappe
duration = Durata
length = Lunghezza
ascent = Salita
descent = Discesa
difficulty = Difficoltà
route = Percorso
profile = Profilo altimetrico
profile-text = { $length } di lunghezza, { $ascent } di salita e { $descent } di discesa, tra { $low } e { $high }.
profile-readout = a %d km dalla partenza, %e m
lowest = Punto più basso
highest = Punto più alto
no-elevation = L’altitudine di questo tracciato non è nota.
map = Mappa
show-map = Apri la mappa
map-third-party = Lo sfondo della mappa proviene da { $host }.
map-of = Mappa: { $name }
map-of-all = Mappa di tutti i sentieri
map-and-profile = Mappa e profilo
zoom-in = Ingrandisci
zoom-out = Riduci
close = Chiudi
quick-actions = A portata di mano
share = Condividi
share-with = Condividi con un’applicazione
copy-address = Copia l’indirizzo
address-copied = Indirizzo copiato
send-by-mail = Invia per e-mail
qr-code = Codice QR dell’indirizzo di questa pagina
add-to-calendar = Aggiungi al mio calendario
past = passato
print = Stampa
part-of = Una tappa di
steps = Passo dopo passo
departure = Partenza
arrival = Arrivo
cities = Comuni attraversati
networks = Segnaletica
themes = Temi
advice = Raccomandazioni
alerts = Stato dei sentieri
alerts-text = Che cosa sapere prima di partire: sentieri chiusi, pericoli, prudenza.
alerts-none = Oggi non c’è nulla da segnalare.
alert = { $level ->
    [closure] Chiuso
    [danger] Pericolo
    [caution] Prudenza
   *[information] Informazione
}
date-from = Dal { $date }
date-until = Fino al { $date }
gear = Attrezzatura
accessibility = Accessibilità
accessibility-infrastructure = Strutture
accessibility-slope = Pendenza
accessibility-width = Larghezza
accessibility-covering = Fondo
accessibility-exposure = Esposizione
accessibility-signage = Segnali
accessibility-advice = Consigli
getting-there = Come arrivare
public-transport = Mezzi pubblici
access = In auto
parking = Parcheggio
open-in-maps = Apri in un’applicazione di mappe
pois = Lungo il cammino
photos = Fotografie
photo-previous = Fotografia precedente
photo-next = Fotografia successiva
hd-explore = Esplora la veduta
hd-third-party = L’immagine proviene da { $host }.
desks = Uffici informazioni
more = Per saperne di più
source = Fonte:
updated = Aggiornato il
managed-by = A cura di
previous-stage = Tappa precedente
next-stage = Tappa successiva
stages-have-more = Ciò che si trova lungo ogni tappa (attrezzature, segnavia, alloggi, eventi) è nella sua pagina.
nearby = Con partenza nei dintorni
treks-here = Escursioni nei dintorni
their-treks = Le sue escursioni
types = Tipo
practical-info = Informazioni pratiche
contact = Contatti
cancelled = Questo evento è annullato.
place = Luogo
meeting-point = Ritrovo
organizer = Organizzatore
audience = Pubblico
price = Prezzo
booking = Prenotazione
book = Prenota
no-trek = Non ci sono ancora escursioni in questa lingua.
search-label = Escursione o luogo
search = Cerca
search-all = { $kind ->
    [month] Tutti
   *[other] Tutte
}
search-clear = Cancella
search-for = %c per «%q»
search-none-text = Prova con meno parole o solo con l’inizio di un nome, oppure scegli «tutte» negli elenchi qui sopra.
search-see-all = Vedi tutte le escursioni
search-more = Mostra altre escursioni
search-lost = Non è stato possibile caricare la ricerca. Controlla la connessione e riprova.
search-noscript = Senza JavaScript questo elenco non può essere filtrato. Queste pagine raccolgono escursioni:
treks-in-month = Escursioni per il mese di { $month }
month-text = In base alla stagione abituale di ogni escursione, che dipende dal suo punto più alto. Decidono la neve e il tempo: informati prima di partire.
months = Mese per mese
now = questo mese
pages = Pagine
previous = Precedente
next = Successivo
not-found = Questa pagina non esiste
not-found-text = Il sentiero finisce qui. Forse l’indirizzo è cambiato: l’elenco delle escursioni ti rimetterà in cammino.
trek-count = { $count ->
    [one] { $count } escursione
   *[other] { $count } escursioni
}
stage-count = { $count ->
    [one] { $count } tappa
   *[other] { $count } tappe
}
all-treks = { $count ->
    [one] Vedi l’escursione
   *[other] Vedi le { $count } escursioni
}
outdoor-sites = Siti outdoor
outdoor-parts = Settori
outdoor-courses = Itinerari
part-of-site = Un settore di
at-site = Nel sito
kind = Tipo
ratings = Difficoltà tecniche
period = Periodo
orientation = Orientamento
wind = Venti favorevoli
height = Altezza
equipment = Attrezzatura in loco
compass = { $point ->
    [N] nord
    [NE] nord-est
    [E] est
    [SE] sud-est
    [S] sud
    [SW] sud-ovest
    [W] ovest
    [NW] nord-ovest
   *[other] { $point }
}
sensitive-areas = Zone sensibili
sensitive-areas-text = Questo sentiero passa vicino ad animali facili da disturbare. Si prega di restare sul sentiero.
month-of-walk = Mese della vostra uscita
sensitive-none = Nessuna di queste zone è sensibile in quel mese.
all-year = Tutto l’anno
hd-views = Vedute panoramiche
videos = Video
documents = Documenti
facilities = Servizi e strutture lungo il percorso
signposts = Segnaletica
sector = Ambiente
managers = Gestore
climbs = Salite
climbs-text = { $count ->
    [one] una salita di { $height } in { $length }
   *[other] { $count } salite, la più alta di { $height } in { $length }
}
slope = Pendenza
slope-text = al massimo { $most } % su 100 m; il { $share } % del percorso supera l’8 %
duration-by = calcolata con la formula { $method }, senza pause
season-text = Di solito percorribile tra { $from } e { $to }: il punto più alto è a { $height }.
season-month = Di solito percorribile nel mese di { $month }: il punto più alto è a { $height }.
day = Giorno { $number }
from-to = da { $from } a { $to }
again-at = poi a { $distance }
from-here = Dalla stessa partenza
districts = Zone
treks-of-desk = Qui si hanno informazioni su queste escursioni
credits = Fotografie e crediti
photo-count = { $count ->
    [one] { $count } fotografia
   *[other] { $count } fotografie
}
site-map = Mappa del sito
this-site = Questo sito
see-all = Vedi tutto ({ $count })
term-kind = { $kind ->
    [practice] Attività
    [theme] Tema
    [label] Marchio
    [difficulty] Difficoltà
    [city] Comune
    [district] Zona
    [month] Mese
   *[other] { $kind }
}
page-kinds = { $kind ->
    [trek] Escursioni
    [practice] Attività
    [theme] Temi
    [difficulty] Difficoltà
    [label] Marchi
    [district] Zone
    [city] Comuni
    [month] Mesi
    [poi] Punti di interesse
    [service] Servizi e alloggi
    [event] Eventi
    [outdoor_site] Siti outdoor
    [outdoor_course] Itinerari outdoor
    [desk] Uffici informazioni
    [structure] Organizzazioni
    [information] Informazioni
   *[other] { $kind }
}
phone = Telefono
email = E-mail
legal = Note legali
legal-publisher = Editore del sito
legal-director = Responsabile della pubblicazione
legal-host = Hosting
legal-photos = Autori e licenze sono indicati sotto ogni fotografia e riuniti in una pagina:
legal-data = Dati personali
legal-cookies = Questo sito non usa cookie. Ciò che resta sul vostro dispositivo (una segnalazione che non è potuta partire, la vostra scelta sul conteggio delle visite) non ne esce senza di voi.
legal-cookies-asked = I cookie sono impostati solo se accettate il conteggio delle visite. Nient’altro di ciò che resta sul vostro dispositivo ne esce senza di voi.
legal-map = Quando aprite una mappa, il vostro browser carica lo sfondo da { $host }, che conosce allora il vostro indirizzo IP.
legal-players = Video e registrazioni di altri siti si caricano solo quando li avviate.
legal-views = Quando esplorate un panorama, il vostro browser lo carica da { $host }, che conosce allora il vostro indirizzo IP.
legal-reports = Ciò che scrivete in una segnalazione, e il vostro indirizzo e-mail se lo date, va a { $host } e serve solo a darle seguito.
legal-visits-asked = Se accettate, le visite sono contate da { $host }.
legal-visits = Le visite sono contate da { $host }; potete rifiutare in fondo a ogni pagina.
legal-rights = Per consultare, correggere o far cancellare ciò che vi riguarda:
accessibility-statement = Dichiarazione di accessibilità
accessibility-state = { $status ->
    [full] Questo sito è pienamente conforme alla norma europea EN 301 549.
    [partial] Questo sito è parzialmente conforme alla norma europea EN 301 549.
   *[none] Questo sito non è conforme alla norma europea EN 301 549.
}
accessibility-short = { $status ->
    [full] Accessibilità: pienamente conforme
    [partial] Accessibilità: parzialmente conforme
   *[none] Accessibilità: non conforme
}
accessibility-law = L’ente che pubblica questo sito si impegna a renderlo accessibile, conformemente alla direttiva (UE) 2016/2102.
accessibility-results = Risultati delle prove
accessibility-rate = Criteri soddisfatti: { $rate } %.
accessibility-auditor = La verifica è stata svolta da { $auditor }.
accessibility-audit-date = La verifica è del { $date }.
accessibility-exceptions = Contenuti non accessibili
accessibility-made = Redazione della dichiarazione
accessibility-date = Questa dichiarazione è stata redatta il { $date }.
accessibility-technologies = Tecnologie usate: HTML, CSS, SVG, WAI-ARIA, JavaScript. Le pagine si leggono senza JavaScript.
accessibility-contact = Segnalazioni e contatti
accessibility-contact-text = Se qualcosa in questo sito non vi è accessibile, scriveteci: vi proporremo un altro modo per accedervi.
accessibility-remedy = Procedura di attuazione
analytics = Statistiche delle visite
analytics-ask = Possiamo contare le visite, per migliorare questo sito? Se accetti, { $host } saprà quali pagine consulti.
analytics-tell = Le visite a questo sito sono contate da { $host }, che sa quali pagine consulti. Puoi rifiutare.
accept = Accetta
refuse = Rifiuta
report = Un problema lungo il percorso?
report-text = Manca un cartello, un albero blocca il sentiero, un ponte è rotto: avvisate chi se ne occupa.
report-open = Segnalare un problema
report-required = I campi con * sono necessari.
report-missing = Compilate questo campo.
report-comment = Che cosa non va?
report-category = Di che cosa si tratta?
report-magnitude = Quanto è grave?
report-activity = Che attività facevate?
report-no-choice = Nessuna risposta
report-place = Dov’è?
report-place-text = In gradi. Se non lo sapete, lasciate la partenza del sentiero.
report-latitude = Latitudine
report-longitude = Longitudine
report-degrees-wrong = Scrivete un numero di gradi, da -{ $most } a { $most }.
report-here = Usare la mia posizione
report-locating = Ricerca della vostra posizione…
report-located = La vostra posizione è inserita.
report-unlocated = La vostra posizione non si trova. Scrivetela o sceglietela sulla mappa.
report-pick = Scegliere sulla mappa
report-pick-text = Toccate sulla mappa il luogo del problema.
report-pictures = Fotografie
report-pictures-text = Al massimo tre. Sono ridotte sul vostro dispositivo, senza ciò che vi è annotato, come il luogo dello scatto.
report-too-many = Al massimo tre fotografie.
report-unreadable = il vostro browser non può leggere questa immagine.
report-remove = Togliere
report-email = Il vostro indirizzo e-mail
report-email-text = Per una domanda o una risposta.
report-email-wrong = Scrivete un indirizzo come nome@example.org.
report-send = Inviare la segnalazione
report-mail = Scrivere l’e-mail
report-mail-text = Il vostro programma di posta si apre con ciò che avete scritto. Aggiungete lì le fotografie, poi inviate.
report-sending = Invio della segnalazione…
report-sent = La segnalazione è stata inviata. Grazie!
report-refused = La segnalazione non è stata accettata.
report-refused-field = Questo non è stato accettato.
report-lost = La segnalazione non è stata né inviata né conservata su questo dispositivo. Lasciate aperta la pagina e riprovate.
report-kept = Una segnalazione non è stata inviata
report-kept-text = Resta su questo dispositivo finché non la inviate o eliminate.
report-still-kept = Non è stato ancora possibile inviarla: resta su questo dispositivo.
report-doubtful = La connessione si è interrotta durante l’invio: forse è arrivata.
report-delete = Eliminare
report-deleted = La segnalazione è stata eliminata.
