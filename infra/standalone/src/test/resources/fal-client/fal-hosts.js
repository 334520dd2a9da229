"use strict";
// Stands for a hosts file and for port 443, which a test can't have: connections to fal's hosts go to this machine and to the
// port that FAL_TLS_PORT names. All that is above the socket, names in certificates included, stays as it is.
const tls = require("node:tls");

const HOSTS = ["fal.run", "queue.fal.run", "rest.fal.ai", "rest.alpha.fal.ai"];
const connect = tls.connect;

tls.connect = (options, ...rest) =>
  HOSTS.includes(options.host) && Number(options.port ?? 443) === 443
    ? connect.call(tls, { ...options, host: "127.0.0.1", port: Number(process.env.FAL_TLS_PORT) }, ...rest)
    : connect.call(tls, options, ...rest);
