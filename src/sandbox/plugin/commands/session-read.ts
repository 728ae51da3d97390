import { wrongUser } from '../vinted/call-vinted.ts';
import type { PluginCommand } from './plugin-command.ts';

/** `vinted.session.read@1`: who is logged in, as long as it is the account's owner. */
export const sessionRead: PluginCommand = {
  name: 'vinted.session.read',
  version: 1,
  async execute(_payload, context) {
    const trouble = await wrongUser(context);
    if (trouble !== undefined) return trouble;
    const { user_id: userId } = context.account;
    return { status: 'done', data: { user_id: userId, login: context.tab.user?.login ?? null } };
  },
};
