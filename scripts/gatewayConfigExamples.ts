/**
 * What stands beside the tables of docs/gateway-configuration.md: for each key at the top, each kind of adapter and each
 * kind of channel. Every one is read by the gateway in tests/gatewayConfiguration.test.ts, and every key stands in one.
 */
export const CONFIG_EXAMPLES: Readonly<Record<string, string>> = {
  listen: `
listen: { host: 0.0.0.0, port: 8686 }
`,
  publicUrl: `
publicUrl: https://release-risk.example.com
`,
  trustedProxies: `
trustedProxies: [10.0.0.0/8, 192.0.2.7]
`,
  log: `
log: { level: info }
`,
  store: `
store:
  sqlite: { file: /var/lib/release-risk/gateway.db }
---
store:
  postgres:
    url: { file: /run/secrets/postgres-url }
    connections: 10
`,
  workers: `
workers: 8
`,
  grafana: `
grafana:
  url: http://grafana.monitoring.svc:3000
  publicUrl: https://grafana.example.com
  token: { file: /run/secrets/grafana-token }
  orgId: 1
  reconcile: 30s
`,
  models: `
models: grafana
---
models:
  - file: models/shop.yaml
`,
  evaluate: `
evaluate:
  through: grafana
  datasources:
    shop: { metrics: prometheus-uid, logs: loki-uid }
---
evaluate:
  through: servers
  datasources:
    metrics:
      type: prometheus
      url: https://prometheus.example.com
      auth:
        basic: { username: release-risk, passwordFile: /run/secrets/prometheus-password }
      tenant: shop
      tls: { ca: /etc/ssl/own-ca.pem, cert: /etc/ssl/client.pem, key: /etc/ssl/client.key }
      timeout: 10s
      concurrency: 8
      method: POST
    older:
      url: https://thanos.example.com
      auth:
        basic: { usernameEnv: THANOS_USER, passwordEnv: THANOS_PASSWORD }
    logs:
      type: loki
      url: https://loki.example.com
      auth:
        bearer: { tokenEnv: LOKI_TOKEN }
      headers: { X-Team: shop }
      headersEnv: { X-Key: LOKI_KEY }
      headersFile: { X-Other-Key: /run/secrets/loki-key }
    archive:
      type: loki
      url: https://archive.example.com
      auth:
        bearer: { tokenFile: /run/secrets/archive-token }
`,
  alerts: `
alerts:
  grafana:
    secrets: [{ file: /run/secrets/alert-secret }, { file: /run/secrets/next-alert-secret }]
  alertmanagers:
    - url: https://alertmanager.example.com
      token: { file: /run/secrets/alertmanager-token }
`,
  tokens: `
tokens:
  - name: pipelines
    secret: { file: /run/secrets/pipeline-token }
    scopes: [pipeline, read]
  - name: boris
    secret: { file: /run/secrets/boris-token }
    scopes: [person]
    knownAs: [boris@example.com]
`,
  people: `
people:
  grafana:
    proxySecrets: [{ file: /run/secrets/proxy-secret }]
    namespace: default
    issuer: https://grafana.example.com
    deciders:
      ids: ['grafana:7']
      roles: [Admin]
  slack:
    signingSecrets: [{ file: /run/secrets/slack-signing-secret }]
    users:
      U0123456789: { name: anna, knownAs: [anna@example.com] }
`,
  egress: `
egress:
  allow: [api.github.com, slack.com, '*.example.com:8443', 'http://jenkins.internal:8080']
  allowPrivate: [10.0.0.0/8, jenkins.internal]
  ca: [/etc/ssl/own-ca.pem]
  connectTimeout: 5
  headersTimeout: 15
  bodyTimeout: 15
  totalTimeout: 30
  maxBodyBytes: 4000000
`,
  commands: `
commands:
  allowed: [/opt/shop/roll-back]
  stateDirectory: /var/lib/release-risk/commands
`,
  releases: `
releases:
  - name: shop
    match: { service: shop, environment: production }
    mode: ask
    steps:
      - { id: code, kind: code, adapter: deploy, callTimeout: 1m, timeout: 15m }
    approvalExpires: 1h
    recoveryTimeout: 15m
    quorum: { label: tenant, share: 0.3 }
`,
  notify: `
notify:
  ask: [team]
  started: [team]
  ended: [team]
  trouble: [team]
  state: [team]
`,
  escalation: `
escalation:
  - { after: 0s, channels: [team] }
  - { after: 5m, channels: [team] }
`,
  retention: `
retention: { deliveries: 7d, rollbacks: 400d }
`,
  'adapters github': `
adapters:
  deploy:
    kind: github
    url: https://api.github.com
    owner: example
    repo: shop
    token: { file: /run/secrets/github-token }
    workflow: rollback.yaml
    ref: main
    inputs: [correlation_id, target_version, target_sha, bad_version, service, reason]
    fixedInputs: { region: eu }
    mostInputs: 25
    searchable: true
    environment: production
    deployments: false
`,
  'adapters gitlab': `
adapters:
  deploy:
    kind: gitlab
    url: https://gitlab.example.com
    project: shop/lead-bot
    token: { file: /run/secrets/gitlab-token }
    way: pipeline
    ref: main
    triggerToken: { file: /run/secrets/gitlab-trigger-token }
    variablePrefix: ROLLBACK_
    fixedVariables: { REGION: eu }
    environment: production
`,
  'adapters jenkins': `
adapters:
  deploy:
    kind: jenkins
    url: https://jenkins.example.com
    job: shop/rollback
    user: release-risk
    token: { file: /run/secrets/jenkins-token }
    fixedParameters: { REGION: eu }
    builds: 200
`,
  'adapters argocd': `
adapters:
  deploy:
    kind: argocd
    url: https://argocd.example.com
    token: { file: /run/secrets/argocd-token }
    application: shop
    appNamespace: argocd
    project: shop
    prune: false
    version: { by: targetRevision, prefix: v, source: 0 }
  charts:
    kind: argocd
    url: https://argocd.example.com
    token: { file: /run/secrets/argocd-token }
    application: shop-charts
    version: { by: helmParameter, parameter: image.tag }
  images:
    kind: argocd
    url: https://argocd.example.com
    token: { file: /run/secrets/argocd-token }
    application: shop-images
    version: { by: kustomizeImage, image: registry.example.com/shop }
`,
  'adapters argoRollouts': `
adapters:
  deploy:
    kind: argoRollouts
    url: https://kubernetes.default.svc
    token: { file: /var/run/secrets/kubernetes.io/serviceaccount/token }
    namespace: shop
    version: { by: label, label: app.kubernetes.io/version }
    rollout: lead-bot
  images:
    kind: argoRollouts
    url: https://kubernetes.default.svc
    token: { file: /var/run/secrets/kubernetes.io/serviceaccount/token }
    namespace: shop
    version: { by: imageTag, container: bot, prefix: v }
    rollout: lead-api
  annotated:
    kind: argoRollouts
    url: https://kubernetes.default.svc
    token: { file: /var/run/secrets/kubernetes.io/serviceaccount/token }
    namespace: shop
    version: { by: annotation, annotation: example.com/version }
    rollout: lead-sync
`,
  'adapters kubernetes': `
adapters:
  deploy:
    kind: kubernetes
    url: https://kubernetes.default.svc
    # Renewed by the kubelet, and read anew for every call.
    token: { file: /var/run/secrets/kubernetes.io/serviceaccount/token }
    namespace: shop
    version: { by: imageTag, container: bot, prefix: v }
    deployment: lead-bot
  labelled:
    kind: kubernetes
    url: https://kubernetes.default.svc
    token: { file: /var/run/secrets/kubernetes.io/serviceaccount/token }
    namespace: shop
    version: { by: label, label: app.kubernetes.io/version }
    deployment: lead-api
  annotated:
    kind: kubernetes
    url: https://kubernetes.default.svc
    token: { file: /var/run/secrets/kubernetes.io/serviceaccount/token }
    namespace: shop
    version: { by: annotation, annotation: example.com/version }
    deployment: lead-sync
`,
  'adapters sqlMigration': `
adapters:
  deploy:
    kind: sqlMigration
    connection: { file: /run/secrets/migrations-url }
    directory: /srv/shop/migrations
    table:
      schema: public
      name: schema_migrations
      version: version
      release: release
      order: applied_at
    lockTimeoutSeconds: 5
    statementTimeoutSeconds: 20
`,
  'adapters webhook': `
adapters:
  deploy:
    kind: webhook
    url: https://deploy.example.com/rollbacks
    secret: { file: /run/secrets/deploy-secret }
    otherSecret: { file: /run/secrets/next-deploy-secret }
    token: { file: /run/secrets/deploy-token }
    idempotent: true
    statusUrl: https://deploy.example.com/rollbacks/{correlationId}
    verifyUrl: https://deploy.example.com/live
`,
  'adapters command': `
commands:
  allowed: [/opt/shop/roll-back]
  stateDirectory: /var/lib/release-risk/commands
adapters:
  deploy:
    kind: command
    command: /opt/shop/roll-back
    workingDirectory: /opt/shop
    environment: { REGION: eu }
    passEnvironment: [PATH]
    secrets:
      SHOP_TOKEN: { file: /run/secrets/shop-token }
    timeoutSeconds: 600
    killAfterSeconds: 10
    questionTimeoutSeconds: 15
    answers: [plan, status, verify]
`,
  'channels slack': `
channels:
  team:
    kind: slack
    token: { file: /run/secrets/slack-token }
    channel: C0123456789
    url: https://slack.com/api
    only: { environment: [production] }
`,
  'channels email': `
channels:
  team:
    kind: email
    host: smtp.example.com
    port: 587
    tls: starttls
    user: release-risk
    password: { file: /run/secrets/smtp-password }
    ca: { file: /etc/ssl/own-ca.pem }
    from: Release Risk <releases@example.com>
    to: [team@example.com]
    timeout: 20
    audience: stakeholders
    only: { environment: [production] }
`,
  'channels pagerduty': `
channels:
  team:
    kind: pagerduty
    routingKey: { file: /run/secrets/pagerduty-key }
    url: https://events.pagerduty.com
    severity: critical
    only: { environment: [production] }
`,
  'channels xmatters': `
channels:
  team:
    kind: xmatters
    url: { file: /run/secrets/xmatters-url }
    user: release-risk
    password: { file: /run/secrets/xmatters-password }
    recipients: [shop-on-call]
    only: { environment: [production] }
`,
  'channels webhook': `
channels:
  team:
    kind: webhook
    format: teams
    url: { file: /run/secrets/teams-url }
    audience: team
    only: { environment: [production] }
  programs:
    kind: webhook
    format: plain
    url: https://events.example.com/releases
    secret: { file: /run/secrets/events-secret }
`,
  'channels grafanaAnnotation': `
channels:
  team:
    kind: grafanaAnnotation
    url: http://grafana.monitoring.svc:3000
    token: { file: /run/secrets/grafana-token }
    orgId: 1
    only: { environment: [production] }
`,
  'channels jira': `
channels:
  team:
    kind: jira
    url: https://example.atlassian.net
    user: release-risk@example.com
    token: { file: /run/secrets/jira-token }
    project: OPS
    issueType: Task
    labels: [release-risk]
    only: { environment: [production] }
`,
  'channels githubIssue': `
channels:
  team:
    kind: githubIssue
    url: https://api.github.com
    token: { file: /run/secrets/github-token }
    repository: example/incidents
    labels: [release-risk]
    only: { environment: [production] }
`,
  'channels gitlabIssue': `
channels:
  team:
    kind: gitlabIssue
    url: https://gitlab.example.com
    token: { file: /run/secrets/gitlab-token }
    project: shop/incidents
    labels: [release-risk]
    only: { environment: [production] }
`,
};
