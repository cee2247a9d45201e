/** How much of a quality can be said: it decides which words may stand before it. */
export const degrees = [
  /** Comes in amounts, also where it is denied: "very noisy", "not very noisy". */
  "measured",
  /** Comes in amounts, yet nobody says "not very rude". */
  "felt",
  /** All or nothing: "absolutely superb", never "very superb". */
  "absolute",
] as const;
export type Degree = (typeof degrees)[number];

/** Adjectives by degree. */
export type Adjectives = Readonly<Record<Degree, readonly string[]>>;

/** What the same adjectives can be said of. */
export interface Aspect {
  /** Both hold as many words of each degree, so that no word beside the adjective gives the answer away. */
  readonly positive: Adjectives;
  readonly negative: Adjectives;
  /** Words of which no two can be said of one thing: nothing is "quiet but noisy". */
  readonly clashes: readonly (readonly string[])[];
  /** Forms of "to be" that suit it, by the name under which the language inflects them. */
  readonly copulas: readonly string[];
}

/** What one review is about: things with their aspects, and sentences around them that say nothing good or bad. */
export interface Domain {
  readonly topics: readonly { readonly aspect: Aspect; readonly subjects: readonly string[] }[];
  readonly openings: readonly string[];
  readonly endings: readonly string[];
}

/**
 * A sentence with places to fill: "{subject} {is} *not *{adjective}". An asterisk marks the words that decide the answer.
 * Places: subject, is (and others that the language inflects with it), intensifier, adjective; the second clause's end in 2.
 */
export type Template = string;

export interface Language {
  readonly domains: readonly Domain[];
  readonly plain: readonly Template[];
  readonly negation: readonly { readonly template: Template; readonly degrees: readonly Degree[] }[];
  /** One thing with two qualities, and two things with one each; the last counts. */
  readonly but: { readonly oneSubject: Template; readonly twoSubjects: Template };
  /** "" where there is none. */
  readonly intensifiers: Readonly<Record<Degree, readonly string[]>>;
  /** The copula as it stands with this subject, by place. */
  copula(name: string, subject: string): Readonly<Record<string, string>>;
  /** The adjective as it stands with this subject. */
  agree(adjective: string, subject: string): string;
}
