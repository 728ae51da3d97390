/** How the connection stands, for the seller to see. */
export interface ConnectionStatus {
  readonly state: 'not_paired' | 'connecting' | 'connected' | 'refused';
  /** Why it was refused, in the protocol's word and in a sentence. */
  readonly reason?: string;
  readonly message?: string;
}

const KEY = 'connection';

/** @returns how it stands; kept for as long as the browser is open */
export async function connectionStatus(): Promise<ConnectionStatus> {
  const status = (await chrome.storage.session.get(KEY))[KEY] as ConnectionStatus | undefined;
  return status ?? { state: 'not_paired' };
}

/** @param status how it stands from now on */
export async function showConnectionStatus(status: ConnectionStatus): Promise<void> {
  await chrome.storage.session.set({ [KEY]: status });
}
