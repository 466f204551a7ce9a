/** SQL: the advisory locks that are held in this database, each by its number, which PostgreSQL shows as two halves, and by who holds it. */
export const ADVISORY_LOCKS = `(select (classid::bigint << 32) | objid::bigint as number, virtualtransaction as holder from pg_locks
  where locktype = 'advisory' and granted and objsubid = 1
    and database = (select oid from pg_database where datname = current_database()))`
