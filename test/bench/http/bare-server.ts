import 'reflect-metadata';
import { Body, Controller, Get, Inject, Module, Param, ParseIntPipe, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Pool } from 'pg';
import { BoundedExpressAdapter } from '../../../src/common/http/bounded-http-server.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { INSERT_JOB, INSERT_POINTER, LOCK_LANE, READ_JOB, WAKE_LANE } from './bare-statements.ts';

// Routes as bare as Nest's get, on the product's adapter: no tokens, no validation, no tenant context, no logging. One does
// nothing; two do with statements by hand what the product's routes do for a job. Forked; it ends with its parent.
const { DATABASE_URL, TENANT } = process.env;
const tenant = tenantRef(Number(TENANT));
const POOL = Symbol('pool');

@Controller('bare')
class BareController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  @Get('nothing')
  nothing(): object {
    return { id: 1 };
  }

  @Get('jobs/:id')
  async read(@Param('id', ParseIntPipe) id: number): Promise<unknown> {
    const { rows } = await this.pool.query({
      name: 'read',
      text: READ_JOB(tenant.schema),
      values: [id, tenant.id],
    });
    return rows[0];
  }

  @Post('jobs')
  async create(@Body() body: { readonly product_id: number; readonly account_id: number }): Promise<unknown> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const lane = [tenant.id, body.account_id];
      await client.query({ name: 'lock', text: LOCK_LANE, values: lane });
      const values = [body.account_id, body.product_id];
      const { rows } = await client.query<{ id: number }>({
        name: 'job',
        text: INSERT_JOB(tenant.schema),
        values,
      });
      await client.query({
        name: 'pointer',
        text: INSERT_POINTER,
        values: [...lane, body.product_id, rows[0]?.id],
      });
      await client.query({ name: 'wake', text: WAKE_LANE, values: lane });
      await client.query('notify stoflow_queue');
      await client.query('commit');
      return rows[0];
    } finally {
      client.release();
    }
  }
}

@Module({
  controllers: [BareController],
  providers: [{ provide: POOL, useValue: new Pool({ connectionString: DATABASE_URL, max: 20 }) }],
})
class BareModule {}

const adapter = new BoundedExpressAdapter({ requestMs: 60_000, connections: 1000 });
const app = await NestFactory.create<NestExpressApplication>(BareModule, adapter, { logger: ['error'] });
await app.listen(0, '127.0.0.1');
process.once('disconnect', () => process.exit(0));
process.send?.({ url: await app.getUrl() });
