// The usage format that a `usage format` statement declares: a carrier's lines in, records out, as the layout says.
import { FieldScanner, formatPlace, nearest, UNITS, UnreadNames } from '@farthing/plugin-sdk'
import type { OpenedUsageFile, RuleRef, UsageFormat } from '@farthing/plugin-sdk'
import { CarrierLines } from './carrier-lines.ts'
import { keyOf } from './column-key.ts'
import { NO_HEADER } from './csv-columns.ts'
import { columnsRead, type FileLayout, MOST_COLUMNS } from './file-layout.ts'

/** `at`: where the statement stands. */
export function carrierFormat(layout: FileLayout, at: RuleRef): UsageFormat {
  const { code, title, hasHeader } = layout
  return {
    code,
    title,
    hasHeader,
    identity: identityOf(layout),
    remembers: layout.totals.length > 0 || layout.parts !== null,
    open({ header, zone, units = UNITS }) {
      if (hasHeader && header === null) return { ok: false, problem: NO_HEADER }
      const columns = hasHeader ? namesIn(header ?? '', layout) : (layout.columns ?? [])
      const keys = columns.map(keyOf)
      const places = new Map(columnsRead(layout).map(name => [name, keys.indexOf(keyOf(name))]))
      const lacking = [...places].flatMap(([name, place]) => (place < 0 ? [name] : []))
      if (lacking.length > 0) return { ok: false, problem: lacks(lacking, columns, { code, at }) }
      const twice = [...places].find(([, place]) => keys.indexOf(keys[place] ?? '', place + 1) >= 0)
      if (hasHeader && twice !== undefined) return { ok: false, problem: namesTwice(twice[0], { code, at }) }
      const identity = identityKeys(layout).map(key => [key, keys.indexOf(key)] as const)
      const known = identity.filter(([, place]) => place >= 0)
      const lines = new CarrierLines(layout, { places, count: columns.length, identity: known, zone, units })
      const notes = hasHeader ? notesOn(columns, layout) : []
      return {
        ok: true,
        parse: line => lines.parse(line),
        passOver: bytes => lines.passOver(bytes),
        end: () => lines.problem(),
        notes: () => notes
      }
    }
  }
}

/** Fields of a line are other ones when they are cut in another way. */
function identityOf(layout: FileLayout): string {
  const { id, quote, separator } = layout
  if (id.length > 0) return `${id.length === 1 ? 'column' : 'columns'} ${id.map(keyOf).join(', ')}`
  const cut = `separated by ${JSON.stringify(separator)} and quoted by ${quote === '' ? 'nothing' : quote}`
  return `what columns ${identityKeys(layout).join(', ')} hold, ${cut}`
}

/** Of the columns that are read or listed, in an order that no file and no rule changes. Others may come and go. */
function identityKeys(layout: FileLayout): string[] {
  return [...new Set([...columnsRead(layout), ...(layout.columns ?? [])].map(keyOf))].sort()
}

function namesIn(header: string, layout: FileLayout): string[] {
  const fields = new FieldScanner(MOST_COLUMNS, layout)
  const count = fields.scan(header)
  return Array.from({ length: Math.max(count, 0) }, (_, index) => fields.text(index).trim())
}

function lacks(
  lacking: readonly string[],
  columns: readonly string[],
  { at, code }: { readonly code: string; readonly at: RuleRef }
): string {
  const named = lacking.map(name => {
    const meant = nearest(name, columns)
    return meant === undefined ? `\`${name}\`` : `\`${name}\` (is \`${meant}\` meant to be it?)`
  })
  const found = columns.length < 2 ? ': are its fields separated as the format says?' : ''
  return `the header has no column ${named.join(', ')}, which usage format ${code} reads (${formatPlace(at)})${found}`
}

/** Which of the two is meant nobody can tell, and the other one may name another customer. */
function namesTwice(name: string, { at, code }: { readonly code: string; readonly at: RuleRef }): string {
  return `the header names column \`${name}\` twice, which usage format ${code} reads (${formatPlace(at)}): have the file written with a name for each`
}

type Opened = Extract<OpenedUsageFile, { ok: true }>

/** Columns that the rules neither read nor list. */
function notesOn(columns: readonly string[], layout: FileLayout): ReturnType<NonNullable<Opened['notes']>> {
  const known = new Set([...columnsRead(layout), ...(layout.columns ?? [])].map(keyOf))
  const unread = new UnreadNames({ one: 'column', many: 'columns' }, [])
  for (const name of columns) if (!known.has(keyOf(name)) && name !== '') unread.add(name)
  return unread.notes()
}
