import { IsUrl } from 'class-validator';
import { readEnvironment } from '../../../../src/config/read-environment.ts';

/** Depot's section of the environment. */
export class DepotEnvironment {
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  readonly DEPOT_API_URL: string = 'https://api.depot.example';
}

/**
 * Reads and checks Depot's section.
 * @param env the variables, usually `process.env`
 * @returns the section
 * @throws {ConfigurationError} for a wrong variable
 */
export function loadDepotEnvironment(env: Readonly<Record<string, string | undefined>>): DepotEnvironment {
  return readEnvironment(DepotEnvironment, env);
}
