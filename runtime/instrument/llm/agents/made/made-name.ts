import { fieldsOf, textOf } from '../../../../platform/unknown.ts';

/** What a program calls it, else what the framework does. */
export const madeName = (self: unknown, facts: Readonly<Record<string, string>>): string => {
  const { name, rootAgentName, id, workflowId, metadata, options } = fieldsOf(self);
  return (
    [facts.name, name, rootAgentName, fieldsOf(metadata).name, id, workflowId, fieldsOf(options).name]
      .map(textOf)
      .find(Boolean) ?? ''
  );
};
