import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Stands in a hot query where every call puts a value of its own. */
class Hole {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

interface Built<Row> {
  readonly compiled: CompiledQuery<Row>;
  readonly columns: number;
}

/**
 * A query of the door, whose every scan would else build and compile it anew: built at the first call on a connection, then only its values
 * change. So `build` must neither look at a value nor leave one out: it sees holes. Kysely compiles it, so it is as portable as the rest.
 */
export function hotQuery<Db extends Kysely<Tables>, Values extends object, Row>(
  build: (db: Db, values: Values) => Compilable<Row>,
): (db: Db, values: Values) => Promise<Row[]> {
  const built = new WeakMap<Db, Built<Row>>();
  return async (db, values) => {
    const names = Object.keys(values);
    let query = built.get(db);
    if (!query) {
      const holes = Object.fromEntries(names.map((name) => [name, new Hole(name)])) as Values;
      query = { compiled: build(db, holes).compile(), columns: names.length };
      built.set(db, query);
    }
    if (names.length !== query.columns) throw new Error('A hot query has the same values at every call');
    const given = new Map<string, unknown>(Object.entries(values));
    const parameters = query.compiled.parameters.map((value) =>
      value instanceof Hole ? given.get(value.name) : value,
    );
    const { rows } = await db.executeQuery<Row>({ ...query.compiled, parameters });
    return rows;
  };
}
