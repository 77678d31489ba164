import type { ScanOut, ScanRefusalOut } from '../../../src/shared/scan.ts';
import { type ApiError, type ApiErrorCode, isApiError } from '../../lib/api.ts';

/** What the door learned about one code. */
export type Verdict =
  | { readonly kind: 'admitted'; readonly scan: ScanOut }
  | { readonly kind: 'exited'; readonly scan: ScanOut }
  | { readonly kind: 'again'; readonly refusal: ScanRefusalOut }
  | { readonly kind: 'refused'; readonly refusal: ScanRefusalOut }
  /** Nobody decided: the box office cannot be reached, or could not do its work. The door stays shut. */
  | { readonly kind: 'unknown'; readonly code: ApiErrorCode };

export type VerdictKind = Verdict['kind'];

/** No answer came, or one that says that nothing was decided: asking again with the same nonce is right. */
export const isUndecided = (error: unknown): boolean =>
  !isApiError(error) || error.status === 0 || error.status >= 500 || error.status === 408 || error.status === 429;

const NOTHING = { ticket: null, checkedInAt: null, gate: null, holder: null, nonce: null } as const;

/** The refusal that an error's body tells of. Refusals that are no scan's (a role that may not scan) have no ticket. */
function refusalOf(error: ApiError): ScanRefusalOut {
  return { ...NOTHING, ...error.body, error: error.message, code: error.code };
}

export function verdictOf(error: unknown): Verdict {
  if (!isApiError(error)) return { kind: 'unknown', code: 'offline' };
  if (isUndecided(error)) return { kind: 'unknown', code: error.code };
  return { kind: error.code === 'already_checked_in' ? 'again' : 'refused', refusal: refusalOf(error) };
}
