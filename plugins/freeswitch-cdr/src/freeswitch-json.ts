// Call records as mod_json_cdr writes them: one JSON object a line, texts URL-encoded.
import { callRecord, decimalTicks, filtered, malformed, tickFault } from '@farthing/plugin-sdk'
import { type ParsedEvent, TICKS_PER_SECOND, type UsageFormat } from '@farthing/plugin-sdk'
import { unanswered } from './hangup-cause.ts'

export const freeswitchJson: UsageFormat = {
  code: 'freeswitch-json',
  title: 'FreeSWITCH call records (mod_json_cdr)',
  hasHeader: false,
  open: () => ({ ok: true, parse })
}

type JsonObject = Readonly<Record<string, unknown>>

function parse(line: string): ParsedEvent {
  if (line.trim() === '') return filtered('empty line')
  const call = objectOf(line)
  if (call === null) return malformed('line', 'not-json', line)
  const { variables } = call
  if (!isObject(variables)) return malformed('variables', 'missing', line)
  const id = textOf(variables['uuid'])
  if (id === '') return malformed('uuid', 'empty', '')
  if (isCalledLeg(variables, id)) return filtered('b-leg')
  const answer = textOf(variables['answer_epoch'])
  if (answer === '0') return unanswered(textOf(variables['hangup_cause']))
  return callOf(call, variables, { id, answer })
}

/** What the switch called because another leg asked for it: the same conversation, which that leg has a record of. */
function isCalledLeg(variables: JsonObject, id: string): boolean {
  if (textOf(variables['direction']) !== 'outbound') return false
  const origin = textOf(variables['originating_leg_uuid']) || textOf(variables['originator'])
  return origin !== '' && origin !== id
}

function callOf(call: JsonObject, variables: JsonObject, { id, answer }: { id: string; answer: string }): ParsedEvent {
  const profile = firstProfile(call['callflow'])
  const from = textOf(profile['caller_id_number'])
  const subscriber = textOf(variables['accountcode']) || from
  if (subscriber === '') return malformed('caller_id_number', 'empty', '')
  const to = textOf(profile['destination_number'])
  if (to === '') return malformed('destination_number', 'empty', '')
  const startedAt = decimalTicks(answer, TICKS_PER_SECOND)
  if (tickFault(startedAt) !== null) return malformed('answer_epoch', 'not-a-time', answer)
  const seconds = textOf(variables['billsec'])
  const quantity = decimalTicks(seconds, TICKS_PER_SECOND)
  const fault = tickFault(quantity)
  if (fault !== null) return malformed('billsec', fault, seconds)
  return callRecord({ id, subscriber, to, from, startedAt, quantity })
}

/** The newest entry of the call flow comes first; the one that the caller began with is the last. */
function firstProfile(callflow: unknown): JsonObject {
  const first: unknown = Array.isArray(callflow) ? callflow.at(-1) : null
  const profile = isObject(first) ? first['caller_profile'] : null
  return isObject(profile) ? profile : {}
}

function objectOf(line: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** '' when there is none; a text whose encoding is broken stays as it is. */
function textOf(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return ''
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
