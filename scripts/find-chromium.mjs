// Finds a Chromium or Chrome without downloading one: environment, PATH, the usual places, what npm packages have put on disk.
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

const usualPlaces = {
  linux: ["/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome"].flatMap((folder) => ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"].map((name) => `${folder}/${name}`)),
  darwin: ["/Applications", `${homedir()}/Applications`].flatMap((folder) => ["Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium"].map((name) => `${folder}/${name}`)),
  win32: [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA].filter(Boolean).map((folder) => path.join(folder, "Google", "Chrome", "Application", "chrome.exe")),
};

function inPath() {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
  return (process.env.PATH ?? "").split(path.delimiter).flatMap((folder) => names.map((name) => path.join(folder, name)));
}

/** Browsers that Playwright or Puppeteer installed for this person earlier. */
function inCaches() {
  const found = [];
  for (const cache of [path.join(homedir(), ".cache/ms-playwright"), path.join(homedir(), "Library/Caches/ms-playwright"), path.join(homedir(), ".cache/puppeteer/chrome")]) {
    if (!existsSync(cache)) continue;
    for (const version of readdirSync(cache)) {
      for (const inner of ["chrome-linux/chrome", "chrome-linux64/chrome", "chrome-mac/Chromium.app/Contents/MacOS/Chromium", "chrome-win/chrome.exe"]) found.push(path.join(cache, version, inner));
    }
  }
  return found;
}

export const howToGetOne = "No Chromium or Chrome was found: install one (Debian and Ubuntu: apt-get install chromium; macOS: brew install --cask google-chrome) or set CHROMIUM_PATH to its program.";

/** @returns the program's path, or undefined when there is none */
export function findChromium() {
  const named = ["CHROMIUM_PATH", "CHROME_PATH", "PUPPETEER_EXECUTABLE_PATH"].map((name) => process.env[name]).filter(Boolean);
  return [...named, ...inPath(), ...(usualPlaces[process.platform] ?? []), ...inCaches()].find((file) => existsSync(file));
}

/** Flags for a headless browser that talks to nobody but the page under test. */
export const quietFlags = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-gpu"];
