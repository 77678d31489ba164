import type { Migration } from './migration.ts';

/** Reports walk along what was paid and what was paid back in the order of time, alone or of one event; a retried print is found by its first try. */
export const reports: Migration = {
  name: '0017-reports',
  statements: [
    `CREATE INDEX orders_by_payment ON orders (paid_at, id)`,
    `CREATE INDEX orders_by_event_payment ON orders (event_id, paid_at, id)`,
    `CREATE INDEX refunds_by_time ON refunds (created_at, id)`,
    `CREATE INDEX print_jobs_by_retry ON print_jobs (retry_of) WHERE retry_of IS NOT NULL`,
  ],
};
