import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase } from '../../support/embedded-database.ts';
import type { TestDatabase } from '../../support/embedded-database.ts';
import { imageFolder } from '../../support/image-folder.ts';
import type { ImageFolder } from '../../support/image-folder.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { TEST_JWT_SECRET } from '../../support/tokens.ts';

describe('the files of the image', () => {
  let database: TestDatabase;
  let image: ImageFolder;
  let env: Readonly<Record<string, string>>;
  let server: ServerProcess | undefined;

  beforeAll(async () => {
    database = await createDatabase();
    image = await imageFolder();
    env = {
      NODE_ENV: 'production',
      NODE_OPTIONS: '--preserve-symlinks --preserve-symlinks-main',
      DATABASE_URL: database.url,
      JWT_SECRET: TEST_JWT_SECRET,
      CREDENTIALS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
      EBAY_CLIENT_ID: 'id',
      EBAY_CLIENT_SECRET: 'secret',
      ETSY_API_KEY: 'key',
      ETSY_SHARED_SECRET: 'secret',
    };
  });
  afterAll(async () => {
    await server?.end();
    await database.drop();
    await image.remove();
  });

  it('are those of production alone', () => {
    for (const name of ['src', 'test', 'node_modules/jest', 'node_modules/eslint']) {
      expect([name, existsSync(join(image.path, name))]).toEqual([name, false]);
    }
  });

  it('are enough to migrate, to start and to show the page', async () => {
    const cli = join(image.path, 'dist/src/cli/main.js');
    const { stdout } = await promisify(execFile)(process.execPath, [cli, 'migrate'], { env });
    expect(stdout).toContain('"failed": []');
    server = await ServerProcess.start(env, image.command);
    const { url } = server;
    const statusOf = async (path: string): Promise<number> => (await fetch(url + path)).status;
    expect(await statusOf('/health/live')).toBe(200);
    expect(await statusOf('/health/ready')).toBe(200);
    expect(await statusOf('/docs')).toBe(200);
    expect(await statusOf('/api/products')).toBe(401);
    const page = await (await fetch(url)).text();
    const assets = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(assets.length).toBeGreaterThan(2);
    expect(await Promise.all(assets.map(statusOf))).toEqual(assets.map(() => 200));
    expect(await server.end()).toBe(0);
  }, 120_000);
});
