import { type Operation } from '../../src/shared/operation.ts';
import { type CallInput, callText } from './api.ts';
import { desktop } from './desktop.ts';

/** Saves a small text that an operation answers where the person says; in a browser into its downloads. False when they cancelled. */
export async function saveText<O extends Operation>(operation: O, input: CallInput<O>, name: string): Promise<boolean> {
  const contents = await callText(operation, input);
  if (desktop) return (await desktop.saveFile({ suggestedName: name, contents })).saved;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([contents], { type: 'text/csv' }));
  link.download = name;
  link.click();
  // The browser reads the address after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return true;
}
