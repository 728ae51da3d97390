import { chmod, mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { withLocalSecrets } from '../../../src/config/local-secrets.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { TemporaryFolder } from '../../support/temporary-folder.ts';

describe('the secrets that are made up for a program without any', () => {
  let folder: TemporaryFolder;
  let dataDir: string;

  beforeEach(async () => {
    folder = await temporaryFolder();
    dataDir = join(folder.path, 'data');
  });
  afterEach(() => folder.remove());

  const modeOf = async (): Promise<number> => (await stat(join(dataDir, 'secrets.json'))).mode & 0o777;

  it('are kept in one file that only its owner may read, and nothing is left beside it', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => withLocalSecrets({ DATA_DIR: dataDir })));
    expect(new Set(made.map((env) => JSON.stringify(env)))).toHaveProperty('size', 1);
    expect(await readdir(dataDir)).toEqual(['secrets.json']);
    expect(await modeOf()).toBe(0o600);
  });

  it('are closed again when somebody opened the file', async () => {
    await withLocalSecrets({ DATA_DIR: dataDir });
    await chmod(join(dataDir, 'secrets.json'), 0o644);
    await withLocalSecrets({ DATA_DIR: dataDir });
    expect(await modeOf()).toBe(0o600);
  });

  it.each([{}, { JWT_SECRET: 'x'.repeat(40) }, { CREDENTIALS_KEYS: '' }])(
    'are never made in production (%j)',
    async (given) => {
      const env = { NODE_ENV: 'production', DATA_DIR: dataDir, ...given };
      expect(await withLocalSecrets(env)).toEqual(env);
      await expect(stat(dataDir)).rejects.toMatchObject({ code: 'ENOENT' });
    },
  );

  it('are not repeated by the error about a file that is damaged', async () => {
    await mkdir(dataDir);
    const file = join(dataDir, 'secrets.json');
    for (const text of ['{"JWT_SECRET": "the-secret", "CREDENTIALS_KEYS": 1}', '{"JWT_SECRET": the-secret']) {
      await writeFile(file, text);
      const error = await withLocalSecrets({ DATA_DIR: dataDir }).catch((reason: unknown) => String(reason));
      expect(error).toContain('secrets.json');
      expect(error).not.toContain('the-secret');
      expect(await readFile(file, 'utf8')).toBe(text);
    }
  });
});
