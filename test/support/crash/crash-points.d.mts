/** An await of a source. */
export interface CrashPoint {
  readonly id: string;
  readonly start: number;
  readonly operandStart: number;
  readonly end: number;
}
export function crashPointFiles(): readonly string[];
export function hasCrashPoints(filename: string): boolean;
export function crashPointsOf(source: string, file: string): readonly CrashPoint[];
export function withCrashPoints(source: string, filename: string): string;
