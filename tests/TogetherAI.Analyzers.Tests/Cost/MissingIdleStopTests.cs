using TogetherAI.CodeFixes;

namespace TogetherAI.Analyzers.Tests;

/// <summary>TAI1002 and TAI1003, which share a rule: what nothing stops, and what is stopped by nothing sure.</summary>
public class MissingIdleStopTests : FixTests<MissingIdleStopAnalyzer, MissingIdleStopFix>
{
    private const string OldVersion = "#pragma warning disable CS0618\n";

    [Theory]
    [InlineData("await together.Dedicated.Deployments.CreateAsync(\"e\", {|TAI1002:new CreateDedicatedDeploymentRequest|} { Name = \"d\", Autoscaling = new() { MinReplicas = 1, MaxReplicas = 1 } });")]
    [InlineData("await together.Dedicated.Deployments.CreateAsync(\"e\", {|TAI1002:new()|} { Name = \"d\", Autoscaling = new() });")]
    [InlineData("await together.Dedicated.Deployments.CreateAsync(\"e\", {|TAI1002:new()|} { Name = \"d\", Autoscaling = new DeploymentAutoscaling { MinReplicas = 1, MaxReplicas = limit } });")]
    [InlineData("DeploymentAutoscaling bounds = new() { MinReplicas = 1, MaxReplicas = 2 };\nvar request = {|TAI1002:new CreateDedicatedDeploymentRequest|} { Name = \"d\", Autoscaling = bounds };\nawait together.Dedicated.Deployments.CreateAsync(\"e\", request, cancellationToken);")]
    [InlineData("await together.Dedicated.Deployments.CreateAsync(\"e\", {|TAI1002:new()|} { Name = \"d\", Autoscaling = condition ? new() { MaxReplicas = 1 } : new() { MaxReplicas = 2 } });")]
    [InlineData("CreateDedicatedDeploymentRequest request = {|TAI1002:new()|} { Name = \"d\", Autoscaling = new() { MaxReplicas = 1 } };\nfor (int i = 0; i < limit; i++) await together.Dedicated.Deployments.CreateAsync(\"e\", request);")]
    [InlineData("await together.Dedicated.Deployments.StopAsync(\"e\", \"old\");\nawait together.Dedicated.Deployments.CreateAsync(\"e\", {|TAI1002:new()|} { Name = \"d\", Autoscaling = new() { MaxReplicas = 1 } });")]
    public Task A_deployment_that_nothing_stops_is_found(string body) => InMethodAsync(body);

    [Theory]
    [InlineData("await together.Dedicated.Deployments.CreateAsync(\"e\", new() { Name = \"d\", Autoscaling = new() { MinReplicas = 0, MaxReplicas = 0 } });")]
    [InlineData("DeploymentAutoscaling none = new() { MinReplicas = 0, MaxReplicas = 0 };\nawait together.Dedicated.Deployments.CreateAsync(\"e\", new() { Name = \"d\", Autoscaling = none });")]
    [InlineData("await Make(new DeploymentAutoscaling { MaxReplicas = 1 });\n}\nprivate Task Make(DeploymentAutoscaling bounds) => together.Dedicated.Deployments.CreateAsync(\"e\", new() { Name = \"d\", Autoscaling = bounds });\nprivate static void Last() {")]
    [InlineData("await Make(new() { Name = \"d\", Autoscaling = new() { MaxReplicas = 1 } });\n}\nprivate Task Make(CreateDedicatedDeploymentRequest request) => together.Dedicated.Deployments.CreateAsync(\"e\", request);\nprivate static void Last() {")]
    [InlineData("var d = await together.Dedicated.Deployments.CreateAsync(\"e\", new() { Name = \"d\", Autoscaling = new() { MaxReplicas = 1 } });\ntry { Configure(d); } finally { await together.Dedicated.Deployments.StopAsync(\"e\", d.Id); }")]
    [InlineData("var d = await together.Dedicated.Deployments.CreateAsync(\"e\", new() { Name = \"d\", Autoscaling = new() { MaxReplicas = 1 } });\nawait together.Dedicated.Deployments.DeleteAsync(\"e\", d.Id);")]
    [InlineData("await together.Dedicated.Deployments.ValidateAsync(\"e\", new() { Name = \"d\", Autoscaling = new() { MaxReplicas = 1 } });")]
    [InlineData("await together.Dedicated.Deployments.UpdateAsync(\"e\", \"d\", new() { Autoscaling = new() { MaxReplicas = 2 } });")]
    [InlineData("CreateDedicatedDeploymentRequest request = new() { Name = \"d\", Autoscaling = new() { MaxReplicas = 1 } };\nConfigure(request);")]
    public Task What_runs_nothing_and_what_is_stopped_are_not(string body) => InMethodAsync(body);

