import type { FieldLook } from '../../ui/form/field.tsx';

/**
 * @param title how the marketplace is written
 * @returns the field for what a seller's consent has brought; it is kept encrypted and never shown again
 */
export const TOKEN_FIELD = (title: string): FieldLook => ({
  name: 'refresh_token',
  label: 'Refresh token',
  kind: 'secret',
  isWide: true,
  help: `What ${title} gives out when the owner of the account lets StoFlow’s application act for it (OAuth 2.0). Whoever runs StoFlow can tell you how to get it. It is kept encrypted and never shown again.`,
});
