import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Sql } from '../common/database/sql.ts';
import { decodeCursor } from '../common/pagination/cursor.ts';
import { Page } from '../common/pagination/page.ts';
import type { PageQuery } from '../common/pagination/page-query.ts';
import { DomainError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { ChangeWebhookDto, CreateWebhookDto } from './dto/webhook-requests.ts';
import { WebhookAddresses } from './webhook-addresses.ts';
import type { EndpointStatus, WebhookEvent } from './webhook-events.ts';
import { WebhookSecrets } from './webhook-secrets.ts';
import { WebhookTurns } from './webhook-turns.ts';

/** Endpoints that a tenant may have. */
const MOST = 10;
const COLUMNS = `id, url, events, description, status, disabled_reason as "disabledReason",
  case when previous_secret_until > now() then previous_secret_until end as "previousSecretUntil", created_at as "createdAt", updated_at as "updatedAt"`;

/** No endpoint of this tenant has that id. */
export class WebhookNotFoundError extends DomainError {
  /** @param id the id that was asked for */
  constructor(id: number | string) {
    super('webhook.not_found', 'not_found', `There is no webhook ${id}.`);
  }
}

/** An endpoint as its owner sees it: never with its secret. */
export interface Endpoint {
  readonly id: number;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly description: string;
  readonly status: EndpointStatus;
  readonly disabledReason: string | null;
  /** Until when messages are signed with the secret of before as well. */
  readonly previousSecretUntil: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Where tenants want to hear of ends. */
@Injectable()
export class EndpointsService {
  constructor(
    private readonly database: Database,
    private readonly secrets: WebhookSecrets,
    private readonly addresses: WebhookAddresses,
    private readonly turns: WebhookTurns,
  ) {}

  /**
   * @param tenant whose
   * @param wanted what was asked for
   * @returns the endpoint, and its secret, which is told this once
   * @throws {DomainError} `webhook.forbidden_address`, `webhook.too_many`
   */
  async create(
    tenant: TenantRef,
    wanted: CreateWebhookDto,
  ): Promise<{ readonly endpoint: Endpoint; readonly secret: string }> {
    this.addresses.parse(wanted.url);
    const secret = this.secrets.make();
    await this.turns.ensure(tenant);
    const endpoint = await this.database.transaction(async (sql) => {
      const id = await this.insert(sql, tenant, wanted);
      const [row] = await sql.query<Endpoint>(
        `update ${tenant.schema}.webhook_endpoints set secret = $2, status = 'enabled' where id = $1 returning ${COLUMNS}`,
        [id, this.secrets.seal(secret, tenant, id)],
      );
      if (row === undefined) throw new WebhookNotFoundError(id);
      return row;
    });
    return { endpoint, secret };
  }

  /** The secret is bound to the id, so it comes a statement later. */
  private async insert(sql: Sql, { schema }: TenantRef, wanted: CreateWebhookDto): Promise<number> {
    const [row] = await sql.query<{ id: number }>(
      `insert into ${schema}.webhook_endpoints (url, events, description, status)
       select $1, $2, $3, 'disabled'
       where (select count(*) from ${schema}.webhook_endpoints) < ${MOST}
       returning id`,
      [wanted.url, [...new Set(wanted.events)], wanted.description ?? ''],
    );
    if (row === undefined) {
      throw new DomainError('webhook.too_many', 'conflict', `A tenant may have ${MOST} webhooks.`);
    }
    return row.id;
  }

  /**
   * @param tenant whose
   * @param query which page
   * @returns endpoints, newest first
   */
  async list({ schema }: TenantRef, query: PageQuery): Promise<Page<Endpoint>> {
    const after = decodeCursor(query.cursor, ['integer']);
    const rows = await this.database.query<Endpoint>(
      `select ${COLUMNS} from ${schema}.webhook_endpoints where id < $1 order by id desc limit $2`,
      [after?.[0] ?? Number.MAX_SAFE_INTEGER, query.limit + 1],
    );
    return Page.of(
      rows,
      query.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /**
   * @param tenant whose
   * @param id which
   * @returns the endpoint
   * @throws {WebhookNotFoundError} also for another tenant's id
   */
  async get({ schema }: TenantRef, id: number): Promise<Endpoint> {
    return only(
      id,
      await this.database.query<Endpoint>(
        `select ${COLUMNS} from ${schema}.webhook_endpoints where id = $1`,
        [id],
      ),
    );
  }

  /**
   * @param tenant whose
   * @param id which
   * @param changes what changes
   * @returns the endpoint as it is then
   * @throws {DomainError} `webhook.not_found`, `webhook.forbidden_address`; `webhook.no_secret` where one is to be enabled that has none
   */
  async change(tenant: TenantRef, id: number, changes: ChangeWebhookDto): Promise<Endpoint> {
    if (changes.url !== undefined) this.addresses.parse(changes.url);
    const before = await this.get(tenant, id);
    await this.turns.ensure(tenant);
    const rows = await this.database.query<Endpoint>(
      `update ${tenant.schema}.webhook_endpoints
       set url = coalesce($2, url), events = coalesce($3, events), description = coalesce($4, description),
           status = coalesce($5, status),
           enabled_at = case when status = 'disabled' and $5 = 'enabled' then now() else enabled_at end,
           disabled_reason = case coalesce($5, status) when 'enabled' then null else coalesce(disabled_reason, 'by request') end,
           updated_at = now()
       where id = $1 and (secret is not null or coalesce($5, status) = 'disabled')
       returning ${COLUMNS}`,
      [
        id,
        changes.url ?? null,
        changes.events === undefined ? null : [...new Set(changes.events)],
        changes.description ?? null,
        changes.status ?? null,
      ],
    );
    if (rows.length === 0) {
      throw new DomainError(
        'webhook.no_secret',
        'conflict',
        `Webhook ${before.id} needs a new secret first.`,
      );
    }
    // What waited while it was disabled is due.
    if (changes.status === 'enabled') await this.turns.hurry(tenant);
    return only(id, rows);
  }

  /**
   * Replaces the secret. Messages are signed with the new one from here on, and for a time with the one of before as well, so
   * that a receiver can change over while they come. A secret of before that one ends at once.
   * @param tenant whose
   * @param id which
   * @param overlapSeconds how long both are used; 0 where the one of before is not to be trusted any more
   * @returns the endpoint, and its new secret, which is told this once
   * @throws {WebhookNotFoundError} also for another tenant's id
   */
  async rotateSecret(
    tenant: TenantRef,
    id: number,
    overlapSeconds: number,
  ): Promise<{ readonly endpoint: Endpoint; readonly secret: string }> {
    const secret = this.secrets.make();
    const rows = await this.database.query<Endpoint>(
      `update ${tenant.schema}.webhook_endpoints
       set secret = $2, previous_secret = case when $3 > 0 then secret end,
           previous_secret_until = case when $3 > 0 and secret is not null then now() + $3 * interval '1 second' end,
           updated_at = now()
       where id = $1 returning ${COLUMNS}`,
      [id, this.secrets.seal(secret, tenant, id), overlapSeconds],
    );
    return { endpoint: only(id, rows), secret };
  }

  /**
   * @param tenant whose
   * @param id which; what was not delivered goes with it
   * @throws {WebhookNotFoundError} also for another tenant's id
   */
  async remove({ schema }: TenantRef, id: number): Promise<void> {
    only(
      id,
      await this.database.query<{ id: number }>(
        `delete from ${schema}.webhook_endpoints where id = $1 returning id`,
        [id],
      ),
    );
  }
}

function only<T>(id: number, rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new WebhookNotFoundError(id);
  return row;
}
