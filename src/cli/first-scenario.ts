// What does `drydock init` write? A scenario that plays as it is, with a comment to everything that one would change first.
/** Where it is written when nobody says. */
export const FIRST_FILE = 'drydock.yaml'

export const FIRST_SCENARIO = `# yaml-language-server: $schema=node_modules/ecs-drydock/schema/scenario.schema.json
#
# A rehearsal for Amazon ECS. Play it:     drydock run drydock.yaml
# Why is there no room for a task?         drydock explain drydock.yaml
# What do the words mean?                  every member is described in the schema above
title: A new release of web on the fleet we have

cluster: prod

# Container instances that are there from the beginning. Leave this out for Fargate.
fleet:
  - { instanceType: m5.large, count: 3 } # spread over the zones of the Region

# Task definitions in the form of \`aws ecs register-task-definition\`, or a file of what AWS printed:
#   - file://task-definition.json          # aws ecs describe-task-definition --task-definition web
taskDefinitions:
  - family: web
    containerDefinitions:
      - name: app
        image: example.com/web:1
        cpu: 256 # 1024 is one vCPU
        memory: 1024 # MiB
        portMappings: [{ containerPort: 8080, hostPort: 0 }] # 0: any free port, so that tasks can share an instance

# Services in the form of \`aws ecs create-service\`, or a file of what AWS printed:
#   - file://service.json                  # aws ecs describe-services --cluster prod --services web
services:
  - serviceName: web
    taskDefinition: web
    desiredCount: 6
    deploymentConfiguration:
      minimumHealthyPercent: 50 # so many of the six must stay healthy
      maximumPercent: 200 # and so many may exist, those that are stopping included
      deploymentCircuitBreaker: { enable: true, rollback: true }

# How long things take; the rest has defaults (docs/OPTIONS.md). A distribution makes the run depend on the seed.
latencies:
  gracefulExit: 5s # how long the container takes to end after SIGTERM

# The clock shows 0 when the services are in steady state. Then:
actions:
  - registerTaskDefinition:
      family: web
      containerDefinitions:
        - name: app
          image: example.com/web:2
          cpu: 256
          memory: 1280
          portMappings: [{ containerPort: 8080, hostPort: 0 }]
  - updateService: { service: web, taskDefinition: web }
  # Trouble on purpose:
  # - at: 30s
  #   terminate: { count: 1 } # the longest registered container instance

# What must be true; \`drydock run\` ends with status 1 when something is not.
expect:
  - completes: { within: 10m }
  - neverBelow: { healthy: 3 }
  - noEvent: unable to place a task
`
