"""What a site does when it runs: a kind a file."""
