/** Makes a call that happens at most once a frame, however often it is asked for; four times a second on a hidden page, which draws none and trains on. */
export function onceAFrame(tell: () => void): () => void {
  let isAsked = false;
  const run = (): void => {
    isAsked = false;
    tell();
  };
  return () => {
    if (isAsked) return;
    isAsked = true;
    if (document.hidden) setTimeout(run, 250);
    else requestAnimationFrame(run);
  };
}
