import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../../src/config/app-config.ts';
import { HostResolver } from '../../../src/products/pictures/host-resolver.ts';
import type { HostAddress } from '../../../src/products/pictures/host-resolver.ts';
import { PictureFetcher } from '../../../src/products/pictures/picture-fetcher.ts';
import { PNG, startPictureServer } from './support/picture-server.ts';
import type { PictureServer } from './support/picture-server.ts';

const signal = new AbortController().signal;
const LOOPBACK = { address: '127.0.0.1', family: 4 };

/** Answers names of the test's own, which no real server knows, and counts how often it is asked. */
class ScriptedResolver extends HostResolver {
  asked = 0;

  constructor(private readonly names: Readonly<Record<string, readonly HostAddress[]>>) {
    super();
  }

  override async resolve(hostname: string): Promise<readonly HostAddress[]> {
    this.asked += 1;
    return this.names[hostname] ?? super.resolve(hostname);
  }
}

describe('fetching a picture', () => {
  let server: PictureServer;
  let origin: string;

  beforeAll(async () => {
    server = await startPictureServer();
    origin = `http://127.0.0.1:${server.port}`;
  });
  afterAll(() => server.close());

  const fetcherThatAllows = (origins: readonly string[], resolver = new HostResolver()): PictureFetcher =>
    new PictureFetcher(resolver, loadConfig({ PICTURE_ORIGINS: origins.join(',') }));
  const to = (url: string): string => `${origin}/to?${encodeURIComponent(url)}`;

  it('gives its bytes, the type they have and their hash', async () => {
    const picture = await fetcherThatAllows([origin]).fetch(`${origin}/picture.png`, signal);
    expect(picture.bytes.equals(PNG)).toBe(true);
    expect(picture.contentType).toBe('image/png');
    expect(picture.sha256).toBe(createHash('sha256').update(PNG).digest('hex'));
  });

  it.each([
    'http://127.0.0.1:PORT/picture.png',
    'http://localhost:PORT/picture.png',
    'http://[::1]:PORT/picture.png',
    'http://[::ffff:127.0.0.1]:PORT/picture.png',
    // Other spellings of 127.0.0.1 that URLs allow.
    'http://2130706433:PORT/picture.png',
    'http://0x7f.1:PORT/picture.png',
    'http://017700000001:PORT/picture.png',
    'http://0.0.0.0:PORT/picture.png',
    'http://169.254.169.254/latest/meta-data/',
    'http://user:secret@127.0.0.1:PORT/picture.png',
    'file:///etc/passwd',
    'ftp://127.0.0.1/picture.png',
    'not a url',
  ])('refuses %s without any connection', async (template) => {
    const before = server.requests.length;
    const url = template.replace('PORT', String(server.port));
    await expect(fetcherThatAllows([]).fetch(url, signal)).rejects.toMatchObject({
      code: 'picture.forbidden_address',
      transient: false,
    });
    expect(server.requests).toHaveLength(before);
  });

  it('refuses a name when one of its addresses is not public', async () => {
    const resolver = new ScriptedResolver({
      'mixed.test': [{ address: '93.184.215.14', family: 4 }, LOOPBACK],
    });
    const url = `http://mixed.test:${server.port}/picture.png`;
    await expect(fetcherThatAllows([], resolver).fetch(url, signal)).rejects.toMatchObject({
      code: 'picture.forbidden_address',
    });
  });

  it('connects to the address that was checked and never resolves the name again', async () => {
    const resolver = new ScriptedResolver({ 'pictures.test': [LOOPBACK] });
    const named = `http://pictures.test:${server.port}`;
    const picture = await fetcherThatAllows([named], resolver).fetch(`${named}/picture.png`, signal);
    expect(picture.bytes.equals(PNG)).toBe(true);
    expect(resolver.asked).toBe(1);
  });

  it('lets only the exact origin through: another port of the same host is refused', async () => {
    await expect(
      fetcherThatAllows(['http://127.0.0.1:1']).fetch(`${origin}/picture.png`, signal),
    ).rejects.toMatchObject({ code: 'picture.forbidden_address' });
  });

  it('checks the address behind every redirect', async () => {
    const resolver = new ScriptedResolver({ 'inner.test': [LOOPBACK] });
    const inner = `http://inner.test:${server.port}/picture.png`;
    const fetcher = fetcherThatAllows([origin], resolver);
    await expect(fetcher.fetch(to(inner), signal)).rejects.toMatchObject({
      code: 'picture.forbidden_address',
    });
    await expect(fetcher.fetch(to(to(inner)), signal)).rejects.toMatchObject({
      code: 'picture.forbidden_address',
    });
    await expect(fetcher.fetch(to('file:///etc/passwd'), signal)).rejects.toMatchObject({
      code: 'picture.forbidden_address',
    });
  });

  it('follows three redirects, relative ones too, and no fourth', async () => {
    const fetcher = fetcherThatAllows([origin]);
    expect((await fetcher.fetch(to(to(to('/picture.png'))), signal)).contentType).toBe('image/png');
    await expect(fetcher.fetch(to(to(to(to('/picture.png')))), signal)).rejects.toMatchObject({
      code: 'picture.not_found',
    });
  });

  it.each([
    ['/page.html', 'picture.not_an_image', false],
    ['/gone.png', 'picture.not_found', false],
    ['/nothing.png', 'picture.not_found', false],
    ['/forbidden.png', 'picture.not_found', false],
    ['/busy.png', 'picture.unreachable', true],
    ['/broken.png', 'picture.unreachable', true],
    ['/reset.png', 'picture.unreachable', true],
    ['/announced.png', 'picture.too_large', false],
    ['/endless.png', 'picture.too_large', false],
  ])('explains %s as %s', async (path, code, transient) => {
    await expect(fetcherThatAllows([origin]).fetch(`${origin}${path}`, signal)).rejects.toMatchObject({
      code,
      transient,
    });
  });

  it('explains a name that nobody knows, and a port where nobody answers', async () => {
    const unknown = fetcherThatAllows([]).fetch('http://nobody.invalid/picture.png', signal);
    await expect(unknown).rejects.toMatchObject({ code: 'picture.unreachable' });
    const closed = 'http://127.0.0.1:1';
    await expect(fetcherThatAllows([closed]).fetch(`${closed}/p.png`, signal)).rejects.toMatchObject({
      code: 'picture.unreachable',
    });
  });

  it('ends with the caller’s reason when the caller gives up', async () => {
    const controller = new AbortController();
    const before = server.requests.length;
    const fetching = fetcherThatAllows([origin]).fetch(`${origin}/silent.png`, controller.signal);
    while (server.requests.length === before) await new Promise((resolve) => setImmediate(resolve));
    controller.abort(new Error('the step is over'));
    await expect(fetching).rejects.toThrow('the step is over');
  });
});
