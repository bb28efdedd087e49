"""Django's PostgreSQL, whose kept connections are known to live without being asked."""
