import { fieldsId } from '@farthing/plugin-sdk'

/** By which columns are compared: without regard to capitals and to spaces around them. */
export function keyOf(column: string): string {
  return column.trim().toLowerCase()
}

/** Id of a line that has none: what its columns hold, wherever they stand. One that is empty might as well be missing. */
export function columnsId(
  columns: readonly (readonly [key: string, place: number])[],
  textAt: (place: number) => string
): string {
  return fieldsId(
    columns.flatMap(([key, place]) => {
      const text = textAt(place).trim()
      return text === '' ? [] : [key, text]
    })
  )
}
