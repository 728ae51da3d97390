import { describe, expect, it } from '@jest/globals';
import { classifyAnswer } from '../../support/browser-plugin/extension/vinted/classify-answer.ts';
import type { SiteAnswer } from '../../support/browser-plugin/extension/vinted/site-answer.ts';

const answer = (status: number, body: unknown, retryAfter: string | null = null): SiteAnswer => ({
  kind: 'answer',
  status,
  retry_after: retryAfter,
  text: typeof body === 'string' ? body : JSON.stringify(body),
});
const PAGE = '<!doctype html><title>Vinted</title>';

describe('what the reference extension makes of an answer to a write', () => {
  it.each([
    ['a 429 with a wait', answer(429, {}, '7'), 'failed', 'rate_limited'],
    ['a 429 as a page', answer(429, PAGE), 'failed', 'rate_limited'],
    ['a page that wants to see a person', answer(403, PAGE), 'failed', 'challenge'],
    [
      'JSON that wants to see a person',
      answer(403, { url: 'https://x.captcha-y.com' }),
      'failed',
      'challenge',
    ],
    ['a refusal', answer(403, { code: 106 }), 'failed', 'access_denied'],
    ['a session that is over', answer(401, { code: 100 }), 'failed', 'logged_out'],
    ['an item that is not there', answer(404, { code: 104 }), 'failed', 'not_found'],
    ['fields that are wrong', answer(400, { code: 99 }), 'failed', 'validation'],
    ['a server error', answer(500, { code: 105 }), 'unknown', 'server_error'],
    ['a server error as a page', answer(502, PAGE), 'unknown', 'server_error'],
    ['a page', answer(200, PAGE), 'unknown', 'page_changed'],
    ['nothing', answer(200, ''), 'unknown', 'page_changed'],
    ['a redirect', answer(0, ''), 'unknown', 'page_changed'],
    ['a success that carries an error', answer(200, { code: 99 }), 'unknown', 'page_changed'],
    ['no answer', { kind: 'lost', message: 'gone' } as const, 'unknown', 'network_after_send'],
    ['no network', { kind: 'offline' } as const, 'failed', 'network_before_send'],
  ])('%s', (_what, seen, status, kind) => {
    expect(classifyAnswer(seen, true)).toMatchObject({ status, error: { kind } });
  });

  it('is certain that a read has done nothing', () => {
    expect(classifyAnswer(answer(500, PAGE), false)).toMatchObject({ status: 'failed' });
    expect(classifyAnswer(answer(200, PAGE), false)).toMatchObject({ status: 'failed' });
  });

  it('hands on what the site says: its JSON, its fields, its number, and how long it wants to be left alone', () => {
    expect(classifyAnswer(answer(200, { item: { id: 1 }, code: 0 }), true)).toEqual({
      status: 'good',
      json: { item: { id: 1 }, code: 0 },
      http: { status: 200, code: 0 },
    });
    const refused = {
      code: 99,
      message_code: 'validation_error',
      errors: [{ field: 'brand', value: 'Missing' }],
    };
    expect(classifyAnswer(answer(400, refused), true)).toMatchObject({
      http: { status: 400, code: 99, message_code: 'validation_error' },
      error: { fields: [{ field: 'brand', message: 'Missing' }] },
    });
    expect(classifyAnswer(answer(429, {}, '7'), true)).toMatchObject({ error: { retry_after_ms: 7000 } });
  });
});
