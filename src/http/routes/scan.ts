import { scan, undoScan, type ScanOut } from '../../shared/scan.ts';
import { scanTicket } from '../../usecases/scan-ticket.ts';
import { undoScan as undo } from '../../usecases/undo-scan.ts';
import { Answer, type RouteTable } from '../route-table.ts';

export function scanRoutes(routes: RouteTable): void {
  routes.change(scan, async (trx, call, { body }) => {
    const answer = await scanTicket(trx, call, body);
    // A refusal is a body of its own shape under its own status; the contract lists it beside the answer.
    return new Answer(answer.body as ScanOut, { status: answer.status });
  });

  routes.change(undoScan, async (trx, call, { body }) => {
    const { ticket, ...undone } = await undo(trx, call, body);
    const { tierId: _tierId, ...shown } = ticket;
    return { result: 'undone' as const, ticket: shown, ...undone };
  });
}
