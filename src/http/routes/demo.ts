import { enterDemo, leaveDemo } from '../../shared/demo.ts';
import { BoxOfficeError } from '../../shared/errors.ts';
import { mayActAs } from '../../shared/operation.ts';
import type { RequestState } from '../context.ts';
import type { RouteTable } from '../route-table.ts';

function refuseFromNetwork({ onThisMachine }: RequestState): void {
  if (!onThisMachine)
    throw new BoxOfficeError('loopback_only', 'The demo is opened and left on the box office’s own machine only.');
}

export function demoRoutes(routes: RouteTable): void {
  routes.act(enterDemo, async ({ house, db, caller, state }) => {
    refuseFromNetwork(state);
    if (!house.demo) {
      const somebody = await db.selectFrom('users').select('id').limit(1).executeTakeFirst();
      const allowed = somebody === undefined || (caller !== null && mayActAs(caller.role, 'manager'));
      if (!allowed)
        throw new BoxOfficeError(
          'forbidden',
          'Sign in as a manager or owner to open the demo: the box office is not reachable for others meanwhile.',
        );
    }
    return { ...(await house.enterDemo()), demo: true as const };
  });

  routes.act(leaveDemo, async ({ house, state }) => {
    refuseFromNetwork(state);
    await house.leaveDemo();
    return { demo: false as const };
  });
}
