import { route } from '@react-router/dev/routes';

export default [
  route('item/:id', 'routes/item.tsx'),
  route('api/ask/:id', 'routes/ask.ts'),
  route('api/stream/:id', 'routes/stream.ts'),
  route('api/fail/:id', 'routes/fail.ts'),
];
