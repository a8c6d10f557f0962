using System.Text.Json.Nodes;

namespace TogetherAI.Local.Tests.Dedicated;

public class ListTests
{
    [Fact]
    public async Task Pages_hold_what_is_left_when_something_goes_in_between()
    {
        await using Rented rented = await Rented.StartAsync();
        for (int i = 0; i < 7; i++)
            await rented.EndpointAsync($"e{i}");
        List<string> names = [];
        await foreach (CursorPage<DedicatedEndpoint> page in rented.Dedicated.Endpoints.ListAsync(new DedicatedListOptions { Limit = 3 }).ReadPagesAsync())
        {
            names.AddRange(page.Data.Select(static endpoint => endpoint.Name));
            Assert.Equal("list", page.Object);
            await rented.Dedicated.Endpoints.DeleteAsync(page.Data[^1].Id);
        }

        Assert.Equal(["local/e6", "local/e5", "local/e4", "local/e3", "local/e2", "local/e1", "local/e0"], names);
    }

    [Theory]
    [InlineData("created_at asc", "e0 e1 e2")]
    [InlineData("created_at", "e0 e1 e2")]
    [InlineData("created_at desc", "e2 e1 e0")]
    [InlineData("updated_at desc", "e0 e2 e1")]
    public async Task The_order_is_the_one_asked_for(string orderBy, string expected)
    {
        await using Rented rented = await Rented.StartAsync();
        for (int i = 0; i < 3; i++)
        {
            await rented.EndpointAsync($"e{i}");
            rented.Pass(1);
        }

        DedicatedEndpoint first = await rented.Dedicated.Endpoints.ListAsync(new DedicatedListOptions { OrderBy = "created_at asc" }).FirstAsync();
        await rented.Dedicated.Endpoints.UpdateAsync(first.Id, new DedicatedEndpointUpdate { Visibility = DedicatedVisibility.Internal });
        Assert.Equal(expected, await NamesAsync(rented.Dedicated.Endpoints.ListAsync(new DedicatedListOptions { OrderBy = orderBy, Limit = 2 })));
        Assert.Equal("e0", await NamesAsync(rented.Dedicated.Endpoints.ListOrganizationAsync("org_local")));
        Assert.Empty(await rented.Dedicated.Endpoints.ListPublicAsync().ToListAsync());
    }

    [Theory]
    [InlineData("""name = "chat-1" """, "chat-1")]
    [InlineData("""name = "local/chat-1" """, "chat-1")]
    [InlineData("name:hat", "chat-1 chat-2")]
    [InlineData("""name = "chat*" AND NOT name:2""", "chat-1")]
    [InlineData("""name != "chat-1" """, "chat-2 talk")]
    [InlineData("name = talk OR name = chat-2 AND name:chat", "chat-2")]
    [InlineData("name = talk OR (name = chat-2 AND name:chat)", "chat-2 talk")]
    [InlineData("""created_at > "2026-01-01T00:00:30Z" """, "chat-2 talk")]
    [InlineData("""created_at >= "2026-01-01T00:01:00Z" AND created_at < "2026-01-01T00:02:00Z" """, "chat-2")]
    [InlineData("", "chat-1 chat-2 talk")]
    public async Task Filters_choose(string filter, string expected)
    {
        await using Rented rented = await Rented.StartAsync();
        foreach (string name in (string[])["chat-1", "chat-2", "talk"])
        {
            await rented.EndpointAsync(name);
            rented.Pass(1);
        }

        Assert.Equal(expected, await NamesAsync(rented.Dedicated.Endpoints.ListAsync(new DedicatedListOptions { Filter = filter, OrderBy = "created_at asc" })));
    }

    [Fact]
    public async Task Deployments_are_chosen_by_their_state_and_model_too()
    {
        await using Rented rented = await Rented.StartAsync();
        DedicatedDeployment ready = await rented.ServeAsync();
        DedicatedEndpoint endpoint = await rented.Dedicated.Endpoints.GetAsync(ready.EndpointId);
        await rented.DeployAsync(endpoint, name: "later");
        DedicatedListOptions options = new() { Filter = "state = \"DEPLOYMENT_STATE_READY\" AND model = \"" + ready.Model + "\"" };
        Assert.Equal([ready.Id], (await rented.Dedicated.Deployments.ListAsync(endpoint.Id, options).ToListAsync()).Select(static d => d.Id));
        Assert.Equal(2, (await rented.Dedicated.Deployments.ListAsync(endpoint.Id).ToListAsync()).Count);
    }

    [Theory]
    [InlineData("limit=0", "limit must be between 1 and 500; it is 0.")]
    [InlineData("limit=501", "limit must be between 1 and 500; it is 501.")]
    [InlineData("after=nonsense", "after is no cursor of this list.")]
    [InlineData("orderBy=name", "orderBy must be created_at or updated_at, perhaps with asc or desc after it; it is name.")]
    [InlineData("filter=colour%3Dred", "filter cannot be read: colour is none of name, created_at, updated_at.")]
    [InlineData("filter=name%3D", "filter cannot be read: it ends too early.")]
    [InlineData("filter=(name%3Da", "filter cannot be read: a parenthesis is not closed.")]
    [InlineData("filter=name%3D%22a", "filter cannot be read: a quotation mark is not closed.")]
    [InlineData("filter=created_at%3E5", "filter cannot be read: created_at is compared with a time such as \"2026-01-01T00:00:00Z\".")]
    public async Task What_cannot_be_read_is_told(string query, string message)
    {
        await using Rented rented = await Rented.StartAsync();
        (int status, JsonNode body) = await rented.SendAsync("GET", $"{Rented.Project}/endpoints?{query}");
        Assert.Equal((400, message), (status, (string?)body["error"]!["message"]));
    }

    private static async Task<string> NamesAsync(CursorList<DedicatedEndpoint> endpoints) =>
        string.Join(' ', (await endpoints.ToListAsync()).Select(static endpoint => endpoint.Name["local/".Length..]));
}
