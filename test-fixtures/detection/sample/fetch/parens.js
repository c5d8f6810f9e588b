export const a = async (u) => (await fetch(u)).json();
//                                   ^ fetch fetch proven
export const b = (u) => (0, fetch)(u);
//                          ^ fetch fetch proven
export const c = (u) => fetch?.(u);
//                      ^ fetch fetch proven
export const d = async function* (urls) {
  for (const u of urls) yield fetch(u);
//                            ^ fetch fetch proven
};
export const swr = (useSWR) => useSWR('/api', (...args) => fetch(...args).then((res) => res.json()));
//                                                         ^ fetch fetch proven
