"""Clients: a span for each request, and its headers as far as the policy lets them go."""
