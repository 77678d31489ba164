import { z } from 'zod';
import { instantOut } from './instant.ts';
import { operation } from './operation.ts';

const path = '/api/admin/backups';
const tag = 'Backups';

export const backupOut = z
  .object({
    name: z.string().meta({ examples: ['ledger-2026-07-15T18-00.db'] }),
    kind: z.enum(['automatic', 'manual', 'update', 'restore']).meta({
      description:
        '`update`: made before a new version changed its format; `restore`: the ledger that a restore put aside',
    }),
    at: instantOut.meta({ description: 'When it was made; of `restore`: when it was put aside' }),
    size: z.int().meta({ description: 'Bytes' }),
  })
  .meta({ id: 'Backup' });

export type BackupOut = z.infer<typeof backupOut>;

export const lostOut = z
  .object({
    events: z.int(),
    orders: z.int(),
    payments: z.int(),
    refunds: z.int(),
    entries: z.int(),
    customers: z.int(),
  })
  .meta({ id: 'Lost', description: 'What the ledger has and the copy has not, counted row by row' });

export type Lost = z.infer<typeof lostOut>;

export const listBackups = operation({
  id: 'listBackups',
  method: 'get',
  path,
  tag,
  summary: 'Copies of the ledger in its data folder, the newest first',
  access: 'owner',
  answer: z.array(backupOut),
});

export const createBackup = operation({
  id: 'createBackup',
  method: 'post',
  path,
  tag,
  summary: 'Copy the ledger now, while the box office runs',
  access: 'owner',
  status: 201,
  body: z.object({}).optional(),
  answer: backupOut,
});

export const downloadBackup = operation({
  id: 'downloadBackup',
  method: 'get',
  path: `${path}/:name/file`,
  tag,
  summary: 'A copy itself, an SQLite file: it holds everything, so keep it as safe as the box office',
  access: 'owner',
  media: 'application/vnd.sqlite3',
  answer: z.string(),
});

export const previewRestore = operation({
  id: 'previewRestore',
  method: 'get',
  path: `${path}/:name/loss`,
  tag,
  summary: 'What restoring a copy would lose, counted row by row',
  access: 'owner',
  answer: z
    .object({
      lost: lostOut,
      receipts: z.object({ from: z.int(), to: z.int() }).nullable().meta({
        description: 'Receipt numbers that were given out since the copy and would be given out a second time',
      }),
    })
    .meta({ id: 'RestoreLoss' }),
  refusals: { 409: 'backup_unusable: damaged, or of a newer version' },
});

export const restoreBackup = operation({
  id: 'restoreBackup',
  method: 'post',
  path: `${path}/:name/restore`,
  tag,
  summary:
    'Put a copy in the place of the ledger, which is kept aside as a backup. Every session ends; the caller gets a new one where the copy knows them as owner',
  access: 'owner',
  secret: true,
  body: z.object({
    lost: lostOut.meta({ description: 'What the caller was told would be lost; more than that is refused' }),
  }),
  answer: z.object({
    token: z.string().nullable(),
    expiresAt: instantOut.nullable(),
    keptAside: z.string().meta({ description: 'The backup that takes this restore back' }),
  }),
  refusals: {
    409: 'backup_unusable; loss_changed, with what would be lost now; demo_active; restore_not_possible',
  },
});
