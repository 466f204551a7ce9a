// A zone that the IANA data base does not have, with the one that was meant.
import { nearest } from '../diagnostics/nearest.ts'
import { quoted } from '../diagnostics/wording.ts'
import type { Spot } from '../vocabulary/declarations.ts'
import type { Report } from './report.ts'

const SOME = ['"Australia/Melbourne"', '"Europe/Berlin"', '"UTC"']

export function reportZone(report: Report, spot: Spot, zone: string): void {
  report.add(spot, 'error', 'R0102', () => {
    const meant = nearest(zone, Intl.supportedValuesOf('timeZone'))
    return {
      message: `${quoted(zone)} is not a zone of the IANA data base`,
      ...(meant === undefined ? { expected: SOME } : { nearest: quoted(meant), expected: [quoted(meant)] })
    }
  })
}
