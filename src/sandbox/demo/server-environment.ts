import { randomBytes } from 'node:crypto';
import { DEFAULT_EBAY_OPTIONS } from '../ebay/ebay-options.ts';
import { DEFAULT_ETSY_OPTIONS } from '../etsy/etsy-options.ts';
import type { StandInAddresses } from './stand-in-addresses.ts';

/** What the demo's server is to be told. */
export interface ServerSettings {
  readonly folder: string;
  readonly databaseUrl: string;
  readonly standIns: StandInAddresses;
  readonly jwtSecret: string;
  readonly reconcile: boolean;
  readonly recurring: boolean;
}

/** Waits of minutes become seconds, and six seconds between two calls of a browser 0.18; printed and obeyed everywhere. */
export const TIME_SCALE = 0.03;
/** At {@link TIME_SCALE} a lease of 6 s, hence calls of up to 3.6 s: long enough to see one hang. */
const LEASE_SECONDS = 200;

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
   * @returns the environment of a server that knows no marketplace but the stand-ins
   */
  of(settings: ServerSettings): Record<string, string> {
    const { ebay, etsy, pictures } = settings.standIns;
    return {
      ...serverEnvironment.inherited(),
      DATABASE_URL: settings.databaseUrl,
      DATA_DIR: settings.folder,
      HTTP_PORT: '0',
      JWT_SECRET: settings.jwtSecret,
      CREDENTIALS_KEYS: `demo:${randomBytes(32).toString('base64')}`,
      TIME_SCALE: String(TIME_SCALE),
      LEASE_SECONDS: String(LEASE_SECONDS),
      // Where everything is counted, only what was asked for may be done.
      RECURRING: String(settings.recurring),
      LOG_LEVEL: 'warn',
      PICTURE_ORIGINS: pictures,
      EBAY_API_URL: ebay,
      EBAY_MEDIA_URL: ebay,
      EBAY_AUTH_URL: ebay,
      EBAY_SITE_URL: ebay,
      EBAY_CONSENT_URL: ebay,
      EBAY_IDENTITY_URL: ebay,
      EBAY_RUNAME: DEFAULT_EBAY_OPTIONS.ruName,
      EBAY_CLIENT_ID: DEFAULT_EBAY_OPTIONS.clientId,
      EBAY_CLIENT_SECRET: DEFAULT_EBAY_OPTIONS.clientSecret,
      ETSY_API_URL: etsy,
      ETSY_AUTH_URL: etsy,
      ETSY_SITE_URL: etsy,
      ETSY_API_KEY: DEFAULT_ETSY_OPTIONS.clientId,
      ETSY_SHARED_SECRET: DEFAULT_ETSY_OPTIONS.sharedSecret,
      ETSY_CALLS_PER_SECOND: '150',
      ETSY_CALLS_PER_DAY: '100000',
      UNSAFE_SKIP_RECONCILE: String(!settings.reconcile),
    };
  },
};
