/** Is told how far long work has come: how many are done, how many there are, and what else a person may want to see. */
export type Told = (done: number, total: number, detail?: string) => void;
