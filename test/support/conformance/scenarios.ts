import type { Stage } from './stage.ts';
import type { StandInView } from './stand-in-view.ts';

/** What is tried of one action, on every marketplace. */
export interface Scenario {
  /** Prepares the seller's world. */
  readonly prepare: (stage: Stage) => Promise<void>;
  /** Parameters of the request. */
  readonly input?: Readonly<Record<string, unknown>>;
  /** True for actions on a whole account. */
  readonly wholeAccount?: boolean;
  /**
   * @param before the stand-in when the job began
   * @param after the stand-in when it had ended
   * @param stage the seller's world
   * @returns what of the expected effect is missing
   */
  readonly missing: (before: StandInView, after: StandInView, stage: Stage) => readonly string[];
}

const PUBLISH: Scenario = {
  prepare: async () => undefined,
  missing: (_before, after, { product }) => [
    ...shows(after, product.title, product.price, product.pictures.length),
    ...(after.live[0]?.sku === product.sku ? [] : [`its SKU is ${after.live[0]?.sku}`]),
  ],
};

const DELETE: Scenario = {
  prepare: (stage) => stage.publish(),
  missing: (before, after) => [
    ...(after.live.length === 0 ? [] : ['it is still live']),
    ...(after.ended === before.ended + 1 ? [] : [`${after.ended - before.ended} listings have ended`]),
  ],
};

/**
 * What is tried, by action. A handler of an action that is not here fails the kit.
 */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  publish: PUBLISH,
  delete: DELETE,
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
