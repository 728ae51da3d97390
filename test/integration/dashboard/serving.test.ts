import type { INestApplication } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { ConfigModule } from '../../../src/config/config.module.ts';
import { DashboardModule } from '../../../src/dashboard/dashboard.module.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { TemporaryFolder } from '../../support/temporary-folder.ts';
import { testConfig } from '../../support/test-config.ts';

const FILES = {
  'index.html': '<!doctype html><title>StoFlow</title>',
  'assets/page-abc.js': 'export const page = 1;',
};
const PICTURES = 'http://127.0.0.1:9999';

describe('the files of the page', () => {
  let folder: TemporaryFolder;
  let app: INestApplication;
  let url: string;

  const serve = async (from: string): Promise<[INestApplication, string]> => {
    const config = testConfig({ DATABASE_URL: 'postgresql://none', PICTURE_ORIGINS: PICTURES });
    const module = await Test.createTestingModule({
      imports: [ConfigModule.forRoot(config), DashboardModule.forRoot(from)],
    }).compile();
    const made = module.createNestApplication({ logger: false });
    await made.listen(0, '127.0.0.1');
    const { port } = (made.getHttpServer() as { address(): AddressInfo }).address();
    return [made, `http://127.0.0.1:${port}`];
  };

  beforeAll(async () => {
    folder = await temporaryFolder();
    await mkdir(join(folder.path, 'assets'));
    for (const [name, text] of Object.entries(FILES)) {
      const path = join(folder.path, name);
      await writeFile(path, text);
      await writeFile(`${path}.br`, brotliCompressSync(text));
      await writeFile(`${path}.gz`, gzipSync(text));
    }
    [app, url] = await serve(folder.path);
  });
  afterAll(async () => {
    await app.close();
    await folder.remove();
  });

  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ])('come as a browser that takes "%s" can read them', async (accepted, encoding) => {
    for (const [path, name] of [
      ['/', 'index.html'],
      ['/assets/page-abc.js', 'assets/page-abc.js'],
    ] as const) {
      const answer = await fetch(`${url}${path}`, { headers: { 'accept-encoding': accepted } });
      expect(answer.headers.get('content-encoding')).toBe(encoding);
      expect(answer.headers.get('vary')).toBe('Accept-Encoding');
      expect(await answer.text()).toBe(FILES[name]);
    }
  });

  it('may load and do nothing but what the page needs', async () => {
    const answer = await fetch(url);
    const policy = (answer.headers.get('content-security-policy') ?? '').split('; ');
    expect(policy).toEqual(
      expect.arrayContaining([
        `default-src 'none'`,
        `script-src 'self'`,
        `connect-src 'self'`,
        `frame-ancestors 'none'`,
        `require-trusted-types-for 'script'`,
        `img-src 'self' https: ${PICTURES}`,
      ]),
    );
    expect(policy.join()).not.toMatch(/unsafe|\*/);
  });

  it('are kept for ever where their name tells their content, and the document never', async () => {
    const asset = await fetch(`${url}/assets/page-abc.js`);
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(asset.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect((await fetch(url)).headers.get('cache-control')).toBe('no-cache');
  });

  it.each(['nothing.js', 'page-abc.js.br', '..%2findex.html', 'page-abc.js%00'])(
    'are those of the page and no others: not %s',
    async (name) => {
      expect((await fetch(`${url}/assets/${name}`)).ok).toBe(false);
    },
  );

  it('are missed, and said to be, where only the program was compiled', async () => {
    const [unbuilt, address] = await serve(join(folder.path, 'not-there'));
    expect((await fetch(address)).ok).toBe(false);
    await unbuilt.close();
  });
});
