import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi';
import { errorBody, type Operation } from '../shared/operation.ts';
import { scanRefusalOut } from '../shared/scan.ts';

const openPath = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');

const json = (schema: z.ZodType) => ({ 'application/json': { schema } });

const contentOf = ({ body, upload }: Operation) => ({
  ...json(body),
  ...(upload === null ? {} : { [upload]: { schema: z.string() } }),
});

const limits = {
  'X-RateLimit-Limit': z.string(),
  'X-RateLimit-Remaining': z.string(),
  'X-RateLimit-Reset': z.string().meta({ description: 'Unix seconds' }),
};

const paging = {
  'X-Total-Count': z.string(),
  Link: z.string().meta({ description: 'RFC 8288: first, prev, next, last' }),
};

/** Statuses that any call may answer besides its own. */
function commonStatuses(operation: Operation): number[] {
  const authenticated = operation.access !== 'nobody';
  const isWrite = operation.method !== 'get';
  return [
    400,
    ...(authenticated ? [401, 403] : [403]),
    ...(operation.path.includes('/:') ? [404] : []),
    ...(isWrite ? [409, 413, 415, 503] : []),
    421,
    429,
    ...Object.keys(operation.refusals).map(Number),
  ];
}

function documented(operation: Operation): ZodOpenApiOperationObject {
  const takesBody =
    operation.method !== 'get' && operation.method !== 'delete' && !(operation.body instanceof z.ZodUndefined);
  const names = [...operation.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  const refusals = [...new Set(commonStatuses(operation))].sort((a, b) => a - b);
  const isScan = operation.id === 'scan';
  const query = operation.query instanceof z.ZodObject ? operation.query : z.object({});
  const idempotent = operation.method !== 'get' && !operation.secret && !operation.path.startsWith('/api/auth/');
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    security:
      operation.access === 'nobody' ? [] : operation.access === 'anyone' ? [{}, { bearer: [] }] : [{ bearer: [] }],
    'x-role': operation.access,
    requestParams: {
      ...(names.length > 0 ? { path: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) } : {}),
      ...(Object.keys(query.shape).length > 0 ? { query } : {}),
      ...(idempotent ? { header: z.object({ 'Idempotency-Key': z.string().max(255).optional() }) } : {}),
    },
    ...(takesBody
      ? { requestBody: { required: !operation.body.safeParse(undefined).success, content: contentOf(operation) } }
      : {}),
    responses: {
      [String(operation.status)]: {
        description: 'Success',
        headers: z.object({ ...limits, ...(operation.paged ? paging : {}) }),
        content: { [operation.media]: { schema: operation.answer } },
      },
      ...Object.fromEntries(
        refusals.map((status) => [
          String(status),
          {
            description: operation.refusals[status] ?? DESCRIPTIONS[status] ?? 'Refused',
            headers: z.object(limits),
            content: json(
              isScan && (status === 404 || status === 409) ? z.union([scanRefusalOut, errorBody]) : errorBody,
            ),
          },
        ]),
      ),
    },
  };
}

const DESCRIPTIONS: Record<number, string> = {
  400: 'Malformed or invalid',
  401: 'No or bad token',
  403: 'The role, or this network, is not allowed',
  404: 'Unknown id',
  409: 'The state forbids it',
  413: 'Body over 1 MiB',
  415: 'Not JSON',
  421: 'Not a host name of this server',
  429: 'Limit reached; see Retry-After',
  503: 'Shutting down, or the disk is full',
};

/** The OpenAPI 3.1 document, from the very schemas that validate. */
export function openApiDocument(operations: readonly Operation[], version: string): object {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const operation of operations) {
    const path = openPath(operation.path);
    paths[path] = { ...paths[path], [operation.method]: documented(operation) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'TicketWave Box Office',
      version,
      description:
        'The TicketWave REST API, answered by the box office itself. Money goes out as decimal strings, times as UTC instants; an event’s date and times are wall-clock in its venue’s zone.',
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    paths,
  });
}
