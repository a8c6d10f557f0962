using System.Net;

namespace TogetherAI.Tests.Dedicated;

/// <summary>Which project an operation works on, and how often the service is asked for it.</summary>
public class ProjectTests
{
    private const string Whoami =
        """{"api_key_id":"key_1","project_id":"proj_9","project_name":"P","project_slug":"p","organization_id":"org","organization_name":"O"}""";

    private static readonly Action<TogetherClientOptions> s_noProject = static options => options.ProjectId = null;

    [Fact]
    public async Task It_is_asked_for_once_and_shared_by_every_view_of_the_client()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Whoami).ThenJson("{}").ThenJson("{}").ThenJson("{}");
        using TogetherClient client = Calls.Client(handler, configure: s_noProject);
        await client.Dedicated.Endpoints.GetAsync("ep_1");
        await client.Dedicated.Models.GetAsync("ml_1");
        await client.With(new RequestOptions { MaxRetries = 0 }).Dedicated.Configs.GetAsync("cr_1");

        Assert.Equal(
            ["/v1/whoami", "/v2/projects/proj_9/endpoints/ep_1", "/v2/projects/proj_9/models/ml_1", "/v2/projects/proj_9/configs/cr_1"],
            handler.Requests.Select(request => request.Uri.AbsolutePath));
        Assert.Equal("Bearer sk-secret", handler.Requests[0].Headers["Authorization"]);
    }

    [Fact]
    public async Task Calls_that_come_together_share_one_question()
    {
        TaskCompletionSource<HttpResponseMessage> whoami = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeHandler handler = new FakeHandler().Then((_, _) => whoami.Task).ThenJson("{}").ThenJson("{}");
        using TogetherClient client = Calls.Client(handler, configure: s_noProject);
        using CancellationTokenSource impatient = new();
        Task<DedicatedEndpoint> gaveUp = client.Dedicated.Endpoints.GetAsync("ep_0", impatient.Token);
        Task<DedicatedEndpoint> first = client.Dedicated.Endpoints.GetAsync("ep_1");
        Task<DedicatedModel> second = client.Dedicated.Models.GetAsync("ml_1");
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gaveUp);

        whoami.SetResult(FakeHandler.Answer(HttpStatusCode.OK, Whoami, "application/json"));
        await Task.WhenAll(first, second);
        Assert.Equal(1, handler.Requests.Count(request => request.Uri.AbsolutePath == "/v1/whoami"));
        Assert.Equal(3, handler.Requests.Count);
    }

    [Fact]
    public async Task A_failure_is_told_and_not_kept()
    {
        FakeHandler handler = new FakeHandler()
            .ThenJson("""{"error":{"message":"bad key"}}""", HttpStatusCode.Unauthorized)
            .ThenJson(Whoami)
            .ThenJson("{}");
        using TogetherClient client = Calls.Client(handler, configure: s_noProject);

        await Assert.ThrowsAsync<TogetherAuthenticationException>(() => client.Dedicated.Endpoints.GetAsync("ep_1"));
        await client.Dedicated.Endpoints.GetAsync("ep_1");
        Assert.Equal("/v2/projects/proj_9/endpoints/ep_1", handler.Requests[2].Uri.AbsolutePath);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"project_id":null}""")]
    [InlineData("""{"project_id":" "}""")]
    public async Task A_key_without_a_project_is_told_with_the_remedy(string whoami)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(whoami), configure: s_noProject);
        TogetherResponseException exception = await Assert.ThrowsAsync<TogetherResponseException>(() => client.Dedicated.Endpoints.GetAsync("ep_1"));
        Assert.Contains("TOGETHER_PROJECT_ID", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_project_is_an_option_away()
    {
        FakeHandler handler = new FakeHandler().ThenJson("{}");
        using TogetherClient client = DedicatedCalls.Client(handler);
        await client.WithOptions(options => options.ProjectId = "proj 2").Dedicated.Endpoints.GetAsync("ep_1");
        Assert.Equal("/v2/projects/proj%202/endpoints/ep_1", Assert.Single(handler.Requests).Uri.AbsolutePath);
    }
}
