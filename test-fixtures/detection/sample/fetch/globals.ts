export const a = (u: string) => globalThis.fetch(u);
//                              ^          ~ fetch fetch proven
export const b = (u: string) => window.fetch(u, { method: 'POST' });
//                              ^      ~ fetch fetch proven
export const c = (u: string) => self.fetch(u);
//                              ^    ~ fetch fetch proven
export const d = (u: string) => global.fetch(u);
//                              ^      ~ fetch fetch proven
export const e = (u: string) => globalThis['fetch'](u);
//                              ^          ~ fetch fetch proven
export const f = (u: string) => (globalThis as any).fetch(u);
//                              ^                   ~ fetch fetch proven
export const g = (u: string) => window?.fetch(u);
//                              ^       ~ fetch fetch proven
