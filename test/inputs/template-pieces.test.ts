// What templates become: pieces in the words of the APIs, in an order in which they can be made, and lists of the rest.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are holes for Fn::Sub
import { describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { definition, loadFixture, loadText, mistakeIn, pieceOf, service } from './templates.ts'

const load = (resources: object, sections: object = {}) => loadText({ ...sections, Resources: resources })

describe('a template as people write it', () => {
  const blueprint = loadFixture('shop.yaml')

  test('pieces stand after what they need', () => {
    const seen = new Set<string>()
    for (const { id, needs } of blueprint.pieces) {
      expect(needs.filter((need) => !seen.has(need))).toEqual([])
      seen.add(id)
    }
    expect(blueprint.pieces.map(({ id }) => id)).toEqual([
      'Cluster',
      'Launch',
      'Group',
      'Balancer',
      'Targets',
      'Listener',
      'Definition',
      'Service',
    ])
    expect(pieceOf(blueprint, 'Service').needs.toSorted()).toEqual(['Cluster', 'Definition', 'Listener', 'Targets'])
  })

  test('AWS::ECS::TaskDefinition: numbers and truths that are written as texts', () => {
    expect(pieceOf(blueprint, 'Definition').input).toEqual({
      family: 'shop',
      taskRoleArn: expect.stringMatching(/^arn:aws:iam::123456789012:role\/shop-Role-[0-9A-F]{12}$/),
      containerDefinitions: [
        {
          name: 'web',
          image: 'example.com/shop:1.4',
          cpu: 256,
          memory: 512,
          essential: true,
          portMappings: [{ containerPort: 8080 }],
          environment: [
            { name: 'BALANCER', value: `http://${pieceOf(blueprint, 'Balancer').names.dnsName}/` },
            { name: 'KEY', value: '{{resolve:ssm:/shop/key}}' },
          ],
        },
      ],
    })
  })

  test('AWS::ECS::Service: what the API calls otherwise', () => {
    expect(pieceOf(blueprint, 'Service').input).toEqual({
      serviceName: expect.stringMatching(/^shop-Service-[0-9A-F]{12}$/),
      cluster: 'shop-test',
      taskDefinition: pieceOf(blueprint, 'Definition').names.arn,
      desiredCount: 2,
      deploymentConfiguration: { minimumHealthyPercent: 50 },
      placementStrategy: [{ type: 'spread', field: 'attribute:ecs.availability-zone' }],
      loadBalancers: [
        { containerName: 'web', containerPort: 8080, targetGroupArn: pieceOf(blueprint, 'Targets').names.arn },
      ],
    })
  })

  test('AWS::ElasticLoadBalancingV2: names of its own, attributes beside the rest', () => {
    expect(pieceOf(blueprint, 'Balancer').input).toMatchObject({
      Name: expect.stringMatching(/^shop-Balan-[0-9A-F]{12}$/),
      Attributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '30' }],
    })
    expect(pieceOf(blueprint, 'Targets').input).toMatchObject({ Port: 80, Matcher: { HttpCode: '200' } })
    expect(pieceOf(blueprint, 'Balancer').names.arn).toMatch(
      /^arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer\/app\/shop-Balan-[0-9A-F]{12}\/[0-9a-f]{16}$/,
    )
    expect(pieceOf(blueprint, 'Listener').names.arn).toMatch(
      /:listener\/app\/shop-Balan-[0-9A-F]{12}\/[0-9a-f]{16}\/[0-9a-f]{16}$/,
    )
  })

  test('AWS::AutoScaling::AutoScalingGroup with an AWS::EC2::LaunchTemplate', () => {
    const { name } = pieceOf(blueprint, 'Launch').names
    expect(pieceOf(blueprint, 'Launch').input).toEqual({
      launchTemplateName: name,
      cluster: 'shop-test',
      instanceType: 't3.medium',
      attributes: { stack: 'test' },
    })
    expect(pieceOf(blueprint, 'Group').input).toEqual({
      AutoScalingGroupName: pieceOf(blueprint, 'Group').names.name,
      MinSize: 1,
      MaxSize: 20,
      DesiredCapacity: 3,
      VPCZoneIdentifier: expect.stringMatching(/^subnet-\w+,subnet-\w+,subnet-\w+$/),
      LaunchTemplate: { LaunchTemplateName: name, Version: '$Latest' },
    })
  })

  test('a condition that is false leaves a resource out; one that is true keeps it', () => {
    expect(blueprint.kept).toEqual([])
    const prod = loadFixture('shop.yaml', { parameters: { Stage: 'prod' } })
    expect(prod.kept).toEqual([])
    expect(pieceOf(prod, 'Scaling')).toMatchObject({
      kind: 'scalableTarget',
      needs: expect.arrayContaining(['Service']),
    })
  })

  test('a simulation takes every piece as it is', () => {
    const sim = new Simulation(blueprint.settings)
    const { input: cluster } = pieceOf(blueprint, 'Cluster')
    sim.ecs.createCluster(cluster as never)
    sim.fleet.createLaunchTemplate(pieceOf(blueprint, 'Launch').input as never)
    sim.autoScaling.createAutoScalingGroup(pieceOf(blueprint, 'Group').input as never)
    sim.advance('5m')
    expect(sim.view.tables.containerInstances.size).toBe(3)
    sim.ecs.registerTaskDefinition(pieceOf(blueprint, 'Definition').input as never)
    const { Attributes: _, ...balancer } = pieceOf(blueprint, 'Balancer').input
    sim.elbv2.createLoadBalancer(balancer as never)
    const { loadBalancers: __, ...service } = pieceOf(blueprint, 'Service').input
    expect(() => sim.ecs.createService(service as never)).not.toThrow()
  })

  test('the same files make the same names', () => {
    const again = loadFixture('shop.yaml')
    expect(again.pieces.map(({ names, input }) => [names, input])).toEqual(
      blueprint.pieces.map(({ names, input }) => [names, input]),
    )
  })
})

