/** What may be written for a yes or a no; anything else is left as it is, for validation to refuse. */
export const toBoolean = ({ value }: { value: unknown }): unknown =>
  value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value;

/** Entries separated by commas or spaces. */
export const toList = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(/[\s,]+/).filter((part) => part !== '') : value;

/** Addresses inside a network, which need no public name. */
export const LOOSE_URL = { require_tld: false, require_protocol: true } as const;
