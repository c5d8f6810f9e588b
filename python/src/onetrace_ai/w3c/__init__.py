"""W3C Trace Context and Baggage: text to value and back, pure."""
