/**
 * Leads to a field of the form that is open: whatever hides it is opened, and it has the focus.
 * @param name of the field, as the API has it
 * @returns whether there is such a field
 */
export function focusField(name: string): boolean {
  const field = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`);
  if (field === null) return false;
  const group = field.closest('details');
  if (group !== null) group.open = true;
  field.querySelector<HTMLElement>('input, select, textarea')?.focus();
  field.scrollIntoView({ block: 'center' });
  return true;
}
