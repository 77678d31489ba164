/** One step of the schema. Once released it never changes: a correction is a further step. */
export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}
