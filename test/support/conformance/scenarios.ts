import type { Actor } from '../../../src/domain/vocabulary.ts';
import type { Stage } from './stage.ts';
import type { StandInView } from './stand-in-view.ts';

/** How a job went, as scenarios see it. */
export interface Ending {
  /** The stand-in when the job began. */
  readonly before: StandInView;
  /** The stand-in when it had ended. */
  readonly after: StandInView;
  readonly stage: Stage;
  readonly result: Readonly<Record<string, unknown>>;
}

/** What is tried of one action, on every marketplace. */
export interface Scenario {
  /** Prepares the seller's world. */
  readonly prepare: (stage: Stage) => Promise<void>;
  /** Parameters of the request. */
  readonly input?: Readonly<Record<string, unknown>>;
  /** True for actions on a whole account. */
  readonly wholeAccount?: boolean;
  /**
   * @param ending how the job went
   * @returns what of the expected effect is missing
   */
  readonly missing: (ending: Ending) => readonly string[];
  /**
   * What an action that only looks must tell, whatever was done to it: that is all the effect it has.
   * @param result the job's result
   * @returns the part of it that holds nothing of its own time and its own ids
   */
  readonly told?: (result: Readonly<Record<string, unknown>>) => unknown;
  /**
   * For an action that is there to tell what is wrong: where it met a fault it may say so. Asked again, when a person has
   * done what it said, it must tell that all is well.
   * @param result the job's result
   * @returns what it says is wrong; nothing where all is well
   */
  readonly wrong?: (result: Readonly<Record<string, unknown>>) => readonly SaidWrong[];
}

/** Something a check says is wrong. */
export interface SaidWrong {
  readonly code: string;
  readonly message: string;
  readonly actor?: Actor;
}

const PUBLISH: Scenario = {
  prepare: async () => undefined,
  missing: ({ after, stage: { product } }) => [
    ...shows(after, product.title, product.price, product.pictures.length),
    ...(after.live[0]?.sku === product.sku ? [] : [`its SKU is ${after.live[0]?.sku}`]),
  ],
};

const DELETE: Scenario = {
  prepare: (stage) => stage.publish(),
  missing: ({ before, after }) => [
    ...(after.live.length === 0 ? [] : ['it is still live']),
    ...ended(before, after, 1),
  ],
};

const UPDATE: Scenario = {
  prepare: async (stage) => {
    await stage.publish();
    const { title, pictures } = stage.product;
    await stage.change({
      title: `${title} neuve`,
      price: '39.90',
      pictures: [...pictures, { url: stage.picture(3) }],
    });
  },
  missing: ({ before, after, stage: { product } }) => [
    ...shows(after, product.title, product.price, product.pictures.length),
    ...(after.live[0]?.id === before.live[0]?.id ? [] : ['it is another listing']),
    ...ended(before, after, 0),
  ],
};

const RELIST: Scenario = {
  prepare: (stage) => stage.publish(),
  missing: ({ before, after, stage: { product } }) => [
    ...shows(after, product.title, product.price, product.pictures.length),
    ...(after.live[0]?.id === before.live[0]?.id ? ['it is the old listing'] : []),
    ...ended(before, after, 1),
  ],
};

const SYNC: Scenario = {
  prepare: async (stage) => {
    await stage.publish();
    await stage.sell();
  },
  wholeAccount: true,
  missing: ({ before, after, result }) => [
    ...changed(before, after),
    ...(result['sold'] === 1 ? [] : [`it tells of ${String(result['sold'])} sold listings`]),
  ],
  told: (result) => result,
};

const SYNC_ORDERS: Scenario = {
  prepare: SYNC.prepare,
  wholeAccount: true,
  missing: ({ before, after, result: { orders, pieces } }) => [
    ...changed(before, after),
    ...(orders === 1 && pieces === 1 ? [] : [`it tells of ${String(orders)} orders`]),
  ],
  told: ({ orders, pieces }) => ({ orders, pieces }),
};

const IMPORT: Scenario = {
  prepare: (stage) => stage.listByHand(),
  wholeAccount: true,
  missing: ({ before, after, result }) => [
    ...changed(before, after),
    ...(result['found'] === 1 && result['new'] === 1 ? [] : [`it tells of ${String(result['new'])} new`]),
  ],
  told: (result) => result,
};

const CHECK_CONNECTION: Scenario = {
  prepare: async () => undefined,
  wholeAccount: true,
  missing: ({ before, after, result }) => [
    ...changed(before, after),
    ...(result['ok'] === true ? [] : ['it tells that something is missing']),
  ],
  told: ({ ok, missing }) => ({ ok, missing }),
  wrong: ({ items }) => (items as readonly (SaidWrong & { readonly ok: boolean })[]).filter(({ ok }) => !ok),
};

/**
 * What is tried, by action. A handler of an action that is not here fails the kit.
 */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  publish: PUBLISH,
  update: UPDATE,
  relist: RELIST,
  delete: DELETE,
  sync: SYNC,
  sync_orders: SYNC_ORDERS,
  import: IMPORT,
  check_connection: CHECK_CONNECTION,
};

function shows(after: StandInView, title: string, price: string, pictures: number): readonly string[] {
  const [shown, ...others] = after.live;
  if (shown === undefined) return ['nothing is live'];
  return [
    ...(others.length === 0 ? [] : [`${others.length + 1} listings are live`]),
    ...(shown.title.includes(title) ? [] : [`its title is "${shown.title}"`]),
    ...(Number(shown.price) === Number(price) ? [] : [`its price is ${shown.price}`]),
    ...(shown.pictures === undefined || shown.pictures === pictures
      ? []
      : [`it has ${shown.pictures} pictures`]),
  ];
}

function ended(before: StandInView, after: StandInView, wanted: number): readonly string[] {
  const count = after.ended - before.ended;
  return count === wanted ? [] : [`${count} listings have ended`];
}

/** Whoever only looks changes nothing. */
function changed(before: StandInView, after: StandInView): readonly string[] {
  const [was, is] = [JSON.stringify(before), JSON.stringify(after)];
  return was === is ? [] : [`it has changed ${was} to ${is}`];
}
