import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';

/** The environment does not say what the program needs, or says something impossible. */
export class ConfigurationError extends Error {
  /** @param problems one sentence per wrong variable, naming it and never its value */
  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not usable:\n  ${problems.join('\n  ')}`);
    this.name = 'ConfigurationError';
  }
}

/**
 * Reads one section of the environment into its class. Marketplace modules read their own section the same way.
 * @param section class with class-validator rules, one property per variable
 * @param env the variables, usually `process.env`; empty strings count as absent
 * @returns the validated section
 * @throws {ConfigurationError} naming every wrong variable
 */
export function readEnvironment<T extends object>(
  section: new () => T,
  env: Readonly<Record<string, string | undefined>>,
): T {
  const present = Object.entries(env).filter(([, value]) => value !== undefined && value !== '');
  const config = plainToInstance(section, Object.fromEntries(present), { exposeDefaultValues: true });
  const problems = validateSync(config).map(
    (error) => `${error.property}: ${Object.values(error.constraints ?? {}).join('; ')}`,
  );
  if (problems.length > 0) throw new ConfigurationError(problems);
  return config;
}
