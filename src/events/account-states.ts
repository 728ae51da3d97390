import { Injectable } from '@nestjs/common';
import { MarketplaceFacts } from '../accounts/marketplace-facts.ts';
import { Database } from '../common/database/database.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { AccountStatus, Marketplace } from '../domain/vocabulary.ts';
import { heldBy, limitedUntil } from '../jobs/waiting.ts';
import type { Waiting } from '../jobs/waiting.ts';
import type { ExecutorState } from '../queue/executors.ts';
import { LaneReader } from '../queue/lane-reader.ts';
import type { LaneState } from '../queue/lane-reader.ts';
import type { AccountState, BrowserState } from './dto/account-state.ts';

interface AccountRow {
  readonly id: number;
  readonly marketplace: Marketplace;
  readonly name: string;
  readonly status: AccountStatus;
  readonly status_reason: string | null;
}

interface BrowserRow {
  readonly accountId: number | null;
  readonly state: ExecutorState | null;
}

/** Tells of a tenant's accounts what its jobs do not: what holds them, and how they stand in browsers. */
@Injectable()
export class AccountStates {
  constructor(
    private readonly database: Database,
    private readonly lanes: LaneReader,
    private readonly facts: MarketplaceFacts,
  ) {}

  /**
   * @param tenant whose accounts
   * @returns all of them, by id
   */
  async read(tenant: TenantRef): Promise<readonly AccountState[]> {
    const accounts = await this.database.query<AccountRow>(
      `select id, marketplace, name, status, status_reason from ${tenant.schema}.marketplace_accounts order by id`,
    );
    const ids = accounts.map(({ id }) => id);
    const lanes = await this.lanes.lanes(tenant.id, ids);
    const browsers = await this.browsers(tenant.id);
    const needing = await this.marketplacesOfBrowsers();
    return accounts.map((account) => ({
      ...account,
      waiting_for: this.waitingOfAll(lanes.find(({ accountId }) => accountId === account.id)),
      browser: needing.has(account.marketplace) ? standingOf(account.id, browsers) : null,
    }));
  }

  private waitingOfAll(lane: LaneState | undefined): Waiting | null {
    if (lane === undefined) return null;
    const named = { lane, title: this.facts.title(lane.marketplace) };
    return heldBy(named) ?? limitedUntil(named) ?? null;
  }

  /** The state that counts of an account that several browsers have is the one by which its lane is held. */
  private async browsers(tenantId: number): Promise<readonly BrowserRow[]> {
    return this.database.query<BrowserRow>(
      `select a.account_id as "accountId", a.state
       from public.plugin_sessions p
       join public.instances i on i.id = p.instance and i.lease_until > clock_timestamp()
       left join public.plugin_accounts a
         on a.tenant_id = p.tenant_id and a.device_id = p.device_id and a.session = p.session
       where p.tenant_id = $1
       order by case a.state when 'challenge' then 0 when 'ready' then 1 else 2 end`,
      [tenantId],
    );
  }

  private async marketplacesOfBrowsers(): Promise<ReadonlySet<Marketplace>> {
    const rows = await this.database.query<{ marketplace: Marketplace }>(
      `select distinct marketplace from public.marketplace_action_types where needs_plugin`,
    );
    return new Set(rows.map(({ marketplace }) => marketplace));
  }
}

function standingOf(accountId: number, browsers: readonly BrowserRow[]): BrowserState {
  return {
    online: browsers.length > 0,
    state: browsers.find((browser) => browser.accountId === accountId)?.state ?? null,
  };
}
