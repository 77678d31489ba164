import { app, type BrowserWindow, dialog, shell } from 'electron';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Desk } from '../desk.ts';
import { type DesktopCalls, Refusal } from './answer.ts';

/** Roads to the disk: a file where the person says, and the ledger's folder to look at. */
export function files({ consoleWindow, dataDir }: Desk): Pick<DesktopCalls, 'saveFile' | 'openDataFolder'> {
  return {
    async saveFile({ suggestedName, contents }) {
      const filePath = await askWhere(consoleWindow.present(), suggestedName);
      if (filePath === null) return { saved: false };
      try {
        await writeFile(filePath, contents);
      } catch (error) {
        throw unsaved(error);
      }
      return { saved: true };
    },
    async openDataFolder() {
      const problem = await shell.openPath(dataDir);
      if (problem !== '') throw new Refusal(problem);
    },
  };
}

/** The system's save dialog, in the folder for downloads; null when the person closes it. */
export async function askWhere(window: BrowserWindow, suggestedName: string): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: path.join(app.getPath('downloads'), suggestedName),
  });
  return canceled || !filePath ? null : filePath;
}

export function unsaved(error: unknown): Refusal {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return new Refusal(`The file could not be saved there (${reason}).`, { cause: error });
}
