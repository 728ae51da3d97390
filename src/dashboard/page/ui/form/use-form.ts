import { useState } from 'preact/hooks';
import { Problem, sentenceOf } from '../../api/problem.ts';
import { errorsByField } from './field-errors.ts';

/** What somebody fills in, and what is wrong with it. */
export interface Form {
  readonly values: Readonly<Record<string, string>>;
  /** What the server says of each field. */
  readonly errors: ReadonlyMap<string, string>;
  /** What it says of none, or of the whole. */
  readonly problem: string | undefined;
  readonly isBusy: boolean;
  readonly set: (name: string, value: string) => void;
  /** Fills in all of it anew. */
  readonly fill: (values: Readonly<Record<string, string>>) => void;
  /** Sends it: whatever the server refuses stands at its field then. */
  readonly send: (run: () => Promise<void>) => Promise<void>;
}

interface Trouble {
  readonly errors: ReadonlyMap<string, string>;
  readonly problem: string | undefined;
}

const NO_TROUBLE: Trouble = { errors: new Map(), problem: undefined };

/**
 * @param initial what is filled in at first: every field has a value
 * @returns the form
 */
export function useForm(initial: Readonly<Record<string, string>>): Form {
  const [values, setValues] = useState(initial);
  const [trouble, setTrouble] = useState(NO_TROUBLE);
  const [isBusy, setBusy] = useState(false);
  return {
    values,
    ...trouble,
    isBusy,
    set: (name, value) => {
      setValues((before) => ({ ...before, [name]: value }));
      setTrouble(({ errors, problem }) => ({
        errors: new Map([...errors].filter(([wrong]) => wrong !== name)),
        problem,
      }));
    },
    fill: setValues,
    send: async (run) => {
      if (isBusy) return;
      setBusy(true);
      try {
        await run();
        setTrouble(NO_TROUBLE);
      } catch (error: unknown) {
        setTrouble(troubleOf(error, values));
      } finally {
        setBusy(false);
      }
    },
  };
}

function troubleOf(error: unknown, values: Readonly<Record<string, string>>): Trouble {
  if (!(error instanceof Problem)) return { errors: new Map(), problem: sentenceOf(error) };
  const { byField, others } = errorsByField(error.fields, values);
  if (byField.size === 0) return { errors: byField, problem: sentenceOf(error) };
  return { errors: byField, problem: others.length === 0 ? undefined : others.join(' ') };
}
