import { wallClock } from '../../common/clock.ts';
import { describeFailure } from '../../common/database/describe-failure.ts';
import type { Told } from '../../common/told.ts';
import type { Sql } from '../../common/database/sql.ts';
import { tenantRef } from '../../domain/tenant-ref.ts';
import type { MigrationLists } from '../../tenancy/migrations/migration-lists.ts';
import { isOutdated, schemaVersion } from '../../tenancy/migrations/schema-version.ts';
import type { Finding, FoundRow } from './check.ts';
import { databaseChecks } from './database-checks.ts';
import type { DatabaseLimits } from './database-checks.ts';
import { examineFoundations } from './foundations.ts';
import { QUEUE_CHECKS } from './queue-checks.ts';
import { TENANT_CHECKS } from './tenant-checks.ts';

/** Findings of one kind that are shown for one subject; more of them say nothing new. */
const MOST = 20;
/** Seconds by which two clocks may differ before times that people compare become wrong. */
const CLOCK_SECONDS = 2;

/** No transaction of ours lasts for seconds; a fifth of the connections is what an operator and a deployment need. */
const LIMITS: DatabaseLimits = { transactionSeconds: 300, connectionShare: 0.8 };

interface TenantVersion {
  readonly id: number;
  readonly version: string | null;
}

/** Looks for what is stuck or broken. It only reads, and one look that fails does not keep it from the others. */
export class Doctor {
  /**
   * @param sql the database
   * @param migrations what the program needs
   * @param limits from when on something is a finding
   * @param now this host's clock, in milliseconds
   */
  constructor(
    private readonly sql: Sql,
    private readonly migrations: MigrationLists,
    private readonly limits: DatabaseLimits = LIMITS,
    private readonly now: () => number = () => wallClock().getTime(),
  ) {}

  /**
   * @param tenantId only this tenant's; undefined for all and for what they share
   * @param told before each look at what tenants share, and before each tenant
   * @returns what was found, in the order in which it is worth looking at
   */
  async examine(tenantId: number | undefined, told: Told = () => undefined): Promise<readonly Finding[]> {
    const foundations = await examineFoundations(this.sql, this.migrations);
    if (!foundations.carry) return foundations.findings;
    const findings: Finding[] = [...foundations.findings, ...(await this.clock())];
    const shared = [...databaseChecks(this.limits), ...QUEUE_CHECKS];
    const tenants = await this.tenants(tenantId);
    const total = shared.length + tenants.length;
    for (const [place, check] of shared.entries()) {
      told(place, total);
      findings.push(...(await this.look(check.code, check.statement, tenantId ?? null, check.todo)));
    }
    for (const [place, { id, version }] of tenants.entries()) {
      told(shared.length + place, total);
      if (isOutdated(version, this.migrations.tenant)) {
        findings.push(outdated(id, version, schemaVersion(this.migrations.tenant)));
        continue;
      }
      for (const { code, statement, todo } of TENANT_CHECKS) {
        findings.push(...(await this.look(code, statement(tenantRef(id)), id, todo)));
      }
    }
    return findings;
  }

  private tenants(tenantId: number | undefined): Promise<readonly TenantVersion[]> {
    return this.sql.query<TenantVersion>(
      `select id, schema_version as version from public.tenants
       where ($1::bigint is null or id = $1) and to_regnamespace(schema_name) is not null order by id`,
      [tenantId ?? null],
    );
  }

  private async look(
    code: string,
    statement: string,
    tenantId: number | null,
    todo: string,
  ): Promise<readonly Finding[]> {
    try {
      const rows = await this.sql.query<FoundRow>(
        `select subject, message, count(*) over () as total from (${statement}) found limit ${MOST}`,
        statement.includes('$1') ? [tenantId] : [],
      );
      const total = (rows[0] as { total?: number } | undefined)?.total ?? 0;
      const found = rows.map(({ subject, message }) => ({ code, subject, message, todo }));
      if (total <= MOST) return found;
      return [...found, { code, subject: 'further', message: `${total - MOST} more of this kind`, todo }];
    } catch (error: unknown) {
      return [
        {
          code: 'check.failed',
          subject: tenantId === null ? code : `${code} of tenant ${tenantId}`,
          message: describeFailure(error),
          todo: 'The tables are not as this version of the program expects them: look at tenant.schema_error, and migrate.',
        },
      ];
    }
  }

  /** Leases and deadlines go by the database's clock alone; logs and tokens by the host's. */
  private async clock(): Promise<readonly Finding[]> {
    const before = this.now();
    const [row] = await this.sql.query<{ now: Date }>(`select clock_timestamp() as now`);
    const after = this.now();
    const theirs = row?.now.getTime() ?? before;
    const seconds = Math.max(0, before - theirs, theirs - after) / 1000;
    if (seconds <= CLOCK_SECONDS) return [];
    return [
      {
        code: 'clock.differs',
        subject: 'clocks of the database and of this host',
        message: `they differ by ${seconds.toFixed(1)} s`,
        todo: 'Let both follow a time server. Jobs are not at risk; tokens are refused too early or too late, and logs mislead.',
      },
    ];
  }
}

function outdated(id: number, version: string | null, wanted: string): Finding {
  return {
    code: 'tenant.schema_outdated',
    subject: `tenant ${id}`,
    message: `its schema has version ${version ?? 'none'} and the program needs ${wanted}`,
    todo: 'npm run cli -- migrate',
  };
}
