/** Loads a package that is installed in this folder. */
export const loadPeer = <T>(name: string): Promise<T> => import(name) as Promise<T>;
