import type { Worker } from '../worker-world.ts';
import { Journal } from '../../../src/ledger/journal.ts';
import { ProcessingModule } from '../../../src/processing/processing.module.ts';
import { Dispatcher } from '../../../src/processing/dispatcher.ts';
import { InstanceLease } from '../../../src/queue/instance-lease.ts';

type Class = abstract new (...parameters: never[]) => object;

/** What a program has of its own beside others on the same database: its lease, commits under way, and everything that runs jobs. */
const OWN = new Set<unknown>([
  InstanceLease,
  Journal,
  ...(Reflect.getMetadata('providers', ProcessingModule) as readonly unknown[]),
]);

/** An instance that works when it is nudged, made of new objects where a program has its own. */
export interface Instance {
  readonly dispatcher: Dispatcher;
  readonly lease: InstanceLease;
}

/**
 * Puts together what Nest would put together in another process.
 * @param worker an application that runs nothing; what instances share comes from it
 * @returns a new instance, without a lease yet
 */
export function newInstance(worker: Worker): Instance {
  const made = new Map<unknown, object>();
  const get = (type: Class): object => {
    if (!OWN.has(type)) return worker.get(type);
    const known = made.get(type);
    if (known !== undefined) return known;
    const parameters = (Reflect.getMetadata('design:paramtypes', type) ?? []) as readonly Class[];
    const instance = Reflect.construct(type, parameters.map(get)) as object;
    made.set(type, instance);
    return instance;
  };
  return { dispatcher: get(Dispatcher) as Dispatcher, lease: get(InstanceLease) as InstanceLease };
}
