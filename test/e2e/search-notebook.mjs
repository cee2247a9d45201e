// A notebook of one search on the Amazon sentences, in the place of the lesson on settings.

const literal = (value) => JSON.stringify(value).replace(/"(\w+)":/g, "$1:");
/** A network that trains in a moment. */
export const smallNetwork = { architecture: "atnet", sequenceLength: 12, vocabularySize: 300, embeddingSize: 8, batchSize: 64, maskPadding: true, denseUnits: 4 };

/** Opens it. @param settings literals of its hyperparameters cell and its sweep cell */
export async function showSearch(page, address, { hyperparameters = smallNetwork, sweep }) {
  const notebook = `<!doctype html>
<notebook>
  <title>A search</title>
  <script id="1" type="module">import {dataset, hyperparameters, sweep} from "../components/index.js";</script>
  <script id="2" type="module">const data = view(dataset({source: "amazon-sentences", seed: 7}));</script>
  <script id="3" type="module">const hp = view(hyperparameters(${literal(hyperparameters)}, {data}));</script>
  <script id="4" type="module">const found = view(sweep(${literal(sweep)}, {hp, data}));</script>
</notebook>`;
  await page.route("**/notebooks/settings.en.html*", (route) => route.fulfill({ contentType: "text/plain", body: notebook }));
  await page.goto(`${address}#/n/settings`);
  await page.locator("at-sweep").scrollIntoViewIfNeeded();
  await page.getByText("792 to learn from").waitFor();
}
