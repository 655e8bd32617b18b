"""Every closed list of the field, as enums with the text code that is stored.

Codes never change once released; the words shown stand in `labels`. The lists follow
the HURIDOCS micro-thesauri, the WGEID and WGAD forms and the practice of the offices
(relations such as cellmate or mother-in-law are there because the others lack them).
"""

from __future__ import annotations

from enum import StrEnum


class CaseKind(StrEnum):
    """What a case is about: a named person, an unnamed one, or a group of known size."""

    PERSON = "person"
    UNNAMED = "unnamed"
    GROUP = "group"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


class Tie(StrEnum):
    """Tie to the host state: it decides what that state's ministry can do."""

    CITIZEN = "citizen"
    RESIDENCE_PERMIT = "residence_permit"
    RETURNEE = "returnee"
    SPOUSE_OR_CHILDREN = "spouse_or_children"
    PARENTS_OR_SIBLINGS = "parents_or_siblings"
    VISITED = "visited"
    NONE_KNOWN = "none_known"


class NameKind(StrEnum):
    MAIN = "main"
    DOCUMENT = "document"
    ALIAS = "alias"
    FORMER = "former"
    TRANSLITERATION = "transliteration"


class NameRole(StrEnum):
    GIVEN = "given"
    FATHER = "father"
    GRANDFATHER = "grandfather"
    FAMILY = "family"
    HONORIFIC = "honorific"


class NameScript(StrEnum):
    """Language and script of a spelling, as a BCP 47 tag."""

    KK_CYRL = "kk-Cyrl"
    KK_LATN = "kk-Latn"
    KK_ARAB = "kk-Arab-CN"
    ZH_HANS = "zh-Hans"
    RU = "ru"
    EN = "en"
    UG_ARAB = "ug-Arab"


class IdentifierKind(StrEnum):
    PRC_RESIDENT_ID = "prc_resident_id"
    PASSPORT = "passport"
    KZ_IIN = "kz_iin"
    RESIDENCE_PERMIT = "residence_permit"
    RETURNEE_CERTIFICATE = "returnee_certificate"
    OTHER = "other"


class EventKind(StrEnum):
    """Something that happened to the detainee (HURIDOCS 25, CECC, WGAD form II-III)."""

    TAKEN = "taken"
    INTERROGATED = "interrogated"
    PAPERS_TAKEN = "papers_taken"
    HOUSE_ARREST = "house_arrest"
    TRANSFERRED = "transferred"
    FORMALLY_ARRESTED = "formally_arrested"
    TRIED = "tried"
    SENTENCED = "sentenced"
    SEEN = "seen"
    LAST_CONTACT = "last_contact"
    HOSPITALISED = "hospitalised"
    FORCED_LABOUR = "forced_labour"
    TERM_ENDED = "term_ended"
    RELEASED = "released"
    RETAKEN = "retaken"
    DIED = "died"
    EXIT_REFUSED = "exit_refused"
    FAMILY_VISIT = "family_visit"
    REPATRIATED = "repatriated"
    MOVED = "moved"
    OTHER = "other"


class FacilityKind(StrEnum):
    POLICE_STATION = "police_station"
    DETENTION_CENTRE = "detention_centre"
    CAMP = "camp"
    PRISON = "prison"
    HOSPITAL = "hospital"
    FACTORY = "factory"
    HOME = "home"
    OTHER = "other"
    UNKNOWN = "unknown"


class TermStart(StrEnum):
    """From when a term is counted; unknown gives the widest window of release."""

    DETENTION = "detention"
    VERDICT = "verdict"
    UNKNOWN = "unknown"


