import { health } from '../../shared/health.ts';
import { Answer, type RouteTable } from '../route-table.ts';

export function healthRoutes(routes: RouteTable): void {
  routes.read(health, async ({ house }) => {
    const alive = house.ledger.healthy();
    const body = {
      status: alive ? ('ok' as const) : ('degraded' as const),
      version: house.version,
      database: alive ? ('ok' as const) : ('unavailable' as const),
    };
    return new Answer(body, { status: alive ? 200 : 503 });
  });
}
