import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Clock } from '../../../src/common/clock.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { PictureLinks } from '../../../src/plugin/pictures/picture-links.ts';
import { startTestApp } from '../../support/test-app.ts';
import type { TestApp } from '../../support/test-app.ts';
import { PNG } from '../products/support/picture-server.ts';

const SECRET = 'secret-folder';

describe('a picture link for a browser', () => {
  let app: TestApp;
  let server: Server;
  let origin: string;
  let links: PictureLinks;
  let release: () => void = () => undefined;
  let asked: Promise<void>;

  beforeAll(async () => {
    let heard: () => void = () => undefined;
    asked = new Promise((resolve) => (heard = resolve));
    server = createServer((request, response) => {
      if (request.url?.endsWith('slow.png') === true) {
        release = () => void response.end(PNG);
        heard();
      } else if (request.url?.endsWith('a.png') === true) response.end(PNG);
      else response.writeHead(request.url?.endsWith('busy.png') === true ? 503 : 404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    app = await startTestApp({ env: { PICTURE_ORIGINS: origin } });
    links = app.app.get(PictureLinks);
  });
  afterAll(async () => {
    await app.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const path = (name: string): string => links.path(tenantRef(1), `${origin}/${SECRET}/${name}`);

  async function isRefused(token: string): Promise<void> {
    const response = await fetch(`${app.url}${token}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'picture.link_invalid' });
  }

  it('serves the bytes to any origin, without a token', async () => {
    const response = await fetch(`${app.url}${path('a.png')}`, {
      headers: { origin: 'chrome-extension://abcdefghijklmnop' },
    });
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG);
    const { headers } = response;
    expect(headers.get('content-type')).toBe('image/png');
    expect(headers.get('content-length')).toBe(String(PNG.length));
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('cache-control')).toContain('no-store');
  });

  it('waits for a picture that comes slowly', async () => {
    const answer = fetch(`${app.url}${path('slow.png')}`);
    await asked;
    release();
    expect((await answer).status).toBe(200);
  });

  it('is refused when it was altered in any part', async () => {
    const good = path('a.png');
    const [claims = '', signature = ''] = (good.split('/').at(-1) ?? '').split('.');
    const base = good.slice(0, good.lastIndexOf('/') + 1);
    const forged = Buffer.from(JSON.stringify([1, Date.now() + 60_000, 'http://169.254.169.254/'])).toString(
      'base64url',
    );
    const flipped = (text: string): string =>
      text.startsWith('A') ? `B${text.slice(1)}` : `A${text.slice(1)}`;
    for (const token of [
      `${forged}.${signature}`,
      `${claims}.${flipped(signature)}`,
      `${flipped(claims)}.${signature}`,
      `${claims}.`,
      claims,
      `.${signature}`,
      `${claims}.${signature}.`,
      `${claims}.${signature}.${signature}`,
      '...',
    ]) {
      await isRefused(`${base}${token}`);
    }
    expect((await fetch(`${app.url}${good}`)).status).toBe(200);
  });

  it('is good for a quarter of an hour', () => {
    const clock = new (class extends Clock {
      at = 1_700_000_000_000;
      override monotonicMs = (): number => this.at;
      override now = (): Date => new Date(this.at);
      override random = (): number => 0;
    })();
    const own = new PictureLinks(app.config, clock);
    const token = own.path(tenantRef(7), 'https://shop/x.png').split('/').at(-1) ?? '';
    clock.at += 15 * 60_000 - 1;
    expect(own.open(token)).toEqual({ tenantId: 7, url: 'https://shop/x.png' });
    clock.at += 1;
    expect(own.open(token)).toBeUndefined();
  });

  it.each([
    ['gone.png', 422],
    ['busy.png', 503],
  ])('tells nobody where the picture is kept when it cannot be fetched (%s)', async (name, status) => {
    const response = await fetch(`${app.url}${path(name)}`);
    expect(response.status).toBe(status);
    const text = await response.text();
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain(origin);
  });

  it('leads to no address of our own network', async () => {
    const response = await fetch(`${app.url}${links.path(tenantRef(1), 'http://127.0.0.1:1/x.png')}`);
    expect(response.status).toBe(422);
    expect(await response.text()).not.toContain('127.0.0.1');
  });
});
