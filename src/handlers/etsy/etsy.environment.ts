import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUrl, Max, Min } from 'class-validator';
import { ConfigurationError, readEnvironment } from '../../config/read-environment.ts';

const LOOSE_URL = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

/** Etsy's section of the environment. The addresses differ from Etsy's own only in our own sandbox: Etsy has none. */
export class EtsyEnvironment {
  @IsIn(['development', 'test', 'production'])
  readonly NODE_ENV: 'development' | 'test' | 'production' = 'development';

  /** Open API v3. */
  @IsUrl(LOOSE_URL)
  readonly ETSY_API_URL: string = 'https://openapi.etsy.com';

  /** Token endpoint. */
  @IsUrl(LOOSE_URL)
  readonly ETSY_AUTH_URL: string = 'https://api.etsy.com';

  /** Pages of listings, and the one on which sellers consent. */
  @IsUrl(LOOSE_URL)
  readonly ETSY_SITE_URL: string = 'https://www.etsy.com';

  /** The application's keystring, which is also its OAuth client id. */
  @IsOptional()
  @IsString()
  readonly ETSY_API_KEY?: string;

  /** The application's shared secret: the header `x-api-key` wants `keystring:shared_secret`. */
  @IsOptional()
  @IsString()
  readonly ETSY_SHARED_SECRET?: string;

  /** Calls a second that Etsy takes from this application, all shops together; raised by Etsy on request. */
  @IsInt()
  @Min(1)
  @Max(1000)
  @Type(() => Number)
  readonly ETSY_CALLS_PER_SECOND: number = 10;

  /** Calls in 24 hours that Etsy takes from this application, all shops together. */
  @IsInt()
  @Min(100)
  @Max(100_000_000)
  @Type(() => Number)
  readonly ETSY_CALLS_PER_DAY: number = 10_000;
}

/**
 * Reads and checks Etsy's section.
 * @param env the variables, usually `process.env`
 * @returns the section, its addresses without a slash at the end
 * @throws {ConfigurationError} for a wrong variable; in production also for a missing application key or an
 *   address that is not encrypted
 */
export function loadEtsyEnvironment(env: Readonly<Record<string, string | undefined>>): EtsyEnvironment {
  const section = readEnvironment(EtsyEnvironment, env);
  const problems = section.NODE_ENV === 'production' ? productionProblems(section) : [];
  if (problems.length > 0) throw new ConfigurationError(problems);
  return Object.assign(section, {
    ETSY_API_URL: withoutSlash(section.ETSY_API_URL),
    ETSY_AUTH_URL: withoutSlash(section.ETSY_AUTH_URL),
    ETSY_SITE_URL: withoutSlash(section.ETSY_SITE_URL),
  });
}

function productionProblems(section: EtsyEnvironment): readonly string[] {
  const missing = (['ETSY_API_KEY', 'ETSY_SHARED_SECRET'] as const)
    .filter((name) => section[name] === undefined)
    .map((name) => `${name}: is required in production`);
  const plain = (['ETSY_API_URL', 'ETSY_AUTH_URL', 'ETSY_SITE_URL'] as const)
    .filter((name) => !section[name].startsWith('https://'))
    .map((name) => `${name}: must use https in production`);
  return [...missing, ...plain];
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
