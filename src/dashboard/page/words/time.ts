const UNITS = [
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3600 },
  { name: 'min', seconds: 60 },
] as const;

/**
 * @param ms a duration
 * @returns it as people say it: `420 ms`, `3.2 s`, `3 min`, `2 h 5 min`
 */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  return longText(ms);
}

/**
 * @param ms a duration
 * @returns it in whole seconds or more, as waits are told
 */
export function longText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const place = UNITS.findIndex((unit) => seconds >= unit.seconds);
  const unit = UNITS[place];
  if (unit === undefined) return `${seconds} s`;
  const whole = Math.floor(seconds / unit.seconds);
  const smaller = UNITS[place + 1];
  const rest = smaller === undefined ? 0 : Math.floor((seconds % unit.seconds) / smaller.seconds);
  return rest === 0 || smaller === undefined
    ? `${whole} ${unit.name}`
    : `${whole} ${unit.name} ${rest} ${smaller.name}`;
}

const SAME_DAY = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const OTHER_DAY = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'medium' });

/**
 * @param iso a moment
 * @param now the present
 * @returns its time, with the day unless it is today
 */
export function momentText(iso: string, now: Date): string {
  const moment = new Date(iso);
  return (moment.toDateString() === now.toDateString() ? SAME_DAY : OTHER_DAY).format(moment);
}

/**
 * @param iso a moment
 * @returns all of it, for a tooltip
 */
export function fullMomentText(iso: string): string {
  return FULL.format(new Date(iso));
}
