"""How things look before anybody chooses: an icon for a kind of record, a colour for a choice, by the words in them."""

from collections.abc import Mapping
from types import MappingProxyType

from millwright.factory.generation.compiler.subjects import SUBJECTS
from millwright.factory.generation.spec import Choice, Entity, Look

ICONS: Mapping[str, str] = MappingProxyType(
    {
        icon_word: icon
        for icon, words in {
            "Users": "customer client member patient person people guest contact attendee participant group family",
            "UserCheck": "employee staff mechanic driver volunteer agent technician teacher instructor doctor worker",
            "GraduationCap": "student course lesson class grade exam training enrolment enrollment pupil",
            "ConciergeBell": "service solution",
            "Wrench": "repair maintenance fix workshop job",
            "Bike": "bike bicycle cycle",
            "Car": "car vehicle ride rental",
            "Truck": "delivery shipment truck route fleet transport",
            "Receipt": "invoice bill receipt expense payment quote",
            "Wallet": "budget account wallet transaction income",
            "ShoppingCart": "order purchase cart sale checkout",
            "Package": "product item part good parcel package",
            "Boxes": "stock inventory material supply movement",
            "Warehouse": "warehouse depot storage supplier vendor",
            "Tags": "category tag brand label discount coupon type",
            "CalendarDays": "appointment booking reservation event schedule shift session visit meeting",
            "Clock": "timesheet time hour timer attendance leave",
            "StickyNote": "note memo remark diary journal",
            "MessageSquare": "comment message feedback review ticket conversation question answer",
            "Book": "book publication",
            "BookOpen": "loan article post page story chapter recipe",
            "ListTodo": "task todo checklist step action",
            "Briefcase": "project deal contract case matter company organisation organization lead opportunity",
            "Bug": "bug issue defect incident problem",
            "Target": "goal objective milestone habit campaign",
            "House": "property house home apartment room flat listing lease tenant",
            "BedDouble": "hotel bed stay accommodation",
            "Utensils": "restaurant menu dish meal table food ingredient",
            "Stethoscope": "treatment diagnosis consultation clinic examination",
            "Pill": "medicine prescription drug medication",
            "PawPrint": "pet animal dog cat horse",
            "Plane": "flight trip travel tour",
            "Ticket": "admission seat pass",
            "Music": "song album track concert band artist",
            "Film": "film movie show video episode",
            "Camera": "photo camera picture image",
            "Dumbbell": "workout exercise gym fitness",
            "Trophy": "match game tournament competition award score",
            "Sprout": "plant garden crop seed field farm",
            "MapPin": "location place site venue address branch store",
            "Laptop": "device equipment asset computer machine tool",
            "FileText": "document file report form application request claim policy",
            "Newspaper": "news newsletter announcement",
            "Megaphone": "promotion advert advertisement marketing",
            "Gift": "gift donation donor reward",
            "Mail": "email",
            "Scale": "rule",
            "FlaskConical": "sample test experiment result",
        }.items()
        for icon_word in words.split()
    }
)
_RECORDS: Mapping[str, str] = MappingProxyType(
    {
        "blacklist_entry": "Hand",
        "database_table": "Table",
        "db_connection": "Database",
        "db_transaction": "Repeat",
        "sql_query": "Code",
        "table_field": "Tag",
        "whitelist_entry": "ShieldCheck",
    }
)
"""Of records whose words alone say another thing: a table of a database is not laid."""
OTHER_ICONS = ("Folder", "Layers", "Shapes", "Component", "Archive", "Bookmark")

_TONES: Mapping[str, str] = MappingProxyType(
    {
        word: tone
        for tone, words in {
            "green": "done complete completed paid active approved accepted ready delivered won confirmed available "
            "closed resolved published passed finished success received open_now healthy good "
            "up online running committed allowed valid verified free vacant within",
            "red": "cancelled canceled overdue rejected failed lost urgent critical blocked declined denied expired "
            "unpaid broken emergency bad missed error down fault faulty outage danger spam fraud phishing refused "
            "rolled lapsed beyond poor",
            "amber": "waiting pending hold medium warning review submitted partial low unconfirmed paused late "
            "degraded slow suspicious occupied near fair",
            "blue": "progress started working doing sent scheduled booked processing shipped current ongoing assigned",
            "slate": "new draft todo backlog inactive archived planned idle none collected unknown other retired",
            "orange": "high important escalated",
        }.items()
        for word in words.split()
    }
)
_OTHER_TONE = "brand"
_WORKED_ON = frozenset({"in_progress", "new", "on_hold", "pending", "reopened", "resolved", "waiting"})
"""States of what is worked on until it is closed; a place that is closed is not done, but shut."""

