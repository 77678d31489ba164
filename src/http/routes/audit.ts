import { listAudit } from '../../shared/audit.ts';
import { pageOf } from '../page.ts';
import { Answer, type RouteTable } from '../route-table.ts';

const json = (text: string | null) => (text === null ? null : (JSON.parse(text) as Record<string, unknown>));

export function auditRoutes(routes: RouteTable): void {
  routes.read(listAudit, async ({ db }, { query }) => {
    let matching = db.selectFrom('audit');
    if (query.actorId !== undefined) matching = matching.where('actor_id', '=', query.actorId);
    if (query.subjectId !== undefined) matching = matching.where('subject_id', '=', query.subjectId);
    if (query.action !== undefined) matching = matching.where('action', '=', query.action);
    if (query.from !== undefined) matching = matching.where('at', '>=', query.from);
    if (query.to !== undefined) matching = matching.where('at', '<', query.to);
    const { total } = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    const { limit, offset } = pageOf(query);
    const rows = await matching.selectAll().orderBy('id', 'desc').limit(limit).offset(offset).execute();
    return new Answer(
      rows.map((row) => ({
        id: row.id,
        at: row.at,
        actorId: row.actor_id,
        actorName: row.actor_name,
        address: row.address,
        action: row.action,
        subjectId: row.subject_id,
        before: json(row.before),
        after: json(row.after),
      })),
      { total },
    );
  });
}
