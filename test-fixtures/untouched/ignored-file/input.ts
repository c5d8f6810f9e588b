// onetrace-ignore-file
export const load = () => fetch('x');
