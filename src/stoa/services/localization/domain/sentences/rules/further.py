"""Languages with few abbreviations, or with signs of their own."""

from stoa.services.localization.domain.sentences.rules.language import Language

GREEK = Language(
    "Greek",
    "el",
    ends=";;",
    names="κ κα κος δρ καθ αγ στρ",
    numbers="σελ αρ αριθ τηλ κεφ τόμ",
    others="κ.λπ κλπ κ.ά π.χ δηλ μ.μ π.μ μ.χ",
    starters=(
        "ο η το οι τα τον την του της των στο στη στην στον σε και ή αλλά αν όταν που πως γιατί πώς δεν "
        "θα να με για από αυτός αυτή αυτό αυτοί ένας μια ένα"
    ),
)

ARMENIAN = Language(
    "Armenian",
    "hy",
    ends=":",
)

KAZAKH = Language(
    "Kazakh",
    "kk",
    others="т.б т.с.с",
)

ARABIC = Language(
    "Arabic",
    "ar",
    names="د آر",
)

HINDI = Language(
    "Hindi",
    "hi",
    names="डॉ श्री प्रो सुश्री कु पं",
)

JAPANESE = Language(
    "Japanese",
    "ja",
    names="mr mrs ms dr prof st mt",
    lines="のはがをにへと、",
)

CHINESE = Language(
    "Chinese",
    "zh",
    names="mr mrs ms dr prof st mt",
)
