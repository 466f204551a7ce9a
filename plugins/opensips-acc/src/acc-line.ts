// One line of a flat file -> its fields.
import { joinedId } from '@farthing/plugin-sdk'

export interface AccLine {
  readonly method: string
  readonly code: string
  /** Call id and both tags, in an order that does not depend on who hung up. */
  readonly dialog: string
  readonly time: string
  readonly caller: string
  readonly callee: string
}

const FIELDS_OF_BYE = 7
const FIELDS_OF_INVITE = 9

export type ReadAccLine =
  | { readonly ok: true; readonly line: AccLine }
  | { readonly ok: false; readonly field: string; readonly reason: string; readonly detail: string }

export function readAccLine(text: string): ReadAccLine {
  const fields = fieldsOf(text)
  const [method = '', fromTag = '', toTag = '', callid = '', code = '', , time = '', caller = '', callee = ''] = fields
  const needed = method === 'INVITE' ? FIELDS_OF_INVITE : FIELDS_OF_BYE
  if (fields.length < needed) return refused('line', 'too-few-fields', `${fields.length} of ${needed} fields`)
  if (!/^[A-Z]{1,20}$/.test(method)) return refused('method', 'unknown-method', method)
  if (callid === '') return refused('callid', 'empty', '')
  const tags = [fromTag, toTag].sort()
  return {
    ok: true,
    line: { method, code, dialog: joinedId([callid, ...tags]), time, caller: userOf(caller), callee: userOf(callee) }
  }
}

/** A backslash keeps the bar behind it. */
function fieldsOf(line: string): string[] {
  if (!line.includes('\\')) return line.split('|')
  return line.split(/(?<!\\)\|/).map(field => field.replaceAll(/\\(.)/g, '$1'))
}

/** The user of a SIP or tel URI; anything else as it is. */
function userOf(text: string): string {
  const uri = /^<?(?:sips?|tel):([^@;>]*)/i.exec(text)
  return uri === null ? text : (uri[1] ?? '')
}

function refused(field: string, reason: string, detail: string): ReadAccLine {
  return { ok: false, field, reason, detail }
}
