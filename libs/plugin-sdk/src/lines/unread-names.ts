// What a file brings that its format does not read: said once a file, with the name that may have been meant.
import { nearest } from '@farthing/rules-language'

/** Names kept of a file, however many it brings. */
const MOST_NAMES = 20

/** One per open file. */
export class UnreadNames {
  private readonly names = new Set<string>()
  private more = false

  /** `one`, `many`: what is named, 'column' and 'columns'. `meant`: names that are read, of which one may have been meant. */
  constructor(
    private readonly noun: { readonly one: string; readonly many: string },
    private readonly meant: readonly string[]
  ) {}

  add(name: string): void {
    if (this.names.has(name)) return
    if (this.names.size < MOST_NAMES) this.names.add(name)
    else this.more = true
  }

  /** A sentence for each name that is nearly one that is read, and one for all others. */
  notes(): readonly string[] {
    const notes: string[] = []
    const others: string[] = []
    for (const name of this.names) {
      const meant = nearest(name, this.meant)
      if (meant === undefined) others.push(`\`${name}\``)
      else notes.push(`${this.noun.one} \`${name}\` is not read; did you mean \`${meant}\`?`)
    }
    if (this.more) others.push('others')
    if (others.length > 0) notes.push(this.unread(others))
    return notes
  }

  private unread(names: readonly string[]): string {
    const { one, many } = this.noun
    return names.length === 1 && !this.more
      ? `${one} ${names[0]} is not read`
      : `${many} ${names.join(', ')} are not read`
  }
}
