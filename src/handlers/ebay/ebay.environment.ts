import { IsIn, IsOptional, IsString, IsUrl } from 'class-validator';
import { ConfigurationError, readEnvironment } from '../../config/read-environment.ts';

const LOOSE_URL = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

/** eBay's section of the environment. The addresses differ from eBay's own only in eBay's or our own sandbox. */
export class EbayEnvironment {
  @IsIn(['development', 'test', 'production'])
  readonly NODE_ENV: 'development' | 'test' | 'production' = 'development';

  /** Inventory and Account APIs. */
  @IsUrl(LOOSE_URL)
  readonly EBAY_API_URL: string = 'https://api.ebay.com';

  /** Media API, which lives on a host of its own. */
  @IsUrl(LOOSE_URL)
  readonly EBAY_MEDIA_URL: string = 'https://apim.ebay.com';

  /** Token endpoint. */
  @IsUrl(LOOSE_URL)
  readonly EBAY_AUTH_URL: string = 'https://api.ebay.com';

  /** The page on which sellers consent. */
  @IsUrl(LOOSE_URL)
  readonly EBAY_CONSENT_URL: string = 'https://auth.ebay.com';

  /** Identity API, which tells who has consented. */
  @IsUrl(LOOSE_URL)
  readonly EBAY_IDENTITY_URL: string = 'https://apiz.ebay.com';

  /** Pages of listings; each marketplace's own site where it is absent. */
  @IsOptional()
  @IsUrl(LOOSE_URL)
  readonly EBAY_SITE_URL?: string;

  /** The application's id in eBay's developer programme. */
  @IsOptional()
  @IsString()
  readonly EBAY_CLIENT_ID?: string;

  @IsOptional()
  @IsString()
  readonly EBAY_CLIENT_SECRET?: string;

  /** The name that stands for the address to which eBay sends browsers back; without it nobody can consent. */
  @IsOptional()
  @IsString()
  readonly EBAY_RUNAME?: string;
}

const ADDRESSES = [
  'EBAY_API_URL',
  'EBAY_MEDIA_URL',
  'EBAY_AUTH_URL',
  'EBAY_CONSENT_URL',
  'EBAY_IDENTITY_URL',
] as const;

/**
 * Reads and checks eBay's section.
 * @param env the variables, usually `process.env`
 * @returns the section, its addresses without a slash at the end
 * @throws {ConfigurationError} for a wrong variable; in production also for a missing application key or an
 *   address that is not encrypted
 */
export function loadEbayEnvironment(env: Readonly<Record<string, string | undefined>>): EbayEnvironment {
  const section = readEnvironment(EbayEnvironment, env);
  const problems = section.NODE_ENV === 'production' ? productionProblems(section) : [];
  if (problems.length > 0) throw new ConfigurationError(problems);
  return Object.assign(section, {
    ...Object.fromEntries(ADDRESSES.map((name) => [name, withoutSlash(section[name])])),
    ...(section.EBAY_SITE_URL === undefined ? {} : { EBAY_SITE_URL: withoutSlash(section.EBAY_SITE_URL) }),
  });
}

function productionProblems(section: EbayEnvironment): readonly string[] {
  const missing = (['EBAY_CLIENT_ID', 'EBAY_CLIENT_SECRET'] as const)
    .filter((name) => section[name] === undefined)
    .map((name) => `${name}: is required in production`);
  const plain = ADDRESSES.filter((name) => !section[name].startsWith('https://')).map(
    (name) => `${name}: must use https in production`,
  );
  return [...missing, ...plain];
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
