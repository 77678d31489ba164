import { PassThrough } from 'node:stream';
import { findEvent } from '../../db/events.ts';
import { findSession } from '../../db/sessions.ts';
import { BoxOfficeError } from '../../shared/errors.ts';
import { liveStream } from '../../shared/events.ts';
import type { House } from '../context.ts';
import { presentLive } from '../present/live.ts';
import { Answer, type RouteTable } from '../route-table.ts';

/** A comment keeps proxies and phones from closing a quiet stream (WHATWG HTML, server-sent events: every 15 seconds or so). */
const HEARTBEAT = 15_000;
/** Changes that come close together are told once. */
const GATHER = 250;

export function liveStreamRoute(routes: RouteTable): void {
  routes.read(liveStream, async ({ db, house, caller, ctx }, { params }) => {
    const id = params['id'] ?? '';
    if (caller?.eventId && caller.eventId !== id)
      throw new BoxOfficeError('forbidden', 'This scanner is bound to another event.');
    if (!(await findEvent(db, id))) throw new BoxOfficeError('not_found', 'There is no such event.');
    ctx.type = 'text/event-stream';
    ctx.set('X-Accel-Buffering', 'no');
    ctx.compress = false;
    const stream = new PassThrough();
    follow(house, id, caller?.sessionId ?? '', ctx.get('last-event-id'), stream);
    return new Answer(stream as unknown as string);
  });
}

/** Sends the numbers now (unless the client has them already) and after every change, until either side ends. */
function follow(house: House, eventId: string, sessionId: string, lastSeen: string, stream: PassThrough): void {
  let sent = lastSeen;
  let timer: NodeJS.Timeout | undefined;
  const send = async (): Promise<void> => {
    timer = undefined;
    const event = await findEvent(house.ledger.reads, eventId);
    if (!event || stream.destroyed) return;
    const numbers = await presentLive(house.ledger.reads, event, house.now());
    const mark = `${numbers.sold}-${numbers.recent[0]?.at ?? 0}-${numbers.checkedIn}-${numbers.inside}-${numbers.recent.filter((scan) => scan.result === 'undone').length}`;
    if (mark === sent) return;
    sent = mark;
    stream.write(`event: live\nid: ${mark}\ndata: ${JSON.stringify(numbers)}\n\n`);
  };
  const soon = (): void => {
    timer ??= setTimeout(() => void send().catch(() => stream.destroy()), GATHER);
  };
  /** A revoked token ends its stream at the next beat. */
  const beat = async (): Promise<void> => {
    const session = await findSession(house.ledger.reads, sessionId);
    if (!session || session.revoked) stream.end();
    else stream.write(': still here\n\n');
  };
  stream.write(': open\n\n');
  const unsubscribe = house.ledger.onCommit(soon);
  const heartbeat = setInterval(() => void beat().catch(() => stream.destroy()), HEARTBEAT);
  const close = house.onClose(() => stream.end());
  stream.once('close', () => {
    unsubscribe();
    close();
    clearInterval(heartbeat);
    clearTimeout(timer);
  });
  soon();
}
