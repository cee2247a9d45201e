/** Versions with which all of this was tried. */
export const requirements = `keras==3.15.1
numpy
optuna==5.0.0
ray[tune]==2.58.0
tensorflow==2.21.0
`;
