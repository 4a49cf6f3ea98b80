# Les mots de l’interface, en français.

skip-to-content = Aller au contenu
offline = Pas de réseau. Ce qui est sur cette page reste lisible ; les autres pages et la carte ne s’ouvriront peut-être pas.
main-menu = Menu principal
languages = Langues
breadcrumb = Vous êtes ici
on-this-page = Sur cette page
home = Accueil
treks = Randonnées
activities = Activités
featured = Pour commencer
photo-of = Photographie { $number } sur { $count }
film-play = Lancer le film
film-pause = Arrêter le film
newest = Mises à jour récemment
territory = Le territoire
events = Agenda
services = Services et hébergements
all-services = Tous les services
all-events = Tout l’agenda
other-places = Autres
published-by = Publié par
information = Informations
stages = Étapes
duration = Durée
length = Distance
ascent = Montée
descent = Descente
difficulty = Difficulté
route = Parcours
profile = Profil altimétrique
profile-text = { $length } de long, { $ascent } de montée et { $descent } de descente, entre { $low } et { $high }.
profile-readout = à %d km du départ, %e m
lowest = Point bas
highest = Point haut
no-elevation = L’altitude de ce tracé n’est pas connue.
map = Carte
show-map = Ouvrir la carte
map-third-party = Le fond de carte vient de { $host }.
map-of = Carte : { $name }
map-of-all = Carte de tous les sentiers
map-and-profile = Carte et profil
zoom-in = Agrandir
zoom-out = Réduire
close = Fermer
quick-actions = À portée de main
share = Partager
share-with = Partager avec une application
copy-address = Copier l’adresse
address-copied = Adresse copiée
send-by-mail = Envoyer par courriel
qr-code = Code QR de l’adresse de cette page
add-to-calendar = Ajouter à mon agenda
past = passé
print = Imprimer
part-of = Une étape de
steps = Pas à pas
departure = Départ
arrival = Arrivée
cities = Communes traversées
networks = Balisage
themes = Thèmes
advice = Recommandations
alerts = État des sentiers
alerts-text = Ce qu’il faut savoir avant de partir : sentiers fermés, dangers, prudence.
alerts-none = Rien à signaler aujourd’hui.
alert = { $level ->
    [closure] Fermé
    [danger] Danger
    [caution] Prudence
   *[information] Information
}
date-from = À partir du { $date }
date-until = Jusqu’au { $date }
gear = Équipement
accessibility = Accessibilité
accessibility-infrastructure = Aménagements
accessibility-slope = Pente
accessibility-width = Largeur
accessibility-covering = Revêtement
accessibility-exposure = Exposition
accessibility-signage = Signalétique
accessibility-advice = Conseils
getting-there = Comment venir
public-transport = Transports en commun
access = Accès routier
parking = Parking conseillé
open-in-maps = Ouvrir dans une application de cartes
pois = Sur le chemin
photos = Photographies
photo-previous = Photographie précédente
photo-next = Photographie suivante
hd-explore = Explorer la vue
hd-third-party = L’image vient de { $host }.
desks = Lieux de renseignement
more = En savoir plus
source = Source :
updated = Mis à jour le
managed-by = Proposé par
previous-stage = Étape précédente
next-stage = Étape suivante
stages-have-more = Ce que l’on trouve le long de chaque étape (équipements, poteaux, hébergements, événements) est sur sa page.
nearby = Au départ des environs
treks-here = Randonnées à proximité
their-treks = Ses randonnées
types = Type
practical-info = Informations pratiques
contact = Contact
cancelled = Cet événement est annulé.
place = Lieu
meeting-point = Rendez-vous
organizer = Organisateur
audience = Public
price = Tarif
booking = Réservation
book = Réserver
no-trek = Il n’y a pas encore de randonnée dans cette langue.
search-label = Randonnée ou lieu
search = Rechercher
search-all = { $kind ->
    [month] Tous
   *[other] Toutes
}
search-clear = Effacer
search-for = %c pour « %q »
search-none-text = Essayez avec moins de mots ou seulement le début d’un nom, ou choisissez « toutes » dans les listes ci-dessus.
search-see-all = Voir toutes les randonnées
search-more = Afficher plus de randonnées
search-lost = La recherche n’a pas pu être chargée. Vérifiez votre connexion, puis réessayez.
search-noscript = Sans JavaScript, cette liste ne peut pas être filtrée. Ces pages rassemblent des randonnées :
treks-in-month = Randonner en { $month }
month-text = D’après la saison habituelle de chaque randonnée, déduite de son point le plus haut. La neige et la météo décident : renseignez-vous avant de partir.
months = Mois par mois
now = ce mois-ci
pages = Pages
previous = Précédent
next = Suivant
not-found = Cette page n’existe pas
not-found-text = Le sentier s’arrête ici. L’adresse a peut-être changé : la liste des randonnées vous remettra sur le chemin.
trek-count = { $count ->
    [one] { $count } randonnée
   *[other] { $count } randonnées
}
stage-count = { $count ->
    [one] { $count } étape
   *[other] { $count } étapes
}
all-treks = { $count ->
    [one] Voir la randonnée
   *[other] Voir les { $count } randonnées
}
outdoor-sites = Activités de pleine nature
outdoor-parts = Secteurs
outdoor-courses = Itinéraires
part-of-site = Un secteur de
at-site = Sur le site
kind = Type
ratings = Cotations
period = Période
orientation = Orientation
wind = Vents favorables
height = Hauteur
equipment = Équipement en place
compass = { $point ->
    [N] nord
    [NE] nord-est
    [E] est
    [SE] sud-est
    [S] sud
    [SW] sud-ouest
    [W] ouest
    [NW] nord-ouest
   *[other] { $point }
}
sensitive-areas = Zones de sensibilité
sensitive-areas-text = Ce sentier passe près d’animaux que l’on dérange facilement. Merci de rester sur le sentier.
month-of-walk = Mois de votre sortie
sensitive-none = Aucune de ces zones n’est sensible ce mois-là.
all-year = Toute l’année
hd-views = Vues panoramiques
videos = Vidéos
documents = Documents
facilities = En chemin : services et équipements
signposts = Panneaux et poteaux
sector = Milieu
managers = Gestionnaire
climbs = Montées
climbs-text = { $count ->
    [one] une montée de { $height } sur { $length }
   *[other] { $count } montées, la plus haute de { $height } sur { $length }
}
slope = Pente
slope-text = au plus { $most } % sur 100 m ; { $share } % du chemin dépassent 8 %
duration-by = calculée par la formule { $method }, sans les pauses
season-text = Saison habituelle : { $from } à { $to }, car le point le plus haut est à { $height }.
season-month = Saison habituelle : { $month }, car le point le plus haut est à { $height }.
day = Jour { $number }
from-to = de { $from } à { $to }
again-at = puis à { $distance }
from-here = Au même départ
districts = Secteurs
treks-of-desk = Ici, on vous renseigne sur ces randonnées
credits = Photographies et crédits
photo-count = { $count ->
    [one] { $count } photographie
   *[other] { $count } photographies
}
site-map = Plan du site
this-site = Ce site
see-all = Tout voir ({ $count })
term-kind = { $kind ->
    [practice] Activité
    [theme] Thème
    [label] Label
    [difficulty] Difficulté
    [city] Commune
    [district] Secteur
    [month] Mois
   *[other] { $kind }
}
page-kinds = { $kind ->
    [trek] Randonnées
    [practice] Activités
    [theme] Thèmes
    [difficulty] Difficultés
    [label] Labels
    [district] Secteurs
    [city] Communes
    [month] Mois
    [poi] Points d’intérêt
    [service] Services et hébergements
    [event] Agenda
    [outdoor_site] Sites de pleine nature
    [outdoor_course] Itinéraires de pleine nature
    [desk] Lieux de renseignement
    [structure] Organismes
    [information] Informations
   *[other] { $kind }
}
phone = Téléphone
email = Courriel
legal = Mentions légales
legal-publisher = Éditeur du site
legal-director = Responsable de la publication
legal-host = Hébergement
legal-photos = Les auteurs et les licences sont indiqués sous chaque photographie, et réunis sur une page :
legal-data = Données personnelles
legal-cookies = Ce site ne dépose aucun cookie. Ce qui est gardé sur votre appareil (un signalement qui n’a pas pu partir, votre choix sur la mesure d’audience) n’en sort pas sans vous.
legal-cookies-asked = Des cookies ne sont déposés que si vous acceptez la mesure d’audience. Rien d’autre de ce qui est gardé sur votre appareil n’en sort sans vous.
legal-map = Quand vous ouvrez une carte, votre navigateur charge le fond de carte depuis { $host }, qui connaît alors votre adresse IP.
legal-players = Les vidéos et les enregistrements d’autres sites ne sont chargés que lorsque vous les lancez.
legal-views = Quand vous explorez un panorama, votre navigateur le charge depuis { $host }, qui connaît alors votre adresse IP.
legal-reports = Ce que vous écrivez dans un signalement, et votre adresse électronique si vous la donnez, est transmis à { $host } et ne sert qu’à y donner suite.
legal-visits-asked = Si vous l’acceptez, les visites sont comptées par { $host }.
legal-visits = Les visites sont comptées par { $host } ; vous pouvez le refuser au bas de chaque page.
legal-rights = Pour consulter, corriger ou faire effacer ce qui vous concerne :
accessibility-statement = Déclaration d’accessibilité
accessibility-state = { $status ->
    [full] Ce site est totalement conforme aux exigences du RGAA 4.1.
    [partial] Ce site est partiellement conforme aux exigences du RGAA 4.1.
   *[none] Ce site n’est pas conforme aux exigences du RGAA 4.1.
}
accessibility-short = { $status ->
    [full] Accessibilité : totalement conforme
    [partial] Accessibilité : partiellement conforme
   *[none] Accessibilité : non conforme
}
accessibility-law = L’organisme qui publie ce site s’engage à le rendre accessible, conformément à la directive (UE) 2016/2102 et à l’article 47 de la loi n° 2005-102 du 11 février 2005.
accessibility-results = Résultats des tests
accessibility-rate = { $rate } % des critères sont respectés.
accessibility-auditor = L’audit a été réalisé par { $auditor }.
accessibility-audit-date = L’audit date du { $date }.
accessibility-exceptions = Contenus non accessibles
accessibility-made = Établissement de cette déclaration
accessibility-date = Cette déclaration a été établie le { $date }.
accessibility-technologies = Technologies utilisées : HTML, CSS, SVG, WAI-ARIA, JavaScript. Les pages se lisent sans JavaScript.
accessibility-contact = Retour d’information et contact
accessibility-contact-text = Si un contenu ou un service ne vous est pas accessible, écrivez-nous : nous vous proposerons une autre façon d’y accéder.
accessibility-remedy = Voies de recours
analytics = Mesure d’audience
analytics-ask = Pouvons-nous compter les visites, pour améliorer ce site ? Si vous acceptez, { $host } saura quelles pages vous consultez.
analytics-tell = Les visites de ce site sont comptées par { $host }, qui sait quelles pages vous consultez. Vous pouvez refuser.
accept = Accepter
refuse = Refuser
report = Un problème en chemin ?
report-text = Un panneau manque, un arbre barre le sentier, une passerelle est cassée : prévenez ceux qui s’en occupent.
report-open = Signaler un problème
report-required = Les champs marqués * sont nécessaires.
report-missing = Veuillez remplir ce champ.
report-comment = Que se passe-t-il ?
report-category = De quoi s’agit-il ?
report-magnitude = Est-ce gênant ?
report-activity = Que faisiez-vous ?
report-no-choice = Sans réponse
report-place = Où est-ce ?
report-place-text = En degrés. Si vous ne savez pas, laissez le départ du sentier.
report-latitude = Latitude
report-longitude = Longitude
report-degrees-wrong = Veuillez écrire un nombre de degrés, de -{ $most } à { $most }.
report-here = Utiliser ma position
report-locating = Recherche de votre position…
report-located = Votre position est remplie.
report-unlocated = Votre position est introuvable. Écrivez-la, ou choisissez-la sur la carte.
report-pick = Choisir sur la carte
report-pick-text = Touchez sur la carte le lieu du problème.
report-pictures = Photos
report-pictures-text = Trois au plus. Elles sont réduites sur votre appareil, sans ce qui y est noté, comme le lieu de la prise de vue.
report-too-many = Trois photos au plus.
report-unreadable = votre navigateur ne peut pas lire cette image.
report-remove = Retirer
report-email = Votre adresse électronique
report-email-text = Pour une question ou une réponse.
report-email-wrong = Veuillez écrire une adresse comme nom@example.org.
report-send = Envoyer le signalement
report-mail = Écrire le message
report-mail-text = Votre messagerie s’ouvre avec ce que vous avez écrit. Ajoutez-y des photos, puis envoyez.
report-sending = Envoi du signalement…
report-sent = Le signalement est envoyé. Merci !
report-refused = Le signalement n’a pas été accepté.
report-refused-field = Ceci n’a pas été accepté.
report-lost = Le signalement n’a pu être ni envoyé, ni gardé sur cet appareil. Laissez cette page ouverte et réessayez.
report-kept = Un signalement n’a pas été envoyé
report-kept-text = Il reste sur cet appareil jusqu’à ce que vous l’envoyiez ou le supprimiez.
report-still-kept = L’envoi n’a pas encore réussi : le signalement reste sur cet appareil.
report-doubtful = La connexion s’est interrompue en route : il est peut-être arrivé.
report-delete = Supprimer
report-deleted = Le signalement est supprimé.
