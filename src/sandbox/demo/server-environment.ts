import { randomBytes } from 'node:crypto';
import { DEFAULT_EBAY_OPTIONS } from '../ebay/ebay-options.ts';

/** What the demo's server is to be told. */
export interface ServerSettings {
  readonly folder: string;
  readonly databaseUrl: string;
  /** Address of the stand-in, which also serves the products' pictures. */
  readonly standIn: string;
  readonly jwtSecret: string;
  readonly reconcile: boolean;
}

/** Waits of minutes become seconds; the server prints and obeys it everywhere. */
const TIME_SCALE = 0.1;
/** At {@link TIME_SCALE} a lease of 10 s, hence calls of up to 6 s: long enough to see one hang. */
const LEASE_SECONDS = 100;

/** Variables of the person's own shell that a program needs; settings of a real server must not reach the demo's. */
const NEEDED = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'NODE_EXTRA_CA_CERTS'];

/** Environments of the demo's children. */
export const serverEnvironment = {
  /** @returns what every child gets */
  inherited(): Record<string, string> {
    return Object.fromEntries(
      NEEDED.flatMap((name) => {
        const value = process.env[name];
        return value === undefined ? [] : [[name, value] as const];
      }),
    );
  },

  /**
   * @param settings what differs from run to run
   * @returns the environment of a server that knows no marketplace but the stand-in
   */
  of(settings: ServerSettings): Record<string, string> {
    const { standIn } = settings;
    return {
      ...serverEnvironment.inherited(),
      DATABASE_URL: settings.databaseUrl,
      DATA_DIR: settings.folder,
      HTTP_PORT: '0',
      JWT_SECRET: settings.jwtSecret,
      CREDENTIALS_KEYS: `demo:${randomBytes(32).toString('base64')}`,
      TIME_SCALE: String(TIME_SCALE),
      LEASE_SECONDS: String(LEASE_SECONDS),
      LOG_LEVEL: 'warn',
      PICTURE_ORIGINS: standIn,
      EBAY_API_URL: standIn,
      EBAY_MEDIA_URL: standIn,
      EBAY_AUTH_URL: standIn,
      EBAY_SITE_URL: standIn,
      EBAY_CLIENT_ID: DEFAULT_EBAY_OPTIONS.clientId,
      EBAY_CLIENT_SECRET: DEFAULT_EBAY_OPTIONS.clientSecret,
      UNSAFE_SKIP_RECONCILE: String(!settings.reconcile),
    };
  },
};
