/** Rows in columns, the last one to the right; ends with a newline. */
export function table(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(0, ...rows.map(({ length }) => length))
  const widths = Array.from({ length: columns }, (_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  return rows
    .map(row =>
      row.map((cell, column) =>
        column === columns - 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)
      )
    )
    .map(cells => `${cells.join('  ').trimEnd()}\n`)
    .join('')
}
