// What may a caller count on in an answer? Every list that the SDK's types do not promise.
export type Answered<Output, Members extends keyof Output = never> = Output & {
  readonly [Member in Members]-?: NonNullable<Output[Member]>
}
