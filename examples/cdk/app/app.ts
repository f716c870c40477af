// The shop as a stack of the CDK: a service on Fargate behind a load balancer.
import { App, Duration, Stack } from 'aws-cdk-lib'
import { Vpc } from 'aws-cdk-lib/aws-ec2'
import { Cluster, ContainerImage } from 'aws-cdk-lib/aws-ecs'
import { ApplicationLoadBalancedFargateService } from 'aws-cdk-lib/aws-ecs-patterns'

const stack = new Stack(new App(), 'Shop')
const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 })
const cluster = new Cluster(stack, 'Cluster', { vpc })

const web = new ApplicationLoadBalancedFargateService(stack, 'Web', {
  cluster,
  cpu: 512,
  memoryLimitMiB: 1024,
  desiredCount: 3,
  minHealthyPercent: 100,
  maxHealthyPercent: 200,
  circuitBreaker: { rollback: true },
  healthCheckGracePeriod: Duration.seconds(60),
  taskImageOptions: { image: ContainerImage.fromRegistry('example.com/shop/web:7'), containerPort: 8080 },
})
web.targetGroup.configureHealthCheck({ path: '/health', interval: Duration.seconds(10), healthyThresholdCount: 3 })
web.targetGroup.setAttribute('deregistration_delay.timeout_seconds', '30')
