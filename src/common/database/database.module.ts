import { Global, Module } from '@nestjs/common';
import { DatabaseTime } from './database-time.ts';
import { Database } from './database.ts';

/** Makes {@link Database} injectable everywhere; the ORM itself is configured by the application. */
@Global()
@Module({ providers: [Database, DatabaseTime], exports: [Database] })
export class DatabaseModule {}
