declare const deps: any;
deps?.llm.chat.completions.create(deps.body);
const a = await deps.llm?.chat.completions.create(deps.body).withResponse();
deps.llm.chat.completions?.create(deps.body);
deps.llm.chat.completions.create?.(deps.body);
const b = deps?.['llm']?.chat
  // where it breaks is kept
  ?.completions.create(deps.body)?.choices[0];
