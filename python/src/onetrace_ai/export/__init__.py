"""The queue and the wire: OTLP over HTTP, in JSON or protobuf."""
