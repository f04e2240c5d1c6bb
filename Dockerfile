# The almanac for a server: docs/running.md says how to use it.
FROM node:24-slim AS packages
WORKDIR /almanac
COPY package.json package-lock.json .npmrc ./
# What only tests need stays out, and so does the Node that the project brings for machines without one.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/node-linux-* node_modules/node-darwin-* node_modules/node-win-* node_modules/.bin/node

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /almanac
COPY --from=packages /almanac/node_modules ./node_modules
COPY package.json package-lock.json LICENSE ./
COPY content ./content
COPY docs/method.md ./docs/method.md
COPY src ./src
# Only the data folder can be written to.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
# Whether the process answers. Without its database it still serves the guide, so that is no reason to end it.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/server.ts"]