    [Theory]
    [InlineData("services.AddTogetherIdleGuard(new IdleGuardOptions { Window = TimeSpan.FromMinutes(30) });")]
    [InlineData("IdleGuard guard = new(new TogetherClient(), new IdleGuardOptions { Window = TimeSpan.FromMinutes(30) });")]
    public Task A_guard_in_the_project_is_enough(string elsewhere) => InProgramAsync(
        Setting.Around("await together.Dedicated.Deployments.CreateAsync(\"e\", new() { Name = \"d\", Autoscaling = new() { MaxReplicas = 1 } });"),
        moreFiles:
        $$"""
        using System;
        using Microsoft.Extensions.DependencyInjection;
        using TogetherAI;

        internal static class Startup
        {
            public static void Configure(IServiceCollection services) { {{elsewhere}} }
        }
        """);

    [Theory]
    [InlineData("await together.Dedicated.V1.CreateAsync({|TAI1002:new CreateEndpointV1Request|} { Model = model, Hardware = \"h\", Autoscaling = new() { MinReplicas = 1, MaxReplicas = 1 } });")]
    [InlineData("await together.Dedicated.V1.CreateAsync({|TAI1002:new()|} { Model = model, Hardware = \"h\", State = EndpointV1State.Started, Autoscaling = new() { MinReplicas = 1, MaxReplicas = 1 } });")]
    [InlineData("var request = {|TAI1002:new CreateEndpointV1Request|} { Model = model, Hardware = \"h\", Autoscaling = new() { MinReplicas = 1, MaxReplicas = 1 } };\nrequest = request with { DisplayName = \"mine\" };\nawait together.Dedicated.V1.CreateAsync(request);")]
    public Task An_endpoint_of_the_first_version_too(string body) => InMethodAsync(OldVersion + body);

    [Theory]
    [InlineData("await together.Dedicated.V1.CreateAsync(new() { Model = model, Hardware = \"h\", InactiveTimeout = 30, Autoscaling = new() { MinReplicas = 1, MaxReplicas = 1 } });")]
    [InlineData("await together.Dedicated.V1.CreateAsync(new() { Model = model, Hardware = \"h\", InactiveTimeout = limit, Autoscaling = new() { MinReplicas = 1, MaxReplicas = 1 } });")]
    [InlineData("await together.Dedicated.V1.CreateAsync(new() { Model = model, Hardware = \"h\", State = EndpointV1State.Stopped, Autoscaling = new() { MinReplicas = 1, MaxReplicas = 1 } });")]
    [InlineData("await together.Dedicated.V1.CreateAsync(new() { Model = model, Hardware = \"h\", Autoscaling = new() { MinReplicas = 0, MaxReplicas = 0 } });")]
    [InlineData("EndpointV1State state = condition ? EndpointV1State.Stopped : EndpointV1State.Started;\nawait together.Dedicated.V1.CreateAsync(new() { Model = model, Hardware = \"h\", State = state, Autoscaling = new() { MinReplicas = 1, MaxReplicas = 1 } });")]
    public Task One_that_stops_or_does_not_start_is_not(string body) => InMethodAsync(OldVersion + body);

    [Theory]
    [InlineData("await together.Dedicated.V1.CreateAsync(new() { Model = model, Hardware = \"h\", InactiveTimeout = {|TAI1003:0|}, Autoscaling = new() { MinReplicas = 1, MaxReplicas = 1 } });")]
    [InlineData("await together.Dedicated.V1.CreateAsync(new() { Model = model, Hardware = \"h\", InactiveTimeout = {|TAI1003:null|}, Autoscaling = new() { MinReplicas = 1, MaxReplicas = 1 } });")]
    [InlineData("await together.Dedicated.Deployments.CreateAsync(\"e\", new() { Name = \"d\", Autoscaling = new() { MaxReplicas = 1, ScaleToZeroWindow = {|TAI1003:null|} } });")]
    [InlineData("await together.Dedicated.Deployments.CreateAsync(\"e\", new() { Name = \"d\", Autoscaling = new() { MaxReplicas = 1, ScaleToZeroWindow = {|TAI1003:TimeSpan.Zero|} } });")]
    [InlineData("await together.Dedicated.Deployments.CreateAsync(\"e\", new() { Name = \"d\", Autoscaling = new() { MaxReplicas = 1, ScaleToZeroWindow = {|TAI1003:TimeSpan.FromMinutes(30)|} } });")]
    [InlineData("DeploymentAutoscaling bounds = new() { MaxReplicas = 1, ScaleToZeroWindow = {|TAI1003:TimeSpan.FromHours(1)|} };\nawait together.Dedicated.Deployments.CreateAsync(\"e\", new() { Name = \"d\", Autoscaling = bounds with { ScaleDownWindow = TimeSpan.FromMinutes(1) } });")]
    public Task What_was_switched_off_or_may_not_work_is_told(string body) => InMethodAsync(OldVersion + body);

