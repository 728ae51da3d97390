import { describe, expect, it } from '@jest/globals';
import { classifyAnswer } from '../../../../src/sandbox/plugin/vinted/classify-answer.ts';
import type { SiteAnswer } from '../../../../src/sandbox/plugin/vinted/site-answer.ts';

const answer = (status: number, body: unknown, retryAfter: string | null = null): SiteAnswer => ({
  kind: 'answer',
  status,
  retryAfter,
  text: typeof body === 'string' ? body : JSON.stringify(body),
  json: typeof body === 'string' ? undefined : (body as Record<string, unknown>),
});

describe('what an answer of Vinted means', () => {
  it.each([
    ['a page for humans on a 403', answer(403, '<html>captcha</html>'), 'failed', 'challenge'],
    [
      'an address of a captcha',
      answer(403, { url: 'https://geo.captcha-delivery.com/x' }),
      'failed',
      'challenge',
    ],
    ['a refusal in JSON', answer(403, { code: 106 }), 'failed', 'access_denied'],
    ['a session that is over', answer(401, { code: 100 }), 'failed', 'logged_out'],
    ['too much', answer(429, ''), 'failed', 'rate_limited'],
    ['a failure', answer(500, { code: 105 }), 'unknown', 'server_error'],
    ['a gateway’s failure', answer(502, '<html>'), 'unknown', 'server_error'],
    ['nothing with 200', answer(200, ''), 'unknown', 'page_changed'],
    ['a page with 200', answer(200, '<html>'), 'unknown', 'page_changed'],
    ['a redirect', answer(302, ''), 'unknown', 'page_changed'],
    ['an error with 200', answer(200, { code: 99 }), 'unknown', 'page_changed'],
    ['a page with 404', answer(404, '<html>'), 'unknown', 'page_changed'],
    ['a page with 401', answer(401, '<html>'), 'unknown', 'page_changed'],
    ['nothing there', answer(404, { code: 104 }), 'failed', 'not_found'],
    ['no answer', { kind: 'lost', message: 'reset' } as const, 'unknown', 'network_after_send'],
    ['no connection', { kind: 'not_sent', message: 'refused' } as const, 'failed', 'network_before_send'],
  ])('%s', (_case, given, status, kind) => {
    expect(classifyAnswer(given, true)).toMatchObject({ status, error: { kind } });
  });

  it.each([
    ['a failure', answer(500, { code: 105 }), 'server_error'],
    ['a page with 200', answer(200, '<html>'), 'page_changed'],
  ])('%s, where nothing was to be written: it failed', (_case, given, kind) => {
    expect(classifyAnswer(given, false)).toMatchObject({ status: 'failed', error: { kind } });
  });

  it('all is well', () => {
    expect(classifyAnswer(answer(200, { code: 0, item: { id: 1 } }), true)).toEqual({
      status: 'ok',
      json: { code: 0, item: { id: 1 } },
      http: { status: 200, code: 0 },
    });
  });

  it.each([
    ['7', { retry_after_ms: 7000 }],
    ['soon', {}],
    [null, {}],
  ])('how long to wait: %s', (header, wait) => {
    expect(classifyAnswer(answer(429, {}, header), true)).toEqual({
      status: 'failed',
      error: { kind: 'rate_limited', message: '{}', ...wait },
      http: { status: 429 },
    });
  });

  it('refused fields, as far as they have the right form', () => {
    const errors = [{ field: 'brand', value: 'Missing' }, { field: 'size' }, { value: 'x' }, 'title'];
    expect(classifyAnswer(answer(400, { code: 99, errors }), true)).toMatchObject({
      error: {
        kind: 'validation',
        fields: [
          { field: 'brand', message: 'Missing' },
          { field: 'size', message: '' },
        ],
      },
    });
  });
});
