"""What a service stands on. Knows no service and no contract."""
