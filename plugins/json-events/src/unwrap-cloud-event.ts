// A CloudEvents 1.0 envelope -> the event that is its data.
import { joinedId } from '@farthing/plugin-sdk'
import { isInexact, isObject, type JsonObject, textOf } from './json-object.ts'

export type Unwrapped =
  | { readonly ok: true; readonly event: JsonObject }
  | { readonly ok: false; readonly field: string; readonly reason: string; readonly detail: string }

/** What has no `specversion` is no envelope, and is the event itself. */
export function unwrapped(value: JsonObject): Unwrapped {
  if (value['specversion'] === undefined) return { ok: true, event: value }
  const version = textOf(value['specversion'])
  if (version !== '1.0') return refused('specversion', 'unknown-version', version)
  const [id, source] = [textOf(value['id']), textOf(value['source'])]
  if (id === '') return refused('id', 'missing', '')
  if (isInexact(value['id'])) return refused('id', 'not-exact', id)
  if (source === '') return refused('source', 'missing', '')
  const { data } = value
  if (!isObject(data)) return refused('data', data === undefined ? 'missing' : 'not-an-object', '')
  return {
    ok: true,
    event: {
      ...data,
      id: joinedId([source, id], '#'),
      subscriber: data['subscriber'] ?? value['subject'],
      started_at: data['started_at'] ?? value['time']
    }
  }
}

function refused(field: string, reason: string, detail: string): Unwrapped {
  return { ok: false, field, reason, detail }
}