class Ternary(StrEnum):
    """An answer that may not be known."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """Derived from the latest credible event; never stored."""

    SENTENCED = "sentenced"
    DETAINED = "detained"
    HOUSE_ARREST = "house_arrest"
    FORCED_LABOUR = "forced_labour"
    UNDER_WATCH = "under_watch"
    NO_NEWS = "no_news"
    RELEASED = "released"
    DIED = "died"
    UNKNOWN = "unknown"


class Relation(StrEnum):
    """What the one is to the other: `from` is the <relation> of `to`."""

    SPOUSE = "spouse"
    WIFE = "wife"
    HUSBAND = "husband"
    MOTHER = "mother"
    FATHER = "father"
    PARENT = "parent"
    DAUGHTER = "daughter"
    SON = "son"
    CHILD = "child"
    ELDER_BROTHER = "elder_brother"
    YOUNGER_BROTHER = "younger_brother"
    BROTHER = "brother"
    ELDER_SISTER = "elder_sister"
    YOUNGER_SISTER = "younger_sister"
    SISTER = "sister"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    UNCLE = "uncle"
    AUNT = "aunt"
    NEPHEW = "nephew"
    NIECE = "niece"
    COUSIN = "cousin"
    PARENT_IN_LAW = "parent_in_law"
    CHILD_IN_LAW = "child_in_law"
    SIBLING_IN_LAW = "sibling_in_law"
    OTHER_RELATIVE = "other_relative"
    CELLMATE = "cellmate"
    NEIGHBOUR = "neighbour"
    COLLEAGUE = "colleague"
    FRIEND = "friend"
    LAWYER = "lawyer"
    OTHER = "other"


class Certainty(StrEnum):
    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class ContactRole(StrEnum):
    RELATIVE = "relative"
    WITNESS = "witness"
    LAWYER = "lawyer"
    OFFICIAL = "official"
    JOURNALIST = "journalist"
    OTHER = "other"


class ContactWay(StrEnum):
    """How the office spoke with somebody."""

    CALL = "call"
    VISIT = "visit"
    MESSAGE = "message"
    LETTER = "letter"
    OTHER = "other"


class RiskLevel(StrEnum):
    NOT_ASSESSED = "not_assessed"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    CRITICAL = "critical"


class Audience(StrEnum):
    """Who gets a copy; a policy and the consents say what each may see."""

    OFFICE = "office"
    HOST_STATE = "host_state"
    DETAINING_STATE = "detaining_state"
    UNITED_NATIONS = "united_nations"
    PARTNERS = "partners"
    PRESS = "press"
    PUBLIC = "public"


class InfoClass(StrEnum):
    """Classes of information that a policy and a consent speak of."""

    DETAINEE_NAME = "detainee_name"
    DETAINEE_IDENTIFIERS = "detainee_identifiers"
    EXACT_ADDRESS = "exact_address"
    HEALTH = "health"
    PHOTO = "photo"
    TESTIFIER_NAME = "testifier_name"
    TESTIFIER_RELATION = "testifier_relation"
    TESTIFIER_CONTACT = "testifier_contact"
    TESTIFIER_IDENTIFIERS = "testifier_identifiers"
    TESTIMONY = "testimony"
    SOURCE_IDENTITY = "source_identity"
    OTHER_RELATIVES = "other_relatives"
    CHILDREN = "children"


class ConsentAnswer(StrEnum):
    ALLOW = "allow"
    WITHHOLD = "withhold"
    ASK = "ask"


class ConsentForm(StrEnum):
    WRITTEN = "written"
    ORAL = "oral"
    VIDEO = "video"


class SourceKind(StrEnum):
    ARTICLE = "article"
    TESTIMONY = "testimony"
    OFFICIAL_DOCUMENT = "official_document"
    VERDICT = "verdict"
    LETTER = "letter"
    PHOTO = "photo"
    SOCIAL_MEDIA = "social_media"
    DATABASE = "database"
    INTERVIEW = "interview"
    REPORT = "report"
    OTHER = "other"


class TestimonyForm(StrEnum):
    VIDEO = "video"
    AUDIO = "audio"
    WRITTEN = "written"
    ORAL = "oral"


class HowKnown(StrEnum):
    """How the testifier knows (HURIDOCS micro-thesaurus 19, shortened)."""

    VICTIM = "victim"
    EYEWITNESS = "eyewitness"
    TOLD_BY_VICTIM = "told_by_victim"
    TOLD_BY_RELATIVE = "told_by_relative"
    TOLD_BY_OFFICIAL = "told_by_official"
    DOCUMENT = "document"
    HEARSAY = "hearsay"
    UNKNOWN = "unknown"


class Reliability(StrEnum):
    """Admiralty grade of a source."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """Admiralty grade of one piece of information."""

    CONFIRMED = "1"
    PROBABLE = "2"
    POSSIBLE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    UNJUDGED = "6"


class ExcerptKind(StrEnum):
    QUOTATION = "quotation"
    SUMMARY = "summary"


class Bearing(StrEnum):
    """What an excerpt does to a claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"


