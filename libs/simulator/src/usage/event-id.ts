// The name under which one event is known for ever, whatever file brings it.
import { bareText, type EventPiece, hashHex } from '@farthing/plugin-sdk'

const LONGEST_SOURCE_ID = 100

/** `asterisk:1772406000.42`; where the source gives no id (or an absurdly long one), a hash of the line or of the id. */
export function eventId(format: string, sourceId: string, line: string): string {
  if (sourceId === '') return `${format}:#${hashHex(bareText(line))}`
  return sourceId.length > LONGEST_SOURCE_ID ? `${format}:~${hashHex(sourceId)}` : `${format}:${sourceId}`
}

/** Under which a piece of an event waits for the others: its own name, so that all of them can wait. */
export function pieceId(format: string, { of }: EventPiece, name: string): string {
  return eventId(format, `${of}#${name}`, '')
}

/** Of a line that could not be read: under which it waits, and the event whose rating would make it a duplicate. */
export function unreadId(
  format: string,
  line: string,
  piece: EventPiece | undefined
): { readonly event: string; readonly whole: string } {
  if (piece !== undefined) return { event: pieceId(format, piece, piece.name), whole: eventId(format, piece.of, '') }
  const event = eventId(format, '', line)
  return { event, whole: event }
}
