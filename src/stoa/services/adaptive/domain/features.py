"""What is known of a learner at a moment, in numbers that a person can read."""

import msgspec


class Features(msgspec.Struct, kw_only=True, gc=False):
    """Each is described, with its formula, in docs/adaptive/features.md.

    Shares are in [0, 1]; octaves are in [-3, 3]: 0 as usual, 1 twice as long, -1 half as long.
    """

    engagement: float
    """[0, 1]: how much of a learner's attention the page has; the formula is in `engagement.py`."""
    visible_share: float
    """[0, 1]: time in sight by time on the page, lately."""
    attended_share: float
    """[0, 1]: time with input or a film playing by time in sight, lately."""
    in_sight: float
    """0 or 1: the page is in sight now."""
    focused: float
    """0 or 1: what is typed goes to the page."""
    idle_s: float
    """Seconds since the last sign of the learner."""
    depth: float
    """[0, 1]: deepest place of this page that was in sight, in this visit."""
    object_s: float
    """Seconds since this page was opened."""
    object_time: float
    """Time in sight in this visit by the time expected, in [0, 10]; 0 where nobody knows what to expect."""
    visits: float
    """Times this object was opened, from 1."""
    level: float
    """-1 simpler, 0 standard, 1 deeper: the explanation that is shown."""
    film_watched: float
    """[0, 1]: of the film up to its furthest stretch played, what was not jumped over; 1 without a film."""
    film_rewatched: float
    """[0, 1]: stretches played again by stretches played."""
    film_rate: float
    """Of playing, 1 as recorded."""
    film_back: float
    """Times the film was sought back."""
    film_stalled_s: float
    """Seconds it waited for the network."""
    responses: float
    """To items in this registration, every try."""
    responses_here: float
    """The same, in this visit of this page."""
    items_open: float
    """Items that were shown in this visit and not yet answered."""
    accuracy: float
    """[0, 1]: share of the points earned, in the long run."""
    accuracy_lately: float
    """[0, 1]: the same, of the last few responses."""
    accuracy_change: float
    """[-1, 1]: lately less the long run; below 0 it goes down."""
    wrong_in_row: float
    """Responses without the full share since the last right one."""
    right_in_row: float
    """Right responses since the last other one."""
    hesitation: float
    """Octaves: time to the first input against the item's own median, over the last few items."""
    waiting_s: float
    """Seconds that an item lies open, in sight, with nothing begun; 0 when none does."""
    waiting: float
    """Octaves: the same against the item's own median; -3 when none lies open."""
    hints: float
    """Hints seen an item, lately."""
    skips: float
    """[0, 1]: items left without a response, lately."""
    changes: float
    """Changes of a response before it was given, an item, lately."""
    haste: float
    """[0, 1]: responses given too soon to have been thought about, lately."""
    ability: float
    """Logits, in the skills of this object: 0 answers a middling item right half of the time."""
    ability_sd: float
    """Logits: how uncertain the ability is."""
    chance: float
    """(0, 1): of a right response to the open item, or else to a middling one."""
    pace: float
    """Octaves: time in sight of objects against the time expected, over the last few."""
    session_min: float
    """Minutes of this learning session."""
    since_break_min: float
    """Minutes since it began, or since the last break in it."""
    breaks: float
    """Silences of three to thirty minutes in this session."""
    objects_an_hour: float
    """Opened in this session."""
    sessions: float
    """Learning sessions of this registration."""
    away_h: float
    """Hours between this session and the one before; 0 in the first."""
    progress: float
    """[0, 1]: objects opened by objects on the way."""
    risk: float = 0.0
    """[0, 1]: that the learner loses the thread; the formula is in `risk.py`."""

    def value(self, name: str) -> float:
        value: float = getattr(self, name)
        return value


NAMES = frozenset(Features.__struct_fields__)
