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

/** A name server that is there and says nothing. */
class SilentResolver extends HostResolver {
  override resolve(): Promise<readonly HostAddress[]> {
    return new Promise(() => undefined);
  }
}

/** One that has less time, so that a test has more. */
class HastyFetcher extends PictureFetcher {
  protected override readonly timeLimitMs = 300;
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
  const hastyFetcher = (origins: readonly string[], resolver = new HostResolver()): PictureFetcher =>
    new HastyFetcher(resolver, loadConfig({ PICTURE_ORIGINS: origins.join(',') }));
  const to = (url: string): string => `${origin}/to?${encodeURIComponent(url)}`;

  it('gives its bytes, the type they have and their hash', async () => {
    const picture = await fetcherThatAllows([origin]).fetch(`${origin}/picture.png`, signal);
    expect(picture.bytes.equals(PNG)).toBe(true);
    expect(picture.contentType).toBe('image/png');
    expect(picture.sha256).toBe(createHash('sha256').update(PNG).digest('hex'));
  });

  it.each([
    'http://127.0.0.1/picture.png',
    'http://localhost/picture.png',
    'http://[::1]/picture.png',
    'http://[::ffff:127.0.0.1]/picture.png',
    'http://[64:ff9b::7f00:1]/picture.png',
    // Other spellings of 127.0.0.1 that URLs allow.
    'http://2130706433/picture.png',
    'http://0x7f.1/picture.png',
    'http://0x7f000001/picture.png',
    'http://017700000001/picture.png',
    'http://0177.0.0.1/picture.png',
    'http://127.1/picture.png',
    'http://127.0.0.1./picture.png',
    'http://１２７.0.0.1/picture.png',
    'http://0.0.0.0/picture.png',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/latest/meta-data/',
    'https://10.0.0.1/picture.png',
  ])('refuses %s: it is not on the public internet', async (url) => {
    await expect(fetcherThatAllows([]).fetch(url, signal)).rejects.toMatchObject({
      code: 'picture.forbidden_address',
      transient: false,
      message: expect.stringContaining('its host is not on the public internet'),
    });
  });

  it.each([
    ['only http and https', 'file:///etc/passwd'],
    ['only http and https', 'ftp://pictures.example/picture.png'],
    ['only http and https', 'data:image/png;base64,iVBORw0KGgo='],
    ['only http and https', 'not a url'],
    ['credentials', 'http://user:the-password@pictures.example/picture.png'],
    ['credentials', 'http://user@pictures.example/picture.png'],
    ['ports 80 and 443', 'http://pictures.example:22/picture.png'],
    ['ports 80 and 443', 'http://pictures.example:8080/picture.png'],
  ])('says that %s are fetched when it is given %s, and looks nothing up', async (says, url) => {
    const resolver = new ScriptedResolver({});
    const fetching = fetcherThatAllows([], resolver).fetch(url, signal);
    await expect(fetching).rejects.toMatchObject({
      code: 'picture.forbidden_address',
      message: expect.stringContaining(says),
    });
    await expect(fetching).rejects.toMatchObject({ message: expect.not.stringContaining('the-password') });
    expect(resolver.asked).toBe(0);
  });

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '192.168.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    'fd00:ec2::254',
    'fe80::1',
    'ff02::1',
  ])(
    'refuses a name that leads to %s, also beside a public address and behind a redirect',
    async (address) => {
      const hidden = { address, family: address.includes(':') ? 6 : 4 };
      const open = { address: '93.184.215.14', family: 4 };
      const resolver = new ScriptedResolver({ 'inner.test': [hidden], 'mixed.test': [open, hidden] });
      const fetcher = fetcherThatAllows([origin], resolver);
      const inner = 'http://inner.test/picture.png';
      for (const url of [inner, 'https://mixed.test/picture.png', to(inner), to(to(inner))]) {
        await expect(fetcher.fetch(url, signal)).rejects.toMatchObject({ code: 'picture.forbidden_address' });
      }
    },
  );

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

  it.each([
    ['a file', 'file:///etc/passwd'],
    ['another port', 'http://127.0.0.1:1/picture.png'],
    ['an address with credentials', 'http://user:password@pictures.example/picture.png'],
  ])('refuses a redirect to %s', async (_what, target) => {
    await expect(fetcherThatAllows([origin]).fetch(to(target), signal)).rejects.toMatchObject({
      code: 'picture.forbidden_address',
    });
  });

  it('resolves a name anew when it is redirected, so that it cannot have moved in between', async () => {
    const resolver = new ScriptedResolver({ 'pictures.test': [LOOPBACK] });
    const named = `http://pictures.test:${server.port}`;
    const moved = `${named}/to?${encodeURIComponent('http://pictures.test/picture.png')}`;
    await expect(fetcherThatAllows([named], resolver).fetch(moved, signal)).rejects.toMatchObject({
      code: 'picture.forbidden_address',
    });
    expect(resolver.asked).toBe(2);
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
    ['/packed.png', 'picture.not_an_image', false],
    ['/said-to-be-packed.png', 'picture.not_an_image', false],
    ['/bomb.png', 'picture.too_many_pixels', false],
    ['/bomb.jpg', 'picture.too_many_pixels', false],
    ['/nearly-a-picture.png', 'picture.not_an_image', false],
    ['/shorter.png', 'picture.unreachable', true],
  ])('explains %s as %s', async (path, code, transient) => {
    await expect(fetcherThatAllows([origin]).fetch(`${origin}${path}`, signal)).rejects.toMatchObject({
      code,
      transient,
    });
  });

  it('believes the bytes about the type, and the header about where they end', async () => {
    const fetcher = fetcherThatAllows([origin]);
    expect((await fetcher.fetch(`${origin}/text.png`, signal)).contentType).toBe('image/png');
    expect((await fetcher.fetch(`${origin}/longer.png`, signal)).bytes.equals(PNG)).toBe(true);
  });

  it.each(['/silent.png', '/dripping.png', '/dripping-headers.png'])(
    'gives %s up when it takes too long',
    async (path) => {
      const fetching = hastyFetcher([origin]).fetch(`${origin}${path}`, signal);
      await expect(fetching).rejects.toMatchObject({
        code: 'picture.unreachable',
        message: expect.stringContaining('it took longer than 0.3 s'),
      });
    },
  );

  it('gives a name up that takes too long to be found', async () => {
    const resolver = new SilentResolver();
    await expect(hastyFetcher([], resolver).fetch('http://slow.test/p.png', signal)).rejects.toMatchObject({
      code: 'picture.unreachable',
      message: expect.stringContaining('it took longer than 0.3 s'),
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
