import { describe, expect, it } from '@jest/globals';
import { redactSecrets, redactText } from '../../../src/common/logging/redact-secrets.ts';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl';

describe('removing secrets', () => {
  it('replaces values by their names, at any depth and in any spelling', () => {
    expect(
      redactSecrets({
        Authorization: 'Basic abc',
        nested: [{ accessToken: 'a', refresh_token: 'b', client_secret: 'c', 'X-Api-Key': 'd' }],
        credentials: { user: 'x' },
        title: 'Hat',
        count: 3,
        password: null,
      }),
    ).toEqual({
      Authorization: '[redacted]',
      nested: [
        {
          accessToken: '[redacted]',
          refresh_token: '[redacted]',
          client_secret: '[redacted]',
          'X-Api-Key': '[redacted]',
        },
      ],
      credentials: '[redacted]',
      title: 'Hat',
      count: 3,
      password: null,
    });
  });

  it.each([
    [`sent ${JWT} to eBay`, 'sent [redacted] to eBay'],
    ['{"a":"Bearer v^1.1#i^1#p"}', '{"a":"Bearer [redacted]"}'],
    ['header Bearer abc.def-ghi next', 'header Bearer [redacted] next'],
    ['postgres://stoflow:hunter2@db/x', 'postgres://stoflow:[redacted]@db/x'],
    ['https://example.org/a:b@c', 'https://example.org/a:b@c'],
    [
      `/api/plugin/pictures/WzEsMTcwMDAwMF0tX2Fh.${'a-_Z'.repeat(11).slice(1)}`,
      '/api/plugin/pictures/[redacted]',
    ],
    [`hello from sfd_1_12_${'x'.repeat(43)}`, 'hello from [redacted]'],
    [`https://pictures.example/${'a'.repeat(20)}.jpeg`, `https://pictures.example/${'a'.repeat(20)}.jpeg`],
    ['nothing to hide', 'nothing to hide'],
  ])('cleans the text %p', (text, clean) => {
    expect(redactText(text)).toBe(clean);
  });

  it('ends on a value that contains itself', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    expect(JSON.stringify(redactSecrets(loop))).toContain('too deep');
  });

  it('keeps dates as they are', () => {
    const at = new Date(0);
    expect(redactSecrets({ at })).toEqual({ at });
  });
});
