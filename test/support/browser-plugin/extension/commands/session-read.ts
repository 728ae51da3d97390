import { isRecord } from '../protocol/read-message.ts';
import { trouble } from '../vinted/classify-answer.ts';
import type { Command } from './command.ts';

/** Who is logged in, as long as it is the account's owner. */
export const sessionRead: Command = {
  name: 'vinted.session.read',
  version: 1,
  request: () => ({ method: 'GET', path: '/api/v2/users/current', writes: false }),
  data({ user }, account) {
    if (!isRecord(user) || !Number.isInteger(user['id'])) return undefined;
    if (String(user['id']) !== account.user_id)
      return trouble('failed', 'wrong_account', 'Somebody else is logged in');
    const login = typeof user['login'] === 'string' ? user['login'] : null;
    return { data: { user_id: account.user_id, login } };
  },
};
