# Las palabras de la interfaz, en español.

skip-to-content = Ir al contenido
offline = Sin red. Lo que está en esta página se puede leer; otras páginas y el mapa quizá no se abran.
main-menu = Menú principal
languages = Idiomas
breadcrumb = Está aquí
on-this-page = En esta página
home = Inicio
treks = Rutas
activities = Actividades
featured = Para empezar
photo-of = Fotografía { $number } de { $count }
film-play = Reproducir el vídeo
film-pause = Detener el vídeo
newest = Actualizadas recientemente
territory = El territorio
events = Agenda
services = Servicios y alojamientos
all-services = Todos los servicios
all-events = Toda la agenda
other-places = Otros
published-by = Publicado por
information = Información
stages = Etapas
duration = Duración
length = Distancia
ascent = Subida
descent = Bajada
difficulty = Dificultad
route = Recorrido
profile = Perfil de elevación
profile-text = { $length } de longitud, { $ascent } de subida y { $descent } de bajada, entre { $low } y { $high }.
profile-readout = a %d km de la salida, %e m
lowest = Punto más bajo
highest = Punto más alto
no-elevation = No se conoce la altitud de este trazado.
map = Mapa
show-map = Abrir el mapa
map-third-party = El fondo del mapa viene de { $host }.
map-of = Mapa: { $name }
map-of-all = Mapa de todos los senderos
map-and-profile = Mapa y perfil
zoom-in = Acercar
zoom-out = Alejar
close = Cerrar
quick-actions = A mano
share = Compartir
share-with = Compartir con una aplicación
copy-address = Copiar la dirección
address-copied = Dirección copiada
send-by-mail = Enviar por correo electrónico
qr-code = Código QR de la dirección de esta página
add-to-calendar = Añadir a mi calendario
past = pasado
print = Imprimir
part-of = Una etapa de
steps = Paso a paso
departure = Salida
arrival = Llegada
cities = Municipios
networks = Señalización
themes = Temas
advice = Recomendaciones
alerts = Estado de los senderos
alerts-text = Lo que hay que saber antes de salir: senderos cerrados, peligros, precauciones.
alerts-none = Hoy no hay nada que señalar.
alert = { $level ->
    [closure] Cerrado
    [danger] Peligro
    [caution] Precaución
   *[information] Información
}
date-from = Desde el { $date }
date-until = Hasta el { $date }
gear = Equipo
accessibility = Accesibilidad
accessibility-infrastructure = Equipamientos
accessibility-slope = Pendiente
accessibility-width = Anchura
accessibility-covering = Firme
accessibility-exposure = Exposición
accessibility-signage = Señales
accessibility-advice = Consejos
getting-there = Cómo llegar
public-transport = Transporte público
access = Por carretera
parking = Aparcamiento
open-in-maps = Abrir en una aplicación de mapas
pois = En el camino
photos = Fotografías
photo-previous = Fotografía anterior
photo-next = Fotografía siguiente
hd-explore = Explorar la vista
hd-third-party = La imagen viene de { $host }.
desks = Puntos de información
more = Más información
source = Fuente:
updated = Actualizado el
managed-by = A cargo de
previous-stage = Etapa anterior
next-stage = Etapa siguiente
stages-have-more = Lo que hay a lo largo de cada etapa (equipamientos, postes, alojamientos, eventos) está en su página.
nearby = Con salida cercana
treks-here = Rutas cercanas
their-treks = Sus rutas
types = Tipo
practical-info = Información práctica
contact = Contacto
cancelled = Este evento está cancelado.
place = Lugar
meeting-point = Punto de encuentro
organizer = Organizador
audience = Público
price = Precio
booking = Reserva
book = Reservar
no-trek = Todavía no hay rutas en este idioma.
search-label = Ruta o lugar
search = Buscar
search-all = { $kind ->
    [month] Todos
   *[other] Todas
}
search-clear = Borrar
search-for = %c para «%q»
search-none-text = Pruebe con menos palabras o solo con el principio de un nombre, o elija «todas» en las listas de arriba.
search-see-all = Ver todas las rutas
search-more = Mostrar más rutas
search-lost = No se ha podido cargar la búsqueda. Compruebe su conexión e inténtelo de nuevo.
search-noscript = Sin JavaScript esta lista no se puede filtrar. Estas páginas reúnen rutas:
treks-in-month = Rutas para { $month }
month-text = Según la temporada habitual de cada ruta, que depende de su punto más alto. La nieve y el tiempo deciden: infórmese antes de salir.
months = Mes a mes
now = este mes
pages = Páginas
previous = Anterior
next = Siguiente
not-found = Esta página no existe
not-found-text = El sendero termina aquí. Quizá la dirección haya cambiado: la lista de rutas le devolverá al camino.
trek-count = { $count ->
    [one] { $count } ruta
   *[other] { $count } rutas
}
stage-count = { $count ->
    [one] { $count } etapa
   *[other] { $count } etapas
}
all-treks = { $count ->
    [one] Ver la ruta
   *[other] Ver las { $count } rutas
}
outdoor-sites = Sitios al aire libre
outdoor-parts = Sectores
outdoor-courses = Itinerarios
part-of-site = Un sector de
at-site = En el sitio
kind = Tipo
ratings = Graduaciones
period = Período
orientation = Orientación
wind = Vientos favorables
height = Altura
equipment = Equipamiento instalado
compass = { $point ->
    [N] norte
    [NE] noreste
    [E] este
    [SE] sureste
    [S] sur
    [SW] suroeste
    [W] oeste
    [NW] noroeste
   *[other] { $point }
}
sensitive-areas = Zonas sensibles
sensitive-areas-text = Este sendero pasa cerca de animales a los que se molesta fácilmente. Gracias por no salir del sendero.
month-of-walk = Mes de su salida
sensitive-none = Ninguna de estas zonas es sensible ese mes.
all-year = Todo el año
hd-views = Vistas panorámicas
videos = Vídeos
documents = Documentos
facilities = Servicios y equipamientos en el camino
signposts = Señales
sector = Medio
managers = Gestor
climbs = Subidas
climbs-text = { $count ->
    [one] una subida de { $height } en { $length }
   *[other] { $count } subidas, la más alta de { $height } en { $length }
}
slope = Pendiente
slope-text = como máximo { $most } % en 100 m; el { $share } % del camino supera el 8 %
duration-by = calculada con la fórmula { $method }, sin descansos
season-text = Se recorre normalmente de { $from } a { $to }: el punto más alto está a { $height }.
season-month = Se recorre normalmente en { $month }: el punto más alto está a { $height }.
day = Día { $number }
from-to = de { $from } a { $to }
again-at = luego a { $distance }
from-here = Desde la misma salida
districts = Zonas
treks-of-desk = Aquí informan sobre estas rutas
credits = Fotografías y créditos
photo-count = { $count ->
    [one] { $count } fotografía
   *[other] { $count } fotografías
}
site-map = Mapa del sitio
this-site = Este sitio
see-all = Ver todo ({ $count })
term-kind = { $kind ->
    [practice] Actividad
    [theme] Tema
    [label] Distintivo
    [difficulty] Dificultad
    [city] Municipio
    [district] Zona
    [month] Mes
   *[other] { $kind }
}
page-kinds = { $kind ->
    [trek] Rutas
    [practice] Actividades
    [theme] Temas
    [difficulty] Dificultades
    [label] Distintivos
    [district] Zonas
    [city] Municipios
    [month] Meses
    [poi] Puntos de interés
    [service] Servicios y alojamientos
    [event] Agenda
    [outdoor_site] Sitios al aire libre
    [outdoor_course] Itinerarios al aire libre
    [desk] Puntos de información
    [structure] Organismos
    [information] Información
   *[other] { $kind }
}
phone = Teléfono
email = Correo electrónico
legal = Aviso legal
legal-publisher = Editor del sitio
legal-director = Responsable de la publicación
legal-host = Alojamiento
legal-photos = Los autores y las licencias figuran bajo cada fotografía y se reúnen en una página:
legal-data = Datos personales
legal-cookies = Este sitio no instala ninguna cookie. Lo que se guarda en su dispositivo (un aviso que no se pudo enviar, su elección sobre el recuento de visitas) no sale de él sin usted.
legal-cookies-asked = Solo se instalan cookies si usted acepta el recuento de visitas. Nada más de lo que se guarda en su dispositivo sale de él sin usted.
legal-map = Cuando abre un mapa, su navegador carga el fondo desde { $host }, que conoce entonces su dirección IP.
legal-players = Los vídeos y las grabaciones de otros sitios solo se cargan cuando usted los inicia.
legal-views = Cuando explora un panorama, su navegador lo carga desde { $host }, que conoce entonces su dirección IP.
legal-reports = Lo que escribe en un aviso, y su dirección de correo si la da, se envía a { $host } y solo sirve para atenderlo.
legal-visits-asked = Si lo acepta, { $host } cuenta las visitas.
legal-visits = { $host } cuenta las visitas; puede rechazarlo al final de cada página.
legal-rights = Para consultar, corregir o hacer borrar lo que le concierne:
accessibility-statement = Declaración de accesibilidad
accessibility-state = { $status ->
    [full] Este sitio es plenamente conforme con la norma europea EN 301 549.
    [partial] Este sitio es parcialmente conforme con la norma europea EN 301 549.
   *[none] Este sitio no es conforme con la norma europea EN 301 549.
}
accessibility-short = { $status ->
    [full] Accesibilidad: plenamente conforme
    [partial] Accesibilidad: parcialmente conforme
   *[none] Accesibilidad: no conforme
}
accessibility-law = La entidad que publica este sitio se compromete a hacerlo accesible, de conformidad con la Directiva (UE) 2016/2102.
accessibility-results = Resultados de las pruebas
accessibility-rate = Se cumple el { $rate } % de los criterios.
accessibility-auditor = La auditoría fue realizada por { $auditor }.
accessibility-audit-date = La auditoría es del { $date }.
accessibility-exceptions = Contenido no accesible
accessibility-made = Preparación de esta declaración
accessibility-date = Esta declaración se preparó el { $date }.
accessibility-technologies = Tecnologías utilizadas: HTML, CSS, SVG, WAI-ARIA, JavaScript. Las páginas se leen sin JavaScript.
accessibility-contact = Observaciones y contacto
accessibility-contact-text = Si algo de este sitio no le resulta accesible, escríbanos: le propondremos otra forma de acceder.
accessibility-remedy = Procedimiento de aplicación
analytics = Medición de visitas
analytics-ask = ¿Podemos contar las visitas para mejorar este sitio? Si acepta, { $host } sabrá qué páginas consulta.
analytics-tell = { $host } cuenta las visitas a este sitio y sabe qué páginas consulta. Puede rechazarlo.
accept = Aceptar
refuse = Rechazar
report = ¿Un problema en el camino?
report-text = Falta una señal, un árbol corta el sendero, un puente está roto: avise a quienes lo cuidan.
report-open = Avisar de un problema
report-required = Los campos con * son necesarios.
report-missing = Rellene este campo.
report-comment = ¿Qué ocurre?
report-category = ¿De qué se trata?
report-magnitude = ¿Es grave?
report-activity = ¿Qué actividad hacía?
report-no-choice = Sin respuesta
report-place = ¿Dónde está?
report-place-text = En grados. Si no lo sabe, deje la salida del sendero.
report-latitude = Latitud
report-longitude = Longitud
report-degrees-wrong = Escriba un número de grados, de -{ $most } a { $most }.
report-here = Usar mi posición
report-locating = Buscando su posición…
report-located = Su posición está escrita.
report-unlocated = No se encuentra su posición. Escríbala o elíjala en el mapa.
report-pick = Elegir en el mapa
report-pick-text = Toque en el mapa el lugar del problema.
report-pictures = Fotografías
report-pictures-text = Tres como máximo. Se reducen en su dispositivo, sin lo que llevan anotado, como el lugar de la toma.
report-too-many = Tres fotografías como máximo.
report-unreadable = su navegador no puede leer esta imagen.
report-remove = Quitar
report-email = Su correo electrónico
report-email-text = Para una pregunta o una respuesta.
report-email-wrong = Escriba una dirección como nombre@example.org.
report-send = Enviar el aviso
report-mail = Escribir el correo
report-mail-text = Su programa de correo se abre con lo que ha escrito. Añada allí las fotografías y envíelo.
report-sending = Enviando el aviso…
report-sent = El aviso se ha enviado. ¡Gracias!
report-refused = El aviso no se ha aceptado.
report-refused-field = Esto no se ha aceptado.
report-lost = El aviso no se ha podido enviar ni guardar en este dispositivo. Deje esta página abierta e inténtelo de nuevo.
report-kept = Un aviso no se ha enviado
report-kept-text = Queda en este dispositivo hasta que lo envíe o lo borre.
report-still-kept = Aún no se ha podido enviar: queda en este dispositivo.
report-doubtful = La conexión se cortó durante el envío: quizá haya llegado.
report-delete = Borrar
report-deleted = El aviso se ha borrado.
