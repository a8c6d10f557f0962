using System.Net;

namespace TogetherAI.Tests.Dedicated;

/// <summary>Lists that come in pages: what is asked, and when it ends.</summary>
public class ListTests
{
    private const string Project = "https://example.test/v2/projects/proj_1";

    [Fact]
    public async Task Pages_follow_each_other_by_their_cursors()
    {
        FakeHandler handler = new FakeHandler()
            .ThenJson("""{"object":"list","data":[{"id":"a"},{"id":"b"}],"next_cursor":"c 1"}""")
            .ThenJson("""{"object":"list","data":[],"next_cursor":"c2"}""")
            .ThenJson("""{"object":"list","data":[{"id":"c"}],"next_cursor":null}""");
        using TogetherClient client = DedicatedCalls.Client(handler);
        DedicatedListOptions options = new() { Limit = 2, OrderBy = "created_at desc", Filter = "name:\"x\"" };
        List<string> ids = [];
        await foreach (DedicatedEndpoint endpoint in client.Dedicated.Endpoints.ListAsync(options))
            ids.Add(endpoint.Id);

        Assert.Equal(["a", "b", "c"], ids);
        const string First = Project + "/endpoints?orderBy=created_at%20desc&filter=name%3A%22x%22&limit=2";
        Assert.Equal([First, First + "&after=c%201", First + "&after=c2"], handler.Requests.Select(request => request.Uri.AbsoluteUri));
    }