MOTIFS: Mapping[str, str] = MappingProxyType(
    {
        word: motif
        for motif, words in {
            "animal": "pet animal dog cat horse breed bird",
            "book": "book publication novel library manual dictionary exam quiz question subject",
            "building": "property house home apartment flat listing hotel company department branch store office "
            "building venue clinic hospital school organization organisation museum stay accommodation project "
            "facility",
            "car": "car vehicle ride rental truck taxi bus parking delivery shipment route driver_licence fleet",
            "chart": "report stock fund investment analysis statistic price finance plan market loan insurance policy "
            "indicator forecast account survey poll",
            "food": "dish menu meal recipe restaurant food ingredient drink coffee cake menu_item",
            "subject": "product item good gift souvenir jewelry category brand merchandise accessory cosmetic order "
            "part collection souvenirs coupon discount event_listing job position vacancy posting internship career "
            "room course lesson",
            "landscape": "trip tour destination travel place location park camp weather city country photo album "
            "gallery picture image attraction hike route scenery flight exhibit exhibition event activity",
            "music": "song album_track concert band music podcast audio playlist artist_track track sound radio",
            "person": "person member team doctor teacher employee staff client customer speaker artist author "
            "instructor trainer coach player volunteer guide lawyer agent expert profile testimonial "
            "review user candidate actor student model nurse patient mentor tutor designer friend",
            "plant": "plant flower crop garden seed farm agriculture tree herb harvest treatment therapy",
            "screen": "software website device template component plugin download game app application tool "
            "video movie film tutorial webinar website_template solution feature",
        }.items()
        for word in words.split()
    }
)
_OF_NAMES = frozenset({"animal", "book", "building", "car", "food", "landscape", "music", "plant"})
"""What may stand for an application as a whole when its name says so."""
_FEATURE_ICONS = ("Sparkles", "ShieldCheck", "Heart", "Zap", "Compass", "Award")
ABSTRACT = "abstract"
SUBJECT = "subject"
"""The motif that is drawn from the words of a row's own name."""
STORY = "story"
"""The same of what one reads: a pattern, with what the headline speaks of before it."""


def icon_of(entity: Entity, position: int) -> str:
    """The lucide icon of an entity: its whole name or last known word decides; `position` varies the unknown ones."""
    words = entity.name.split("_")[::-1]
    known = (icons[word] for icons in (ICONS, SUBJECTS) for word in words if word in icons)
    return _RECORDS.get(entity.name) or next(known, OTHER_ICONS[position % len(OTHER_ICONS)])


def icon_for(words: str, position: int) -> str:
    """The name of a lucide icon for a phrase: that of its last known word, else one of a few in turn."""
    known = [ICONS[word.strip("s")] for word in words.lower().split() if word.strip("s") in ICONS]
    return known[-1] if known else _FEATURE_ICONS[position % len(_FEATURE_ICONS)]


def motif_of(entity: Entity) -> str:
    """What is drawn for a row of an entity that has no picture, by the last word of its name that says it."""
    found = (MOTIFS[word] for word in (entity.name, *reversed(entity.name.split("_"))) if word in MOTIFS)
    other = STORY if entity.look is Look.ARTICLES else SUBJECT
    return "person" if entity.look is Look.PEOPLE else next(found, other)


def motif_in(name: str) -> str:
    """The motif of the last word of an application's name that is one of a place or thing; empty where none is."""
    words = (word.removesuffix("s") for word in reversed(name.lower().split()))
    return next((MOTIFS[word] for word in words if MOTIFS.get(word) in _OF_NAMES), "")


def tones_of(choices: tuple[Choice, ...]) -> tuple[str, ...]:
    """A Tailwind palette name for each choice, by meaning where a word is known, else `brand`: the main colour."""
    values = {choice.value for choice in choices}
    if {"open", "closed"} <= values and not values & _WORKED_ON:
        return tuple({"open": "green", "closed": "slate"}.get(choice.value) or _tone(choice) for choice in choices)
    return tuple(_tone(choice) for choice in choices)


def _tone(choice: Choice) -> str:
    words = choice.value.split("_")
    if words[0] in {"not", "no", "non"}:
        return "slate"
    if words[:2] == ["out", "of"]:
        return "red"
    known = (_TONES[word] for word in words if word in _TONES)
    return next(known, _OTHER_TONE)
