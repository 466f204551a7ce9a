// A plugin's format, of which nothing can stop an import: what it throws, or says that is no record, becomes a fault that names it.
import { thrownText } from '@farthing/rules-language'
import { bareText } from './lines/index.ts'
import { faulty, shown, soundParsed } from './sound-parsed.ts'
import type { OpenedUsageFile, UsageFormat } from './usage-format.ts'

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
        return soundParsed(opened.parse(bareText(line)), blame)
      } catch (thrown) {
        return faulty(blame(`failed: ${thrownText(thrown)}`))
      }
    },
    passOver(bytes) {
      try {
        opened.passOver?.(bytes)
      } catch {
        // it waits all the same, and what the format makes of the whole file is told at its end
      }
    },
    end() {
      try {
        const problem = opened.end?.() ?? null
        return problem === null ? null : shown(problem)
      } catch (thrown) {
        return blame(`failed at the end of the file: ${thrownText(thrown)}`)
      }
    },
    notes() {
      try {
        return (opened.notes?.() ?? []).slice(0, MOST_NOTES).map(note => shown(note.slice(0, LONGEST_NOTE)))
      } catch (thrown) {
        return [blame(`failed to say what it noted: ${thrownText(thrown)}`)]
      }
    }
  }
}

const MOST_NOTES = 50
const LONGEST_NOTE = 1000
