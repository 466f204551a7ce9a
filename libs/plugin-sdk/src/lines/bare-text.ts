const BYTE_ORDER_MARK = 0xfeff
const CARRIAGE_RETURN = 13

/**
 * A line or paragraph as every format parses it and as it identifies itself, however its file was written: without a byte order
 * mark before it and carriage returns at the ends of its lines.
 */
export function bareText(text: string): string {
  const begin = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0
  const end = text.charCodeAt(text.length - 1) === CARRIAGE_RETURN ? text.length - 1 : text.length
  const bare = end - begin === text.length ? text : text.slice(begin, end)
  return bare.includes('\r\n') ? bare.replaceAll('\r\n', '\n') : bare
}
