import { Migration } from '@mikro-orm/migrations'

/** What a running import left waiting at the end of its file has a place of its own: that of the next lines, should the file grow, is free. */
export class EndsOfImports0177 extends Migration {
  override up(): void {
    this.addSql(`update "usage_import_chunk" set "start" = -1 - "start" where "start" = "end"`)
  }
}
