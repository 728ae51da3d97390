import { EmbeddedPostgres } from '../../../src/common/database/embedded-postgres/embedded-postgres.ts';
import type { EmbeddedPostgresOptions } from '../../../src/common/database/embedded-postgres/embedded-postgres.ts';

// A program for tests: starts a server as its argument says, tells about it, and holds it until its own end.
const server = await EmbeddedPostgres.start(JSON.parse(process.argv[2] ?? '') as EmbeddedPostgresOptions);
const { url, pid, home } = server;
console.log(JSON.stringify({ url, pid, home }));
setInterval(() => undefined, 60_000);
