import { expect, test, vi } from 'vitest';
import { DESKTOP_ARGUMENTS, type FileToSave } from '../../src/shared/desktop.ts';

test('in the desktop a file goes through the system’s save dialog, and a change of mind is told', async () => {
  const asked: FileToSave[] = [];
  let kept = true;
  const bridge = {
    saveFile: (file: FileToSave) => {
      asked.push(...DESKTOP_ARGUMENTS.saveFile.parse([file]));
      return Promise.resolve({ saved: kept });
    },
  };
  vi.stubGlobal('window', { boxOffice: bridge });
  const { saveFile } = await import('../../renderer/lib/save-file.ts');
  expect(await saveFile('tickets-TW-2026-A1B2C3.pdf', new Blob(['%PDF-']))).toBe(true);
  expect(asked).toEqual([{ suggestedName: 'tickets-TW-2026-A1B2C3.pdf', contents: new TextEncoder().encode('%PDF-') }]);
  kept = false;
  expect(await saveFile('tickets.pdf', new Blob([]))).toBe(false);
  vi.unstubAllGlobals();
});
