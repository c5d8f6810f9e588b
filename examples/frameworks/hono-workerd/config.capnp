using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "app", worker = (
      modules = [(name = "worker.mjs", esModule = embed "dist/worker.mjs")],
      compatibilityDate = "2026-09-01",
      compatibilityFlags = ["nodejs_compat"],
      globalOutbound = "out",
      bindings = [
        (name = "OPENAI_API_KEY", fromEnvironment = "OPENAI_API_KEY"),
        (name = "OPENAI_BASE_URL", fromEnvironment = "OPENAI_BASE_URL"),
        (name = "OTEL_EXPORTER_OTLP_ENDPOINT", fromEnvironment = "OTEL_EXPORTER_OTLP_ENDPOINT"),
        (name = "OTEL_SERVICE_NAME", fromEnvironment = "OTEL_SERVICE_NAME"),
        (name = "SECOND_URL", fromEnvironment = "SECOND_URL"),
      ],
    )),
    (name = "out", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", http = (), service = "app")],
);