    [Theory]
    [InlineData("await together.Dedicated.V1.CreateAsync(new() { Model = model, Hardware = \"h\", InactiveTimeout = 0, State = EndpointV1State.Stopped, Autoscaling = new() { MinReplicas = 1, MaxReplicas = 1 } });")]
    [InlineData("var d = await together.Dedicated.Deployments.CreateAsync(\"e\", new() { Name = \"d\", Autoscaling = new() { MaxReplicas = 1, ScaleToZeroWindow = TimeSpan.FromMinutes(30) } });\nawait together.Dedicated.Deployments.StopAsync(\"e\", d.Id);")]
    [InlineData("await together.Dedicated.Deployments.CreateAsync(\"e\", new() { Name = \"d\", Autoscaling = new() { MaxReplicas = 0, ScaleToZeroWindow = TimeSpan.Zero } });")]
    [InlineData("DeploymentAutoscaling bounds = new() { MaxReplicas = 1, ScaleToZeroWindow = TimeSpan.Zero };\nConfigure(bounds);")]
    [InlineData("await together.Dedicated.V1.UpdateAsync(\"e\", new() { InactiveTimeout = 0 });")]
    public Task What_is_stopped_otherwise_is_not(string body) => InMethodAsync(OldVersion + body);

    [Fact]
    public Task The_fix_gives_a_deployment_a_window() => FixInMethodAsync(
        """
        await together.Dedicated.Deployments.CreateAsync("e", new()
        {
            Name = "d",
            Autoscaling = new() { MinReplicas = 1, MaxReplicas = 1 }, // one
        });
        """,
        """
        await together.Dedicated.Deployments.CreateAsync("e", new()
        {
            Name = "d",
            Autoscaling = new() { MinReplicas = 1, MaxReplicas = 1, ScaleToZeroWindow = {|TAI1003:TimeSpan.FromMinutes(30)|} }, // one
        });
        """);

    [Fact]
    public Task The_fix_finds_the_bounds_where_they_are() => FixInMethodAsync(
        """
        DeploymentAutoscaling bounds = new()
        {
            // Never more than two.
            MinReplicas = 1,
            MaxReplicas = 2
        };
        await together.Dedicated.Deployments.CreateAsync("e", new() { Name = "d", Autoscaling = bounds });
        """,
        """
        DeploymentAutoscaling bounds = new()
        {
            // Never more than two.
            MinReplicas = 1,
            MaxReplicas = 2,
            ScaleToZeroWindow = {|TAI1003:TimeSpan.FromMinutes(60)|}
        };
        await together.Dedicated.Deployments.CreateAsync("e", new() { Name = "d", Autoscaling = bounds });
        """,
        action: 2);

    [Fact]
    public Task The_fix_gives_an_endpoint_minutes() => FixInMethodAsync(
        OldVersion + "await together.Dedicated.V1.CreateAsync(new() { Model = model, Hardware = \"h\", Autoscaling = new() });",
        OldVersion + "await together.Dedicated.V1.CreateAsync(new() { Model = model, Hardware = \"h\", Autoscaling = new(), InactiveTimeout = 45 });",
        config: new Dictionary<string, string> { ["dotnet_code_quality.TAI1002.suggested_minutes"] = "45" });

    [Fact]
    public Task The_fix_switches_on_what_was_off() => FixInMethodAsync(
        OldVersion + "await together.Dedicated.V1.CreateAsync(new() { Model = model, Hardware = \"h\", InactiveTimeout = 0 /* forever */, Autoscaling = new() });",
        OldVersion + "await together.Dedicated.V1.CreateAsync(new() { Model = model, Hardware = \"h\", InactiveTimeout = 30 /* forever */, Autoscaling = new() });");

    [Fact]
    public Task Everywhere_it_is_the_same_as_one_by_one() => FixAllInMethodAsync(
        """
        await together.Dedicated.Deployments.CreateAsync("e", new() { Name = "a", Autoscaling = new() { MaxReplicas = 1 } });
        await together.Dedicated.Deployments.CreateAsync("e", new() { Name = "b", Autoscaling = new() { MaxReplicas = 2 } }); // two
        """,
        """
        await together.Dedicated.Deployments.CreateAsync("e", new() { Name = "a", Autoscaling = new() { MaxReplicas = 1, ScaleToZeroWindow = {|TAI1003:TimeSpan.FromMinutes(30)|} } });
        await together.Dedicated.Deployments.CreateAsync("e", new() { Name = "b", Autoscaling = new() { MaxReplicas = 2, ScaleToZeroWindow = {|TAI1003:TimeSpan.FromMinutes(30)|} } }); // two
        """);

    [Fact]
    public Task What_may_not_work_has_no_fix() => NoFixInMethodAsync(
        "await together.Dedicated.Deployments.CreateAsync(\"e\", new() { Name = \"d\", Autoscaling = new() { MaxReplicas = 1, ScaleToZeroWindow = TimeSpan.FromMinutes(30) } });");
}
