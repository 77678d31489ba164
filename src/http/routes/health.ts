import { BoxOfficeError } from '../../shared/errors.ts';
import { health } from '../../shared/health.ts';
import type { RouteTable } from '../route-table.ts';

export function healthRoutes(routes: RouteTable): void {
  routes.read(health, async ({ house: { ledger, version } }) => {
    if (ledger.healthy()) return { status: 'ok' as const, version, database: 'ok' as const };
    // An error like any other, which says what a healthy answer says besides.
    throw new BoxOfficeError('unavailable', 'The ledger cannot be read.', {
      details: { status: 'degraded', version, database: 'unavailable' },
    });
  });
}
