"""The gateway: everything that faces people, and the processes that serve them."""