    [Fact]
    public async Task Nothing_is_asked_before_it_is_needed()
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"data":[{"id":"a"}],"next_cursor":"more"}""");
        using TogetherClient client = DedicatedCalls.Client(handler);
        CursorList<DedicatedEndpoint> list = client.Dedicated.Endpoints.ListAsync();
        Assert.Empty(handler.Requests);

        Assert.Equal("a", (await list.FirstAsync(TestContext.Current.CancellationToken)).Id);
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task Pages_can_be_read_as_such_and_gone_on_with_later()
    {
        FakeHandler handler = new FakeHandler()
            .ThenJson("""{"object":"list","data":[{"id":"a"}],"next_cursor":"c2","total":7}""", headers: ("x-request-id", "req-1"))
            .ThenJson("""{"object":"list","data":[{"id":"b"}],"next_cursor":""}""");
        using TogetherClient client = DedicatedCalls.Client(handler);
        CursorPage<DedicatedModel> page = await client.Dedicated.Models.ListAsync().ReadPagesAsync().FirstAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("list", "c2", "req-1"), (page.Object, page.NextCursor, page.RequestId));
        Assert.Equal(7, page.UnknownFields["total"].GetInt32());

        CursorList<DedicatedModel> rest = client.Dedicated.Models.ListAsync(new() { After = page.NextCursor });
        Assert.Equal(["b"], await rest.Select(model => model.Id).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(Project + "/models?after=c2", handler.Requests[1].Uri.AbsoluteUri);
    }

    [Fact]
    public async Task A_list_that_leads_in_a_circle_is_broken_off()
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"data":[],"next_cursor":"c"}""").ThenJson("""{"data":[],"next_cursor":"c"}""");
        using TogetherClient client = DedicatedCalls.Client(handler);
        await Assert.ThrowsAsync<TogetherResponseException>(async () => await client.Dedicated.Configs.ListAsync().CountAsync());
    }

    [Fact]
    public async Task A_page_that_cannot_be_read_is_told_when_it_is_its_turn()
    {
        FakeHandler handler = new FakeHandler()
            .ThenJson("""{"data":[{"id":"a"}],"next_cursor":"c"}""")
            .ThenJson("""{"error":{"message":"gone"}}""", HttpStatusCode.NotFound);
        using TogetherClient client = DedicatedCalls.Client(handler);
        await using IAsyncEnumerator<DedicatedEndpoint> list = client.Dedicated.Endpoints.ListAsync().GetAsyncEnumerator(CancellationToken.None);

        Assert.True(await list.MoveNextAsync());
        await Assert.ThrowsAsync<TogetherNotFoundException>(async () => await list.MoveNextAsync());
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Either_token_ends_the_reading(bool ofTheList, bool ofTheEnumeration)
    {
        using CancellationTokenSource source = new();
        using CancellationTokenSource idle = new();
        FakeHandler handler = new FakeHandler().Then(async (_, token) =>
        {
            await source.CancelAsync();
            token.ThrowIfCancellationRequested();
            throw new InvalidOperationException("not cancelled");
        });
        using TogetherClient client = DedicatedCalls.Client(handler);
        CursorList<InstanceType> list = client.Dedicated.InstanceTypes.ListAsync(ofTheList ? source.Token : idle.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (InstanceType _ in list.WithCancellation(ofTheEnumeration ? source.Token : CancellationToken.None))
            {
            }
        });
    }

    [Fact]
    public void A_limit_of_nothing_is_refused()
    {
        using TogetherClient client = DedicatedCalls.Client(new FakeHandler());
        Assert.Throws<ArgumentOutOfRangeException>(() => client.Dedicated.Endpoints.ListAsync(new() { Limit = 0 }));
    }

    [Fact]
    public async Task Every_list_has_its_address()
    {
        const string Api = "https://example.test/v2";
        DateTimeOffset time = new(2026, 8, 19, 12, 0, 0, TimeSpan.Zero);
        DedicatedListOptions sorted = new() { OrderBy = "updated_at", Filter = "f" };
        await AsksAsync(Api + "/organizations/org%2F1/endpoints?orderBy=updated_at&filter=f", d => d.Endpoints.ListOrganizationAsync("org/1", sorted));
        await AsksAsync(Api + "/public/endpoints?orderBy=updated_at&filter=f", d => d.Endpoints.ListPublicAsync(sorted));
        await AsksAsync(Project + "/endpoints/ep_1/deployments?orderBy=updated_at&filter=f", d => d.Deployments.ListAsync("ep_1", sorted));
        await AsksAsync(Project + "/endpoints/ep_1/events", d => d.Endpoints.ListEventsAsync("ep_1"));
        await AsksAsync(
            Project + "/endpoints/ep_1/events?types=pod.log&types=deployment.scaled&minLevel=LEVEL_WARN&since=2026-08-19T12%3A00%3A00Z"
                + "&until=2026-08-19T13%3A00%3A00Z&deploymentIds=a&deploymentIds=b&sourceKinds=SOURCE_KIND_ENDPOINT&subjectId=s&limit=9",
            d => d.Endpoints.ListEventsAsync("ep_1", new()
            {
                Types = [DedicatedEventType.PodLog, DedicatedEventType.DeploymentScaled],
                MinLevel = DedicatedEventLevel.Warn,
                Since = time,
                Until = time.AddHours(1),
                DeploymentIds = ["a", "b"],
                SourceKinds = [DedicatedEventSource.Endpoint],
                SubjectId = "s",
                Limit = 9,
            }));
        await AsksAsync(
            Project + "/models?visibility=VISIBILITY_INTERNAL&organizationId=org",
            d => d.Models.ListAsync(new() { Visibility = DedicatedVisibility.Internal, OrganizationId = "org" }));
        await AsksAsync(Api + "/organizations/org/models?limit=1", d => d.Models.ListOrganizationAsync("org", new() { Limit = 1 }));
        await AsksAsync(Project + "/models/ml_1/revisions", d => d.Models.ListRevisionsAsync("ml_1"));
        await AsksAsync(Project + "/models/uploads?limit=1", d => d.Models.Uploads.ListAsync(new() { Limit = 1 }));
        await AsksAsync(Project + "/models/uploads/job_1/events", d => d.Models.Uploads.ListEventsAsync("job_1"));
        await AsksAsync(
            Project + "/configs?referenceModel=projects%2Fp%2Fmodels%2Fm&referenceModelId=m",
            d => d.Configs.ListAsync(new() { ReferenceModel = "projects/p/models/m", ReferenceModelId = "m" }));
        await AsksAsync(
            Api + "/supported-models?modality=MODALITY_TEXT&product=PRODUCT_DEDICATED&search=llama",
            d => d.SupportedModels.ListAsync(new() { Modality = ModelModality.Text, Product = ModelProduct.Dedicated, Search = "llama" }));
        await AsksAsync(Api + "/public/inference-instance-types", d => d.InstanceTypes.ListAsync());
    }

    private static async Task AsksAsync<T>(string address, Func<DedicatedClient, CursorList<T>> list)
        where T : class
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"object":"list","data":[{},{}]}""");
        using TogetherClient client = DedicatedCalls.Client(handler);
        Assert.Equal(2, await list(client.Dedicated).CountAsync(TestContext.Current.CancellationToken));
        SentRequest sent = Assert.Single(handler.Requests);
        Assert.Equal(("GET", address), (sent.Method, sent.Uri.AbsoluteUri));
    }
}
