"""Servers: one SERVER span a request, that ends with its answer's last byte."""
