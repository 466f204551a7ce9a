// A plugin's format, of which nothing can stop an import: what it throws, or says that is no record, becomes a fault that names it.
import { thrownText } from '@farthing/rules-language'
import { bareText } from './lines/index.ts'
import type { OpenedUsageFile, ParsedLine, UsageFormat } from './usage-format.ts'

/** Opening fails with a problem; a line that fails is malformed (`plugin-fault`). Lines come to it as `bareText`. */
export function guardedFormat(format: UsageFormat, plugin: string): UsageFormat {
  const blame = (what: string): string => `the usage format ${format.code} of plugin ${plugin} ${what}`
  return {
    ...format,
    open(context) {
      try {
        const { header } = context
        const opened = format.open({ ...context, header: header === null ? null : bareText(header) })
        return opened.ok ? guardedFile(opened, blame) : opened
      } catch (thrown) {
        return { ok: false, problem: blame(`failed to open the file: ${thrownText(thrown)}`) }
      }
    }
  }
}

type Opened = Extract<OpenedUsageFile, { ok: true }>

function guardedFile(opened: Opened, blame: (what: string) => string): Opened {
  return {
    ok: true,
    parse(line) {
      try {
        const parsed = opened.parse(bareText(line))
        const fault = faultOf(parsed)
        return fault === null ? parsed : failed(blame(fault))
      } catch (thrown) {
        return failed(blame(`failed: ${thrownText(thrown)}`))
      }
    },
    end() {
      try {
        return opened.end?.() ?? null
      } catch (thrown) {
        return blame(`failed at the end of the file: ${thrownText(thrown)}`)
      }
    },
    notes() {
      try {
        return (opened.notes?.() ?? []).slice(0, MOST_NOTES).map(shown)
      } catch (thrown) {
        return [blame(`failed to say what it noted: ${thrownText(thrown)}`)]
      }
    }
  }
}

const MOST_NOTES = 50
const LONGEST_NOTE = 1000

/** Names from a file stand in notes: nothing that a terminal obeys or a database refuses. */
function shown(note: string): string {
  return note
    .slice(0, LONGEST_NOTE)
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, '\ufffd')
}

const OTHER_KINDS: ReadonlySet<string> = new Set<ParsedLine['kind']>(['filtered', 'malformed', 'piece', 'batch'])

/** What no table can hold, or is nothing that a format may say; null when it is sound. */
function faultOf(parsed: ParsedLine): string | null {
  if (parsed.kind === 'record') {
    const { startedAt, quantity, value } = parsed.record
    if (!Number.isSafeInteger(startedAt)) return `gave the start ${startedAt}, which is no whole number of milliseconds`
    if (!isCount(quantity)) return `gave the quantity ${quantity}, which is no whole number of ticks`
    return value === null || isCount(value) ? null : `gave the value ${value}, which is no whole number`
  }
  if (OTHER_KINDS.has(parsed.kind)) return null
  return 'gave something that is neither a record, nor filtered, malformed, a piece or a batch'
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function failed(detail: string): ParsedLine {
  return { kind: 'malformed', field: 'line', reason: 'plugin-fault', detail }
}