class Verification(StrEnum):
    """How far a claim or a case is verified; derived from citations and grades."""

    UNSOURCED = "unsourced"
    REPORTED = "reported"
    PARTIALLY_VERIFIED = "partially_verified"
    CORROBORATED = "corroborated"
    DOCUMENTED = "documented"


class AttachmentRole(StrEnum):
    PHOTO = "photo"
    CAPTURE = "capture"
    CONSENT_EVIDENCE = "consent_evidence"
    DOCUMENT_SCAN = "document_scan"
    COPY_IMAGE = "copy_image"
    COPY_FILE = "copy_file"
    OTHER = "other"


class AppealKind(StrEnum):
    APPLICATION = "application"
    COMPLAINT = "complaint"
    INFORMATION_REQUEST = "information_request"
    LETTER = "letter"
    UN_COMMUNICATION = "un_communication"
    RELEASE_DUE = "release_due"
    """A term has run out or will soon: when and how will the person be freed?"""
    REMINDER = "reminder"
    THANKS = "thanks"


class AppealState(StrEnum):
    DRAFT = "draft"
    PRINTED = "printed"
    HANDED_IN = "handed_in"
    ANSWERED = "answered"
    CLOSED = "closed"


class ReplyRule(StrEnum):
    """Which rule gives the date by which an answer is due (see Library, rules)."""

    KZ_APPLICATION = "kz_application"
    KZ_COMPLAINT = "kz_complaint"
    KZ_INFORMATION_REQUEST = "kz_information_request"
    KZ_SIMPLIFIED = "kz_simplified"
    KZ_PETITION = "kz_petition"
    KZ_APPEAL_2007 = "kz_appeal_2007"
    """The law that was repealed on 1 July 2021: for records of that time."""
    NONE = "none"


class Channel(StrEnum):
    BY_HAND = "by_hand"
    POST = "post"
    EMAIL = "email"
    PORTAL = "portal"
    PUBLIC_RECEPTION = "public_reception"


class DispatchOutcome(StrEnum):
    STAMPED_COPY = "stamped_copy"
    ACCEPTED_NO_RECEIPT = "accepted_no_receipt"
    REFUSED = "refused"
    NOBODY_RECEIVED = "nobody_received"
    POSTED = "posted"
    RETURNED = "returned"
    BOUNCED = "bounced"
    PENDING = "pending"


class ReplyCode(StrEnum):
    """Answer to an appeal (HURIDOCS 27, shortened)."""

    HELP_GIVEN = "help_given"
    HELP_PROMISED = "help_promised"
    FORWARDED = "forwarded"
    ASKED_FOR_MORE = "asked_for_more"
    TOKEN = "token"  # noqa: S105  (a token response, no secret)
    REFUSED = "refused"
    DENIED_EVENT = "denied_event"
    OTHER = "other"


class Attribution(StrEnum):
    """What officials say of the event (HURIDOCS 28)."""

    ACKNOWLEDGE = "acknowledge"
    DENY = "deny"
    DENY_RESPONSIBILITY = "deny_responsibility"
    OTHER_EXPLANATION = "other_explanation"
    NOT_ADDRESSED = "not_addressed"


class MatchVerdict(StrEnum):
    SAME = "same"
    NOT_SAME = "not_same"
    LATER = "later"


class PacketWay(StrEnum):
    SENT = "sent"
    RECEIVED = "received"


class ConflictVerdict(StrEnum):
    """Which value of a field stands, when two stations changed it in two ways."""

    OURS = "ours"
    THEIRS = "theirs"
