import type { AccountPlanOptions } from '../../inventory/account-steps.ts';
import { DAY, SECOND } from '../etsy-limits.ts';

const ETSY: AccountPlanOptions = { taskType: 'direct_http', marketplaceName: 'Etsy' };

/** How lists are read: a page is one call, which spends a token of both budgets. */
export const ONE_CALL_A_STEP: AccountPlanOptions = { ...ETSY, rate: [SECOND, DAY] };

/** Calls of a check when all goes well: the user, the shop, and three lists of terms. */
const CHECK_CALLS = 5;

/** How an account is checked. */
export const CHECK_IN_ONE_STEP: AccountPlanOptions = {
  ...ETSY,
  rate: Array.from({ length: CHECK_CALLS }, () => [SECOND, DAY]).flat(),
};
