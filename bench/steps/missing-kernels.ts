import type * as TF from "@tensorflow/tfjs-core";
import type { DataType, TensorInfo } from "@tensorflow/tfjs-core";

/** What tfjs's wasm backend offers to those who write kernels for it. */
interface Wasm {
  makeOutput(shape: readonly number[], dtype: DataType): TensorInfo;
  typedArrayFromHeap(tensor: TensorInfo): Float32Array | Int32Array;
  disposeData(dataId: object): boolean;
}
interface FilterGradientAttributes {
  readonly strides: number | [number, number];
  readonly pad: "same" | "valid" | number;
  readonly filterShape: [number, number, number, number];
  readonly dataFormat: "NHWC" | "NCHW";
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/**
 * The honest baseline: the two kernels that training lacks on tfjs's wasm backend, as a skilled user writes them in JavaScript:
 * a loop of sums, and im2col with tfjs's own matrix product. Independent of our kernels on purpose.
 */
export function registerMissingKernels(tf: typeof TF): void {
  const multiply = tf.getKernel("BatchMatMul", "wasm").kernelFunc;
  tf.registerKernel({ kernelName: "UnsortedSegmentSum", backendName: "wasm", kernelFunc: ({ inputs, backend, attrs }) => {
    const wasm = backend as Wasm;
    const [x, segmentIds] = [inputs["x"]!, inputs["segmentIds"]!];
    const axes = x.shape.slice(segmentIds.shape.length);
    const width = tf.util.sizeFromShape(axes);
    const output = wasm.makeOutput([Number(attrs?.["numSegments"]), ...axes], "float32");
    const sums = wasm.typedArrayFromHeap(output).fill(0);
    const rows = wasm.typedArrayFromHeap(x);
    const ids = wasm.typedArrayFromHeap(segmentIds);
    for (let i = 0; i < ids.length; i++) {
      const to = ids[i]! * width;
      const from = i * width;
      for (let c = 0; c < width; c++) sums[to + c]! += rows[from + c]!;
    }
    return output;
  } });
  tf.registerKernel({ kernelName: "Conv2DBackpropFilter", backendName: "wasm", kernelFunc: ({ inputs, backend, attrs }) => {
    const wasm = backend as Wasm;
    const [x, dy] = [inputs["x"]!, inputs["dy"]!];
    const { strides, pad, filterShape, dataFormat, dimRoundingMode } = attrs as unknown as FilterGradientAttributes;
    const s = tf.backend_util.computeConv2DInfo(x.shape as [number, number, number, number], filterShape, strides, 1, pad, dimRoundingMode, false, tf.backend_util.convertConv2DDataFormat(dataFormat));
    const channels = s.inChannels;
    const terms = s.filterHeight * s.filterWidth * channels;
    const rows = s.batchSize * s.outHeight * s.outWidth;
    const columns = wasm.makeOutput([1, rows, terms], "float32");
    const to = wasm.typedArrayFromHeap(columns);
    const from = wasm.typedArrayFromHeap(x);
    let at = 0;
    for (let b = 0; b < s.batchSize; b++) for (let oy = 0; oy < s.outHeight; oy++) for (let ox = 0; ox < s.outWidth; ox++) {
      for (let ky = 0; ky < s.filterHeight; ky++) for (let kx = 0; kx < s.filterWidth; kx++, at += channels) {
        const iy = oy * s.strideHeight + ky - s.padInfo.top;
        const ix = ox * s.strideWidth + kx - s.padInfo.left;
        if (iy < 0 || iy >= s.inHeight || ix < 0 || ix >= s.inWidth) to.fill(0, at, at + channels);
        else {
          const start = ((b * s.inHeight + iy) * s.inWidth + ix) * channels;
          to.set(from.subarray(start, start + channels), at);
        }
      }
    }
    const result = multiply({
      inputs: { a: columns, b: { dataId: dy.dataId, shape: [1, rows, s.outChannels], dtype: "float32" } },
      backend, attrs: { transposeA: true, transposeB: false },
    }) as TensorInfo;
    wasm.disposeData(columns.dataId);
    return { dataId: result.dataId, shape: filterShape, dtype: "float32" };
  } });
}
