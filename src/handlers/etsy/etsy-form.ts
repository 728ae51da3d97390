/** A value of a form field; absent ones are left out. */
export type FormValue = string | number | boolean | readonly (string | number)[] | undefined;

/**
 * Encodes fields as Etsy reads forms. A list is one value with commas: the same key repeated was answered with 200
 * and destroyed pictures.
 * @param fields values by field name
 * @returns the form; empty lists and absent values are left out
 */
export function etsyForm(fields: Readonly<Record<string, FormValue>>): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    form.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  return form;
}
