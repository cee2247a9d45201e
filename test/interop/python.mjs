// The Pythons in which exported files are opened: environments of their own under build/, each made once.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const here = path.dirname(fileURLToPath(import.meta.url));
const run = promisify(execFile);
/** @returns the program, and why there is none where there is none */
export const interopPython = () => made("interop-python", "requirements.txt");
/** The one for searches; it takes what the machine's own Python has. */
export const searchPython = () => made("search-python", "search-requirements.txt", "--system-site-packages");

async function made(name, requirements, ...how) {
  const environment = path.resolve(here, "../../build", name);
  const wanted = await readFile(path.join(here, requirements), "utf8");
  const program = path.join(environment, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  const stamp = path.join(environment, "requirements.sha256");
  const hash = createHash("sha256").update(wanted).digest("hex");
  if (existsSync(stamp) && (await readFile(stamp, "utf8")) === hash) return { program };
  try {
    await mkdir(path.dirname(environment), { recursive: true });
    await run("python3", ["-m", "venv", "--clear", ...how, environment]);
    await run(program, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", path.join(here, requirements)], { env: { ...process.env, PIP_RETRIES: "0" }, maxBuffer: 1 << 26 });
    await writeFile(stamp, hash);
    return { program };
  } catch (error) {
    return { missing: `no Python with ${wanted.trim().split("\n").join(", ")}: ${String(error.stderr || error.message).trim().split("\n").at(-1)}` };
  }
}

/** Runs a program of this folder. @returns what it printed */
export async function python(program, file, ...args) {
  const { stdout } = await run(program, [path.join(here, file), ...args], { maxBuffer: 1 << 26, env: { ...process.env, KERAS_BACKEND: "tensorflow", CUDA_VISIBLE_DEVICES: "-1" } });
  return stdout;
}
