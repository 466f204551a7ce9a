// What the code of a plugin threw, in words for whoever has to mend it.

/** Where in the plugin, as its stack tells: file and line. */
const PLACE = /\bplugins\/[\w./-]+\.[jt]s:\d+/

/** 'TypeError: amount is not a bigint (plugins/levies/src/levy-statement.ts:14)'; the place as far as it is known. */
export function thrownText(thrown: unknown): string {
  if (!(thrown instanceof Error)) return `it threw ${String(thrown)}`
  const place = PLACE.exec(thrown.stack ?? '')?.[0]
  return `${thrown.name}: ${thrown.message}${place === undefined ? '' : ` (${place})`}`
}
