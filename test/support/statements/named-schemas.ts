const QUALIFIED = /(?:^|[^a-z0-9_."'])"?(user_\d+|public)"?\."?[a-z_]+/gi;

/**
 * @param text one or several statements
 * @returns the schemas whose tables they name
 */
export function namedSchemas(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(QUALIFIED)].map((match) => match[1] ?? ''));
}
