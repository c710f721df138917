"""Machines that translate: programs and models on this machine, and services by their APIs."""
