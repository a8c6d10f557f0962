namespace TogetherAI.Analyzers.Tests;

public class NeverStoppedTests : RuleTests<NeverStoppedAnalyzer>
{
    private const string Bounds = "new() { Name = \"d\", Autoscaling = new() { MaxReplicas = 1 } }";

    [Theory]
    [InlineData($"await together.Dedicated.Deployments.{{|TAI1005:CreateAsync|}}(\"e\", {Bounds});")]
    [InlineData($"CreateDedicatedDeploymentRequest request = {Bounds};\nawait together.Dedicated.Deployments.{{|TAI1005:CreateAsync|}}(\"e\", request);")]
    [InlineData($"await Task.WhenAll(messages.Select(_ => together.Dedicated.Deployments.{{|TAI1005:CreateAsync|}}(\"e\", {Bounds})));")]
    [InlineData("#pragma warning disable CS0618\nawait together.Dedicated.V1.{|TAI1005:CreateAsync|}(new() { Model = model, Hardware = \"h\", InactiveTimeout = 5, Autoscaling = new() { MinReplicas = 1, MaxReplicas = 1 } });")]
    public Task A_type_that_only_starts_is_found(string body) => InMethodAsync(body);

    [Theory]
    [InlineData($"await together.Dedicated.Deployments.CreateAsync(\"e\", {Bounds});\n}}\npublic Task EndAsync() => together.Dedicated.Deployments.StopAsync(\"e\", \"d\");\nprivate static void Last() {{")]
    [InlineData($"await together.Dedicated.Deployments.CreateAsync(\"e\", {Bounds});\nawait together.Dedicated.Deployments.DeleteAsync(\"e\", \"d\");")]
    [InlineData("await together.Dedicated.Deployments.CreateAsync(\"e\", new() { Name = \"d\", Autoscaling = new() { MinReplicas = 0, MaxReplicas = 0 } });")]
    [InlineData("#pragma warning disable CS0618\nawait together.Dedicated.V1.CreateAsync(new() { Model = model, Hardware = \"h\", State = EndpointV1State.Stopped, Autoscaling = new() { MinReplicas = 1, MaxReplicas = 1 } });")]
    [InlineData("await together.Dedicated.Endpoints.CreateAsync(new() { Name = \"e\" });")]
    public Task One_that_also_stops_or_starts_nothing_is_not(string body) => InMethodAsync(body);

    [Fact]
    public Task Another_part_of_the_type_may_stop_it() => InProgramAsync(
        """
        using System.Threading.Tasks;
        using TogetherAI;

        public partial class Capacity(TogetherClient together)
        {
            public Task StartAsync() => together.Dedicated.Deployments.CreateAsync("e", new() { Name = "d", Autoscaling = new() { MaxReplicas = 1 } });
        }
        """,
        moreFiles:
        """
        using System.Threading.Tasks;

        public partial class Capacity
        {
            public Task EndAsync() => together.Dedicated.Deployments.StopAsync("e", "d");
        }
        """);
}
