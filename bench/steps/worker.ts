// One contender in a worker of its own, so that no backend, kernel or heap is shared with another.
import { startBackend, type BackendChoice } from "./backends.js";
import { loadWorkload, type Contender, type Workload } from "./workload.js";

export type Request =
  | { readonly kind: "open"; readonly workload: Workload; readonly backend: BackendChoice; readonly model: "product" | "trainOnBatch" | "fit" }
  | { readonly kind: "steps"; readonly count: number }
  | { readonly kind: "where"; readonly count: number }
  | { readonly kind: "gemm" };

let contender: Contender | undefined;

async function answer(request: Request): Promise<unknown> {
  switch (request.kind) {
    case "open": {
      const about = await startBackend(request.backend);
      const workload = await loadWorkload(request.workload);
      contender = request.model === "product"
        ? (await import("./product-contender.js")).productContender(workload)
        : (await import("./layers-contender.js")).layersContender(workload, request.model);
      return { about: `${contender.about}; ${about}` };
    }
    case "steps": {
      if (!contender) throw new Error("steps: nothing is open");
      return contender.steps(request.count);
    }
    case "where": {
      if (!contender?.where) throw new Error("where: this contender does not say");
      return contender.where(request.count);
    }
    case "gemm": return (await import("./gemm.js")).measureGemm();
  }
}

self.addEventListener("message", ({ data }: MessageEvent<Request>) => {
  answer(data).then(
    (result) => self.postMessage({ result }, { transfer: [] }),
    (error: unknown) => self.postMessage({ error: error instanceof Error ? error.message : String(error) }, { transfer: [] }),
  );
});
