import type * as TF from "@tensorflow/tfjs-core";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { convolutionShape, type ConvolutionAttributes } from "../../src/kernels/convolution-shape.js";
import { heapOf, sizeOf } from "../../src/kernels/heap.js";

/** The two missing kernels as a skilled user would write them in JavaScript: im2col and tfjs's own product, and a loop of sums. The honest baseline. */
export function plainJavaScriptKernels(tf: typeof TF): void {
  const product = tf.getKernel("BatchMatMul", "wasm").kernelFunc;
  tf.registerKernel({ kernelName: "UnsortedSegmentSum", backendName: "wasm", kernelFunc: ({ inputs, backend, attrs }) => {
    const heap = heapOf(backend);
    const x = inputs["x"]!;
    const segments = Number(attrs?.["numSegments"]);
    const width = sizeOf(x.shape.slice(1));
    const output = heap.output([segments, ...x.shape.slice(1)]);
    const sums = heap.float32(heap.pointer(output), segments * width);
    const rows = heap.float32(heap.pointer(x), sizeOf(x.shape));
    const ids = heap.int32(heap.pointer(inputs["segmentIds"]!), x.shape[0]!);
    sums.fill(0);
    for (let i = 0; i < ids.length; i++) for (let c = 0, to = ids[i]! * width, from = i * width; c < width; c++) sums[to + c]! += rows[from + c]!;
    return output;
  } });
  tf.registerKernel({ kernelName: "Conv2DBackpropFilter", backendName: "wasm", kernelFunc: ({ inputs, backend, attrs }) => {
    const heap = heapOf(backend);
    const x = inputs["x"]!;
    const dy = inputs["dy"]!;
    const given = attrs as unknown as ConvolutionAttributes & { readonly filterShape: number[] };
    const s = convolutionShape(tf, x.shape, given.filterShape, given)!;
    const terms = s.kernelWidth * s.channels;
    const columns = heap.output([1, s.batch * s.outWidth, terms]);
    const to = heap.float32(heap.pointer(columns), sizeOf(columns.shape));
    const from = heap.float32(heap.pointer(x), sizeOf(x.shape));
    for (let b = 0, p = 0; b < s.batch; b++) for (let t = 0; t < s.outWidth; t++, p += terms) to.set(from.subarray((b * s.width + t) * s.channels, (b * s.width + t) * s.channels + terms), p);
    const result = product({ inputs: { a: columns, b: { dataId: dy.dataId, shape: [1, s.batch * s.outWidth, s.filters], dtype: "float32" } }, backend, attrs: { transposeA: true, transposeB: false } }) as TensorInfo;
    heap.release(columns);
    return { dataId: result.dataId, shape: given.filterShape, dtype: "float32" };
  } });
}
