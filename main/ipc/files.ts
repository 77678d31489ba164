import { app, dialog, shell } from 'electron';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Desk } from '../desk.ts';
import { type DesktopCalls, Refusal } from './answer.ts';

/** The two roads to the disk: a file where the person says, and the ledger's folder to look at. */
export function files({ consoleWindow, dataDir }: Desk): Pick<DesktopCalls, 'saveFile' | 'openDataFolder'> {
  return {
    async saveFile({ suggestedName, contents }) {
      const { canceled, filePath } = await dialog.showSaveDialog(consoleWindow.present(), {
        defaultPath: path.join(app.getPath('downloads'), suggestedName),
      });
      if (canceled || !filePath) return { saved: false };
      try {
        await writeFile(filePath, contents);
      } catch (error) {
        const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        throw new Refusal(`The file could not be saved there (${reason}).`, { cause: error });
      }
      return { saved: true };
    },
    async openDataFolder() {
      const problem = await shell.openPath(dataDir);
      if (problem !== '') throw new Refusal(problem);
    },
  };
}
