"""One adapter a vendor family: requests and responses to `gen_ai.*`."""
