def trim_ows(text: str) -> str:
    """Without optional whitespace (RFC 9110, 5.6.3: space and tab, nothing else) at both ends."""
    return text.strip(" \t")
