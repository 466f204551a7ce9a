import { Migration } from '@mikro-orm/migrations'

/** What is still to be done of a run is found without those that are done, of which a large run has thousands. */
export class OpenChunks0172 extends Migration {
  override up(): void {
    this.addSql(
      'create index "billing_chunk_open" on "billing_chunk" ("tenant", "run", "number") where done_at is null'
    )
  }
}
