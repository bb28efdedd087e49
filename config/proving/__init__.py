"""What measures and proves the shipped server from outside: processes, connections, figures.

It starts real servers on databases of their own, knows nothing of the apps, and is never imported by the server.
"""
