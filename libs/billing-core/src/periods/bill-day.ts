// The bill day is a wish, 1..31; in a shorter month it falls on the last day. It is never stored clamped.

/** Throws RangeError unless the bill day is a whole number of 1..31. */
export function checkBillDay(billDay: number): number {
  if (!Number.isInteger(billDay) || billDay < 1 || billDay > 31) {
    throw new RangeError(`a bill day is 1..31, not ${billDay}`)
  }
  return billDay
}

/** The bill day in that month: the 31st of February is its last day. */
export function dayInMonth(month: Temporal.PlainYearMonth, billDay: number): Temporal.PlainDate {
  return month.toPlainDate({ day: Math.min(checkBillDay(billDay), month.daysInMonth) })
}

/** The first bill date after the day. */
export function nextBillDate(billDay: number, after: Temporal.PlainDate): Temporal.PlainDate {
  const month = Temporal.PlainYearMonth.from(after)
  const here = dayInMonth(month, billDay)
  return Temporal.PlainDate.compare(here, after) > 0 ? here : dayInMonth(month.add({ months: 1 }), billDay)
}

/** The bill dates on or after `from` and before `until`. */
export function billDates(billDay: number, from: Temporal.PlainDate, until: Temporal.PlainDate): Temporal.PlainDate[] {
  const dates: Temporal.PlainDate[] = []
  let next = nextBillDate(billDay, from.subtract({ days: 1 }))
  while (Temporal.PlainDate.compare(next, until) < 0) {
    dates.push(next)
    next = nextBillDate(billDay, next)
  }
  return dates
}
