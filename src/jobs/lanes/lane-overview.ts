import { Injectable } from '@nestjs/common';
import { MarketplaceFacts } from '../../accounts/marketplace-facts.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { LaneList } from '../../queue/lane-list.ts';
import type { LaneRow } from '../../queue/lane-list.ts';
import { LaneReader } from '../../queue/lane-reader.ts';
import { heldBy, limitedUntil } from '../waiting.ts';
import type { Waiting } from '../waiting.ts';

/** The queue of one account with what keeps it from running. */
export interface LaneView {
  readonly lane: LaneRow;
  readonly waiting: Waiting | null;
}

/** Shows a seller the queues of the accounts. */
@Injectable()
export class LaneOverview {
  constructor(
    private readonly list: LaneList,
    private readonly reader: LaneReader,
    private readonly facts: MarketplaceFacts,
  ) {}

  /**
   * @param tenant whose lanes
   * @param afterAccount the last account of the page before
   * @param limit how many at most
   * @returns lanes in the order of their accounts
   */
  async read(
    tenant: TenantRef,
    afterAccount: number | undefined,
    limit: number,
  ): Promise<readonly LaneView[]> {
    const after = { tenantId: tenant.id, accountId: afterAccount ?? 0 };
    const lanes = await this.list.read({ tenantId: tenant.id }, after, limit);
    const states = await this.reader.lanes(
      tenant.id,
      lanes.map(({ accountId }) => accountId),
    );
    return lanes.map((lane) => {
      const state = states.find(({ accountId }) => accountId === lane.accountId);
      const since = lane.oldestDueAt ?? lane.updatedAt;
      const named = state && { lane: state, title: this.facts.title(state.marketplace) };
      const waiting = named && (heldBy(named) ?? limitedUntil(named));
      return { lane, waiting: waiting === undefined ? null : { ...waiting, since: waiting.since ?? since } };
    });
  }
}
