import { Migration } from '@mikro-orm/migrations'

export const NUMBERS_OF_OPEN_CHUNKS = `update "billing_chunk" c set "numbers" = (
    select array_agg('INV-' || lpad(n::text, greatest(6, length(n::text)), '0') order by n)
    from generate_series(c."first_number", c."first_number" + cardinality(c."accounts") - 1) n)
  where c."first_number" is not null and c."done_at" is null`

/** Invoices of one chunk may be of several series: it names all their numbers. What is being issued goes on in its own. */
export class NumbersOfChunks0190 extends Migration {
  override up(): void {
    this.addSql('alter table "billing_chunk" add column "numbers" text[] null')
    this.addSql(NUMBERS_OF_OPEN_CHUNKS)
    this.addSql('alter table "billing_chunk" drop column "first_number"')
  }
}
