import { describe, expect, it } from '@jest/globals';
import type { HttpRequest } from '../../../../src/handlers/http/http-transport.ts';
import { withoutSentSecrets } from '../../../../src/handlers/http/sent-secrets.ts';

const TOKEN = 'v^1.1#i^1#p/3+access=token';
const BASIC = Buffer.from('the-application:the-client-secret').toString('base64');
const signal = new AbortController().signal;
const call = (request: Partial<HttpRequest>): HttpRequest => ({
  method: 'GET',
  url: 'https://market.example',
  signal,
  ...request,
});
const refresh = call({
  method: 'POST',
  headers: { authorization: `Basic ${BASIC}` },
  body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'the+refresh/token' }),
});

describe('an answer that repeats the request', () => {
  it.each([
    ['a token', { authorization: `Bearer ${TOKEN}` }, `got Bearer ${TOKEN}.`, 'got Bearer [secret].'],
    ['a token alone', { Authorization: `Bearer ${TOKEN}` }, TOKEN, '[secret]'],
    ['a token in JSON', { authorization: 'Bearer a/b"c-d-e-f' }, '{"t":"a/b\\"c-d-e-f"}', '{"t":"[secret]"}'],
    ['an escaped token', { authorization: `Bearer ${TOKEN}` }, TOKEN.replace('/', '\\/'), '[secret]'],
    ['a token in an address', { authorization: `Bearer ${TOKEN}` }, encodeURIComponent(TOKEN), '[secret]'],
    [
      'an API key',
      { 'x-api-key': 'the-keystring:the-shared' },
      'key the-keystring:the-shared!',
      'key [secret]!',
    ],
    [
      'parts of it',
      { 'X-Api-Key': 'the-keystring:the-shared' },
      'the-keystring, the-shared',
      '[secret], [secret]',
    ],
    ['a packed token', { authorization: 'Bearer the-token' }, 'dGhlLXRva2Vu', '[secret]'],
  ])('does not keep %s', (_what, headers, text, clean) => {
    expect(withoutSentSecrets(text, 200, call({ headers }))).toBe(clean);
    expect(withoutSentSecrets(text, 401, call({ headers }))).toBe(clean);
  });

  it.each([
    [BASIC, '[secret]'],
    ['the-application:the-client-secret', '[secret]'],
    ['secret the-client-secret', 'secret [secret]'],
    ['the+refresh/token', '[secret]'],
    ['refresh_token=the%2Brefresh%2Ftoken&x=1', 'refresh_token=[secret]&x=1'],
  ])('to a refused refresh becomes %p → %p', (text, clean) => {
    expect(withoutSentSecrets(text, 400, refresh)).toBe(clean);
  });

  it('is left alone where it gives out a token, which may be the one that was sent', () => {
    const text = '{"access_token":"new","refresh_token":"the+refresh/token"}';
    expect(withoutSentSecrets(text, 200, refresh)).toBe(text);
  });

  it('is left alone where there was no secret, or only a short word', () => {
    expect(withoutSentSecrets('a coat', 500, call({}))).toBe('a coat');
    expect(withoutSentSecrets('a coat', 500, call({ headers: { authorization: 'Bearer coat' } }))).toBe(
      'a coat',
    );
  });
});
