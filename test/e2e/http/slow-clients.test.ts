import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp } from '../../support/test-app.ts';
import type { TestApp } from '../../support/test-app.ts';
import { bearer } from '../../support/tokens.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('clients that take their time', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp({ env: { HTTP_REQUEST_SECONDS: '0.5', HTTP_MAX_CONNECTIONS: '20' } });
  });
  afterAll(() => app.close());

  /** A connection on which `text` was sent; what comes back is collected. */
  const open = (
    text: string,
  ): { readonly socket: Socket; readonly got: () => string; readonly closed: () => boolean } => {
    let got = '';
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(app.url).port) });
    socket.on('data', (chunk) => (got += chunk.toString()));
    socket.on('error', () => undefined);
    socket.write(text);
    return { socket, got: () => got, closed: () => socket.closed };
  };

  it.each([
    ['whose head never ends', async () => 'GET /health/live HTTP/1.1\r\nHost: x\r\n'],
    [
      'whose body never comes',
      async () =>
        `POST /api/products HTTP/1.1\r\nHost: x\r\nAuthorization: ${await bearer()}\r\n` +
        'Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
    ],
  ])('get 408 and lose the connection: one %s', async (_what, request) => {
    const client = open(await request());
    await waitFor(client.closed, { what: 'the connection is closed' });
    expect(client.got()).toContain('HTTP/1.1 408 Request Timeout');
    expect(client.got()).toMatch(/content-type: application\/problem\+json/i);
    expect(client.got()).toContain('"code":"request.timeout"');
  });

  it.each([
    ['what is no HTTP', 'HELLO\r\n\r\n', 400, 'request.malformed_http'],
    [
      'a head that is too large',
      `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'request.head_too_large',
    ],
  ])('and those that send %s are told so', async (_what, request, status, code) => {
    const client = open(request);
    await waitFor(client.closed, { what: 'the connection is closed' });
    expect(client.got()).toContain(`HTTP/1.1 ${status} `);
    expect(client.got()).toContain(`"code":"${code}"`);
  });

  it('keep no more connections than there may be, and the next one gets in when they are gone', async () => {
    const idle = Array.from({ length: 30 }, () => open(''));
    await waitFor(() => idle.filter((client) => client.closed()).length >= 10, {
      what: 'the connections beyond the limit are closed',
    });
    for (const { socket } of idle) socket.destroy();
    await waitFor(
      async () => (await fetch(`${app.url}/health/live`).catch(() => undefined))?.status === 200,
      {
        what: 'another client is answered',
      },
    );
  });
});
