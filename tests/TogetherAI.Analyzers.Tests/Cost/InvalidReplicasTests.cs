namespace TogetherAI.Analyzers.Tests;

public class InvalidReplicasTests : RuleTests<InvalidReplicasAnalyzer>
{
    [Theory]
    [InlineData("Configure({|TAI1007:new DeploymentAutoscaling|} { MinReplicas = 3, MaxReplicas = 1 });")]
    [InlineData("Configure({|TAI1007:new DeploymentAutoscaling|} { MinReplicas = 0, MaxReplicas = 2 });")]
    [InlineData("Configure({|TAI1007:new DeploymentAutoscaling|} { MinReplicas = -1 });")]
    [InlineData("Configure({|TAI1007:new DeploymentAutoscaling()|} { MaxReplicas = -1 });")]
    [InlineData("const int Most = 2;\nDeploymentAutoscaling bounds = {|TAI1007:new()|} { MinReplicas = Most + 1, MaxReplicas = Most };\nConfigure(bounds);")]
    [InlineData("Configure({|TAI1007:new EndpointV1Autoscaling|} { MinReplicas = 3, MaxReplicas = 1 });")]
    [InlineData("Configure({|TAI1007:new EndpointV1Autoscaling|} { MinReplicas = -2, MaxReplicas = 1 });")]
    [InlineData("await together.Dedicated.Deployments.UpdateAsync(\"e\", \"d\", new() { Autoscaling = {|TAI1007:new()|} { MinReplicas = 0, MaxReplicas = 4 } });")]
    [InlineData("Configure({|TAI1007:ReplicaRange.Between(3, 1)|});")]
    [InlineData("Configure({|TAI1007:ReplicaRange.Between(max: 1, min: 2)|});")]
    [InlineData("Configure({|TAI1007:ReplicaRange.Between(0, 3)|});")]
    [InlineData("Configure({|TAI1007:ReplicaRange.Exactly(0)|});")]
    public Task Bounds_that_cannot_be_are_found(string body) => InMethodAsync(body);

    [Theory]
    [InlineData("Configure(new DeploymentAutoscaling { MinReplicas = 1, MaxReplicas = 3 });")]
    [InlineData("Configure(new DeploymentAutoscaling { MinReplicas = 2, MaxReplicas = 2 });")]
    [InlineData("Configure(new DeploymentAutoscaling { MinReplicas = 0, MaxReplicas = 0 });")]
    [InlineData("Configure(new DeploymentAutoscaling { MinReplicas = 0 });")]
    [InlineData("Configure(new DeploymentAutoscaling { MaxReplicas = 0 });")]
    [InlineData("Configure(new DeploymentAutoscaling { MinReplicas = limit, MaxReplicas = 1 });")]
    [InlineData("Configure(new DeploymentAutoscaling { MinReplicas = condition ? 3 : 1, MaxReplicas = 1 });")]
    [InlineData("Configure(new EndpointV1Autoscaling { MinReplicas = 0, MaxReplicas = 2 });")]
    [InlineData("Configure(new EndpointV1Autoscaling { MinReplicas = 1, MaxReplicas = 1 });")]
    [InlineData("Configure(ReplicaRange.Between(1, 3));")]
    [InlineData("Configure(ReplicaRange.Between(limit, 1));")]
    [InlineData("Configure(ReplicaRange.Exactly(1));")]
    [InlineData("Configure(new Bounds { MinReplicas = 3, MaxReplicas = 1 });\n}\nprivate sealed class Bounds { public int MinReplicas { get; init; } public int MaxReplicas { get; init; }")]
    public Task Others_and_what_is_known_only_when_it_runs_are_not(string body) => InMethodAsync(body);
}
