"""Packages of this folder are in environments of their own: what is not installed is not collected, and named."""

from __future__ import annotations

from importlib.util import find_spec

NEEDS = {
    "test_langchain.py": "langgraph",
    "test_mcp.py": "mcp",
    "test_openai_agents.py": "agents",
    "test_pydantic_ai.py": "pydantic_ai",
    "test_vendors.py": "mistralai",
    "llamaindex": "llama_index",
    "crewai": "crewai",
}
collect_ignore = [name for name, module in NEEDS.items() if find_spec(module) is None]
