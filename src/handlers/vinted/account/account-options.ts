import type { AccountPlanOptions } from '../../inventory/account-steps.ts';

/** How an account of Vinted is asked: by the seller's own browser. */
export const VINTED_ACCOUNT: AccountPlanOptions = { taskType: 'plugin_http', marketplaceName: 'Vinted' };
