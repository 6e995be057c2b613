// A real OpenID provider beside the portal. In: the portal's address. Out: an issuer that lets in whoever names themselves,
// with the roles that the name has. Never: a password that means anything.
"use strict";

const { createServer } = require("node:http");

/// Words of the organisation, which the portal's own configuration turns into roles.
const ROLES = { "dpo-9": ["privacy"], "nobody-9": ["gardening"] };

/// Starts it on a port of this machine.
async function provide(portal, port) {
  // The package is of the other kind of module; this one is loaded by name all the same.
  const { Provider } = require("oidc-provider");
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "portal",
        client_secret: "a-secret-of-a-test",
        redirect_uris: [`${portal}/sign-in/oidc/callback`],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    claims: { openid: ["sub", "roles"] },
    conformIdTokenClaims: false,
    cookies: { keys: ["a key of a test"] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, roles: ROLES[id] ?? [] }) }),
    pkce: { required: () => true },
  });
  const asked = [];
  provider.use(async (context, next) => {
    asked.push(new URL(context.href));
    await next();
  });
  const server = createServer(provider.callback());
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  const close = () => {
    server.close();
    // A browser keeps its connections, and the test would wait for them.
    server.closeAllConnections();
  };
  return { issuer, asked, close };
}

module.exports = { provide };
