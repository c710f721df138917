"""Delivery: revisions rendered to immutable assets, manifests, activation, rollback."""
