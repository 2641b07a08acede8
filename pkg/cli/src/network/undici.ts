/** The part of undici that is used. Loaded apart: it is by far the largest part of the program. */
export { Agent, request } from 'undici';
