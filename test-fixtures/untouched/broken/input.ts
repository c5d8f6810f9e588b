export const load = () => fetch('x';
