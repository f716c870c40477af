// What does a larger stack look like? A template of one load balancer, one fleet and many services, each by a path of its own.

export interface ShopPlan {
  readonly services: number
  readonly tasksAService: number
  readonly instances: number
  /** Of every image; another one is a deployment of every service. */
  readonly version: string
  /** Every so many services keep to percentages that leave no room to move, so that there is something to mend. */
  readonly stuckEvery?: number
}

/** As text: whoever rehearses it pays for reading it. */
export function shopTemplate(plan: ShopPlan): string {
  const { services, instances } = plan
  const pieces = Array.from({ length: services }, (_, index) => servicePieces(plan, index))
  return JSON.stringify({
    AWSTemplateFormatVersion: '2010-09-09',
    Parameters: { Vpc: { Type: 'AWS::EC2::VPC::Id' }, Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' } },
    Resources: { ...fleetPieces(instances), ...Object.assign({}, ...pieces) },
  })
}

function fleetPieces(instances: number): object {
  const userData = { 'Fn::Base64': { 'Fn::Sub': `#!/bin/bash\necho ECS_CLUSTER=$\{Cluster} >> /etc/ecs/ecs.config\n` } }
  return {
    Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'shop' } },
    Template: {
      Type: 'AWS::EC2::LaunchTemplate',
      Properties: {
        LaunchTemplateData: {
          ImageId: '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}}',
          InstanceType: 'm5.2xlarge',
          UserData: userData,
        },
      },
    },
    Instances: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: {
        MinSize: String(instances),
        MaxSize: String(2 * instances),
        VPCZoneIdentifier: { Ref: 'Subnets' },
        LaunchTemplate: {
          LaunchTemplateId: { Ref: 'Template' },
          Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] },
        },
      },
    },
    LoadBalancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Subnets: { Ref: 'Subnets' } },
    },
    Listener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: { Ref: 'LoadBalancer' },
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
      },
    },
  }
}

function servicePieces({ tasksAService, version, stuckEvery }: ShopPlan, index: number): object {
  const name = `service-${index}`
  const id = `Service${index}`
  const isStuck = stuckEvery !== undefined && index % stuckEvery === 0
  return {
    [`${id}Targets`]: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: {
        Name: name,
        VpcId: { Ref: 'Vpc' },
        Port: 80,
        Protocol: 'HTTP',
        HealthCheckPath: '/health',
        HealthCheckIntervalSeconds: 10,
        HealthyThresholdCount: 3,
        TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }],
      },
    },
    [`${id}Rule`]: {
      Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
      Properties: {
        ListenerArn: { Ref: 'Listener' },
        Priority: index + 1,
        Conditions: [{ Field: 'path-pattern', Values: [`/${name}/*`] }],
        Actions: [{ Type: 'forward', TargetGroupArn: { Ref: `${id}Targets` } }],
      },
    },
    [`${id}Definition`]: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        Family: name,
        ContainerDefinitions: [
          {
            Name: 'app',
            Image: `example.com/${name}:${version}`,
            Cpu: 128,
            Memory: 256,
            PortMappings: [{ ContainerPort: 8080, HostPort: 0 }],
          },
        ],
      },
    },
    [id]: {
      Type: 'AWS::ECS::Service',
      DependsOn: `${id}Rule`,
      Properties: {
        ServiceName: name,
        Cluster: { Ref: 'Cluster' },
        TaskDefinition: { Ref: `${id}Definition` },
        DesiredCount: tasksAService,
        DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: isStuck ? 100 : 200 },
        HealthCheckGracePeriodSeconds: 60,
        LoadBalancers: [{ ContainerName: 'app', ContainerPort: 8080, TargetGroupArn: { Ref: `${id}Targets` } }],
      },
    },
  }
}
