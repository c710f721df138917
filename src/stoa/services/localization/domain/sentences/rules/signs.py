"""Signs that decide, as the inside of a class of an expression, and what is made of them.
Source: Unicode 15.1, SentenceBreakProperty (STerm, ATerm, Close) and UAX 29, chapter 5."""

COMMON_ENDS = ".?!…"
RARE_ENDS = "‼⁇⁈⁉؟؞۔܀܁܂।॥։።፧፨၊။។៕᙮᠃᠉᱾᱿⸮꓿꘎꘏꛳꛷꩝꩞꩟꯫"
ENDS = COMMON_ENDS + RARE_ENDS
"""What ends a sentence where a space follows."""

WIDE_ENDS = "。！？｡．﹒﹖﹗"
"""What ends a sentence without a space."""

CODES = "\ue000-\uf8ff"
"""Inline codes that stand for something by themselves."""

CLOSING = r"'\"’”“‘»«›‹)\]}」』）】〉》〕｣］＂＇"
"""After an end: “ and « too, which some languages close with."""

WIDE_CLOSING = "’”»›)\\]}」』】〕｣］＂"

OPENING = r"'\"‘“„‚«»‹›(\[{「『（【〈《〔｢［¿¡"
DASHES = r"\-–—―•·⁃*"
BULLET = "[•⁃●▪◦‣]"
BIDI = "[\u200e\u200f\u202a-\u202e]*"

ALONE = r"(?<![\p{L}\p{M}\p{N}])"
"""No part of a word stands before."""

LOWER = r"(?![ა-ჿ])\p{Ll}"
"""A small letter. Georgian ones are small by their property only."""

IDEOGRAPHIC = r"[\p{Han}\p{Hiragana}\p{Katakana}]"
