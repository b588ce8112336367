/** Is told how far a long step has come: how many of all its parts are done. */
export type Progress = (done: number, total: number) => void;
