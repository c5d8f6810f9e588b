/** OTLP in protobuf: `OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf`, or `init({ protocol })`. */
import { state } from './core/state.ts';
import { protobufCodec } from './export/otlp/protobuf.ts';

state.optionalParts['protobuf'] = protobufCodec;
