// What a block may say in two ways, it says once: of `from ... until DATE` and `until DATE`, and of two zonings, one would be ignored.
import type { Match } from '../signature/match.ts'
import { childOf, headSpot, slotSpot } from '../vocabulary/match-parts.ts'
import {
  fromStatement,
  oneZoneStatement,
  untilStatement,
  zoneByNumberStatement
} from '../vocabulary/tariff-statements.ts'
import { related, type Report } from './report.ts'

/** Of the blocks of these statements, and of the blocks within them. */
export function checkOnce(matches: readonly Match[], report: Report): void {
  const waiting = [...matches]
  for (let match = waiting.pop(); match; match = waiting.pop()) {
    if (match.children.length === 0) continue
    checkUntil(match, report)
    checkZoning(match, report)
    for (const child of match.children) waiting.push(child)
  }
}

function checkUntil(match: Match, report: Report): void {
  const [from, until] = [childOf(match, fromStatement), childOf(match, untilStatement)]
  if (from?.slots.until === undefined || until === undefined) return
  const message = `this block says twice until when it holds: ${from.slots.until} and ${until.slots.until}`
  report.errorOfNew(headSpot(until), 'R0620', message, {
    related: [related('the other one is here', slotSpot(from, 'until'))]
  })
}

function checkZoning(match: Match, report: Report): void {
  const [by, one] = [childOf(match, zoneByNumberStatement), childOf(match, oneZoneStatement)]
  if (by === undefined || one === undefined) return
  const message = `this tariff finds zones in tables, and has every event in the one zone ${one.slots.zone}: only one can hold`
  report.errorOfNew(headSpot(one), 'R0620', message, { related: [related('the tables are named here', headSpot(by))] })
}
