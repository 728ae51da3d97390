import { InvalidControl } from './control-body.ts';

/**
 * @param value what was sent for an option, undefined when nothing was
 * @param allowed its values
 * @returns the value, undefined when nothing was sent
 * @throws InvalidControl for any other value
 */
export function oneOf<Value>(value: unknown, allowed: readonly Value[]): Value | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new InvalidControl(`one of ${allowed.join(', ')} expected`);
  return found;
}

/**
 * @param options options, those that were not sent being undefined
 * @returns the options that were sent
 */
export function definedOnly<Options extends object>(options: {
  readonly [Key in keyof Options]?: Options[Key] | undefined;
}): Partial<Options> {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as Partial<Options>;
}
