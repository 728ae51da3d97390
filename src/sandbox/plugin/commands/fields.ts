/**
 * Keeps what a command promises to return; the rest of the site's answer stays in the browser.
 *
 * @param record of the site
 * @param fields that are kept
 * @returns these fields, null where the site has none
 */
export function only(
  record: Readonly<Record<string, unknown>>,
  fields: readonly string[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(fields.map((field) => [field, record[field] ?? null]));
}