describe('a template as the CDK makes it', () => {
  const blueprint = loadFixture('cdk/Web.template.json')

  test('a group is there before its capacity provider, and its instances join the cluster of that', () => {
    const provider = pieceOf(blueprint, 'CapacityADC102F4')
    const fleet = pieceOf(blueprint, 'AsgASGD1D7B4E2')
    expect(provider.input).toEqual({
      name: expect.stringMatching(/^Web-CapacityADC102F4-[0-9A-F]{12}$/),
      autoScalingGroupProvider: {
        autoScalingGroupArn: fleet.names.name,
        managedScaling: { status: 'ENABLED', targetCapacity: 90 },
      },
    })
    expect(fleet.input).toMatchObject({ MinSize: 2, MaxSize: 5 })
    expect(provider.needs).toEqual(['AsgASGD1D7B4E2'])
    expect(fleet.needs).toContain('ClusterEB0386A7')
    const launch = blueprint.pieces.find(({ id, kind }) => kind.startsWith('launch') && fleet.needs.includes(id))
    expect(launch?.input).toMatchObject({ InstanceType: 'm5.large' })
    expect(pieceOf(blueprint, 'ClusterAssociation52EE1FA2').input).toMatchObject({
      capacityProviders: [provider.input.name],
    })
  })

  test('subnets have zone, VPC and addresses', () => {
    const vpcId = expect.stringMatching(/^vpc-0[0-9a-f]{16}$/)
    expect(Object.values(blueprint.settings.subnets!)).toEqual([
      { availabilityZone: 'us-east-1a', vpcId, cidrBlock: '10.0.0.0/18' },
      { availabilityZone: 'us-east-1b', vpcId, cidrBlock: '10.0.64.0/18' },
    ])
  })

  test('what is no part of ECS is listed with the reason, rules too', () => {
    expect(blueprint.notSimulated.map(({ what, why }) => [what, why])).toEqual([
      ['TaskRole56640581', 'roles and policies allow everything'],
      ['Logs034DCD19', 'log groups are there'],
      ['CDKMetadata', 'it serves the deployment of the template'],
      ['Rules.CheckBootstrapVersion', 'rules of parameters are not evaluated'],
    ])
  })

  test('zones that are not of the Region are those of the simulation', () => {
    const Subnet = { Type: 'AWS::EC2::Subnet', Properties: { AvailabilityZone: 'dummy1b' } }
    expect(load({ Subnet }).settings.availabilityZones).toEqual(['dummy1b'])
  })
})

