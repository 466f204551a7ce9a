/** By which columns are compared: without regard to capitals and to spaces around them. */
export function keyOf(column: string): string {
  return column.trim().toLowerCase()
}
