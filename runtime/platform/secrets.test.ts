import { expect, it } from 'vitest';
import { redactParameters, scrubMessage } from './secrets.ts';

const SECRETS =
  'token auth password secret client_secret code jwt refresh_token session signature x-api-key subscription-key ' +
  'Key apiKey API_KEY x-amz-signature X-Amz-Credential X-Goog-Signature sig access_token id_token pwd AccessKey ' +
  'X-Amz-Security-Token Authorization sessionid auth_token appkey private_key otp';
it.each(SECRETS.split(' '))('hides the value of %s, in a query and in a fragment', (name) => {
  expect(redactParameters(`/a?b=1&${name}=hidden#${name}=hidden`)).toBe(
    `/a?b=1&${name}=REDACTED#${name}=REDACTED`,
  );
});

it.each([
  'q',
  'page',
  'monkey',
  'author',
  'keyword',
  'encode',
  'country_codes',
  'sort',
  'design',
])('shows %s', (name) => {
  expect(redactParameters(`?${name}=seen`)).toBe(`?${name}=seen`);
});

it('shows what is on the list, and nothing else, where there is one', () => {
  expect(redactParameters('?q=1&page=2', ['page'])).toBe('?q=REDACTED&page=2');
});

it.each([
  ['includes credentials: http://user:pass@host/', 'includes credentials: http://REDACTED@host/'],
  ['Incorrect API key provided: sk-proj-abcdefgh12345.', 'Incorrect API key provided: REDACTED.'],
  ['bad header Bearer abc.def-ghi_jkl', 'bad header Bearer REDACTED'],
  ['GET https://h/p?api_key=abc&q=1 failed', 'GET https://h/p?api_key=REDACTED&q=1 failed'],
  ['token eyJhbGciOi.eyJzdWIiOiIx.abc is old', 'token REDACTED is old'],
  ['connect ECONNREFUSED 127.0.0.1:80', 'connect ECONNREFUSED 127.0.0.1:80'],
])('%s', (message, shown) => {
  expect(scrubMessage(message)).toBe(shown);
});

it('cuts what is long, and takes no time for what is hostile', () => {
  expect(scrubMessage('x'.repeat(5_000))).toBe(`${'x'.repeat(1_000)}…`);
  const before = performance.now();
  for (const part of ['a://', '?a=', '@', 'sk-', 'eyJ', 'Bearer ']) scrubMessage(part.repeat(1_000_000));
  expect(performance.now() - before).toBeLessThan(10_000);
});
