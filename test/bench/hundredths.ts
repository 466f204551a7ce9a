/** As figures are printed. */
export function hundredths(value: number): number {
  return Math.round(value * 100) / 100
}
