import { z } from 'zod';

export const paperFormat = z.enum(['a4', 'a6', 'thermal']);
export type PaperFormat = z.infer<typeof paperFormat>;
