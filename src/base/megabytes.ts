/** "33 MB": of a size in bytes, in whole megabytes of 1,048,576, rounded up: what is over a limit is told as more than the limit. */
export const megabytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MB`;
