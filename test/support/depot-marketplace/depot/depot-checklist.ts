import { blockingItems } from '../../../../src/handlers/contract/blocking-items.ts';
import type { ChecklistItem } from '../../../../src/handlers/contract/marketplace-adapter.ts';
import { connectionItem } from '../../../../src/handlers/http/checklist-calls.ts';
import type { DepotCaller } from './depot-api.ts';
import type { DepotItemsClient } from './depot-items.client.ts';

/** Without these Depot takes no item, whatever the product. */
const BLOCKING = ['terms'];

/**
 * Asks Depot what an account has and lacks.
 * @param client Depot's client
 * @param caller for whom
 * @returns one item per precondition; what every publication would fail for says that it `blocks`
 */
export async function depotChecklist(
  client: DepotItemsClient,
  caller: DepotCaller,
): Promise<readonly ChecklistItem[]> {
  const agreed = (await client.shop(caller))['terms_agreed'] === true;
  const message = agreed ? 'The terms of returns are agreed to.' : 'Agree to the terms of returns on Depot.';
  return blockingItems(
    [
      { code: 'connection', ok: true, message: 'Depot accepts the connection.' },
      { code: 'terms', ok: agreed, message, actor: 'seller' },
    ],
    BLOCKING,
  );
}

/**
 * As {@link depotChecklist}, for whoever asks without a job: a refused connection is an item.
 * @param client Depot's client
 * @param caller for whom
 * @returns one item per precondition
 * @throws {DomainError} of kind `unavailable` when Depot cannot be asked now
 */
export async function verifyDepot(
  client: DepotItemsClient,
  caller: DepotCaller,
): Promise<readonly ChecklistItem[]> {
  try {
    return await depotChecklist(client, caller);
  } catch (error) {
    return [connectionItem(error)];
  }
}
