// sdk: Microsoft.NET.Sdk.Web
// Every tenant brings a key of its own; clients per tenant are the point here.
using System.Collections.Concurrent;
using TogetherAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<TenantClients>();
builder.Services.AddHttpClient("together");
var app = builder.Build();

app.MapPost("/t/{tenant}/ask", async (string tenant, Ask ask, TenantClients clients, CancellationToken ct) =>
{
    ChatResponse answer = await clients.For(tenant).Chat.CreateAsync(ask.ToRequest(), ct);
    return answer.Text;
});

// The caller's key, for this one call.
app.MapPost("/byok", async (HttpRequest http, Ask ask, CancellationToken ct) =>
{
    using var client = new TogetherClient(http.Headers["X-Together-Key"].ToString());
    return (await client.Chat.CreateAsync(ask.ToRequest(), ct)).Text;
});

app.MapPost("/pooled", async (IHttpMessageHandlerFactory handlers, IConfiguration configuration, Ask ask, CancellationToken ct) =>
{
    var client = new TogetherClient(new TogetherClientOptions { ApiKey = configuration["Together:ApiKey"] }, handlers.CreateHandler("together"));
    return (await client.Chat.CreateAsync(ask.ToRequest(), ct)).Text;
});

app.Run();

internal sealed class TenantClients(IConfiguration configuration) : IDisposable
{
    private readonly ConcurrentDictionary<string, TogetherClient> _clients = new();

    public TogetherClient For(string tenant) => _clients.GetOrAdd(tenant, t => new TogetherClient(configuration[$"Tenants:{t}:Key"]!));

    public async Task CheckAsync(IEnumerable<Tenant> tenants, CancellationToken cancellationToken)
    {
        foreach (Tenant tenant in tenants)
        {
            using TogetherClient client = new(tenant.Key);
            await client.Account.WhoAmIAsync(cancellationToken);
        }

        foreach (Tenant tenant in tenants)
        {
            var options = new TogetherClientOptions { ApiKey = tenant.Key, UserAgent = tenant.Name };
            using TogetherClient client = new(options);
            await client.Account.WhoAmIAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        foreach (TogetherClient client in _clients.Values)
            client.Dispose();
    }
}

internal sealed record Tenant(string Name, string Key);

internal sealed record Ask(string Text, int? Limit)
{
    public ChatRequest ToRequest() => new() { Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo", Messages = [ChatMessage.User(Text)], MaxTokens = Limit ?? 500 };
}