describe('services', () => {
  test('AWS::ECS::Service without DesiredCount has one task, a daemon none that anybody could ask for', () => {
    const D = definition()
    const S = { Type: 'AWS::ECS::Service', Properties: { TaskDefinition: { Ref: 'D' } } }
    const Daemon = {
      Type: 'AWS::ECS::Service',
      Properties: { TaskDefinition: { Ref: 'D' }, SchedulingStrategy: 'DAEMON' },
    }
    const blueprint = load({ D, S, Daemon })
    expect(pieceOf(blueprint, 'S').input.desiredCount).toBe(1)
    expect(pieceOf(blueprint, 'Daemon').input.desiredCount).toBeUndefined()
  })

  test.each([
    [{ DeploymentController: { Type: 'CODE_DEPLOY' } }, /CodeDeploy deploys it/],
    [{ DeploymentController: { Type: 'EXTERNAL' } }, /a controller of your own deploys it/],
    [{ DeploymentConfiguration: { Strategy: 'BLUE_GREEN' } }, /blue\/green deployments are not simulated/],
    [{ DeploymentConfiguration: { Strategy: 'CANARY' } }, /canary deployments are not simulated/],
    [{ DeploymentConfiguration: { Strategy: 'LINEAR' } }, /linear deployments are not simulated/],
  ])('%j is not rehearsed; the others go on', (properties, why) => {
    const blueprint = load({ D: definition(), Odd: service({ ServiceName: 'odd', ...properties }), S: service() })
    expect(blueprint.pieces.map(({ id }) => id)).toEqual(['D', 'S'])
    expect(blueprint.notRehearsed).toEqual([
      { service: 'odd', why: expect.stringMatching(why), place: expect.anything() },
    ])
  })

  test('members with names of their own', () => {
    const volume = {
      Name: 'shared',
      EFSVolumeConfiguration: {
        FilesystemId: 'fs-1',
        AuthorizationConfig: { IAM: 'ENABLED', AccessPointId: 'fsap-1' },
      },
    }
    const properties = { Volumes: [volume], Tags: [{ Key: 'a', Value: 1 }] }
    const D = definition({ DockerLabels: { 'Any.Case': true } }, properties)
    expect(pieceOf(load({ D }), 'D').input).toMatchObject({
      volumes: [
        {
          name: 'shared',
          efsVolumeConfiguration: {
            fileSystemId: 'fs-1',
            authorizationConfig: { iam: 'ENABLED', accessPointId: 'fsap-1' },
          },
        },
      ],
      tags: [{ key: 'a', value: '1' }],
      containerDefinitions: [{ dockerLabels: { 'Any.Case': 'true' } }],
    })
  })

  test('AWS::ECS::Cluster with ClusterSettings and its own default strategy', () => {
    const C = {
      Type: 'AWS::ECS::Cluster',
      Properties: {
        ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }],
        CapacityProviders: ['FARGATE'],
        DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: '1' }],
      },
    }
    expect(pieceOf(load({ C }), 'C').input).toMatchObject({
      settings: [{ name: 'containerInsights', value: 'enabled' }],
      capacityProviders: ['FARGATE'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
    })
  })

  test('the second task definition of a family is its second revision', () => {
    const blueprint = load({ A: definition(), B: definition() })
    expect(blueprint.pieces.map(({ names }) => names.name)).toEqual(['web:1', 'web:2'])
  })
})

