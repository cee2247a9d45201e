import { expect } from "@open-wc/testing";
import type { Problem } from "../../src/base/problem.js";
import { ProblemError } from "../../src/data/dataset.js";

/** A whole message, in both languages. */
export type Message = readonly [en: string, pt: string];

/** One bad input: what it is, how it is given, and every word that a person then reads. A row of a table is all that a new one takes. */
export interface BadInput {
  /** Number in the list of bad inputs: "B067". */
  readonly id: `B${number}`;
  readonly what: string;
  /** Gives the input; resolves with what is said of it. */
  readonly give: () => Promise<readonly Message[]> | readonly Message[];
  /** Whole messages, in order. */
  readonly says: readonly Message[];
}

export const messagesOf = (problems: readonly Pick<Problem, "message">[]): readonly Message[] => problems.map(({ message }) => [message.en, message["pt-BR"]]);

/** What a refusal says; fails the test where nothing was refused. */
export async function refusalOf(act: () => unknown): Promise<readonly Message[]> {
  try {
    await act();
  } catch (error) {
    if (error instanceof ProblemError) return messagesOf(error.problems);
    throw error;
  }
  throw new Error("it was taken, and should have been refused");
}

/**
 * A suite of bad inputs. @param kept what must be as it was after each: compared before and after
 */
export function holdBadInputs(title: string, inputs: readonly BadInput[], kept: () => unknown = () => undefined): void {
  describe(title, () => {
    for (const { id, what, give, says } of inputs) {
      it(`${id}: ${what}`, async () => {
        const before = JSON.stringify(await kept());
        expect(await give()).to.deep.equal(says);
        expect(JSON.stringify(await kept())).to.equal(before);
        for (const words of says.flat()) expect(words).to.not.match(/(?<!")(?:undefined|NaN|\[object)/);
      });
    }
  });
}
