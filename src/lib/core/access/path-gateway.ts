// A page below `/ipfs/CID/` of a path gateway (specs.ipfs.tech/http-gateways/path-gateway) shares its origin, and with it all
// that a browser keeps for it, with every other site that anybody serves there. Subdomain gateways give each its own.

/** @param pathname of the page, as in `location.pathname` */
export const isOnPathGateway = (pathname: string): boolean => /^\/ip[fn]s\/[^/]+/.test(pathname);
