using System.Net;

namespace TogetherAI.Tests.Account;

/// <summary>Whose key it is.</summary>
public class WhoAmITests
{
    [Fact]
    public async Task A_key_belongs_to_a_project_of_an_organization()
    {
        const string Json =
            """
            {"api_key_id":"key-1","project_id":"proj_1","project_name":"Support","project_slug":"acme-support","organization_id":"org-1",
             "organization_name":"ACME","user_id":"user-1","scopes":["inference"]}
            """;
        FakeHandler handler = new FakeHandler().ThenJson(Json);
        using TogetherClient client = Calls.Client(handler);
        AccountIdentity me = await client.Account.WhoAmIAsync();

        Assert.Equal(("GET", "https://example.test/v1/whoami", null), (handler.Requests[0].Method, handler.Requests[0].Uri.AbsoluteUri, handler.Requests[0].Body));
        Assert.Equal(("key-1", "proj_1", "Support", "acme-support"), (me.ApiKeyId, me.ProjectId, me.ProjectName, me.ProjectSlug));
        Assert.Equal(("org-1", "ACME", "user-1"), (me.OrganizationId, me.OrganizationName, me.UserId));
        Wire.Same(Json, Wire.Serialize(me, TogetherJsonContext.Default.AccountIdentity));
    }

    [Fact]
    public async Task A_key_that_is_not_valid_is_an_authentication_error()
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson("""{"error":{"message":"Invalid API key","code":"invalid_api_key"}}""", HttpStatusCode.Unauthorized));
        Assert.Equal("invalid_api_key", (await Assert.ThrowsAsync<TogetherAuthenticationException>(() => client.Account.WhoAmIAsync())).Code);
    }
}
