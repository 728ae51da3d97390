import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Secrets of a program that was started without any. */
export interface LocalSecrets {
  readonly JWT_SECRET: string;
  readonly CREDENTIALS_KEYS: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Completes the environment with secrets kept in `DATA_DIR/secrets.json`, which is made on the first start and which
 * only its owner may read. In production nothing is completed: there, secrets are given or the program stops.
 * @param env the variables
 * @returns the variables, with `JWT_SECRET` and `CREDENTIALS_KEYS`
 * @throws {Error} when the file exists and cannot be understood
 */
export async function withLocalSecrets(env: Env): Promise<Env> {
  const needsSecret = !env['JWT_SECRET'] && !env['JWT_JWKS_URL'];
  if (env['NODE_ENV'] === 'production' || (!needsSecret && env['CREDENTIALS_KEYS'])) return env;
  const secrets = await readOrMake(env['DATA_DIR'] || '.stoflow');
  return {
    ...env,
    ...(needsSecret ? { JWT_SECRET: secrets.JWT_SECRET } : {}),
    CREDENTIALS_KEYS: env['CREDENTIALS_KEYS'] || secrets.CREDENTIALS_KEYS,
  };
}

async function readOrMake(folder: string): Promise<LocalSecrets> {
  const file = join(folder, 'secrets.json');
  await mkdir(folder, { recursive: true });
  const found = await readFile(file, 'utf8').catch(() => undefined);
  if (found !== undefined) {
    await chmod(file, 0o600);
    return parse(found, file);
  }
  const fresh: LocalSecrets = {
    JWT_SECRET: randomBytes(48).toString('base64url'),
    CREDENTIALS_KEYS: `local:${randomBytes(32).toString('base64')}`,
  };
  // Written aside and linked into place: of two programs that start at once, both use the file that came first.
  const making = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(making, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  await link(making, file).catch(() => undefined);
  await rm(making);
  return parse(await readFile(file, 'utf8'), file);
}

function parse(text: string, file: string): LocalSecrets {
  const { JWT_SECRET, CREDENTIALS_KEYS } = parseObject(text);
  if (typeof JWT_SECRET !== 'string' || typeof CREDENTIALS_KEYS !== 'string') {
    throw new Error(
      `${file} does not contain the secrets; restore it, since stored credentials depend on it`,
    );
  }
  return { JWT_SECRET, CREDENTIALS_KEYS };
}

function parseObject(text: string): Partial<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    // JSON.parse quotes what it could not read, which would be part of a secret.
    return {};
  }
}
