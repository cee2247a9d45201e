/** As keras.src.utils.naming.to_snake_case: "GlobalMaxPooling1D" → "global_max_pooling1d", "InputLayer" → "input_layer". */
export const snakeCase = (className: string): string =>
  className.replace(/\W+/g, "").replace(/(.)([A-Z][a-z]+)/g, "$1_$2").replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
