// Runs in the measured page before anything of ours: tells when the first row was painted, and moves
// the grid one frame at a time, noting how long each frame took.

const GRID = '[role=grid]';
/** The first row under the header, once it has content: a placeholder has no name. */
const FIRST_ROW = `${GRID} [role=row][aria-rowindex="2"][aria-label]`;
/** The golden ratio's fraction: its multiples spread evenly and look random. */
const SPREAD = 0.618034;

/** Milliseconds since 1970 by the page's clock when the frame with the first row was on its way. */
const firstRow = new Promise((resolve) => {
  const look = () => {
    if (document.querySelector(FIRST_ROW) === null) requestAnimationFrame(look);
    // The next frame begins only after this one was painted.
    else requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
  };
  requestAnimationFrame(look);
});

/** Does `move` in each of `count` frames; answers the milliseconds between them. */
function frames(count, move) {
  const grid = document.querySelector(GRID);
  return new Promise((resolve) => {
    const deltas = [];
    let last = null;
    const step = (now) => {
      if (last !== null) deltas.push(now - last);
      last = now;
      if (deltas.length === count) {
        resolve(deltas);
        return;
      }
      move(grid, deltas.length);
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
}

/** A wheel turned by `pixels` in every frame. */
function scroll(count, pixels) {
  return frames(count, (grid) =>
    grid.dispatchEvent(
      new WheelEvent('wheel', { deltaY: pixels, cancelable: true, bubbles: true }),
    ),
  );
}

let jumps = 0;

/** The scrollbar's thumb put somewhere else every `every` frames, so that rows arrive in between. */
function jump(count, every) {
  return frames(count, (grid, frame) => {
    if (frame % every !== 0) return;
    jumps += 1;
    grid.scrollTop = ((jumps * SPREAD) % 1) * (grid.scrollHeight - grid.clientHeight);
  });
}

globalThis.consoleBench = { firstRow, scroll, jump };
