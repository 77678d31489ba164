import { z } from 'zod';
import { passwordSchema } from './auth.ts';
import { emailSchema } from './operation.ts';

/** Where the menu leads: paths of the console. */
export const CONSOLE_PATHS = ['/sell', '/orders', '/scan', '/manage/events'] as const;
export type ConsolePath = (typeof CONSOLE_PATHS)[number];

/** `cancelled`: the person closed the system's print dialog. */
export type PrintOutcome = 'printed' | 'cancelled' | 'failed';

export interface Printer {
  /** What `choosePrinter` takes. */
  name: string;
  /** What a person reads. */
  label: string;
}

export interface Owner {
  email: string;
  name: string;
}

/** A name for one file: no folders, nothing that a file system of Windows, macOS or Linux refuses. */
const fileName = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\p{Cs}/\\:*?"<>|]+$/u, 'must be the name of a file, without a folder')
  .refine((name) => !/^[. ]|[. ]$/.test(name), 'must not begin or end with a full stop or a space');

/** 256 MiB: far above any export of one venue, far below what the two processes can copy. */
const MOST_BYTES = 256 * 1024 * 1024;

const fileToSave = z.strictObject({
  suggestedName: fileName,
  contents: z.union([
    z.string().max(MOST_BYTES),
    z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= MOST_BYTES, 'must have at most 256 MiB'),
  ]),
});

export type FileToSave = z.infer<typeof fileToSave>;

/** Which download is meant: the page draws it. */
const downloadId = z.uuid();

const download = z.strictObject({
  id: downloadId,
  /** Of our own API, so that no other address is fetched whatever the page says. */
  path: z
    .string()
    .max(4000)
    .regex(/^\/api\/admin\/[\w/-]+(?:\?[\w.~%&=+:-]*)?$/, 'must be a path of the API'),
  suggestedName: fileName,
  token: z.string().regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'must be a token'),
});
export type Download = z.infer<typeof download>;

export interface DownloadProgress {
  id: string;
  /** Written so far. */
  bytes: number;
}

const ownersNewPassword = z.strictObject({ email: emailSchema, password: passwordSchema });
export type OwnersNewPassword = z.infer<typeof ownersNewPassword>;

/**
 * What the desktop does for the console because a web page cannot: `window.boxOffice`, absent in a browser. Each method rejects
 * with an Error whose message is a sentence for a person.
 */
export interface DesktopBridge {
  readonly platform: 'macos' | 'windows' | 'linux';

  /** While true, closing the window, reloading and quitting ask first. A page that is left or reloaded counts as false again. */
  setSaleUnderWay(underWay: boolean): Promise<void>;

  /** Prints the page as `@media print` shows it: on the chosen printer without a word, else through the system's dialog. */
  printPage(): Promise<PrintOutcome>;
  listPrinters(): Promise<{ printers: Printer[]; chosen: string | null }>;
  /** Kept on this machine. `null` brings the system's dialog back. */
  choosePrinter(name: string | null): Promise<void>;

  /** Asks where to, and writes there. False when the person cancelled. */
  saveFile(file: FileToSave): Promise<{ saved: boolean }>;
  /** Asks where to, and streams there what the server answers. False when the person cancelled, before or meanwhile. */
  saveFromServer(download: Download): Promise<{ saved: boolean }>;
  /** Ends a download; what was written of it is removed. Nothing happens where it has ended. */
  cancelDownload(id: string): Promise<void>;
  /** How far the downloads are. Answers a function that ends listening. */
  onDownloadProgress(listener: (progress: DownloadProgress) => void): () => void;
  /** Shows the folder of the ledger in the system's file manager. */
  openDataFolder(): Promise<void>;

  /** The menu's "Set a new owner's password…" was chosen: show the dialog for it. Answers a function that ends listening. */
  onResetOwner(listener: () => void): () => void;
  /** For the dialog. Both are refused unless the menu entry was chosen within the last 10 minutes. */
  owners(): Promise<Owner[]>;
  resetOwner(change: OwnersNewPassword): Promise<{ email: string }>;

  /** The menu asks for another screen. Answers a function that ends listening. */
  onNavigate(listener: (path: ConsolePath) => void): () => void;
}

/** The methods that ask the desktop for something; the others only listen. */
export type DesktopMethod = Exclude<
  keyof DesktopBridge,
  'platform' | 'onNavigate' | 'onResetOwner' | 'onDownloadProgress'
>;

/** What each method takes. The desktop checks every call against it, whatever the page sends. */
export const DESKTOP_ARGUMENTS: { readonly [M in DesktopMethod]: z.ZodType<Parameters<DesktopBridge[M]>> } = {
  setSaleUnderWay: z.tuple([z.boolean()]),
  printPage: z.tuple([]),
  listPrinters: z.tuple([]),
  choosePrinter: z.tuple([z.string().min(1).max(255).nullable()]),
  saveFile: z.tuple([fileToSave]),
  saveFromServer: z.tuple([download]),
  cancelDownload: z.tuple([downloadId]),
  openDataFolder: z.tuple([]),
  owners: z.tuple([]),
  resetOwner: z.tuple([ownersNewPassword]),
};
