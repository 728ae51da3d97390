import { connectionStatus } from '../connection/connection-status.ts';
import { kept } from '../storage.ts';
import type { Told } from '../worker.ts';

// The page of the extension's options: a seller types address and code here, and stops accounts.

const form = document.querySelector('form');
const status = document.querySelector('output');
const accounts = document.querySelector('#accounts');

function tell(told: Told): void {
  chrome.runtime.sendMessage(told).catch((error: unknown) => console.error('StoFlow:', error));
}

async function show(): Promise<void> {
  const { state, message } = await connectionStatus();
  if (status !== null) status.value = message ?? state.replace('_', ' ');
  const members = Object.entries((await kept('members')) ?? {});
  const stopped = (await kept('stopped')) ?? [];
  accounts?.replaceChildren(
    ...members.map(([userId, { login, origin }]) => {
      const box = document.createElement('input');
      box.type = 'checkbox';
      box.checked = stopped.includes(userId);
      box.addEventListener('change', () => tell({ tell: 'stop', user_id: userId, stopped: box.checked }));
      const label = document.createElement('label');
      label.append(box, ` stop ${login} (${origin})`);
      const entry = document.createElement('li');
      entry.append(label);
      return entry;
    }),
  );
}

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  const typed = new FormData(form);
  const [server, code] = [typed.get('server'), typed.get('code')];
  if (typeof server === 'string' && typeof code === 'string') tell({ tell: 'pair', server, code });
});
chrome.storage.local.onChanged.addListener(() => void show());
chrome.storage.session.onChanged.addListener(() => void show());
void show();
