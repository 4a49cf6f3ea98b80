# The words of the interface, in English.

skip-to-content = Skip to content
main-menu = Main menu
languages = Languages
breadcrumb = You are here
on-this-page = On this page
home = Home
treks = Hikes
activities = Activities
featured = To start with
newest = Recently updated
territory = The territory
events = Events
services = Where to stay and eat
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
photo-of = Photograph { $number } of { $count }
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
no-trek = There is no hike in this language yet.
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
word-kind = { $kind ->
    [practice] Activity
    [theme] Theme
    [label] Label
    [difficulty] Difficulty
    [city] Town
    [district] Area
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
