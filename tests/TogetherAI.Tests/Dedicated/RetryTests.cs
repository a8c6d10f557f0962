using System.Net;

namespace TogetherAI.Tests.Dedicated;

/// <summary>What is sent a second time, and what a stale etag becomes.</summary>
public class RetryTests
{
    private static readonly TimeProvider s_time = new ManualTimeProvider { SkipWaitsUpTo = TimeSpan.FromSeconds(30) };

    public static TheoryData<string> Creations => ["endpoint", "deployment", "model", "upload"];

    [Theory]
    [MemberData(nameof(Creations))]
    public async Task What_creates_something_is_sent_once(string what)
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"error":{"message":"oops"}}""", HttpStatusCode.BadGateway);
        using TogetherClient client = DedicatedCalls.Client(handler, s_time);
        DedicatedClient d = client.Dedicated;
        await Assert.ThrowsAsync<TogetherServerException>(() => what switch
        {
            "endpoint" => d.Endpoints.CreateAsync(new() { Name = "n" }),
            "deployment" => d.Deployments.CreateAsync("ep_1", new() { Name = "n", Autoscaling = new() { MinReplicas = 1 } }),
            "model" => d.Models.CreateAsync(new() { Name = "n", Type = DedicatedModelType.Model, BaseModelId = "b" }),
            _ => (Task)d.Models.Uploads.CreateAsync(new() { ModelId = "m", RemoteUrl = "https://x.test" }),
        });
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task A_stop_is_sent_until_it_is_heard()
    {
        FakeHandler handler = new FakeHandler().ThenJson("{}", HttpStatusCode.BadGateway).ThenJson("{}");
        using TogetherClient client = DedicatedCalls.Client(handler, s_time);
        await client.Dedicated.Deployments.StopAsync("ep_1", "dep_1");
        Assert.Equal(2, handler.Requests.Count);
    }

    [Fact]
    public async Task A_stale_etag_is_a_conflict()
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"error":{"message":"etag mismatch"}}""", HttpStatusCode.Conflict);
        using TogetherClient client = DedicatedCalls.Client(handler, s_time);
        await Assert.ThrowsAsync<TogetherConflictException>(() => client.Dedicated.Endpoints.SetTrafficSplitAsync("ep_1", [], "old"));
        Assert.Single(handler.Requests);
    }
}
