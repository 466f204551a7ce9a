export const clone = 1
