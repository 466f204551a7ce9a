// Flat files of the acc module: a call is its INVITE and its BYE.
import { callRecord, decimalTicks, filtered, malformed, tickFault } from '@farthing/plugin-sdk'
import { type ParsedLine, TICKS_PER_SECOND, type UsageFormat, ZonedTimes } from '@farthing/plugin-sdk'
import { type AccLine, readAccLine } from './acc-line.ts'

const ANSWERED = '200'
const PIECES = ['INVITE', 'BYE'] as const

export const opensipsAcc: UsageFormat = {
  code: 'opensips-acc',
  title: 'OpenSIPS accounting (flat files of acc)',
  hasHeader: false,
  remembers: true,
  open({ zone }) {
    const calls = new AccCalls(new ZonedTimes(zone))
    return { ok: true, parse: text => calls.parse(text) }
  }
}

class AccCalls {
  constructor(private readonly times: ZonedTimes) {}

  parse(text: string): ParsedLine {
    const [first = '', second] = text.split('\n')
    if (first.trim() === '') return filtered('empty line')
    const read = readAccLine(first)
    if (!read.ok) return malformed(read.field, read.reason, read.detail)
    if (second !== undefined) return this.call(read.line, second)
    const { code, method } = read.line
    if (method === 'BYE') return this.piece(read.line, 'no-invite', 'the INVITE of this call has not come')
    if (method !== 'INVITE') return filtered(method)
    if (code === ANSWERED) return this.piece(read.line, 'no-bye', 'the BYE of this call has not come')
    return /^[1-6]\d\d$/.test(code) ? filtered(`INVITE ${code}`) : malformed('sip_code', 'unknown-code', code)
  }

  private piece(line: AccLine, reason: string, detail: string): ParsedLine {
    if (Number.isNaN(this.instant(line.time)))
      return malformed('time', isCounted(line.time) ? 'not-a-time' : this.times.fault, line.time)
    if (line.method === 'INVITE' && line.caller === '') return malformed('caller', 'empty', '')
    if (line.method === 'INVITE' && line.callee === '') return malformed('callee', 'empty', '')
    const { dialog, method } = line
    return {
      kind: 'piece',
      piece: { of: dialog, name: method, all: PIECES },
      ...{ keep: 'first', spare: `${method} again`, reason, detail }
    }
  }

  private call(invite: AccLine, text: string): ParsedLine {
    const bye = readAccLine(text)
    if (!bye.ok) return malformed(bye.field, bye.reason, bye.detail)
    const startedAt = this.instant(invite.time)
    const endedAt = this.instant(bye.line.time, startedAt)
    if (endedAt < startedAt) return malformed('time', 'ends-before-it-begins', `${invite.time} to ${bye.line.time}`)
    const { caller, callee, dialog } = invite
    const quantity = endedAt - startedAt
    return callRecord({ id: dialog, subscriber: caller, to: callee, from: caller, startedAt, quantity })
  }

  /** NaN when the text is no time. */
  private instant(text: string, from?: number): number {
    if (!isCounted(text)) return this.times.instant(text, from)
    const ticks = decimalTicks(text, TICKS_PER_SECOND)
    return tickFault(ticks) === null ? ticks : Number.NaN
  }
}

/** Seconds since 1970. */
function isCounted(text: string): boolean {
  return /^\d+$/.test(text)
}
