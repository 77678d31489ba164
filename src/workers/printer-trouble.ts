import type { PrintProblem } from '../shared/printing.ts';

/** Why a print did not end well, in words for a person. `isCertain`: nothing came out; otherwise it may have. */
export class PrinterTrouble extends Error {
  override readonly name = 'PrinterTrouble';
  readonly problem: PrintProblem;
  readonly isCertain: boolean;

  constructor(problem: PrintProblem, message: string, { isCertain }: { isCertain: boolean }) {
    super(message);
    this.problem = problem;
    this.isCertain = isCertain;
  }
}

/** Nothing came out. */
export const nothingPrinted = (problem: PrintProblem, message: string): PrinterTrouble =>
  new PrinterTrouble(problem, message, { isCertain: true });

/** Something may have come out, and only a person can look. */
export const perhapsPrinted = (problem: PrintProblem, message: string): PrinterTrouble =>
  new PrinterTrouble(problem, message, { isCertain: false });
