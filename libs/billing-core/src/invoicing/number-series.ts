// Legal document numbers: one counter per series, written with its prefix.

/** 'INV' and 123 -> 'INV-000123'; longer numbers are written in full. */
export function documentNumber(series: string, sequence: number): string {
  return `${series}-${String(sequence).padStart(6, '0')}`
}
