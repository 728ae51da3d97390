import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type {
  SellingPolicyDto,
  SellingPolicyResponse,
  UnreachableAccountResponse,
  UnreachablePolicy,
} from './dto/selling-policy.dto.ts';

type Noted = Omit<UnreachableAccountResponse, 'held_listings'>;

/** Reads and sets what a tenant wants while one of its accounts cannot act. */
@Injectable()
export class SellingPolicyService {
  constructor(private readonly database: Database) {}

  /**
   * @param tenant whose policy
   * @returns the policy, and the accounts that cannot act
   */
  async get(tenant: TenantRef): Promise<SellingPolicyResponse> {
    const [policy] = await this.database.query<{ wanted: UnreachablePolicy; seconds: number }>(
      `select unreachable_policy as wanted, unreachable_after_seconds as seconds
       from public.tenants where id = $1`,
      [tenant.id],
    );
    if (policy === undefined) throw new Error(`tenant ${tenant.id} makes a request and is not there`);
    return {
      when_unreachable: policy.wanted,
      after_seconds: policy.seconds,
      unreachable: await this.unreachable(tenant),
    };
  }

  /**
   * @param tenant whose policy
   * @param wanted the policy; what it does not say stays
   */
  async set(tenant: TenantRef, { when_unreachable, after_seconds }: SellingPolicyDto): Promise<void> {
    await this.database.query(
      `update public.tenants
       set unreachable_policy = $2, unreachable_after_seconds = coalesce($3, unreachable_after_seconds),
           updated_at = now()
       where id = $1`,
      [tenant.id, when_unreachable, after_seconds ?? null],
    );
  }

  private async unreachable({ id, schema }: TenantRef): Promise<readonly UnreachableAccountResponse[]> {
    const accounts = await this.database.query<Noted>(
      `select u.account_id, l.marketplace, l.holds as reasons, u.since, u.held_at, u.reachable_at
       from public.unreachable_accounts u
       join public.lanes l on l.tenant_id = u.tenant_id and l.account_id = u.account_id
       where u.tenant_id = $1 order by u.account_id`,
      [id],
    );
    const held = await this.database.query<{ account_id: number; listings: number }>(
      `select cause_account_id as account_id, count(*)::int as listings
       from ${schema}.stock_holds where status = 'held' group by cause_account_id`,
    );
    const counts = new Map(held.map(({ account_id, listings }) => [account_id, listings]));
    return accounts.map((account) => ({ ...account, held_listings: counts.get(account.account_id) ?? 0 }));
  }
}
