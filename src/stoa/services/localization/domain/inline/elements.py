"""What the elements of learning HTML are to a translator.

An element that is named nowhere here is inline. Source: HTML Living Standard, 4.4 to 4.5 and 15.3.3.
"""

_BLOCKS = """
    p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre hr figure figcaption table caption colgroup col thead
    tbody tfoot tr th td aside section div details summary article header footer main nav address
"""
BLOCKS = frozenset(_BLOCKS.split())
"""A text never goes on beyond the tag of such an element."""

WHOLE = frozenset({"code", "kbd", "samp", "var"})
"""Nothing in them is translated; a sentence needs them as words."""

SILENT = frozenset({"br", "img", "wbr"})
"""They have no end and say no word: at the edge of a text they are not part of it."""

KEEPS_SPACE = frozenset({"pre"})

TRANSLATED_ATTRIBUTES = frozenset({"alt", "title"})
