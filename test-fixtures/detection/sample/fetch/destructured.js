const { fetch } = window;
export const b = (u) => fetch(u);
//                      ^ fetch fetch proven
