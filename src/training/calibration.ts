import { stepsPerEpoch } from "../data/batches.js";
import { architectures } from "../model/architectures/index.js";
import { openBackend, ways, type OpenBackend, type Standing, type Way } from "./backends.js";
import { rememberedCalibrations, type CalibrationMemory } from "./calibration-memory.js";
import { agree, measureSteps, type Measured, type ToTrain } from "./measure-steps.js";
import type { BackendName, Calibration, Precision, Trial } from "./run.js";
import { shapeClass } from "./shape-class.js";

/** Milliseconds of steps on each way to compute. */
const budget = 500;
/** Milliseconds of steps that tell whether a search is worth it. */
const glance = 100;
/** A run that the processor ends within this many milliseconds gains nothing from a search, which takes a second or two. */
const worthASearch = 5000;

interface Search {
  readonly precision?: Precision;
  /** 0 for as many as suit this computer. */
  readonly threads?: number;
  /** What is to be trained, asked for where it decides; without it the processor computes. */
  readonly subject?: (() => Promise<ToTrain>) | undefined;
  /** Asked for by a person: every card is tried, whatever the run would take. */
  readonly isWanted?: boolean;
  readonly among?: readonly Way[];
  readonly memory?: CalibrationMemory;
}
type Chosen = OpenBackend & Required<Pick<OpenBackend, "calibration">>;

/**
 * Chooses what computes a training and starts it. Where no graphics card could win (none, or one that is emulated by the processor) this is WebAssembly at once,
 * and no other way's code is loaded. Otherwise some steps of the very network decide, unless they were measured before or the processor is done in seconds.
 * A card must compute what the processor computes, or it is not taken.
 * @throws ProblemError when nothing computes here, or when the settings do not fit
 */
export async function chooseBackend({ precision = "equal", threads = 0, subject: subjectOf, isWanted = false, among = ways, memory = rememberedCalibrations }: Search = {}): Promise<Chosen> {
  const standings = await Promise.all(among.map(async (way) => [way, await way.standing()] as const));
  const cards = standings.flatMap(([way, standing]) => (way.isCard && standing === "present" ? [way] : []));
  const processor = (): Promise<OpenBackend> => openBackend("auto", { precision, threads }, among);
  const without = (of: OpenBackend, reason: Calibration["reason"], own?: Measured): Chosen =>
    ({ ...of, calibration: { chosen: of.name, reason, trials: standings.map(([{ name }, standing]) => (own && name === of.name ? measured(name, own) : untried(name, standing))) } });
  if (!subjectOf || cards.length === 0) return without(await processor(), "only");

  const subject = await subjectOf();
  // Learning from all examples at once is the processor's own work.
  if (architectures.get(subject.settings.architecture)?.learnsAtOnce) return without(await processor(), "only");
  const key = `${shapeClass(subject).key} ${standings.map(([{ name }, standing]) => `${name}:${standing}`).join(" ")} ${precision} ${threads}`;
  const known = isWanted ? undefined : await memory.recall(key);
  const remembered = known && await openBackend(known.chosen, { precision, threads }, among).catch(() => undefined);
  if (remembered) return { ...remembered, calibration: known };

  const base = await processor();
  const own = await measureSteps(base.tf, subject, isWanted ? budget : glance);
  const { settings, prepared } = subject;
  const steps = settings.epochs * stepsPerEpoch(prepared.split.train.length, Number(settings.hyperparameters["batchSize"] ?? prepared.split.train.length));
  if (!isWanted && own.stepMilliseconds * steps < worthASearch) return without(base, "quick", own);

  const tryOut = async (name: BackendName): Promise<Trial> => {
    try {
      const { tf } = await openBackend(name, { precision, threads }, among);
      const one = await measureSteps(tf, subject, budget);
      return agree(one, own) ? measured(name, one) : { backend: name, outcome: "wrong" };
    } catch (error) {
      return { backend: name, outcome: "failed", why: error instanceof Error ? error.message : String(error) };
    }
  };
  const trials = new Map<BackendName, Trial>([[base.name, measured(base.name, own)]]);
  for (const { name } of cards) trials.set(name, await tryOut(name));
  const chosen = [...trials.values()].reduce((best, one) => ((one.stepMilliseconds ?? Infinity) < best.stepMilliseconds! ? one : best)).backend;
  const calibration: Calibration = { chosen, reason: "fastest", trials: standings.map(([{ name }, standing]) => trials.get(name) ?? untried(name, standing)) };
  void memory.keep(key, calibration);
  return { ...await openBackend(chosen, { precision, threads }, among), calibration };
}

const measured = (backend: BackendName, { stepMilliseconds }: Measured): Trial => ({ backend, outcome: "measured", stepMilliseconds });
const untried = (backend: BackendName, standing: Standing): Trial => ({ backend, outcome: standing === "present" ? "untried" : standing });
