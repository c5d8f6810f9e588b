/** Every helper but those of LLM vendors. */
export {
  chain,
  enter,
  enterHandler,
  enterTraced,
  entries,
  fetch,
  handler,
  nil,
  slot,
} from 'onetrace/inject';
