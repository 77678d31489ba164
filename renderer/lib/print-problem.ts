import { type I18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { type PrintJobOut, type PrintProblem } from '../../src/shared/printing.ts';

const PROBLEMS: Readonly<Record<PrintProblem, MessageDescriptor>> = {
  unreachable: msg`The printer cannot be reached. Is it on, and on this network?`,
  refused: msg`Nothing takes print jobs at the printer's address.`,
  address_refused: msg`The printer's address is not one of the local network.`,
  paper_out: msg`The printer is out of paper.`,
  cover_open: msg`The cover of the printer is open.`,
  offline: msg`The printer reports an error.`,
  stalled: msg`The printer stopped taking data.`,
  closed_early: msg`The printer ended the connection in the middle.`,
  unconfirmed: msg`The printer does not say that it has printed.`,
  no_queue: msg`The print queue is not on this machine.`,
  queue_stopped: msg`The print queue is stopped. Resume it in the system's settings.`,
  queue_failed: msg`The print system refused the job.`,
  printer_removed: msg`The printer was removed.`,
  interrupted: msg`The box office was closed meanwhile.`,
  nothing_to_print: msg`There is nothing left to print.`,
};

/** Why a print did not end well, for a person. */
export const problemOf = ({ problem }: PrintJobOut, i18n: I18n): string =>
  problem === null ? '' : i18n._(PROBLEMS[problem]);
