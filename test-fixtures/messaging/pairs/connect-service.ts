/** What a code generator makes of `service Jobs { rpc Ask(StringValue) returns (StringValue); }`. */
import { create, createFileRegistry, type DescService } from '@bufbuild/protobuf';
import {
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
  file_google_protobuf_wrappers,
} from '@bufbuild/protobuf/wkt';

const file = create(FileDescriptorProtoSchema, {
  name: 'jobs.proto',
  package: 'jobs',
  syntax: 'proto3',
  dependency: ['google/protobuf/wrappers.proto'],
  service: [
    {
      name: 'Jobs',
      method: [
        {
          name: 'Ask',
          inputType: '.google.protobuf.StringValue',
          outputType: '.google.protobuf.StringValue',
        },
      ],
    },
  ],
});
const set = create(FileDescriptorSetSchema, { file: [file_google_protobuf_wrappers.proto, file] });

export const Jobs = createFileRegistry(set).getService('jobs.Jobs') as DescService;
