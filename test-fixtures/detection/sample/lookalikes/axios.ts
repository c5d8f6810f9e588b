import axios from 'axios';
const api = axios.create({ baseURL: '/api' });
const base = Object.create(null);
export const get = async () => {
  const { data } = await api.get('/responses');
  const parsed = JSON.parse(data);
  return Object.create(base, parsed);
};
