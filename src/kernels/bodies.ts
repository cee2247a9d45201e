import { maskAndSum } from "./biased-convolution.js";
import type { Body } from "./body.js";
import { directConvolution } from "./convolution.js";
import { directFilterGradient, filterGradientWithWinograd } from "./convolution-filter-gradient.js";
import { directInputGradient } from "./convolution-input-gradient.js";
import { attendHeads, attendHeadsBack } from "./dot-attention.js";
import { productsOfBatch, rowsOfProduct, termsOfProduct } from "./matrix-product.js";
import { adamUpdate } from "./ops/fused-adam.js";
import { partialSum } from "./partials.js";
import { normalizeRows, normalizeRowsBack, softmaxGradientRows } from "./row-normalization.js";
import { scoreSamples, scoreSamplesBack } from "./scored-attention.js";
import { tokenLookUp, tokenProducts } from "./token-convolution.js";
import { tokenGradient, tokenMask } from "./token-convolution-gradient.js";
import { convolutionByWinograd } from "./winograd.js";

/** The bodies that threads know; they name one by its place here. */
export const bodies: readonly Body[] = [
  directConvolution, convolutionByWinograd, directFilterGradient, filterGradientWithWinograd, directInputGradient, maskAndSum,
  tokenProducts, tokenLookUp, tokenMask, tokenGradient, scoreSamples, scoreSamplesBack,
  rowsOfProduct, termsOfProduct, productsOfBatch, attendHeads, attendHeadsBack,
  normalizeRows, normalizeRowsBack, softmaxGradientRows, adamUpdate, partialSum,
];
