import type Sqlite from 'better-sqlite3';
import {
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';
import type { Tables } from './tables.ts';

/** Distinct statements kept prepared; the product has a few hundred, so a bound is only a safeguard against generated SQL. */
const MOST_STATEMENTS = 1_000;

/** Runs compiled queries on one connection, each text prepared once: Kysely's own driver prepares anew at every call. */
class CachedConnection implements DatabaseConnection {
  readonly #statements = new Map<string, Sqlite.Statement>();
  readonly #database: Sqlite.Database;

  constructor(database: Sqlite.Database) {
    this.#database = database;
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      return Promise.resolve(this.#run<Row>(query));
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('An open cursor would hold the event loop and the WAL: read in keyset pages');
  }

  #run<Row>(query: CompiledQuery): QueryResult<Row> {
    let statement = this.#statements.get(query.sql);
    if (!statement) {
      statement = this.#database.prepare(query.sql);
      if (this.#statements.size >= MOST_STATEMENTS) this.#statements.clear();
      this.#statements.set(query.sql, statement);
    }
    if (statement.reader) return { rows: statement.all(query.parameters) as Row[] };
    const { changes } = statement.run(query.parameters);
    return { numAffectedRows: BigInt(changes), rows: [] };
  }
}

const notHere = (): Promise<void> => Promise.reject(new Error('Transactions are the write door’s'));

class OneConnectionDriver implements Driver {
  readonly #connection: CachedConnection;
  constructor(database: Sqlite.Database) {
    this.#connection = new CachedConnection(database);
  }
  init = (): Promise<void> => Promise.resolve();
  acquireConnection = (): Promise<DatabaseConnection> => Promise.resolve(this.#connection);
  releaseConnection = (): Promise<void> => Promise.resolve();
  beginTransaction = notHere;
  commitTransaction = notHere;
  rollbackTransaction = notHere;
  destroy = (): Promise<void> => Promise.resolve();
}

/** Kysely over one open connection. Opening and closing it is the caller's. */
export function kyselyOver(database: Sqlite.Database): Kysely<Tables> {
  const dialect: Dialect = {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new OneConnectionDriver(database),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
  return new Kysely<Tables>({ dialect });
}
