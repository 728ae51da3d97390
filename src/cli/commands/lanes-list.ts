import { parseId, parseOptions } from '../parse-options.ts';
import { printTable } from '../print-table.ts';
import type { Command } from '../program.ts';
import { withDatabase } from '../with-database.ts';

/** Lists the queues of accounts. */
export const lanesList: Command = {
  name: 'lanes list',
  usage: '[--tenant <id>] [--held] [--json]',
  summary:
    'Prints the lane of every account: what runs and waits in it, and what holds it; --held only those that are held.',
  async run(program, args) {
    const { values } = parseOptions(args, {
      tenant: { type: 'string' },
      held: { type: 'boolean' },
      json: { type: 'boolean' },
    });
    const tenant = values.tenant === undefined ? null : parseId(values.tenant, '--tenant');
    const lanes = await withDatabase(program, (database) =>
      database.query<Record<string, number | string | null>>(
        `select l.tenant_id as tenant, l.account_id as account, l.marketplace, l.running, l.max_running,
                (select count(*)::int from public.job_queue q
                 where q.tenant_id = l.tenant_id and q.account_id = l.account_id and q.state <> 'leased') as waiting,
                l.holds, l.blocked_until, coalesce(s.paused, false) as marketplace_paused
         from public.lanes l left join public.marketplace_switches s using (marketplace)
         where ($1::bigint is null or l.tenant_id = $1)
           and (not $2 or cardinality(l.holds) > 0 or l.blocked_until > now() or s.paused)
         order by l.tenant_id, l.account_id`,
        [tenant, values.held === true],
      ),
    );
    printTable(program, lanes, values.json === true);
    return 0;
  },
};
