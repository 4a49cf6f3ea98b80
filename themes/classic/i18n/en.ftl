# The words of the interface, in English.

skip-to-content = Skip to content
offline = No network. What is on this page stays readable; other pages and the map may not open.
main-menu = Main menu
languages = Languages
breadcrumb = You are here
on-this-page = On this page
home = Home
treks = Hikes
activities = Activities
featured = To start with
photo-of = Photograph { $number } of { $count }
film-play = Play the film
film-pause = Pause the film
newest = Recently updated
territory = The territory
events = Events
services = Where to stay and eat
all-services = All services
all-events = All events
other-places = Others
published-by = Published by
information = Information
stages = Stages
duration = Duration
length = Length
ascent = Ascent
descent = Descent
difficulty = Difficulty
route = Route
profile = Elevation profile
profile-text = { $length } long, { $ascent } up and { $descent } down, between { $low } and { $high }.
profile-readout = %d km from the start, %e m
lowest = Lowest
highest = Highest
no-elevation = The elevation of this trail is not known.
map = Map
show-map = Open the map
map-third-party = The background of the map comes from { $host }.
map-of = Map: { $name }
map-of-all = Map of all trails
map-and-profile = Map and profile
zoom-in = Zoom in
zoom-out = Zoom out
close = Close
quick-actions = At hand
share = Share
share-with = Share with an application
copy-address = Copy the address
address-copied = Address copied
send-by-mail = Send by e-mail
qr-code = QR code of the address of this page
add-to-calendar = Add to my calendar
past = past
print = Print
part-of = A stage of
steps = Step by step
departure = Departure
arrival = Arrival
cities = Towns
networks = Waymarks
themes = Themes
advice = Good to know
alerts = Trail conditions
alerts-text = What to know before you go: closed trails, dangers, cautions.
alerts-none = Nothing to report today.
alert = { $level ->
    [closure] Closed
    [danger] Danger
    [caution] Caution
   *[information] Information
}
date-from = From { $date }
date-until = Until { $date }
gear = What to take
accessibility = Accessibility
accessibility-infrastructure = Facilities
accessibility-slope = Slope
accessibility-width = Width
accessibility-covering = Surface
accessibility-exposure = Exposure
accessibility-signage = Signs
accessibility-advice = Advice
getting-there = Getting there
public-transport = Public transport
access = By road
parking = Parking
open-in-maps = Open in a maps application
pois = Along the way
photos = Photographs
photo-previous = Previous photograph
photo-next = Next photograph
hd-explore = Explore the view
hd-third-party = The picture comes from { $host }.
desks = Information desks
more = Find out more
source = Source:
updated = Updated on
managed-by = Looked after by
previous-stage = Previous stage
next-stage = Next stage
stages-have-more = What there is along each stage (facilities, signposts, places to stay, events) is on its page.
nearby = Starting nearby
treks-here = Hikes that pass here
their-treks = Their hikes
types = Type
practical-info = Practical information
contact = Contact
cancelled = This event is cancelled.
place = Place
meeting-point = Meeting point
organizer = Organiser
audience = For whom
price = Price
booking = Booking
book = Book
no-trek = There is no hike in this language yet.
search-label = Hike or place
search = Search
search-all = All
search-clear = Clear
search-for = %c for “%q”
search-none-text = Try fewer words or only the beginning of a name, or choose “all” in the lists above.
search-see-all = See all hikes
search-more = Show more hikes
search-lost = The search could not be loaded. Check your connection, then try again.
search-noscript = Without JavaScript this list cannot be filtered. These pages gather hikes:
treks-in-month = Hikes for { $month }
month-text = By the usual season of each hike, which follows from its highest point. Snow and weather decide: ask before you leave.
months = Month by month
now = now
pages = Pages
previous = Previous
next = Next
not-found = This page does not exist
not-found-text = The trail stops here. Perhaps the address has changed: the list of hikes will put you back on the path.
trek-count = { $count ->
    [one] { $count } hike
   *[other] { $count } hikes
}
stage-count = { $count ->
    [one] { $count } stage
   *[other] { $count } stages
}
all-treks = { $count ->
    [one] See the hike
   *[other] See the { $count } hikes
}
outdoor-sites = Outdoor sites
outdoor-parts = Sectors
outdoor-courses = Courses
part-of-site = A sector of
at-site = At the site
kind = Type
ratings = Ratings
period = Period
orientation = Orientation
wind = Favourable winds
height = Height
equipment = Equipment in place
compass = { $point ->
    [N] north
    [NE] north-east
    [E] east
    [SE] south-east
    [S] south
    [SW] south-west
    [W] west
    [NW] north-west
   *[other] { $point }
}
sensitive-areas = Sensitive areas
sensitive-areas-text = This trail passes near animals that are easily disturbed. Please keep to the path.
month-of-walk = Month of your walk
sensitive-none = None of these areas is sensitive in that month.
all-year = All year
hd-views = Panoramas
videos = Videos
documents = Documents
facilities = Services and facilities on the way
signposts = Signposts
sector = Environment
managers = Managed by
climbs = Climbs
climbs-text = { $count ->
    [one] one climb of { $height } over { $length }
   *[other] { $count } climbs, the highest of { $height } over { $length }
}
slope = Slope
slope-text = at most { $most }% over 100 m; { $share }% of the way is steeper than 8%
duration-by = computed by the formula { $method }, without breaks
season-text = Usually walked from { $from } to { $to }: the highest point is at { $height }.
season-month = Usually walked in { $month }: the highest point is at { $height }.
day = Day { $number }
from-to = from { $from } to { $to }
again-at = then at { $distance }
from-here = From the same start
districts = Areas
treks-of-desk = Ask here about these hikes
credits = Photographs and credits
photo-count = { $count ->
    [one] { $count } photograph
   *[other] { $count } photographs
}
site-map = Site map
this-site = This site
see-all = See all { $count }
term-kind = { $kind ->
    [practice] Activity
    [theme] Theme
    [label] Label
    [difficulty] Difficulty
    [city] Town
    [district] Area
    [month] Month
   *[other] { $kind }
}
page-kinds = { $kind ->
    [trek] Hikes
    [practice] Activities
    [theme] Themes
    [difficulty] Difficulties
    [label] Labels
    [district] Areas
    [city] Towns
    [month] Months
    [poi] Points of interest
    [service] Where to stay and eat
    [event] Events
    [outdoor_site] Outdoor sites
    [outdoor_course] Outdoor courses
    [desk] Information desks
    [structure] Organisations
    [information] Information
   *[other] { $kind }
}
phone = Phone
email = E-mail
legal = Legal notice
legal-publisher = Publisher
legal-director = Publication director
legal-host = Hosting
legal-photos = Authors and licences are given below each photograph, and gathered on one page:
legal-data = Personal data
legal-cookies = This site sets no cookies. What is kept on your device (a report that could not be sent, your choice about the counting of visits) does not leave it without you.
legal-cookies-asked = Cookies are set only if you accept the counting of visits. Nothing else that is kept on your device leaves it without you.
legal-map = When you open a map, your browser loads its background from { $host }, which then knows your IP address.
legal-players = Videos and recordings from other sites are loaded only when you start them.
legal-views = When you explore a panorama, your browser loads it from { $host }, which then knows your IP address.
legal-reports = What you write in a report, and your e-mail address if you give it, goes to { $host } and serves only to deal with the report.
legal-visits-asked = If you accept, visits are counted by { $host }.
legal-visits = Visits are counted by { $host }; you can refuse at the bottom of each page.
legal-rights = To see, correct or erase what concerns you:
accessibility-statement = Accessibility statement
accessibility-state = { $status ->
    [full] This site fully meets the European standard EN 301 549.
    [partial] This site partially meets the European standard EN 301 549.
   *[none] This site does not meet the European standard EN 301 549.
}
accessibility-short = { $status ->
    [full] Accessibility: fully compliant
    [partial] Accessibility: partially compliant
   *[none] Accessibility: not compliant
}
accessibility-law = The organisation that publishes this site is committed to making it accessible, in accordance with Directive (EU) 2016/2102.
accessibility-results = Results of the tests
accessibility-rate = { $rate }% of the criteria are met.
accessibility-auditor = The audit was carried out by { $auditor }.
accessibility-audit-date = The audit is of { $date }.
accessibility-exceptions = Content that is not accessible
accessibility-made = Preparation of this statement
accessibility-date = This statement was prepared on { $date }.
accessibility-technologies = Technologies used: HTML, CSS, SVG, WAI-ARIA, JavaScript. The pages can be read without JavaScript.
accessibility-contact = Feedback and contact
accessibility-contact-text = If something on this site is not accessible to you, write to us: we will find another way to give you access.
accessibility-remedy = Enforcement procedure
analytics = Counting of visits
analytics-ask = May we count visits, to make this site better? If you accept, { $host } learns which pages you look at.
analytics-tell = Visits to this site are counted by { $host }, which learns which pages you look at. You can refuse.
accept = Accept
refuse = Refuse
report = A problem on the way?
report-text = A sign is missing, a tree blocks the path, a bridge is broken: tell those who look after this trail.
report-open = Report a problem
report-required = Fields with * are needed.
report-missing = Please fill in this field.
report-comment = What is wrong?
report-category = What is it about?
report-magnitude = How serious is it?
report-activity = What were you doing?
report-no-choice = No answer
report-place = Where is it?
report-place-text = In degrees. Leave the start of the trail as it is if you do not know better.
report-latitude = Latitude
report-longitude = Longitude
report-degrees-wrong = Please write a number of degrees, from -{ $most } to { $most }.
report-here = Use my position
report-locating = Looking for your position…
report-located = Your position is filled in.
report-unlocated = Your position cannot be found. Please write it, or choose it on the map.
report-pick = Choose on the map
report-pick-text = Tap the place of the problem on the map.
report-pictures = Photographs
report-pictures-text = Three at most. They are made smaller on your device, and what is noted inside of them, such as where they were taken, is left out.
report-too-many = Three photographs at most.
report-unreadable = your browser cannot read this picture.
report-remove = Remove
report-email = Your e-mail address
report-email-text = So that you can be asked or answered.
report-email-wrong = Please write an address like name@example.org.
report-send = Send the report
report-mail = Write the e-mail
report-mail-text = Your mail program opens with what you wrote. Add photographs there, then send.
report-sending = The report is being sent…
report-sent = The report has been sent. Thank you!
report-refused = The report was not accepted.
report-refused-field = This was not accepted.
report-lost = The report could not be sent, nor kept on this device. Leave this page open and try again.
report-kept = A report has not been sent
report-kept-text = It stays on this device until you send or delete it.
report-still-kept = It could not be sent yet: it stays on this device.
report-doubtful = The connection broke on the way: it may have arrived.
report-delete = Delete
report-deleted = The report has been deleted.
