import { createClient } from '@typeform/api-client';
import { Configuration, MessagesApi } from './generated';
const typeform = createClient({ token: 't' });
const api = new MessagesApi(new Configuration());
export const a = () => typeform.responses.create({ uid: 'x' });
export const b = () => api.messages.create({ text: 'x', channel: 'c' });
export const c = (svc: { completions: { create(o: object): void } }) => svc.completions.create({ userId: '1', lessonId: '2' });
