import { expect } from "@open-wc/testing";
import type { VersionHead } from "../../../src/notebook/store/database.js";
import { versionsBudget, versionsKept, versionsToDrop } from "../../../src/notebook/store/versions.js";

const head = (revision: number, savedAt: number, length = 10): VersionHead => ["a", revision, savedAt, length];
const minute = 60_000;

describe("versions to let go", () => {
  it("are none until there are too many", () => {
    expect(versionsToDrop([])).to.deep.equal([]);
    expect(versionsToDrop(Array.from({ length: versionsKept }, (_, i) => head(i, i)))).to.deep.equal([]);
  });
  it("P6: are never among the last twenty, nor the first", () => {
    const heads = Array.from({ length: 90 }, (_, i) => head(i, i * minute));
    const dropped = versionsToDrop(heads);
    expect(dropped.length).to.equal(40);
    expect(dropped.every((revision) => revision > 0 && revision < 70)).to.equal(true);
  });
  it("are those that stand closest behind another: a long pause keeps what came before it", () => {
    // An hour of work each second of which is a version, and one version of yesterday.
    const heads = [head(0, 0), head(1, 1000 * minute), ...Array.from({ length: 49 }, (_, i) => head(i + 2, 2000 * minute + i * 1000))];
    expect(versionsToDrop(heads)).to.deep.equal([3]);
  });
  it("are older ones of a large notebook before it takes more than its share, and at least three stay", () => {
    const third = versionsBudget / 3;
    const large = Array.from({ length: 6 }, (_, i) => head(i, i * minute, third));
    expect(6 - versionsToDrop(large).length).to.equal(3);
    expect(versionsToDrop(Array.from({ length: 4 }, (_, i) => head(i, i * minute, versionsBudget))).length).to.equal(1);
  });
  it("keep the order of revisions where the clock was set back", () => {
    const heads = Array.from({ length: 52 }, (_, i) => head(i, i < 26 ? i * minute : -i * minute));
    expect(versionsToDrop(heads).length).to.equal(2);
  });
});
