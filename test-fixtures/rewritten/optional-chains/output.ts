import * as $ot from "onetrace/inject"; declare const deps: any;
$ot.chain($ot.nil(deps) ? void 0 : $ot.openai("optional-chains/input.ts:2:1#?method=chat.completions.create&callee=deps%3F.llm.chat.completions.create", $ot.slot.v.llm.chat.completions, "create")(deps.body));
const a = await $ot.chain($ot.nil(deps.llm) ? void 0 : $ot.openai("optional-chains/input.ts:3:17#?method=chat.completions.create&callee=deps.llm%3F.chat.completions.create", $ot.slot.v.chat.completions, "create")(deps.body).withResponse());
$ot.openai("optional-chains/input.ts:4:1#?method=chat.completions.create&callee=deps.llm.chat.completions%3F.create", deps.llm.chat.completions, "create", 1)?.(deps.body);
$ot.openai("optional-chains/input.ts:5:1#?method=chat.completions.create&callee=deps.llm.chat.completions.create", deps.llm.chat.completions, "create", 2)?.(deps.body);
const b = $ot.chain($ot.nil(deps) ? void 0 : $ot.nil($ot.slot.v['llm']) ? void 0 : $ot.nil($ot.slot.v.chat
  // where it breaks is kept
  ) ? void 0 : $ot.openai("optional-chains/input.ts:6:11#?method=chat.completions.create&callee=deps.llm%3F.chat%3F.completions.create", $ot.slot.v.completions, "create")(deps.body)?.choices[0]);
