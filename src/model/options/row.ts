// What does one line of an options table say?

export interface OptionRow<T> {
  readonly latest: T
  readonly '2023-06'?: T
  readonly rule: string
  readonly what: string
}
