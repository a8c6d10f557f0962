namespace TogetherAI.Tests.Dedicated;

/// <summary>Waiting for what takes minutes: every way it can end ends the waiting.</summary>
public class WaitTests
{
    [Theory]
    [InlineData("DEPLOYMENT_STATE_READY")]
    [InlineData("DEPLOYMENT_STATE_DEGRADED")]
    [InlineData("DEPLOYMENT_STATE_FAILED")]
    [InlineData("DEPLOYMENT_STATE_STOPPED")]
    public async Task A_deployment_is_waited_for_until_it_is_up_or_will_not_be(string end)
    {
        FakeHandler handler = new FakeHandler()
            .ThenJson(Deployment("DEPLOYMENT_STATE_PROVISIONING"))
            .ThenJson(Deployment("DEPLOYMENT_STATE_SCALING"))
            .ThenJson(Deployment("DEPLOYMENT_STATE_DREAMING"))
            .ThenJson(Deployment("DEPLOYMENT_STATE_STOPPING"))
            .ThenJson(Deployment(end));
        using TogetherClient client = DedicatedCalls.Client(handler, new ManualTimeProvider { SkipWaitsUpTo = TimeSpan.FromSeconds(30) });
        List<string> seen = [];
        DedicatedDeployment deployment = await client.Dedicated.Deployments.WaitAsync(
            "ep_1", "dep_1", progress: new Progress(seen), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(end, deployment.Status.State.Value);
        Assert.Equal(
            ["DEPLOYMENT_STATE_PROVISIONING", "DEPLOYMENT_STATE_SCALING", "DEPLOYMENT_STATE_DREAMING", "DEPLOYMENT_STATE_STOPPING", end], seen);
    }

    [Theory]
    [InlineData("DEPLOYMENT_STATE_STOPPED")]
    [InlineData("DEPLOYMENT_STATE_FAILED")]
    public async Task Waiting_for_the_stop_goes_on_while_it_is_still_ready(string end)
    {
        FakeHandler handler = new FakeHandler()
            .ThenJson(Deployment("DEPLOYMENT_STATE_READY"))
            .ThenJson(Deployment("DEPLOYMENT_STATE_STOPPING"))
            .ThenJson(Deployment(end));
        using TogetherClient client = DedicatedCalls.Client(handler, new ManualTimeProvider { SkipWaitsUpTo = TimeSpan.FromSeconds(30) });
        DedicatedDeployment deployment = await client.Dedicated.Deployments.WaitUntilStoppedAsync(
            "ep_1", "dep_1", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(end, deployment.Status.State.Value);
    }

    [Fact]
    public async Task A_deadline_is_kept()
    {
        FakeHandler handler = new FakeHandler();
        for (int i = 0; i < 4; i++)
            handler.ThenJson(Deployment("DEPLOYMENT_STATE_PROVISIONING"));
        using TogetherClient client = DedicatedCalls.Client(handler, new ManualTimeProvider { SkipWaitsUpTo = TimeSpan.FromSeconds(30) });
        TogetherTimeoutException exception = await Assert.ThrowsAsync<TogetherTimeoutException>(() => client.Dedicated.Deployments.WaitAsync(
            "ep_1", "dep_1", new WaitOptions { Deadline = TimeSpan.FromSeconds(15) }, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(TimeoutKind.Wait, exception.Kind);
    }

    [Theory]
    [InlineData("REMOTE_UPLOAD_STATUS_SUCCEEDED")]
    [InlineData("REMOTE_UPLOAD_STATUS_FAILED")]
    [InlineData("REMOTE_UPLOAD_STATUS_ERROR")]
    public async Task An_import_is_waited_for_until_it_ends(string end)
    {
        FakeHandler handler = new FakeHandler()
            .ThenJson("""{"id":"job_1","status":"REMOTE_UPLOAD_STATUS_PENDING"}""")
            .ThenJson("""{"id":"job_1","status":"REMOTE_UPLOAD_STATUS_RUNNING"}""")
            .ThenJson($$"""{"id":"job_1","status":"{{end}}"}""");
        using TogetherClient client = DedicatedCalls.Client(handler, new ManualTimeProvider { SkipWaitsUpTo = TimeSpan.FromSeconds(30) });
        RemoteModelUpload upload = await client.Dedicated.Models.Uploads.WaitAsync("job_1", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(end, upload.Status.Value);
    }

    [Theory]
    [InlineData("STARTED")]
    [InlineData("STOPPED")]
    [InlineData("ERROR")]
    public async Task An_endpoint_of_the_first_version_is_waited_for_until_it_ends(string end)
    {
        FakeHandler handler = new FakeHandler();
        foreach (string state in (string[])["PENDING", "STARTING", "STOPPING", end])
            handler.ThenJson($$"""{"id":"e","state":"{{state}}"}""");
        using TogetherClient client = DedicatedCalls.Client(handler, new ManualTimeProvider { SkipWaitsUpTo = TimeSpan.FromSeconds(30) });
        EndpointV1 endpoint = await client.Dedicated.V1.WaitAsync("e", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(end, endpoint.State.Value);
    }

    private static string Deployment(string state) => $$$"""{"id":"dep_1","status":{"state":"{{{state}}}","message":""}}""";

    private sealed class Progress(List<string> seen) : IProgress<DedicatedDeployment>
    {
        public void Report(DedicatedDeployment value) => seen.Add(value.Status.State.Value);
    }
}
