"""What of a machine's stands without a person: from which chance on."""

THRESHOLDS = {"probable": 0.7, "very_probable": 0.8, "almost_certain": 0.9}
"""That people choose among, by how right is what stands then."""
USUAL_THRESHOLD = THRESHOLDS["very_probable"]
