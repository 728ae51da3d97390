const CLOCK = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  hourCycle: 'h23',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});
const DAY_S = 86_400;
/** Covers a day of 25 hours, when clocks go back, and eBay's own clock. */
const SPARE_S = 3_660;

/**
 * Tells how long eBay's calendar day still lasts; its daily limits begin anew at midnight in California.
 * @param nowMs the present, milliseconds since 1970
 * @returns milliseconds until the next day has surely begun: up to an hour after midnight
 */
export function untilNextPacificDay(nowMs: number): number {
  const parts = CLOCK.formatToParts(nowMs);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const passed = part('hour') * 3600 + part('minute') * 60 + part('second');
  return (DAY_S - passed + SPARE_S) * 1000;
}
