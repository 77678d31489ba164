import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { openApiDocument } from '../../../src/http/openapi.ts';
import { CONTRACT } from '../../../src/shared/contract.ts';
import { ERROR_STATUS } from '../../../src/shared/errors.ts';
import type { Exchange } from '../../support/server.ts';

interface DocumentedOperation {
  readonly operationId: string;
  readonly 'x-role': string;
  readonly tags: readonly string[];
  readonly responses: Record<string, { readonly content: Record<string, unknown> }>;
}

export interface OpenApiDocument {
  readonly paths: Record<string, Record<string, DocumentedOperation>>;
}

export const DOCUMENT = openApiDocument(CONTRACT, '0.0.0-test') as OpenApiDocument;

const ajv = new Ajv2020({
  strict: false,
  allErrors: true,
  // API.md: times go out as 2026-07-15T22:15:30.000Z and in no other form.
  formats: { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/ },
});
ajv.addSchema({ $id: 'api', ...DOCUMENT });

const templates = Object.keys(DOCUMENT.paths).map((template) => ({
  template,
  pattern: new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  variables: template.split('{').length,
}));

/** The documented operation behind a request; a path without variables before one with them. */
export function operationFor(
  method: string,
  path: string,
): { template: string; operation: DocumentedOperation } | null {
  const plain = path.split('?')[0] ?? '';
  const candidates = templates
    .filter(({ template, pattern }) => pattern.test(plain) && DOCUMENT.paths[template]?.[method.toLowerCase()])
    .sort((a, b) => a.variables - b.variables);
  const template = candidates[0]?.template;
  const operation = template === undefined ? undefined : DOCUMENT.paths[template]?.[method.toLowerCase()];
  return template !== undefined && operation ? { template, operation } : null;
}

function validatorFor(template: string, method: string, status: number, media: string): ValidateFunction {
  const steps = ['paths', template, method.toLowerCase(), 'responses', String(status), 'content', media, 'schema'];
  const pointer = steps.map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
  const validate = ajv.getSchema(`api#/${encodeURI(pointer)}`);
  if (!validate) throw new Error(`No schema at ${pointer}`);
  return validate;
}

/** What a body must never hold: a stack, SQL, a path of the machine. */
const SECRETS =
  /\bat [\w.<>]+ \(|\.ts:\d+|node_modules|node:internal|SQLITE|SqliteError|\b(?:SELECT|INSERT INTO|UPDATE) \w|\/(?:tmp|home|root|work|usr)\//;

function problemOf({ method, path, status, headers, body, text }: Exchange): string | null {
  // A copy of the ledger is all SQL, and the owner's to have.
  const isLedger = headers.get('content-type') === 'application/vnd.sqlite3';
  if (!isLedger && SECRETS.test(text)) return 'the body tells what it must not';
  for (const name of ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'])
    if (!/^\d+$/.test(headers.get(name) ?? '')) return `no ${name}`;
  if (status >= 500) return 'a server error';
  const documented = operationFor(method, path);
  if (status >= 400) {
    const refusal = body as { error?: unknown; code?: unknown; fields?: unknown };
    if (typeof refusal.error !== 'string' || refusal.error === '') return 'an error without a sentence';
    if (!(String(refusal.code) in ERROR_STATUS)) return `an unknown code ${String(refusal.code)}`;
    if (ERROR_STATUS[refusal.code as keyof typeof ERROR_STATUS] !== status) return 'code and status do not fit';
    if (refusal.fields !== undefined && status !== 400) return 'fields outside of a 400';
  }
  if (!documented) return null;
  const media = headers.get('content-type')?.split(';')[0] ?? '';
  const content = documented.operation.responses[String(status)]?.content;
  if (!content) return 'a status that the document does not name';
  if (!content[media]) return `${media}, which the document does not name`;
  if (media !== 'application/json') return null;
  const validate = validatorFor(documented.template, method, status, media);
  return validate(body) ? null : ajv.errorsText(validate.errors, { separator: '\n' });
}

/** Holds an answer against the OpenAPI document and against what holds for every answer. @throws where they differ */
export function witness(exchange: Exchange): void {
  if (!exchange.path.startsWith('/api/')) return;
  const problem = problemOf(exchange);
  if (problem !== null)
    throw new Error(
      `${exchange.method} ${exchange.path.slice(0, 300)} → ${exchange.status} ${exchange.text.slice(0, 600)}\n${problem}`,
    );
}
