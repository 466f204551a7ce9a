// The two ways in which a command ends badly on purpose; anything else is a bug and says so.

/** The call is wrong: an unknown option, a missing file, a server that is not there. Exit code 2. */
export class CallProblem extends Error {}

/** The rules or the data are wrong, and the command has already shown where; the message may be empty. Exit code 1. */
export class FoundProblem extends Error {}

/** Ctrl+C, or a polite kill: what was begun was ended in order. Exit code 130. */
export class Interrupted extends Error {}
