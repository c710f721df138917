"""Common Cartridges: a small one of ours, and those that others made where they lie beside the repository."""

import re
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

from tests.browser import sight

SHARED = sight.ROOT.parent / "shared"
CARTRIDGES = sorted((SHARED / "content/imscc").glob("*.imscc"))
_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="tides" xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"
    xmlns:lom="http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest">
  <metadata>
    <schema>IMS Common Cartridge</schema>
    <schemaversion>1.3.0</schemaversion>
    <lom:lom><lom:general><lom:title><lom:string>Tides</lom:string></lom:title></lom:general></lom:lom>
  </metadata>
  <organizations>
    <organization identifier="whole" structure="rooted-hierarchy">
      <item identifier="root">
        <item identifier="moon" identifierref="page"><title>The moon pulls</title></item>
        <item identifier="talk" identifierref="topic"><title>What have you seen?</title></item>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="page" type="webcontent" href="moon.html"><file href="moon.html"/></resource>
    <resource identifier="topic" type="imsdt_xmlv1p3"><file href="topic.xml"/></resource>
  </resources>
</manifest>
"""
_PAGE = "<html><body><h1>The moon pulls</h1><p>Twice a day the sea comes up the beach.</p></body></html>"
_TOPIC = """<?xml version="1.0" encoding="UTF-8"?>
<topic xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imsdt_v1p3">
  <title>What have you seen?</title><text texttype="text/html">&lt;p&gt;Tell us.&lt;/p&gt;</text>
</topic>
"""


def tides(folder: Path) -> Path:
    """Two pages about the sea."""
    packed = folder / "tides.imscc"
    with ZipFile(packed, "w") as archive:
        archive.writestr("imsmanifest.xml", _MANIFEST)
        archive.writestr("moon.html", _PAGE)
        archive.writestr("topic.xml", _TOPIC)
    return packed


def as_another(cartridge: Path, folder: Path) -> Path:
    """The same course, as one that was never imported."""
    copy = folder / f"another-{cartridge.name}"
    with ZipFile(cartridge) as read, ZipFile(copy, "w") as written:
        for entry in read.infolist():
            data = read.read(entry)
            if entry.filename == "imsmanifest.xml":
                own = f'<manifest identifier="i{uuid4().hex}"'.encode()
                data = re.sub(rb'<manifest identifier="[^"]*"', own, data, count=1)
            written.writestr(entry, data)
    return copy
