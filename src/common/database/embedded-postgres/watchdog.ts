import { text } from 'node:stream/consumers';
import { leaveCluster } from './cluster-users.ts';
import type { ClusterUse } from './cluster-users.ts';

/**
 * A program of its own that gives a cluster back when its parent ends in whatever way: the pipe to its standard input closes
 * even after SIGKILL. Its only argument is the claim, as JSON. It must run as plain TypeScript under Node, too (tests do so).
 */
const use = JSON.parse(process.argv[2] ?? '') as ClusterUse;
process.stdout.write('watching');
await text(process.stdin);
await leaveCluster(use);
