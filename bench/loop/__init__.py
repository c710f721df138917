"""The live loop under load: browsers by the thousand, and what became of each of their actions."""
