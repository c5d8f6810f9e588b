export const VIEW_HELP = `Usage: onetrace view [options] [file ...] [-- command ...]

Takes traces on this machine (OTLP over HTTP, JSON and protobuf, and gRPC) and shows them as a page. Nothing is sent
anywhere. Files are taken in first: OTLP as JSON, JSON lines or protobuf, or Jaeger's JSON. A command is started with
the variables that send its traces here, and the viewer ends with it.

  --port <n>            page and OTLP over HTTP (default 4318; 0: any that is free)
  --grpc-port <n>       OTLP over gRPC (default 4317 if it is free; 0: none)
  --open                open the page in a browser
  --project <folder>    whose builds to look at (default: this folder)
  --file <path>         the store (default: .onetrace/traces.db in the project)
  --memory              keep nothing when this ends
  --max-mb <n>          size of the store (default 256); --max-days <n> age of traces (default 7)
  --forward <url>       hand on what comes in to another OTLP receiver
  --host <name>         listen on more than this machine; then the address holds a token
  --allow-host <name>   another name under which this server may be asked; may be given again
  --allow-origin <url>  a browser program that may send spans; may be given again
  --clickhouse <url>    read from a ClickHouse with the tables of the OpenTelemetry Collector's exporter
  --require-coverage [kinds]
                        start nothing: exit 1 if a site of the build (llm,tool,handler,…; default: all) never ran
  --lcov                start nothing: print the coverage of sites as LCOV
  -h, --help

Exit code: 0 done (or the command's); 1 --require-coverage is not met; 2 wrong use or no way to start.
`;

export const TRACES_HELP = `Usage: onetrace traces [trace id] [options]

Prints traces that onetrace view keeps: a line each, or one trace as a tree.

  --json                as JSON; of one trace: as OTLP, which onetrace view takes in again
  --query <words>       words in names, addresses, errors and recorded messages
  --service, --session, --user, --model <name>, --status <error|ok|running>, --attr <key=value>
  --limit <n>           lines at most (default 20)
  --project <folder>, --file <path>
  -h, --help
`;
