import { css } from "lit";

/** The field above a list that is searched by typing. */
export const searchField = css`
  input {
    font: inherit; color: inherit; width: 100%; min-width: 0; min-height: 2.4rem; padding: 0.3rem 0.7rem; background: var(--at-ground);
    border: 1px solid var(--at-line-strong); border-radius: var(--at-radius);
  }
  @media (pointer: coarse) { input { min-height: var(--at-target); } }
`;
