import type { PairingCode } from '../../api/accounts.ts';
import type { ApiClient } from '../../api/client.ts';

/** The server keeps a hash only, so a code can be shown again by the tab that asked for it, and is gone with its session. */
const KNOWN = new WeakMap<ApiClient, Map<number, PairingCode>>();

/**
 * Asks for a code.
 * @param api the session's client
 * @param name what the seller calls the browser
 * @param before the device whose code this one replaces: that is good no more then
 * @returns the code
 */
export async function askForCode(api: ApiClient, name: string, before?: number): Promise<PairingCode> {
  const code = await api.change<PairingCode>('POST', '/api/plugin/devices', { body: { name } });
  keepCode(api, code);
  if (before !== undefined) await api.change('DELETE', `/api/plugin/devices/${before}`);
  return code;
}

/**
 * @param api the session's client
 * @param deviceId whose code
 * @param now the present
 * @returns the code; undefined where this tab has not asked for it, or it is too old
 */
export function codeKept(api: ApiClient, deviceId: number, now: Date): PairingCode | undefined {
  const code = KNOWN.get(api)?.get(deviceId);
  return code !== undefined && Date.parse(code.pairing_expires_at) > now.getTime() ? code : undefined;
}

function keepCode(api: ApiClient, code: PairingCode): void {
  const codes = KNOWN.get(api) ?? new Map<number, PairingCode>();
  KNOWN.set(api, codes.set(code.id, code));
}
