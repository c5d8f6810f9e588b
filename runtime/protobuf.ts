/** OTLP in protobuf: `OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf`, or `init({ protocol })`. */
import { protobufCodec } from './export/otlp-protobuf.ts';
import { state } from './state.ts';

state.parts.protobuf = protobufCodec;
