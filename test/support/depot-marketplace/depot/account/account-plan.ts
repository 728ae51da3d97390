import type { AccountPlanOptions } from '../../../../../src/handlers/inventory/account-steps.ts';

/** How Depot's lists are read: a page is one call. */
export const ONE_CALL_A_STEP: AccountPlanOptions = {
  taskType: 'direct_http',
  marketplaceName: 'Depot',
  rate: ['api'],
};
