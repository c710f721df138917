"""The engines Stoa stands on, each as a program that the supervisor starts, watches and stops."""
