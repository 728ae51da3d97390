import { Environment } from './environment.ts';
import { ConfigurationError, readEnvironment } from './read-environment.ts';

/** The settings after every rule that spans several variables has been checked. Injected by class. */
export class AppConfig extends Environment {
  /**
   * Shrinks a duration by `TIME_SCALE`.
   * @param milliseconds the duration at scale 1
   * @returns milliseconds as this run waits
   */
  scaled(milliseconds: number): number {
    return Math.ceil(milliseconds * this.TIME_SCALE);
  }

  /** @returns headers for the collector of traces, by name */
  get otlpHeaders(): Record<string, string> {
    return Object.fromEntries(
      this.OTEL_EXPORTER_OTLP_HEADERS.map((pair) => {
        const [name = '', ...value] = pair.split('=');
        return [name, value.join('=')];
      }),
    );
  }

  /** @returns the lease of an instance in milliseconds, scaled */
  get leaseMs(): number {
    return this.scaled(this.LEASE_SECONDS * 1000);
  }
}

/**
 * Reads and checks the whole configuration.
 * @param env the variables, usually `process.env`
 * @returns the configuration
 * @throws {ConfigurationError} naming every wrong variable; in production also for default or missing secrets
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): AppConfig {
  const config = readEnvironment(AppConfig, env);
  const problems = config.NODE_ENV === 'production' ? productionProblems(config) : [];
  if (problems.length > 0) throw new ConfigurationError(problems);
  return config;
}

function productionProblems(config: AppConfig): readonly string[] {
  const rules: readonly (readonly [boolean, string])[] = [
    [config.DATABASE_URL === undefined, 'DATABASE_URL: is required in production'],
    [
      config.JWT_SECRET === undefined && config.JWT_JWKS_URL === undefined,
      'JWT_SECRET or JWT_JWKS_URL: one is required in production',
    ],
    [config.PUBLIC_URL?.startsWith('http://') === true, 'PUBLIC_URL: must use https in production'],
    [config.CREDENTIALS_KEYS.length === 0, 'CREDENTIALS_KEYS: is required in production'],
    [config.TIME_SCALE !== 1, 'TIME_SCALE: must be 1 in production'],
    [config.CLOCK_OFFSET_MS !== 0, 'CLOCK_OFFSET_MS: must be 0 in production'],
    [config.PICTURE_ORIGINS.length > 0, 'PICTURE_ORIGINS: must be empty in production'],
    [config.WEBHOOK_ORIGINS.length > 0, 'WEBHOOK_ORIGINS: must be empty in production'],
    [config.UNSAFE_SKIP_RECONCILE, 'UNSAFE_SKIP_RECONCILE: must be off in production'],
  ];
  return rules.filter(([broken]) => broken).map(([, text]) => text);
}
