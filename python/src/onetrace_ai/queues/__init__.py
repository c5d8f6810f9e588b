"""Queues: a carrier in each message's place for headers, and its consumer in the same trace."""
