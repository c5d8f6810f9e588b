const routes = new Map();
routes.set('/x', () => 1);
routes.get('/x', () => 1);
const cache = { get(k, f) { return f(k); } };
cache.get('key', (k) => k);
export const chain = [1, 2].map((x) => x).filter(Boolean);
export const batch = (db) => db.batch([db.prepare('select 1')]);
export const stream = (fs) => fs.createReadStream('x').pipe(process.stdout);
