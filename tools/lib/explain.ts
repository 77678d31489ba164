/** What a person at a terminal wants of an error: its message; a bundler's own already names file and line. */
export function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