describe('Auto Scaling groups', () => {
  const launch = (data: object, userData = 'ECS_CLUSTER=prod') => ({
    Type: 'AWS::EC2::LaunchTemplate',
    Properties: { LaunchTemplateName: 'mine', LaunchTemplateData: { UserData: { 'Fn::Base64': userData }, ...data } },
  })
  const group = (properties: object = {}) => ({
    Type: 'AWS::AutoScaling::AutoScalingGroup',
    Properties: { MinSize: 1, MaxSize: 2, LaunchTemplate: { LaunchTemplateName: 'mine', Version: '1' }, ...properties },
  })

  test('a MixedInstancesPolicy launches its first type, and says so', () => {
    const specification = { LaunchTemplateId: { Ref: 'L' }, Version: '1' }
    const policy = {
      LaunchTemplate: {
        LaunchTemplateSpecification: specification,
        Overrides: [{ InstanceType: 'c5.large' }, { InstanceType: 'm5.large' }],
      },
    }
    const { LaunchTemplate: _, ...Properties } = group({
      MixedInstancesPolicy: policy,
      DesiredCapacity: '4',
    }).Properties
    const blueprint = load({ L: launch({ InstanceType: 't3.large' }), G: { ...group(), Properties } })
    expect(pieceOf(blueprint, 'G').input).toMatchObject({ DesiredCapacity: 4 })
    expect(pieceOf(blueprint, 'G').needs).toEqual(['G.launch'])
    expect(pieceOf(blueprint, 'G.launch').input).toMatchObject({ cluster: 'prod', instanceType: 'c5.large' })
    expect(blueprint.notSimulated).toEqual([
      {
        what: 'G.MixedInstancesPolicy',
        type: 'AWS::AutoScaling::AutoScalingGroup',
        why: 'all its instances are c5.large',
      },
    ])
  })

  test.each([
    ['ECS_CLUSTER="prod"\nECS_ENABLE_SPOT_INSTANCE_DRAINING=true', { spotDraining: true }],
    ['ECS_CLUSTER=prod\nECS_IMAGE_PULL_BEHAVIOR=once', { imagePullBehavior: 'once' }],
    ["echo 'ECS_CLUSTER=prod' >> /etc/ecs/ecs.config", {}],
    ["<powershell>Initialize-ECSAgent -EnableTaskIAMRole -Cluster 'prod'</powershell>", {}],
    ['[settings.ecs]\ncluster = "prod"\n', {}],
  ])('user data %j', (userData, members) => {
    const blueprint = load({ L: launch({ InstanceType: 't3.large' }, userData), G: group() })
    const input = { launchTemplateName: 'mine', cluster: 'prod', instanceType: 't3.large' }
    expect(pieceOf(blueprint, 'L').input).toEqual({ ...input, ...members })
  })

  test.each<[why: string, resources: object]>([
    ['nothing says which cluster its instances join', { L: launch({ InstanceType: 't3.large' }, 'echo'), G: group() }],
    ['it chooses its instances by attributes, or not at all', { L: launch({ InstanceRequirements: {} }), G: group() }],
    ['what it launches is not described in these templates', { G: group() }],
  ])('a group is left out when %s', (why, resources) => {
    const blueprint = load(resources)
    expect(blueprint.pieces).toEqual([])
    expect(blueprint.notSimulated).toEqual([{ what: 'G', type: 'AWS::AutoScaling::AutoScalingGroup', why }])
  })

  test('user data of which something is not known still names a cluster of the template', () => {
    const Parameters = { Token: { Type: 'String' }, Cluster: { Type: 'String' } }
    const launches = (text: string) => ({
      L: {
        Type: 'AWS::AutoScaling::LaunchConfiguration',
        Properties: { InstanceType: 't3.large', UserData: { 'Fn::Base64': { 'Fn::Sub': text } } },
      },
      G: {
        Type: 'AWS::AutoScaling::AutoScalingGroup',
        Properties: { MinSize: 1, MaxSize: 1, LaunchConfigurationName: { Ref: 'L' } },
      },
      C: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'own' } },
    })
    const known = load(launches('TOKEN=${Token}\nECS_CLUSTER=${C}'), { Parameters })
    expect(pieceOf(known, 'G').needs.toSorted()).toEqual(['C', 'L'])
    expect(pieceOf(known, 'L').input.UserData).toContain('ECS_CLUSTER=own')
    expect(mistakeIn(() => load(launches('ECS_CLUSTER=${Cluster}'), { Parameters }))).toMatch(
      /Resources\.L\.Properties\.UserData: the value is not known: .*pass --parameter Cluster=…\.$/,
    )
  })

  test('the cluster of a capacity provider is the cluster of its group', () => {
    const blueprint = load({
      L: launch({ InstanceType: 't3.large' }, 'echo'),
      G: group(),
      P: {
        Type: 'AWS::ECS::CapacityProvider',
        Properties: {
          Name: 'spare',
          AutoScalingGroupProvider: { AutoScalingGroupArn: { 'Fn::GetAtt': ['G', 'AutoScalingGroupARN'] } },
        },
      },
      C: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'own', CapacityProviders: [{ Ref: 'P' }] } },
    })
    expect(pieceOf(blueprint, 'L').input).toMatchObject({ cluster: 'own' })
    expect(blueprint.pieces.map(({ id }) => id)).toEqual(['L', 'P', 'C', 'G'])
  })
})

test('subnets that are spelled out lie in the one VPC that target groups name, as a CDK look-up writes them', () => {
  const blueprint = load({
    Balancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Subnets: ['subnet-0a1', 'subnet-0a2'] },
    },
    Targets: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: { VpcId: 'vpc-0a1', Port: 80, Protocol: 'HTTP', TargetType: 'ip' },
    },
  })
  expect(blueprint.settings.subnets).toEqual({
    'subnet-0a1': { availabilityZone: 'us-east-1a', vpcId: 'vpc-0a1' },
    'subnet-0a2': { availabilityZone: 'us-east-1b', vpcId: 'vpc-0a1' },
  })
})
