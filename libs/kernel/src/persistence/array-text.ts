// Arrays as PostgreSQL reads them in text: statements of many rows are little else, and many rows of them are JSON.

/** A control character, half of a surrogate pair, or what lies beyond: JSON writes some of these otherwise than PostgreSQL. */
const BEYOND = /[^\x20-\ud7ff]/

/** `{"1","two","t,hree",NULL}`. Bytes are written in hex, numbers in digits. */
export function arrayText(values: readonly unknown[]): string {
  return values.length > 0 && values.every(isPlain)
    ? `{"${values.join('","')}"}`
    : `{${values.map(elementText).join(',')}}`
}

/** Most are: ids, numbers, instants, names. */
function isPlain(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && !value.includes('"') && !value.includes('\\'))
}

/** JSON texts one behind the other, and the SQL that takes them apart. No JSON has this character as it is; an array would put strokes before each quote. */
const BETWEEN = '\x1f'

export function jsonTexts(values: readonly string[]): string {
  return values.join(BETWEEN)
}

export function jsonTextsSql(place: string): string {
  return `string_to_array(${place}, e'\\x1f')::json[]`
}

function elementText(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (Array.isArray(value)) return arrayText(value)
  if (Buffer.isBuffer(value)) return `"\\\\x${value.toString('hex')}"`
  const text = String(value)
  if (!text.includes('"') && !text.includes('\\')) return `"${text}"`
  // JSON puts the same strokes before the same characters, and does it at once
  return BEYOND.test(text) ? `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : JSON.stringify(text)
}
