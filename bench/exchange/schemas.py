"""Validity by the schemas of LISA and OASIS, which lie in a folder:
`tmx/tmx14.dtd`, `xliff/xliff-core-1.2-strict.xsd`, `xliff2.1/xliff_core_2.0.xsd` and its modules."""

import subprocess
from pathlib import Path

_VALIDATE = """
import sys
from lxml import etree
kind, schemas, path = sys.argv[1:]
XML = schemas + "/xliff2.1/informativeCopiesOf3rdPartySchemas/w3c/xml.xsd"
ALL = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">%s</xs:schema>'
PART = '<xs:import namespace="urn:oasis:names:tc:xliff:%s:2.0" schemaLocation="%s"/>'
class Local(etree.Resolver):
    def resolve(self, url, public, context):
        if url.startswith("http"):
            return self.resolve_filename(XML, context)
parser = etree.XMLParser()
parser.resolvers.add(Local())
if kind == "tmx":
    validator = etree.DTD(open(schemas + "/tmx/tmx14.dtd", "rb"))
elif kind == "xliff-1.2":
    validator = etree.XMLSchema(etree.parse(schemas + "/xliff/xliff-core-1.2-strict.xsd", parser))
else:
    parts = {"document": "xliff_core_2.0.xsd", "matches": "matches.xsd", "metadata": "metadata.xsd"}
    whole = ALL % "".join(PART % part for part in parts.items())
    base = schemas + "/xliff2.1/all.xsd"
    validator = etree.XMLSchema(etree.fromstring(whole.encode(), parser, base_url=base))
print("valid" if validator.validate(etree.parse(path)) else validator.error_log[0])
"""


def validity(python: Path, kind: str, schemas: Path, path: Path) -> str:
    """`valid`, or the first fault. python: of an environment that has lxml."""
    ran = subprocess.run(
        [python, "-c", _VALIDATE, kind, schemas, path], check=True, capture_output=True, text=True
    )
    return ran.stdout.strip()
